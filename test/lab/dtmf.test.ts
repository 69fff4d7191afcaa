import { describe, expect, it } from 'vitest';
import { decodeDigits, digitMs, toneMs, toToneSample } from './dtmf.ts';

const keys = [...'0123456789ABCD*#'];
const perMs = 8;

/** Sound of `digits` one after the other, starting `leadMs` into the file. */
function toSound(digits: string, leadMs = 20): Int16Array {
  const samples = new Int16Array((leadMs + digits.length * digitMs + 20) * perMs);
  for (const [index, digit] of [...digits].entries()) {
    const from = Math.round((leadMs + index * digitMs) * perMs);
    for (let at = 0; at < toneMs * perMs; at += 1) samples[from + at] = toToneSample(digit, at);
  }
  return samples;
}

function silence(samples: Int16Array, fromMs: number, untilMs: number): Int16Array {
  return samples.fill(0, Math.round(fromMs * perMs), Math.round(untilMs * perMs));
}

/** Takes a stretch out, as recorders do that cut instead of writing silence. */
function cut(samples: Int16Array, fromMs: number, untilMs: number): Int16Array {
  return Int16Array.from([...samples.subarray(0, fromMs * perMs), ...samples.subarray(untilMs * perMs)]);
}

/** Numbers that look random and are the same at every run. */
function* toNoise(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32 - 0.5;
  }
}

const heard = (samples: Int16Array) =>
  decodeDigits(samples)
    .map(({ digit }) => digit)
    .join('');

describe('the decoder', () => {
  it('hears every key, whole, with its times', () => {
    for (const [index, { digit, startMs, endMs, isPartial }] of decodeDigits(
      toSound(keys.join('')),
    ).entries()) {
      expect(digit).toBe(keys[index]);
      expect(isPartial).toBe(false);
      expect(Math.abs(startMs - (20 + index * digitMs))).toBeLessThan(1);
      expect(Math.abs(endMs - (20 + index * digitMs + toneMs))).toBeLessThan(1);
    }
    expect(heard(toSound(keys.join('')))).toBe(keys.join(''));
  });

  it('hears the same key twice in a row as two', () => {
    expect(heard(toSound('4444555'))).toBe('4444555');
  });

  it('hears nothing in silence, and nothing in the noise of a room', () => {
    const noise = toNoise(1);
    expect(heard(new Int16Array(8_000))).toBe('');
    expect(heard(Int16Array.from({ length: 8_000 }, () => noise.next().value * 700))).toBe('');
  });

  it.each(keys)('tells the first %s of 10 ms or more, and that it is only a part', digit => {
    for (let keptMs = 10; keptMs < toneMs - 5; keptMs += 1) {
      const found = decodeDigits(silence(toSound(digit), 20 + keptMs, 200));
      expect(found, `${keptMs} ms`).toHaveLength(1);
      expect(found[0]).toMatchObject({ digit, isPartial: true });
      expect(Math.abs((found[0]?.endMs ?? 0) - (20 + keptMs))).toBeLessThan(1.5);
    }
  });

  it.each(keys)('tells the last %s of 10 ms or more, and a piece from its middle', digit => {
    for (let keptMs = 10; keptMs < toneMs - 5; keptMs += 1) {
      expect(heard(silence(toSound(digit), 0, 20 + toneMs - keptMs)), `last ${keptMs} ms`).toBe(digit);
      const middle = silence(silence(toSound(digit), 0, 23.5), 23.5 + keptMs, 200);
      expect(heard(middle), `${keptMs} ms from the middle`).toBe(digit);
    }
  });

  it('notices even 2 ms of a digit, though not always which', () => {
    for (const digit of keys)
      for (const keptMs of [2, 3, 5, 8])
        expect(heard(silence(toSound(digit), 20 + keptMs, 200)), `${keptMs} ms of ${digit}`).toMatch(/^.$/);
  });

  it('hears two parts of one digit as two', () => {
    const found = decodeDigits(silence(toSound('7'), 50, 80));
    expect(found.map(({ digit, isPartial }) => [digit, isPartial])).toEqual([
      ['7', true],
      ['7', true],
    ]);
  });

  it('splits digits that a cutting recorder has put side by side', () => {
    for (const [first, second] of [...'14725836800*#8'].map((key, at) => [
      key,
      [...'58361470929#*1'][at] ?? '',
    ]))
      expect(heard(cut(toSound(`${first}${second}`), 80, 200)), `${first} ${second}`).toBe(
        `${first}${second}`,
      );
  });

  it('hears digits through noise and at another loudness', () => {
    const noise = toNoise(7);
    const digits = '4000001234567899';
    const quiet = toSound(digits).map(sample => sample * 0.4 + noise.next().value * 700);
    expect(heard(quiet)).toBe(digits);
  });

  it('reports a sound that is no digit', () => {
    const hum = Int16Array.from(
      { length: 800 },
      (_, at) => 9_000 * Math.sin((2 * Math.PI * 440 * at) / 8_000),
    );
    expect(heard(hum)).toBe('?');
  });

  it('cannot say what is on no keypad', () => {
    expect(() => toToneSample('x', 0)).toThrow(RangeError);
  });
});
