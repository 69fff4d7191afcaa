import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FocusedField } from '../../src/content/focus-watcher.ts';
import { createHoldLink, type HoldLink } from '../../src/content/hold-link.ts';
import type { FromContent } from '../../src/messages.ts';

type Answer = 'view' | 'refusal' | 'silence';

/** A worker that answers as told, and can drop the port. */
class FakeWorker {
  readonly heard: FromContent[] = [];
  readonly proofs: FromContent[] = [];
  readonly said: string[] = [];
  answer: Answer = 'view';
  isAlive = true;
  ports = 0;
  #onGone: (() => void) | null = null;
  readonly link: HoldLink = createHoldLink({
    isAlive: () => this.isAlive,
    send: message => {
      this.heard.push(message);
      if (this.answer === 'silence') return new Promise(() => undefined);
      return this.answer === 'view' ? Promise.resolve() : Promise.reject(new Error('nobody there'));
    },
    connect: onGone => {
      if (!this.isAlive) throw new Error('Extension context invalidated.');
      this.ports += 1;
      this.#onGone = onGone;
      return { post: message => this.proofs.push(message), close: () => this.#close() };
    },
    onAnswered: () => this.said.push('answered'),
    onUnanswered: () => this.said.push('unanswered'),
    onOrphaned: () => this.said.push('orphaned'),
  });

  get isConnected(): boolean {
    return this.#onGone !== null;
  }

  get types(): string[] {
    return this.heard.map(({ type }) => type);
  }

  dropPort(): void {
    const onGone = this.#onGone;
    this.#onGone = null;
    onGone?.();
  }

  #close(): void {
    this.#onGone = null;
  }
}

const field: FocusedField = {
  seq: 7,
  kind: 'card-number',
  reasons: ['autocomplete:cc-number'],
  isAway: false,
};
const message: FromContent = { type: 'hold', ...field };

let worker: FakeWorker;

beforeEach(() => {
  vi.useFakeTimers();
  worker = new FakeWorker();
});
afterEach(() => {
  worker.link.stop();
  vi.useRealTimers();
});

describe('a hold', () => {
  it('is sent before anything else happens, and the port follows', () => {
    worker.link.hold(field);
    expect(worker.heard).toEqual([message]);
    expect(worker.ports).toBe(1);
  });

  it('is proved every 20 s over the port, and never sooner', async () => {
    worker.link.hold(field);
    await vi.advanceTimersByTimeAsync(19_999);
    expect(worker.proofs).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(worker.proofs).toEqual([message]);
    await vi.advanceTimersByTimeAsync(40_000);
    expect(worker.proofs).toHaveLength(3);
    expect(worker.heard).toHaveLength(1);
  });

  it('that went away is proved as away', async () => {
    worker.link.hold(field);
    worker.link.hold({ ...field, isAway: true });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(worker.proofs).toEqual([{ ...message, isAway: true }]);
    expect(worker.heard).toHaveLength(2);
  });

  it('of the next field uses the same port', async () => {
    worker.link.hold(field);
    worker.link.release(7, 'blur');
    await vi.advanceTimersByTimeAsync(60_000);
    worker.link.hold({ ...field, seq: 8 });
    expect(worker.types).toEqual(['hold', 'release', 'hold']);
    expect(worker.ports).toBe(1);
  });
});

describe('a release', () => {
  it('ends the proofs', async () => {
    worker.link.hold(field);
    worker.link.release(7, 'blur');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(worker.proofs).toEqual([]);
    expect(worker.heard.at(-1)).toEqual({ type: 'release', seq: 7, reason: 'blur' });
  });

  it('of a field that was left before changes nothing', () => {
    worker.link.hold({ ...field, seq: 8 });
    worker.link.release(7, 'blur');
    expect(worker.types).toEqual(['hold']);
  });

  it('closes the port when the page goes', () => {
    worker.link.hold(field);
    worker.link.release(7, 'pagehide');
    expect(worker.isConnected).toBe(false);
  });

  it('that is lost ends the hold by closing the port', async () => {
    worker.link.hold(field);
    worker.answer = 'refusal';
    worker.link.release(7, 'blur');
    await vi.advanceTimersByTimeAsync(0);
    expect(worker.isConnected).toBe(false);
  });
});

