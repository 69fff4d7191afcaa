// What is not in the ledger yet survives whichever of its two copies does.
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../src/ledger/facts.ts';
import { Outbox } from '../../src/ledger/outbox.ts';

const fact = (byMs: number): Fact => ({ type: 'clockJumped', atMs: 1, episode: 0, byMs });
const nothing = { session: undefined, local: undefined };
const numbers = (outbox: Outbox) => outbox.items.map(({ run, n }) => `${run}:${n}`);

describe('an outbox', () => {
  test('numbers the facts of its run', () => {
    const outbox = Outbox.restore(nothing, true, 'a');
    outbox.add([fact(1), fact(2)]);
    outbox.add([fact(3)]);
    expect(numbers(outbox)).toEqual(['a:1', 'a:2', 'a:3']);
  });

  test('goes on with its numbers in the worker that comes after', () => {
    const before = Outbox.restore(nothing, true, 'a');
    before.add([fact(1), fact(2)]);
    before.drop(before.items);
    const after = Outbox.restore({ session: before.toStored(), local: undefined }, false, 'b');
    after.add([fact(3)]);
    expect(numbers(after)).toEqual(['a:3']);
  });

  test('takes what is in either copy, once and in order', () => {
    const before = Outbox.restore(nothing, true, 'a');
    before.add([fact(1)]);
    const local = before.toStored();
    before.add([fact(2)]);
    const session = before.toStored();
    expect(numbers(Outbox.restore({ session, local }, false, 'b'))).toEqual(['a:1', 'a:2']);
    expect(numbers(Outbox.restore({ session: local, local: session }, false, 'b'))).toEqual(['a:1', 'a:2']);
    const after = Outbox.restore({ session: local, local: session }, false, 'b');
    after.add([fact(3)]);
    expect(numbers(after)).toEqual(['a:1', 'a:2', 'a:3']);
  });

  test('begins a run of its own where the browser died, and keeps what the one before left', () => {
    const before = Outbox.restore(nothing, true, 'a');
    before.add([fact(1), fact(2)]);
    const after = Outbox.restore({ session: undefined, local: before.toStored() }, true, 'b');
    after.add([fact(3)]);
    expect(numbers(after)).toEqual(['a:1', 'a:2', 'b:1']);
    // And died again before anything was written.
    const third = Outbox.restore({ session: undefined, local: after.toStored() }, true, 'c');
    third.add([fact(4)]);
    expect(numbers(third)).toEqual(['a:1', 'a:2', 'b:1', 'c:1']);
  });

  test('lets go of what is written, and keeps what came meanwhile', () => {
    const outbox = Outbox.restore(nothing, true, 'a');
    outbox.add([fact(1), fact(2)]);
    const written = [...outbox.items];
    outbox.add([fact(3)]);
    outbox.drop(written);
    expect(numbers(outbox)).toEqual(['a:3']);
  });

  test('stays small where the ledger cannot be written: the oldest give way, and their numbers are missed', () => {
    const outbox = Outbox.restore(nothing, true, 'a');
    for (let n = 0; n < 400; n += 1) outbox.add([fact(n)]);
    expect(outbox.items).toHaveLength(300);
    expect(outbox.items[0]?.n).toBe(101);
  });

  test('is stored as the same object until something changes, so that it is not written again', () => {
    const outbox = Outbox.restore(nothing, true, 'a');
    outbox.add([fact(1)]);
    const stored = outbox.toStored();
    outbox.add([]);
    expect(outbox.toStored()).toBe(stored);
    outbox.add([fact(2)]);
    expect(outbox.toStored()).not.toBe(stored);
  });

  test('leaves out what it cannot read, and nothing else', () => {
    const before = Outbox.restore(nothing, true, 'a');
    before.add([fact(1), fact(2), fact(3)]);
    const { items, ...rest } = before.toStored();
    const broken = {
      ...rest,
      items: [items[0], { run: 'a', n: 2, fact: { type: 'fromTheFuture' } }, items[2]],
    };
    expect(numbers(Outbox.restore({ session: undefined, local: broken }, true, 'b'))).toEqual(['a:1', 'a:3']);
  });
});
