// Entries are added, each fact once, whatever is tried again, and the chain stays whole.
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Fact } from '../../src/ledger/facts.ts';
import { genesis, type Link } from '../../src/ledger/link.ts';
import { Ledger } from '../../src/ledger/ledger.ts';
import { toPauses } from '../../src/ledger/project.ts';
import { projectionVersion } from '../../src/ledger/project.ts';
import { metaKey, readMeta } from '../../src/ledger/database.ts';
import { allEntries, context, emptyShelf, look, verifyShelf } from './shelf.ts';
import { Desk, opened, stamp, toQueued } from './story.ts';

const desk = new Desk().pauseFor(5_000).pauseFor(8_000, { call: 'call-2' });
const facts: Fact[] = [opened(desk.startedAtMs), ...desk.notes];
const queued = toQueued(facts);

beforeEach(emptyShelf);

describe('appending', () => {
  test('makes one entry of each fact, in order, and says where the chain stands', async () => {
    const head = await new Ledger().append(queued, null, context);
    const entries = await allEntries();
    expect(entries.map(({ fact }) => fact.type)).toEqual(facts.map(({ type }) => type));
    expect(head).toEqual({ seq: entries.length, hash: entries.at(-1)?.hash });
    expect(await verifyShelf(head)).toMatchObject({ status: 'intact', count: facts.length });
  });

  test('passes over what has become an entry before, by this worker or another', async () => {
    await new Ledger().append(queued.slice(0, 5), null, context);
    await new Ledger().append(queued.slice(2, 8), null, context);
    const ledger = new Ledger();
    await ledger.append(queued, null, context);
    await ledger.append(queued, null, context);
    expect(await allEntries()).toHaveLength(queued.length);
    expect((await verifyShelf()).status).toBe('intact');
  });

  test('survives two workers that write at once', async () => {
    const workers = [new Ledger(), new Ledger(), new Ledger()];
    await Promise.all(workers.map(worker => worker.append(queued, null, context)));
    expect(await allEntries()).toHaveLength(queued.length);
    await Promise.all(
      workers.map((worker, index) => worker.append(toQueued(facts, `run-${index + 2}`), null, context)),
    );
    expect(await allEntries()).toHaveLength(4 * queued.length);
    expect((await verifyShelf()).status).toBe('intact');
  });

  test('goes on after somebody has deleted the database under it, and records what was lost', async () => {
    const ledger = new Ledger();
    const head = await ledger.append(queued.slice(0, 10), null, context);
    await emptyShelf();
    await ledger.append(queued, head, context);
    const [first] = await allEntries();
    expect(first).toMatchObject({ seq: 11, prev: head.hash });
    expect(first?.fact).toMatchObject({ type: 'entriesLost', fromSeq: 1, toSeq: 10, hash: head.hash });
    expect(await verifyShelf()).toMatchObject({
      status: 'incomplete',
      losses: [{ seq: 11, fromSeq: 1, toSeq: 10, what: 'entries' }],
    });
  });

  test('records that the database was set back', async () => {
    await new Ledger().append(queued.slice(0, 6), null, context);
    const lost: Link = { seq: 9, hash: 'ab'.repeat(32) };
    await new Ledger().append(queued, lost, context);
    expect((await allEntries()).map(({ seq }) => seq).slice(0, 8)).toEqual([1, 2, 3, 4, 5, 6, 10, 11]);
    expect(await verifyShelf()).toMatchObject({
      status: 'incomplete',
      fault: null,
      losses: [{ seq: 10, fromSeq: 7, toSeq: 9 }],
    });
  });

  test('records facts that never came', async () => {
    await new Ledger().append(queued.slice(0, 3), null, context);
    await new Ledger().append(queued.slice(5), null, context);
    const entries = await allEntries();
    expect(entries[3]?.fact).toMatchObject({ type: 'notesLost', run: 'run-1', fromN: 4, toN: 5 });
    expect(await verifyShelf()).toMatchObject({ status: 'incomplete', losses: [{ what: 'notes' }] });
  });

  test('stamps each entry with what was in force when it was made, also where it is written later', async () => {
    const later = { version: '9.9.9', agent: '', policy: 'ffffffffffffffff' };
    await new Ledger().append(
      toQueued([
        ...facts.slice(0, 4),
        { type: 'settingsChanged', atMs: 1_500_000, ...later, by: 'policy', changed: ['timings.lingerMs'] },
        ...facts.slice(4, 6),
      ]),
      null,
      { ...context, stamp: { version: '7.7.7', agent: 'x', policy: 'y' } },
    );
    const entries = await allEntries();
    expect(entries.slice(0, 4)).toMatchObject(Array.from({ length: 4 }, () => stamp));
    expect(entries[4]).toMatchObject({ version: '9.9.9', policy: 'ffffffffffffffff' });
    expect(entries[5]).not.toHaveProperty('agent');
  });

  test('does nothing where there is nothing', async () => {
    expect(await new Ledger().append([], null, context)).toEqual(genesis);
    expect(await allEntries()).toEqual([]);
  });
});

