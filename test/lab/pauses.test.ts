import { describe, expect, it } from 'vitest';
import { toPauses, type RecorderRequest } from './pauses.ts';

const field = (startMs: number, endMs: number) => ({ field: 'cc-number', startMs, endMs });
const ask = (command: RecorderRequest['command'], atMs: number, answeredAtMs: number | null = atMs + 2) => ({
  command,
  atMs,
  answeredAtMs,
});
const card = (atMs: number) => ({ digit: '4', role: 'card', atMs, heard: 'none', counts: true }) as const;

describe('the pauses of a call', () => {
  it('run from the first focus to the sound coming back', () => {
    const requests = [ask('pause', 1_004), ask('read', 1_500), ask('resume', 6_000)];
    const fields = [field(1_000, 2_000), field(2_001, 3_000)];
    const silences = [{ startMs: 1_005, endMs: 6_001 }];
    expect(toPauses(requests, fields, { digits: [card(1_300), card(1_450)], silences })).toEqual([
      {
        focusedAtMs: 1_000,
        requestedAtMs: 1_004,
        silentAtMs: 1_005,
        acceptedAtMs: 1_006,
        firstCardDigitAtMs: 1_300,
        leftAtMs: 3_000,
        resumedAtMs: 6_002,
        soundAtMs: 6_001,
      },
    ]);
  });

  it('are not accepted by an answer that leaves the recording on', () => {
    const fields = [field(1_000, 3_000)];
    const refused = toPauses([ask('pause', 1_004)], fields, { digits: [], silences: [] });
    expect(refused).toMatchObject([{ acceptedAtMs: null, silentAtMs: null, resumedAtMs: null }]);
    const retried = toPauses([ask('pause', 1_004), ask('pause', 1_500)], fields, {
      digits: [],
      silences: [{ startMs: 1_501, endMs: 9_000 }],
    });
    expect(retried).toMatchObject([{ requestedAtMs: 1_004, acceptedAtMs: 1_502, silentAtMs: 1_501 }]);
  });

  it('are told apart, each with its own focus', () => {
    const requests = [ask('pause', 1_004), ask('resume', 5_000), ask('pause', 8_003), ask('resume', 12_000)];
    const silences = [
      { startMs: 1_005, endMs: 5_001 },
      { startMs: 8_004, endMs: 12_001 },
    ];
    const fields = [field(1_000, 2_000), field(8_000, 9_000)];
    const pauses = toPauses(requests, fields, { digits: [], silences });
    expect(pauses.map(({ focusedAtMs, leftAtMs }) => [focusedAtMs, leftAtMs])).toEqual([
      [1_000, 2_000],
      [8_000, 9_000],
    ]);
  });

  it('have no focus where a person paused, and no end where nobody resumed', () => {
    const silences = [{ startMs: 1_005, endMs: 9_000 }];
    expect(toPauses([ask('pause', 1_004, null)], [], { digits: [], silences })).toMatchObject([
      { focusedAtMs: null, acceptedAtMs: null, resumedAtMs: null },
    ]);
  });
});
