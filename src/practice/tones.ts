// Digits as tones (ITU-T Q.23), and back: how practice and the lab say a card number, and how they hear whether one was
// recorded.

/** Samples per second: what telephone audio has. */
export const sampleRate = 8_000;

/** How long a digit sounds, and how long it is quiet after it, in ms. */
export const toneMs = 100;
const gapMs = 50;
/** From the start of one digit to the start of the next. */
export const digitMs = toneMs + gapMs;

const lowTones = [697, 770, 852, 941] as const;
const highTones = [1209, 1336, 1477, 1633] as const;
const keypad = ['123A', '456B', '789C', '*0#D'] as const;

/** Peak of each of a digit's two tones; together they stay well below full scale. */
const amplitude = 7_000;

/** The sample of `digit` at `at` samples from the start of its tone. Silence outside of the tone. */
export function toToneSample(digit: string, at: number): number {
  if (at < 0 || at >= (toneMs / 1000) * sampleRate) return 0;
  const row = keypad.findIndex(keys => keys.includes(digit));
  const column = keypad[row]?.indexOf(digit) ?? -1;
  const low = lowTones[row];
  const high = highTones[column];
  if (low === undefined || high === undefined) throw new RangeError('not a digit of a keypad');
  const turn = (2 * Math.PI * at) / sampleRate;
  return Math.round(amplitude * (Math.sin(turn * low) + Math.sin(turn * high)));
}

/** A digit, or part of one, that can be heard. Times are ms from the first sample. */
export type AudibleDigit = {
  /** The key, or `?` for a sound too short or too foul to tell which: still something that should not be there. */
  digit: string;
  startMs: number;
  endMs: number;
  /** True where clearly less than the whole tone sounds: its audio was cut. */
  isPartial: boolean;
};

const samplesPerMs = sampleRate / 1000;
/** One look at the sound, and the step to the next one: short enough to find the first 10 ms of a cut digit. */
const windowLength = 10 * samplesPerMs;
const hopLength = 2 * samplesPerMs;
/** Below this, a sample is room noise (see `phone.ts`) or the codec's. */
const noiseLevel = 500;
/** Sound louder than noise with less of its energy than this in two tones is not a digit. */
const leastPurity = 0.7;
/** Shortest piece that counts, in ms: a click of one or two samples is not speech. */
const leastPieceMs = 1;

/** Says which digits can be heard in `samples`, in their order. */
export function decodeDigits(samples: Int16Array): AudibleDigit[] {
  return toSounds(samples)
    .flatMap(sound => toPieces(samples, sound))
    .map(({ digit, start, end }) => ({
      digit,
      startMs: start / samplesPerMs,
      endMs: end / samplesPerMs,
      isPartial: (end - start) / samplesPerMs < toneMs - 5,
    }));
}

type Span = { start: number; end: number };

/** Stretches that are louder than noise. Two tones together cross zero often, so 4 ms of quiet end a stretch. */
function toSounds(samples: Int16Array): Span[] {
  const sounds: Span[] = [];
  for (const [at, sample] of samples.entries()) {
    if (Math.abs(sample) < noiseLevel) continue;
    const last = sounds.at(-1);
    if (last !== undefined && at - last.end < 4 * samplesPerMs) last.end = at + 1;
    else sounds.push({ start: at, end: at + 1 });
  }
  return sounds.filter(sound => sound.end - sound.start >= leastPieceMs * samplesPerMs);
}

/**
 * Splits one sound where its digit changes: recorders that cut audio out leave no quiet between two digits. A digit
 * that was joined to itself that way is heard once.
 */
function toPieces(samples: Int16Array, sound: Span): (Span & { digit: string })[] {
  if (sound.end - sound.start <= windowLength)
    return [{ ...sound, digit: toDigit(samples.subarray(sound.start, sound.end)) }];
  const pieces: (Span & { digit: string })[] = [];
  for (let at = sound.start; at + windowLength <= sound.end; at += hopLength) {
    const digit = toDigit(samples.subarray(at, at + windowLength));
    const middle = at + windowLength / 2;
    const last = pieces.at(-1);
    if (last?.digit === digit) last.end = middle;
    else pieces.push({ digit, start: middle, end: middle });
  }
  return mend(pieces, sound);
}

/** Drops the unclear looks at the seam between two digits, and stretches what is left to fill the sound. */
function mend(pieces: (Span & { digit: string })[], sound: Span): (Span & { digit: string })[] {
  const seam = windowLength + hopLength;
  const long = pieces.filter(({ digit, start, end }) => end - start > (digit === '?' ? seam : 0));
  const clear = long.length > 0 ? long : pieces.slice(0, 1);
  const joined: (Span & { digit: string })[] = [];
  for (const piece of clear) {
    const last = joined.at(-1);
    if (last?.digit === piece.digit && piece.start - last.end <= seam) last.end = piece.end;
    else joined.push({ ...piece });
  }
  return joined.map((piece, index) => {
    const before = joined[index - 1];
    const after = joined[index + 1];
    return {
      digit: piece.digit,
      start: before === undefined ? sound.start : Math.round((before.end + piece.start) / 2),
      end: after === undefined ? sound.end : Math.round((piece.end + after.start) / 2),
    };
  });
}

function toDigit(piece: Int16Array): string {
  const row = toLoudest(piece, lowTones);
  const column = toLoudest(piece, highTones);
  const total = piece.reduce((sum, sample) => sum + sample * sample, 0);
  // A pure tone of peak A over n samples has the energy n A²/2, and a Goertzel power of n² A²/4.
  const explained = ((row.power + column.power) * 2) / piece.length;
  const isTwo = Math.min(row.power, column.power) > 0.1 * Math.max(row.power, column.power);
  if (!isTwo || explained < leastPurity * total) return '?';
  return keypad[row.index]?.charAt(column.index) ?? '?';
}

function toLoudest(piece: Int16Array, tones: readonly number[]): { index: number; power: number } {
  const powers = tones.map(tone => toPower(piece, tone));
  const power = Math.max(...powers);
  return { index: powers.indexOf(power), power };
}

/** Goertzel: the power of one frequency in a piece of sound. */
function toPower(piece: Int16Array, frequency: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * frequency) / sampleRate);
  let [before, last] = [0, 0];
  for (const sample of piece) [before, last] = [last, sample + factor * last - before];
  return last * last + before * before - factor * last * before;
}
