import { beforeEach, describe, expect, it, vi } from 'vitest';
import fc from 'fast-check';
import { createFlood, type Flood } from '../../src/background/flood.ts';
import type { FromContent } from '../../src/messages.ts';
import { releaseHold, startHold } from '../../src/recording/holds.ts';
import type { Run } from '../../src/recording/run.ts';
import { createState } from '../../src/recording/state.ts';

const toFrame = (id: string) => ({ id, tabId: 1, isTop: true, site: 'https://crm.test' });
const hold = (seq: number): FromContent => ({
  type: 'hold',
  seq,
  kind: 'card-number',
  reasons: [],
  isAway: false,
});
const release = (seq: number): FromContent => ({ type: 'release', seq, reason: 'blur' });

let flood: Flood;
let done: string[];
let nowMs: number;

/** What the core makes of it. */
let run: Run;

async function say(message: FromContent, id = 'A'): Promise<void> {
  void flood.pace(message, toFrame(id), async () => {
    done.push('seq' in message ? `${message.type} ${message.seq}` : message.type);
    // As the worker does, which looks at the settings first.
    if (message.type === 'hold') await Promise.resolve();
    if (message.type === 'hold') startHold(run, { ...message, id, site: '', tabId: 1 });
    if (message.type === 'release') releaseHold(run, id, message.seq, message.reason);
  });
  // Each message comes in a task of its own.
  for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
}

async function pass(ms: number): Promise<void> {
  nowMs += ms;
  await vi.advanceTimersByTimeAsync(ms);
}

const holding = () => run.state.holds.map(({ seq }) => seq);

beforeEach(() => {
  vi.useFakeTimers();
  nowMs = 0;
  done = [];
  run = { state: createState(), nowMs: 0, effects: [] };
  flood = createFlood(() => nowMs);
  return () => vi.useRealTimers();
});

describe('a flood of focus', () => {
  it('does not meet people, who move from field to field', async () => {
    for (let seq = 0; seq < 20; seq += 1) {
      await say(hold(seq));
      await say(release(seq));
      expect(done.splice(0)).toEqual([`hold ${seq}`, `release ${seq}`]);
      await pass(500);
    }
  });

  it('of ten thousand moves takes in few, holds all the while, and ends with what is true', async () => {
    await say(hold(0));
    for (let seq = 1; seq < 10_000; seq += 1) {
      await say(release(seq - 1));
      await say(hold(seq));
      // From the first word on there is never a moment without a hold for longer than it takes to say the next.
      expect(holding()).toHaveLength(1);
    }
    await say(release(9_999));
    expect(holding()).toHaveLength(1);
    await pass(250);
    expect(holding()).toEqual([]);
    expect(done.length).toBeLessThan(100);
  });

  it('never makes a hold wait where nothing is held', async () => {
    for (let seq = 0; seq < 200; seq += 1) {
      await say(hold(seq));
      await say(release(seq));
    }
    await pass(250);
    expect(holding()).toEqual([]);
    await say(hold(500));
    expect(holding()).toEqual([500]);
  });

  it('of one frame is nothing to another, and other words do not wait', async () => {
    for (let seq = 0; seq < 500; seq += 1) await say(hold(seq));
    done.length = 0;
    await say(hold(3), 'B');
    await say(release(3), 'B');
    await say({ type: 'extend' });
    expect(done).toEqual(['hold 3', 'release 3', 'extend']);
  });

  it('leaves nothing behind', async () => {
    for (let index = 0; index < 2_000; index += 1) await say(hold(1), `frame ${index}`);
    await pass(10_000);
    await say(hold(1), 'the last');
    expect(flood.size()).toBe(1);
  });

  it('whatever is said in whatever time: in the end the last word counts', async () => {
    const words = fc.array(
      fc.record({ isHold: fc.boolean(), afterMs: fc.constantFrom(0, 0, 0, 0, 0, 10, 100, 300, 2_000) }),
      { maxLength: 150 },
    );
    await fc.assert(
      fc.asyncProperty(words, async given => {
        done = [];
        run.state.holds = [];
        flood = createFlood(() => nowMs);
        let seq = 0;
        let truth: number | null = null;
        for (const { isHold, afterMs } of given) {
          await pass(afterMs);
          if (isHold) {
            seq += 1;
            truth = seq;
            await say(hold(seq));
          } else if (truth !== null) {
            await say(release(truth));
            truth = null;
          }
          // What has focus is held at once, by this focus or the one before it.
          if (truth !== null) expect(holding()).toHaveLength(1);
        }
        await pass(250);
        expect(holding()).toEqual(truth === null ? [] : [truth]);
      }),
      { numRuns: 150 },
    );
  });
});