describe('rows of pauses', () => {
  const rows = () => look(database => database.getAll('pauses'));

  test('are those that the entries tell, however they were appended', async () => {
    const ledger = new Ledger();
    for (const one of queued) await ledger.append([one], null, context);
    expect(await rows()).toEqual(toPauses(await allEntries()));
    expect(await rows()).toHaveLength(2);
  });

  test('are derived anew when the rules have changed', async () => {
    await new Ledger().append(queued.slice(0, -4), null, context);
    const right = await rows();
    await look(async database => {
      const meta = await readMeta(database);
      await database.put(
        'meta',
        { ...meta, derived: { ...meta.derived, version: projectionVersion - 1 } },
        metaKey,
      );
      for (const row of right) await database.put('pauses', { ...row, recorder: 'wrong' });
    });
    const ledger = new Ledger();
    await ledger.append(queued, null, context);
    await ledger.derive();
    expect(await rows()).toEqual(toPauses(await allEntries()));
  });
});

describe('retention', () => {
  const day = 86_400_000;
  const many = (count: number, atMs = (n: number) => n) =>
    toQueued(
      Array.from({ length: count }, (_, n): Fact => ({
        type: 'clockJumped',
        episode: 0,
        atMs: atMs(n),
        byMs: n,
      })),
    );

  test('cuts what is over the count, and records what it cut', async () => {
    const ledger = new Ledger();
    const all = many(1_200);
    await ledger.append(all, null, context);
    const before = await allEntries();
    expect(await ledger.trim({ keepDays: 10_000, maxEntries: 1_000 }, context)).toBe(210);
    const entries = await allEntries();
    expect(entries[0]?.seq).toBe(211);
    expect(entries.at(-1)?.fact).toMatchObject({
      type: 'cut',
      fromSeq: 1,
      toSeq: 210,
      hash: before[209]?.hash,
      reason: 'count',
    });
    expect(await verifyShelf()).toMatchObject({ status: 'intact', cutToSeq: 210 });
    expect(await ledger.trim({ keepDays: 10_000, maxEntries: 1_000 }, context)).toBe(0);
  });

  test('cuts what is older than the days', async () => {
    const ledger = new Ledger();
    await ledger.append(
      many(100, n => n * day),
      null,
      context,
    );
    const later = { ...context, nowMs: 100 * day };
    expect(await ledger.trim({ keepDays: 30, maxEntries: 100_000 }, later)).toBe(70);
    expect(await ledger.trim({ keepDays: 30, maxEntries: 100_000 }, later)).toBe(0);
    expect((await allEntries())[0]?.atMs).toBe(70 * day);
    expect((await verifyShelf()).status).toBe('intact');
  });

  test('cuts again and again, and each time the chain says where it begins', async () => {
    const ledger = new Ledger();
    for (let round = 0; round < 5; round += 1) {
      await ledger.append(
        toQueued(
          many(300).map(({ fact }) => fact),
          `run-${round}`,
        ),
        null,
        context,
      );
      await ledger.trim({ keepDays: 10_000, maxEntries: 400 }, context);
      expect((await verifyShelf()).status).toBe('intact');
    }
    expect((await allEntries()).length).toBeLessThanOrEqual(401);
  });

  test('takes the rows of pauses that began in what is cut', async () => {
    const ledger = new Ledger();
    await ledger.append(queued, null, context);
    const [first] = await look(database => database.getAll('pauses'));
    await ledger.trim({ keepDays: 10_000, maxEntries: queued.length - (first?.lastSeq ?? 0) }, context);
    const left = await look(database => database.getAll('pauses'));
    expect(left).toHaveLength(1);
    expect(left[0]?.calls).toEqual(['"call-2"']);
  });

  test('a beginning that was cut by somebody else is missed', async () => {
    const ledger = new Ledger();
    await ledger.append(queued, null, context);
    await look(async database => {
      const meta = await readMeta(database);
      const third = await database.get('entries', 3);
      await database.delete('entries', IDBKeyRange.upperBound(3));
      await database.put('meta', { ...meta, after: { seq: 3, hash: third?.hash ?? '' } }, metaKey);
    });
    expect(await verifyShelf()).toMatchObject({ status: 'broken', fault: { kind: 'missing', seq: 1 } });
  });
});

test('whatever batches come, again or late, by whichever worker: entries made are entries stored', { timeout: 120_000 }, () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ from: fc.nat(facts.length), length: fc.integer({ min: 0, max: 12 }), isNewWorker: fc.boolean(), isTrimmed: fc.boolean() }), { maxLength: 12 }),
      async batches => {
        await emptyShelf();
        let ledger = new Ledger();
        let mirror: Link | null = null;
        let done = 0;
        let cut = 0;
        for (const { from, length, isNewWorker, isTrimmed } of batches) {
          if (isNewWorker) ledger = new Ledger();
          // A worker begins with what was not confirmed: at or before the first that is not an entry.
          const start = Math.min(from, done);
          mirror = await ledger.append(queued.slice(start, start + length), mirror, context);
          done = Math.max(done, start + length > queued.length ? queued.length : start + length);
          if (isTrimmed) cut += (await ledger.trim({ keepDays: 10_000, maxEntries: 20 }, context)) > 0 ? 1 : 0;
        }
        const verdict = await verifyShelf(mirror);
        expect(verdict.status).toBe('intact');
        expect(verdict.last?.seq ?? 0).toBe(done + cut);
      },
    ),
    { numRuns: 40 },
  )); // prettier-ignore
