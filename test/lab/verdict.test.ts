import { describe, expect, it } from 'vitest';
import type { SaidDigit } from './caller.ts';
import { digitMs, toneMs, toToneSample } from './dtmf.ts';
import { judge, type Span } from './verdict.ts';

const startedAtMs = 1_700_000_000_000;

/** `12` before, the card `4539` and `831`, and `34` after, with rests in between. */
function toCall(): { said: SaidDigit[]; samples: Int16Array; durationMs: number } {
  const script = [
    ['12', 'other', 100],
    ['4539', 'card', 800],
    ['831', 'card', 1_600],
    ['34', 'other', 2_500],
  ] as const;
  const said = script.flatMap(([digits, role, fromMs]) =>
    [...digits].map((digit, index) => ({ digit, role, atMs: startedAtMs + fromMs + index * digitMs })),
  );
  const durationMs = 3_000;
  const samples = new Int16Array(durationMs * 8).fill(5);
  for (const { digit, atMs } of said)
    for (let at = 0; at < toneMs * 8; at += 1)
      samples[(atMs - startedAtMs) * 8 + at] = toToneSample(digit, at) + 5;
  return { said, samples, durationMs };
}

function judgeWith(silences: Span[], change: (samples: Int16Array) => Int16Array = samples => samples) {
  const { said, samples, durationMs } = toCall();
  for (const { startMs, endMs } of silences) samples.fill(0, startMs * 8, endMs * 8);
  return judge({ samples: change(samples), said, startedAtMs, durationMs });
}

describe('the verdict', () => {
  it('finds nothing wrong where the card is silent and all else is there', () => {
    const { faults, digits, silences } = judgeWith([{ startMs: 700, endMs: 2_300 }]);
    expect(faults).toEqual([]);
    expect(digits.map(({ heard }) => heard[0]).join('')).toBe('wwnnnnnnnww');
    expect(silences).toEqual([{ startMs: 700, endMs: 2_300 }]);
  });

  it('hears a card that was not paused', () => {
    expect(judgeWith([]).faults).toEqual(['7 of 7 card digits can be heard (0 of them in part).']);
  });

  it.each([2, 5, 10, 40, 90])('hears %i ms of the first card digit', leakMs => {
    expect(judgeWith([{ startMs: 800 + leakMs, endMs: 2_300 }]).faults).toEqual([
      '1 of 7 card digits can be heard (1 of them in part).',
    ]);
  });

  it.each([2, 5, 10, 40])('hears the last %i ms of the last card digit', leakMs => {
    const lastToneEndMs = 1_600 + 2 * digitMs + toneMs;
    expect(judgeWith([{ startMs: 700, endMs: lastToneEndMs - leakMs }]).faults).toHaveLength(1);
  });

  it('hears a flap between number and security code', () => {
    expect(
      judgeWith([
        { startMs: 700, endMs: 1_300 },
        { startMs: 1_500, endMs: 2_300 },
      ]).faults,
    ).toEqual(['1 of 7 card digits can be heard (1 of them in part).']);
  });

  it('misses what a pause took that began too early or went on too long', () => {
    expect(judgeWith([{ startMs: 300, endMs: 2_300 }]).faults).toEqual([
      '1 of 4 other digits are missing (1 of them in part).',
    ]);
    expect(judgeWith([{ startMs: 700, endMs: 3_000 }]).faults).toEqual([
      '2 of 4 other digits are missing (0 of them in part).',
    ]);
  });

  it('is not fooled by a recording that is empty, short, or shifted', () => {
    expect(judgeWith([{ startMs: 0, endMs: 3_000 }]).faults).toHaveLength(1);
    expect(
      judgeWith([{ startMs: 700, endMs: 2_300 }], samples => samples.subarray(0, 2_000 * 8)).faults,
    ).toEqual([
      '2 of 4 other digits are missing (0 of them in part).',
      'The recording is 2000 ms long, the call was 3000 ms.',
    ]);
    const shifted = judgeWith([{ startMs: 700, endMs: 2_300 }], samples =>
      Int16Array.from([...new Int16Array(60 * 8), ...samples.subarray(0, -60 * 8)]),
    );
    expect(shifted.faults).toHaveLength(1);
  });

  it('notes sounds that nobody made', () => {
    const { faults, strays } = judgeWith([{ startMs: 700, endMs: 2_300 }], samples => {
      for (let at = 0; at < 400; at += 1) samples[2_100 * 8 + at] = toToneSample('8', at);
      return samples;
    });
    expect(strays.map(({ digit }) => digit)).toEqual(['8']);
    expect(faults).toHaveLength(1);
  });

  it('proves nothing where no card, or nothing else, was said', () => {
    const { said, samples, durationMs } = toCall();
    const ask = (role: SaidDigit['role']) =>
      judge({
        samples: role === 'card' ? new Int16Array(samples.length) : samples.fill(5),
        said: said.filter(digit => digit.role === role),
        startedAtMs,
        durationMs,
      }).faults.at(-1);
    expect(ask('other')).toContain('No card was said');
    expect(ask('card')).toContain('Nothing else was said');
  });

  it('does not count other digits that fall into card entry, but always counts the card', () => {
    const { said, samples, durationMs } = toCall();
    samples.fill(0, 320 * 8, 2_300 * 8);
    const cardTimes = [{ startMs: 320, endMs: 2_300 }];
    expect(judge({ samples, said, startedAtMs, durationMs, cardTimes }).faults).toEqual([]);
    expect(
      judge({ samples: toCall().samples, said, startedAtMs, durationMs, cardTimes }).faults,
    ).toHaveLength(1);
  });
});
