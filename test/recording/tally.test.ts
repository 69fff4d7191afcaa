// What would have paused, counted: by the day, and by what was the cause.
import { describe, expect, test } from 'vitest';
import { createTally, tally, tallySchema } from '../../src/recording/tally.ts';
import { Scene } from './scene.ts';

const day = 86_400_000;

describe('the tally', () => {
  const field = { kind: 'card-csc', site: 'https://crm.test', rule: 'label:card-csc' } as const;
  const held = (atMs: number, ms: number, more: object = {}) => ({
    type: 'holdEnded' as const,
    origin: 'field' as const,
    reason: 'blur' as const,
    episode: 1,
    startedAtMs: atMs - ms,
    atMs,
    ...field,
    ...more,
  });
  const ended = (atMs: number, ms: number) => ({
    type: 'episodeEnded' as const,
    reason: 'blur' as const,
    episode: 1,
    startedAtMs: atMs - ms,
    atMs,
  });

  test('counts pauses by day and causes by site, kind and rule', () => {
    const scene = new Scene();
    scene.nowMs = new Date(2026, 10, 20, 9).getTime();
    const hold = (seq: number, rule: string) =>
      scene.on({
        type: 'hold', id: 'f', seq, kind: 'card-number', reasons: [rule, 'more'], site: 'https://crm.test', tabId: 1, isAway: false,
      }); // prettier-ignore
    hold(1, 'label:card-number').wait(5_000).blur();
    hold(2, 'rule:r1').wait(2_000).blur('f', 2).wait(10_000);
    hold(3, 'label:card-number').wait(1_000).blur('f', 3).wait(day);
    hold(4, 'label:card-number').wait(1_000).blur('f', 4).wait(10_000);
    const counted = tally(createTally(), scene.notes);
    expect(counted.days).toEqual([
      { day: '2026-11-20', times: 2, totalMs: 14_000, longestMs: 10_000 },
      { day: '2026-11-21', times: 1, totalMs: 4_000, longestMs: 4_000 },
    ]);
    expect(counted.causes).toMatchObject([
      { origin: 'field', kind: 'card-number', site: 'https://crm.test', rule: 'label:card-number', times: 3, totalMs: 7_000, longestMs: 5_000 },
      { rule: 'rule:r1', times: 1, totalMs: 2_000 },
    ]); // prettier-ignore
    expect(tallySchema.parse(counted)).toEqual(counted);
  });

  test('tells causes apart by origin, kind, site and rule', () => {
    const notes = [
      held(1_000, 10),
      held(1_000, 10, { origin: 'page' }),
      held(1_000, 10, { kind: 'card-number' }),
      held(1_000, 10, { site: 'https://pay.test' }),
      held(1_000, 10, { rule: 'form' }),
    ];
    expect(tally(createTally(), [...notes, ...notes]).causes.map(({ times }) => times)).toEqual([
      2, 2, 2, 2, 2,
    ]);
  });

  test('says of a press only that it was one', () => {
    const press = { type: 'holdEnded', origin: 'manual', reason: 'person', episode: 1, startedAtMs: 400, atMs: 1_000 } as const; // prettier-ignore
    expect(tally(createTally(), [press]).causes).toStrictEqual([
      { origin: 'manual', times: 1, totalMs: 600, longestMs: 600, lastAtMs: 1_000 },
    ]);
  });

  test('counts since the first thing began', () => {
    const first = tally(createTally(), [held(10_000, 4_000)]);
    expect(first.sinceMs).toBe(6_000);
    expect(tally(first, [held(30_000, 2_000)]).sinceMs).toBe(6_000);
  });

  test('puts a pause down to the day on which it began, and days in their order', () => {
    const midnight = new Date(2026, 2, 6).getTime();
    const counted = tally(createTally(), [ended(midnight + 1_000, 5_000), ended(midnight - 2 * day, 1_000)]);
    expect(counted.days).toEqual([
      { day: '2026-03-03', times: 1, totalMs: 1_000, longestMs: 1_000 },
      { day: '2026-03-05', times: 1, totalMs: 5_000, longestMs: 5_000 },
    ]);
  });

  test('keeps the newest days, also when the clock was set back meanwhile', () => {
    const counted = tally(
      createTally(),
      Array.from({ length: 63 }, (_, back) => ended(new Date(2026, 10, 20 - back, 12).getTime(), 1_000)),
    );
    expect(counted.days).toHaveLength(62);
    expect(counted.days.at(-1)?.day).toBe('2026-11-20');
  });

  test('grows no more after a while, and says how much it left out', () => {
    const many = Array.from({ length: 1_000 }, (_, index) =>
      held(1e12 + index * day, 10, { rule: `r${index}` }),
    );
    const ends = many.map(({ atMs }) => ended(atMs, 10));
    const counted = tally(tally(createTally(), many), ends);
    expect(counted.causes).toHaveLength(300);
    expect(counted.others).toBe(700);
    expect(counted.days).toHaveLength(62);
    expect(JSON.stringify(counted).length).toBeLessThan(100_000);
  });

  test('a clock that was set back makes no negative time', () => {
    expect(tally(createTally(), [held(1_000, -500)]).causes[0]).toMatchObject({ times: 1, totalMs: 0 });
  });
});