describe('a hold that nobody takes', () => {
  it('is reported, and claimed ever more slowly until it is taken', async () => {
    worker.answer = 'refusal';
    worker.link.hold(field);
    await vi.advanceTimersByTimeAsync(0);
    expect(worker.said).toEqual(['unanswered']);
    await vi.advanceTimersByTimeAsync(1_000);
    const soon = worker.heard.length;
    expect(soon).toBeGreaterThan(3);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(worker.heard.length - soon).toBeLessThan(20);
    worker.answer = 'view';
    await vi.advanceTimersByTimeAsync(5_000);
    expect(worker.said.at(-1)).toBe('answered');
    const settled = worker.heard.length;
    await vi.advanceTimersByTimeAsync(15_000);
    expect(worker.heard).toHaveLength(settled);
  });

  it('is reported when the worker keeps silent for 3 s', async () => {
    worker.answer = 'silence';
    worker.link.hold(field);
    await vi.advanceTimersByTimeAsync(2_999);
    expect(worker.said).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(worker.said).toEqual(['unanswered']);
    expect(worker.types).toEqual(['hold']);
    await vi.advanceTimersByTimeAsync(100);
    expect(worker.types).toEqual(['hold', 'hold']);
  });

  it('is no matter any more once the field was left', async () => {
    worker.answer = 'silence';
    worker.link.hold(field);
    worker.link.release(7, 'blur');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(worker.said).toEqual(['answered']);
    expect(worker.types).toEqual(['hold', 'release']);
  });
});

describe('a port that breaks', () => {
  it('while holding is opened again, with a new claim', async () => {
    worker.link.hold(field);
    worker.dropPort();
    await vi.advanceTimersByTimeAsync(50);
    expect(worker.heard).toEqual([message, message]);
    expect(worker.ports).toBe(2);
  });

  it('while nothing is held stays closed', async () => {
    worker.link.hold(field);
    worker.link.release(7, 'blur');
    worker.dropPort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(worker.ports).toBe(1);
    expect(worker.types).toEqual(['hold', 'release']);
  });

  it('again and again is opened ever more slowly', async () => {
    worker.link.hold(field);
    for (let second = 0; second < 60; second += 0.05) {
      worker.dropPort();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(worker.ports).toBeLessThan(25);
  });
});

describe('an orphan', () => {
  it('says so, and tries no more', async () => {
    worker.answer = 'refusal';
    worker.isAlive = false;
    worker.link.hold(field);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(new Set(worker.said)).toEqual(new Set(['orphaned']));
    expect(worker.heard.length).toBeLessThan(6);
  });

  it('says so at once when its port breaks', () => {
    worker.link.hold(field);
    worker.isAlive = false;
    worker.dropPort();
    expect(worker.said).toEqual(['orphaned']);
  });
});

it('reports activity of the held field at most every 5 s', async () => {
  worker.link.activity(7);
  worker.link.hold(field);
  for (let tenth = 0; tenth < 100; tenth += 1) {
    worker.link.activity(7);
    worker.link.activity(6);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(worker.heard.filter(({ type }) => type === 'activity')).toEqual([
    { type: 'activity', seq: 7 },
    { type: 'activity', seq: 7 },
  ]);
});

it('arms at most once a second, and not while a hold keeps the worker awake', async () => {
  for (let tenth = 0; tenth < 20; tenth += 1) {
    worker.link.arm();
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(worker.types).toEqual(['arm', 'arm']);
  worker.link.hold(field);
  await vi.advanceTimersByTimeAsync(30_000);
  worker.link.arm();
  expect(worker.types).toEqual(['arm', 'arm', 'hold']);
});

it('keeps the worker awake for 2 min after the last sign, for an agent who clicks a while after hovering', async () => {
  worker.link.arm();
  await vi.advanceTimersByTimeAsync(110_000);
  // Never silent for the 30 s after which a worker is stopped.
  expect(worker.types).toEqual(Array.from({ length: 6 }, () => 'arm'));
  worker.link.arm();
  await vi.advanceTimersByTimeAsync(115_000);
  const count = worker.types.length;
  expect(count).toBeGreaterThanOrEqual(11);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(worker.types.length - count).toBeLessThanOrEqual(1);
  // And at once for the next one.
  const silent = worker.types.length;
  worker.link.arm();
  expect(worker.types).toHaveLength(silent + 1);
  worker.link.stop();
  const stopped = worker.types.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(worker.types).toHaveLength(stopped);
});
