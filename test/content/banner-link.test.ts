// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBannerLink, type BannerLink } from '../../src/content/banner-link.ts';
import type { Gate } from '../../src/content/gate/gate.ts';
import type { Notice } from '../../src/content/notice.ts';
import type { FromContent } from '../../src/messages.ts';
import type { Word } from '../../src/word.ts';
import type { View } from '../../src/recording/view.ts';
import { paused, ready, stillRecording } from './views.ts';

/** What the banner was last told to show. */
let shown: Notice | null;
vi.mock('../../src/content/banner.ts', () => ({
  createBanner: () => ({
    show: (notice: Notice | null) => {
      shown = notice;
    },
    extend: () => undefined,
    host: () => null,
    remove: () => undefined,
  }),
}));

let view: View;
let answer: 'view' | 'refusal' | 'oneRefusal' | 'silence';
let isAlive: boolean;
let asked: FromContent[];
let push: (word: Word) => void;
let link: BannerLink;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestIdleCallback', (run: () => void) => run());
  shown = null;
  view = ready;
  answer = 'view';
  isAlive = true;
  asked = [];
});
afterEach(() => {
  link.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function start(gating?: Parameters<typeof createBannerLink>[1]): void {
  link = createBannerLink(
    {
      isAlive: () => isAlive,
      send(message) {
        asked.push(message);
        if (answer === 'silence') return new Promise(() => undefined);
        if (answer === 'view') return Promise.resolve({ view });
        if (answer === 'oneRefusal') answer = 'view';
        return Promise.reject(new Error('nobody there'));
      },
      connect: () => ({ post: () => undefined, close: () => undefined }),
      listen: onWord => {
        push = onWord;
      },
      text: key => key,
      rootOf: () => null,
    },
    gating,
  );
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('asks for the view when the page starts', async () => {
  view = stillRecording;
  start();
  await pass(0);
  expect(asked).toEqual([{ type: 'getView' }]);
  expect(shown?.title).toBe('banner_still_recording');
});

describe('a pause that is shown', () => {
  beforeEach(async () => {
    view = paused;
    start();
    await pass(0);
    expect(shown?.title).toBe('banner_paused_verified');
  });

  it('is confirmed, as nobody may be pushing to this page', async () => {
    view = ready;
    await pass(11_000);
    expect(shown).toBeNull();
    const settled = asked.length;
    await pass(60_000);
    expect(asked).toHaveLength(settled);
  });

  it('is confirmed although the clock was set back by an hour', async () => {
    view = ready;
    vi.setSystemTime(Date.now() - 3_600_000);
    await pass(11_000);
    expect(shown).toBeNull();
  });

  it('is taken back when nobody confirms it', async () => {
    answer = 'refusal';
    await pass(11_000);
    expect(shown?.title).toBe('banner_still_recording');
    answer = 'view';
    await pass(3_000);
    expect(shown?.title).toBe('banner_paused_verified');
  });

  it('is taken back when the worker only keeps silent', async () => {
    answer = 'silence';
    await pass(17_500);
    expect(shown?.title).toBe('banner_still_recording');
  });

  it('survives one lost question: the next one wakes the worker', async () => {
    answer = 'oneRefusal';
    await pass(11_000);
    expect(answer).toBe('view');
    expect(shown?.title).toBe('banner_paused_verified');
  });

  it('is not shown to who comes back to a cached page', () => {
    link.onPage('hidden');
    expect(shown).toBeNull();
  });

  it('gives way to an orphan, for good', async () => {
    link.setTrouble('orphaned');
    expect(shown?.title).toBe('banner_not_protected');
    link.setTrouble(null);
    push({ view: paused });
    await pass(20_000);
    expect(shown?.title).toBe('banner_not_protected');
  });
});

describe('a pause that a frame shows because its top frame cannot', () => {
  beforeEach(async () => {
    vi.stubGlobal('top', {});
    start();
    push({ view: paused, isAlone: true });
    await pass(0);
    expect(shown?.title).toBe('banner_paused_verified');
    // The worker has died since, and a frame that holds nothing has no port to the next one.
    view = ready;
  });

  it('is confirmed every 2 s, as nobody is pushing to this frame', async () => {
    await pass(3_000);
    expect(shown).toBeNull();
  });

  it('is confirmed at once when it comes back into sight', async () => {
    link.onPage('shown');
    await pass(0);
    expect(shown).toBeNull();
  });
});

it('a frame whose gate lost a message to the worker does not stay shut: it finds the worker again', async () => {
  vi.stubGlobal('top', {});
  const gate = { hear: vi.fn(), dress: (notice: Notice | null) => notice, panel: () => null, stop() {} };
  let send = (_message: FromContent) => {};
  start({
    toGate(ports) {
      ({ send } = ports);
      return gate as unknown as Gate;
    },
    recognise: () => null,
  });
  answer = 'oneRefusal';
  send({ type: 'activity', seq: 1 });
  await pass(0);
  expect(gate.hear).toHaveBeenLastCalledWith(null);
  expect(shown?.title).toBe('banner_still_recording');
  await pass(3_000);
  expect(asked.at(-1)).toEqual({ type: 'getView' });
  expect(shown).toBeNull();
});

it('a frame that shows no view asks for none', async () => {
  vi.stubGlobal('top', {});
  start();
  push({ view: paused, isAlone: false });
  link.onPage('shown');
  await pass(60_000);
  expect(shown).toBeNull();
  expect(asked).toEqual([]);
});

describe('a frame that gets focus', () => {
  beforeEach(() => start());
  const frame = () => document.createElement('iframe');

  it('makes sure that the worker can be reached, because the frame could not tell', async () => {
    await pass(0);
    answer = 'refusal';
    link.onMove(frame());
    await pass(0);
    expect(shown?.title).toBe('banner_still_recording');
  });

  it('shows nothing where it can', async () => {
    link.onMove(frame());
    await pass(0);
    expect(shown).toBeNull();
  });

  it('shows an orphan before a card is taken', () => {
    isAlive = false;
    link.onMove(frame());
    expect(shown?.title).toBe('banner_not_protected');
  });
});

it('keeps quiet when the first question is lost and nothing was claimed', async () => {
  answer = 'refusal';
  start();
  link.onPage('shown');
  await pass(10_000);
  expect(shown).toBeNull();
});
