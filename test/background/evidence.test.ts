// Evidence is kept with each step, written when no pause is waited for, and never twice.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Evidence, type Kept } from '../../src/background/evidence.ts';
import { layPolicy } from '../../src/settings/policy.ts';
import type { Link } from '../../src/ledger/link.ts';
import type { StoredOutbox } from '../../src/ledger/outbox.ts';
import type { Note } from '../../src/recording/notes.ts';
import type { State } from '../../src/recording/state.ts';
import { settingsSchema, type Settings } from '../../src/settings/schema.ts';
import type { InForce } from '../../src/settings/in-force.ts';
import { allEntries, emptyShelf, verifyShelf } from '../ledger/shelf.ts';
import { Desk } from '../ledger/story.ts';

const toInForce = (settings: object = {}, policy?: object): InForce =>
  layPolicy(policy, { settings: settingsSchema.parse(settings), secrets: { r0: { code: 'TOPSECRET7' } } });

/** Storage that outlives the workers; each `boot` is a new one. */
class Storage {
  session: { state?: State; outbox?: StoredOutbox } = {};
  local: { outbox?: StoredOutbox; head?: Link } = {};
  inForce = toInForce({ ledger: { agent: 'agent-7' } });
  problems: unknown[] = [];
  readonly #workers: Evidence[] = [];
  #generation = 0;

