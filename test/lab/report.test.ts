import { describe, expect, it } from 'vitest';
import { toMs, toReport } from './report.ts';
import type { CallResult } from './result.ts';

/** A call of 3 s: `7` is said and heard, then `45` of a card is said, and `5` of it is heard. */
const leak: CallResult = {
  digits: [
    { digit: '7', role: 'other', atMs: 300, heard: 'whole', counts: true },
    { digit: '4', role: 'card', atMs: 1_500, heard: 'none', counts: true },
    { digit: '5', role: 'card', atMs: 1_650, heard: 'whole', counts: true },
  ],
  heard: [
    { digit: '7', startMs: 300, endMs: 400, isPartial: false },
    { digit: '5', startMs: 1_650, endMs: 1_750, isPartial: false },
  ],
  strays: [],
  silences: [{ startMs: 1_204, endMs: 1_640 }],
  faults: ['1 of 2 card digits can be heard (0 of them in part).'],
  isClean: false,
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 3_000,
  recordingPath: 'call.wav',
  fields: [{ field: 'cc-number', startMs: 1_200, endMs: 3_000 }],
  requests: [{ command: 'pause', atMs: 1_203.25, answeredAtMs: 1_205 }],
  pauses: [],
  notes: [],
};
const lines = toReport(leak).split('\n');
const row = (name: string) => lines.find(line => line.startsWith(name)) ?? '';

describe('the report', () => {
  it('lists what happened in its order, and leaves out what never did', () => {
    const table = lines.filter(line => /^ *[\d ]+\.\d {2}\S/.test(line)).map(line => line.trim());
    expect(table).toEqual([
      '0.0  phone      the call begins, and with it the recording',
      '300.0  caller     says 7',
      '1 200.0  agent      focus in card number',
      '1 203.3  Voicenter  asked to pause',
      '1 204.0  recording  silent from here',
      '1 205.0  Voicenter  accepts the pause',
      '1 500.0  caller     says 45 (card)',
      '1 640.0  recording  sound again',
      '3 000.0  phone      the call ends',
    ]);
  });

  it('draws what was said above what is audible, column by column', () => {
    const at = (name: string, mark: string) => row(name).indexOf(mark);
    expect(at('audible', '7')).toBe(at('caller', '7'));
    expect(at('audible', '5')).toBe(at('caller', '5'));
    expect(row('audible')).not.toContain('4');
    expect(at('recorder', '░')).toBeGreaterThan(at('caller', '7'));
    expect(row('recorder').lastIndexOf('░')).toBeLessThan(at('caller', '5'));
  });

  it('ends with the fault, or with what was proven', () => {
    expect(lines.at(-1)).toBe('✘ 1 of 2 card digits can be heard (0 of them in part).');
    const clean = toReport({ ...leak, isClean: true, faults: [] }).split('\n');
    expect(clean.at(-1)).toBe('✔ None of the 2 card digits is in the recording. All 1 others are.');
  });

  it('writes ms so that they can be read', () => {
    expect([0, -1.25, 12_345.67, 1_234_567].map(toMs)).toEqual(['0.0', '-1.3', '12 345.7', '1 234 567.0']);
  });
});
