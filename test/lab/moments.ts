// The result of a call as a list of what happened, who did it, and when.
import { digitMs } from './dtmf.ts';
import type { RecorderRequest } from './pauses.ts';
import type { CallResult } from './result.ts';
import type { JudgedDigit } from './verdict.ts';

/** One thing that happened, ms from the start of the call. */
export type Moment = { atMs: number; who: string; what: string };

/** Everything that happened, in its order. */
export function toMoments(result: CallResult): Moment[] {
  const { digits, fields, requests, silences, notes, durationMs } = result;
  const moments = [
    { atMs: 0, who: 'phone', what: 'the call begins, and with it the recording' },
    { atMs: durationMs, who: 'phone', what: 'the call ends' },
    ...toRuns(digits).map(toSpeech),
    ...fields.map(({ field, startMs }) => ({
      atMs: startMs,
      who: 'agent',
      what: `focus in ${toFieldName(field)}`,
    })),
    ...fields.map(({ field, endMs }) => ({
      atMs: endMs,
      who: 'agent',
      what: `focus leaves ${toFieldName(field)}`,
    })),
    ...requests.map(({ command, atMs }) => ({ atMs, who: 'Voicenter', what: asked[command] })),
    ...requests.map(({ command, answeredAtMs: atMs }) => ({
      atMs,
      who: 'Voicenter',
      what: answered[command],
    })),
    ...silences.map(({ startMs }) => ({ atMs: startMs, who: 'recording', what: 'silent from here' })),
    ...silences.map(({ endMs }) => ({ atMs: endMs, who: 'recording', what: 'sound again' })),
    ...notes.map(({ atMs, ...note }) => ({ atMs, who: 'extension', what: toNoteText(note) })),
  ];
  // What has not ended by the end of the call ends with it, and did not happen.
  const isTrue = (moment: (typeof moments)[number]): moment is Moment =>
    moment.what !== '' && moment.atMs !== null && (moment.who === 'phone' || moment.atMs < durationMs - 1);
  return moments.filter(isTrue).toSorted((one, other) => one.atMs - other.atMs);
}

function toSpeech(run: JudgedDigit[]): Moment {
  const digits = run.map(({ digit }) => digit).join('');
  return {
    atMs: run[0]?.atMs ?? 0,
    who: 'caller',
    what: `says ${digits}${run[0]?.role === 'card' ? ' (card)' : ''}`,
  };
}

function toNoteText(note: { type: string; evidence?: string }): string {
  if (!['paused', 'verified', 'contradicted', 'failed', 'absent', 'resumed'].includes(note.type)) return '';
  return `notes: ${note.type}${note.evidence === undefined ? '' : ` (${note.evidence})`}`;
}

const asked: Record<RecorderRequest['command'], string> = {
  pause: 'asked to pause',
  resume: 'asked to resume',
  read: 'asked for the state',
};
const answered: Record<RecorderRequest['command'], string> = {
  pause: 'accepts the pause',
  resume: 'accepts the resume',
  read: 'answers with the state',
};

const fieldNames: Record<string, string> = {
  'cc-number': 'card number',
  'cc-exp': 'expiry',
  'cc-csc': 'security code',
  'cc-name': 'name on card',
};

/** What people call a field, by its autocomplete token. */
export function toFieldName(token: string): string {
  return fieldNames[token] ?? token;
}

/** Digits said in one go. */
function toRuns(digits: JudgedDigit[]): JudgedDigit[][] {
  const runs: JudgedDigit[][] = [];
  for (const digit of digits) {
    const last = runs.at(-1)?.at(-1);
    if (last !== undefined && last.role === digit.role && digit.atMs - last.atMs < 1.5 * digitMs)
      runs.at(-1)?.push(digit);
    else runs.push([digit]);
  }
  return runs;
}