  /** A worker of before that lives on here is as good as dead: it stores no more. */
  async boot(): Promise<Worker> {
    this.#generation += 1;
    const generation = this.#generation;
    const evidence = new Evidence({
      now: () => Date.now(),
      version: '0.1.0',
      inForce: async () => this.inForce,
      save: async (outbox, head) => {
        if (generation !== this.#generation) return;
        this.session.outbox = outbox;
        this.local.outbox = outbox;
        if (head !== null) this.local.head = head;
      },
      report: problem => void this.problems.push(problem),
    });
    this.#workers.push(evidence);
    const kept: Kept = structuredClone({
      outbox: { session: this.session.outbox, local: this.local.outbox },
      head: this.local.head,
    });
    await evidence.begin(kept, this.session.state === undefined, this.inForce);
    return {
      evidence,
      step: (state, notes) => {
        const outbox = structuredClone(evidence.take(state, notes));
        this.session = { state, outbox };
        this.local.outbox = outbox;
      },
    };
  }

  /** Lets every worker write what it still has, so that no timer of theirs reaches the next test. */
  async stop(): Promise<void> {
    await Promise.all(this.#workers.map(worker => worker.sync()));
  }

  browserDies(): void {
    this.session = {};
  }
}

type Worker = { evidence: Evidence; step(state: State, notes: Note[]): void };

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const typesOf = async () => (await allEntries()).map(({ fact }) => fact.type);

let storage = new Storage();
let desk = new Desk();

beforeEach(async () => {
  await emptyShelf();
  storage = new Storage();
  desk = new Desk();
});

afterEach(() => storage.stop());

/** Steps of the core, each with the notes that it gave. */
function say(worker: Worker, work: (desk: Desk) => unknown): void {
  const before = desk.notes.length;
  work(desk);
  worker.step(desk.state, desk.notes.slice(before));
}

describe('evidence', () => {
  test('begins with who, which version and which policy', async () => {
    const { evidence } = await storage.boot();
    const { head, pending, problem } = await evidence.sync();
    expect({ seq: head.seq, pending, problem }).toEqual({ seq: 1, pending: 0, problem: null });
    const [entry] = await allEntries();
    expect(entry).toMatchObject({ version: '0.1.0', agent: 'agent-7', fact: { type: 'opened' } });
    expect(entry?.policy).toMatch(/^[0-9a-f]{16}$/);
  });

  test('waits while a pause is on its way, and is written when it has come', async () => {
    const worker = await storage.boot();
    await worker.evidence.sync();
    say(worker, one => one.focus());
    await wait(500);
    expect(await typesOf()).toEqual(['opened']);
    say(worker, one => one.yes());
    await wait(500);
    expect(await typesOf()).toEqual(['opened', 'holdStarted', 'episodeStarted', 'requested', 'paused']);
    expect(storage.local.outbox?.items).toEqual([]);
    expect(storage.local.head?.seq).toBe(5);
  });

  test('waits for no pause where so much has happened that the outbox would overflow', async () => {
    const worker = await storage.boot();
    await worker.evidence.sync();
    // One focus after the other, and a recorder that answers none of them.
    for (let seq = 1; seq <= 30; seq += 1) say(worker, one => one.focus('f', seq));
    await wait(300);
    expect((await typesOf()).length).toBeGreaterThan(60);
    expect(storage.local.outbox?.items.length).toBeLessThan(10);
  });

  test('survives a worker that dies before it is written', async () => {
    const first = await storage.boot();
    say(first, one => one.focus());
    const second = await storage.boot();
    say(second, one => one.yes());
    await second.evidence.sync();
    await first.evidence.sync();
    expect(await typesOf()).toEqual(['opened', 'holdStarted', 'episodeStarted', 'requested', 'paused']);
    expect((await verifyShelf()).status).toBe('intact');
  });

  test('survives a browser that dies before it is written', async () => {
    say(await storage.boot(), one => one.focus().yes());
    storage.browserDies();
    const { evidence } = await storage.boot();
    await evidence.sync();
    const entries = await allEntries();
    expect(entries.map(({ fact }) => fact.type)).toEqual([
      'opened', 'holdStarted', 'episodeStarted', 'requested', 'paused', 'opened',
    ]);
    expect(new Set(entries.map(({ run }) => run)).size).toBe(2);
    expect((await verifyShelf()).status).toBe('intact');
  }); // prettier-ignore

  test('survives a browser that dies after it was written and before that was noted', async () => {
    const worker = await storage.boot();
    say(worker, one => one.focus().yes());
    const before = structuredClone(storage.local);
    await worker.evidence.sync();
    storage.browserDies();
    storage.local = before;
    await (await storage.boot()).evidence.sync();
    expect((await typesOf()).filter(type => type === 'paused')).toHaveLength(1);
    expect((await verifyShelf()).status).toBe('intact');
  });

  test('records that settings changed, where, and by whom, and nothing of their values', async () => {
    const { evidence } = await storage.boot();
    const apply = (inForce: InForce) => {
      storage.inForce = inForce;
      return evidence.applied(inForce);
    };
    const site = 'https://secret-project.example.com/*';
    await apply(toInForce({ ledger: { agent: 'agent-8' }, sites: [site] }));
    await apply(toInForce({ ledger: { agent: 'agent-8' }, sites: [site] }));
    await apply(toInForce({ ledger: { agent: 'agent-8' } }, { timings: { lingerMs: 5_000 } }));
    await evidence.sync();
    const entries = await allEntries();
    expect(entries.slice(1)).toMatchObject([
      { agent: 'agent-8', fact: { by: 'person', changed: ['ledger.agent', 'sites'] } },
      {
        agent: 'agent-8',
        fact: { by: 'policy', changed: expect.arrayContaining(['timings.lingerMs']) as unknown },
      },
    ]);
    expect(new Set(entries.map(({ policy }) => policy)).size).toBe(3);
    expect(JSON.stringify(entries)).not.toContain('secret-project');
  });

  test('shows the newest events of this worker and of those before it, each once', async () => {
    const first = await storage.boot();
    say(first, one => one.focus().yes());
    await first.evidence.sync();
    const second = await storage.boot();
    say(second, one => one.blur());
    const types = ['holdStarted', 'episodeStarted', 'requested', 'paused', 'holdEnded'];
    expect((await second.evidence.recent()).map(({ type }) => type)).toEqual(types);
    await second.evidence.sync();
    expect((await second.evidence.recent()).map(({ type }) => type)).toEqual(types);
  });

  test('keeps everything while the database cannot be opened, and says so', async () => {
    const { open } = indexedDB;
    indexedDB.open = () => {
      throw new DOMException('no room on the disk', 'QuotaExceededError');
    };
    const worker = await storage.boot();
    say(worker, one => one.focus().yes());
    await expect(worker.evidence.sync()).rejects.toThrow('no room');
    indexedDB.open = open;
    expect(storage.problems).not.toEqual([]);
    expect(await worker.evidence.sync()).toMatchObject({ pending: 0, problem: null });
    expect(await typesOf()).toEqual(['opened', 'holdStarted', 'episodeStarted', 'requested', 'paused']);
  });

  test('keeps to the limits that are set', async () => {
    storage.inForce = toInForce({ ledger: { maxEntries: 1_000 } } satisfies Partial<Record<keyof Settings, object>>);
    const worker = await storage.boot();
    for (let round = 0; round < 5; round += 1) {
      worker.step(desk.state, Array.from({ length: 250 }, (_, byMs): Note => ({ type: 'clockJumped', atMs: Date.now(), episode: 0, byMs })));
      await worker.evidence.sync();
    }
    // Looked at once in ten minutes; the next worker looks again.
    await (await storage.boot()).evidence.sync();
    expect((await allEntries()).length).toBeLessThanOrEqual(1_001);
    expect(await verifyShelf()).toMatchObject({ status: 'intact' });
  }); // prettier-ignore
});
