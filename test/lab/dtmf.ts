// The lab says and hears digits as the practice page does.
export { decodeDigits, digitMs, toneMs, toToneSample, type AudibleDigit } from '../../src/practice/tones.ts';
