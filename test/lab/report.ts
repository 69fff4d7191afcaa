// A call's result as text for a terminal: a table of what happened, and a bar of what was said and heard.
import { digitMs } from './dtmf.ts';
import { toMoments } from './moments.ts';
import type { Pause } from './pauses.ts';
import type { CallResult } from './result.ts';

/** Everything that happened, in its order, one line each. */
function toTable(result: CallResult): string {
  const lines = toMoments(result).map(
    ({ atMs, who, what }) => `${toMs(atMs).padStart(9)}  ${who.padEnd(10)} ${what}`,
  );
  return [`${'ms'.padStart(9)}  ${'who'.padEnd(10)} what`, ...lines].join('\n');
}

/** Columns of one bar; longer calls take several. Each column is one digit long. */
const barColumns = 96;

/** The same along one axis of time. */
function toBar({ digits, heard, silences, fields, durationMs }: CallResult): string {
  const columns = Math.ceil(durationMs / digitMs);
  const draw = (toMark: (startMs: number) => string | undefined) =>
    Array.from({ length: columns }, (_, column) => toMark(column * digitMs) ?? ' ').join('');
  const isIn = (startMs: number, atMs: number) => atMs >= startMs && atMs < startMs + digitMs;
  const rows: [string, string][] = [
    ['seconds', toSeconds(columns)],
    ['caller', draw(at => digits.find(({ atMs }) => isIn(at, atMs))?.digit)],
    [
      'focus',
      draw(at => (fields.some(({ startMs, endMs }) => at + digitMs > startMs && at < endMs) ? '▬' : ' ')),
    ],
    [
      'recorder',
      draw(at => (silences.some(({ startMs, endMs }) => at >= startMs && at < endMs) ? '░' : '█')),
    ],
    ['audible', draw(at => heard.find(({ startMs }) => isIn(at, startMs))?.digit)],
  ];
  const bars: string[] = [];
  for (let from = 0; from < columns; from += barColumns)
    bars.push(
      rows
        .map(([name, row]) => `${name.padEnd(9)} ${row.slice(from, from + barColumns).trimEnd()}`)
        .join('\n'),
    );
  return `${bars.join('\n\n')}\n\n█ recording  ░ silent  ▬ focus in a card field  one column = ${digitMs} ms`;
}

function toSeconds(columns: number): string {
  let line = '';
  for (let second = 0; (second * 1000) / digitMs < columns; second += 1)
    line = line.padEnd(Math.round((second * 1000) / digitMs)) + String(second);
  return line.padEnd(columns);
}

/** The numbers that matter, for each pause. */
export function toMeasures(pause: Pause): { label: string; ms: number | null }[] {
  const from = (start: number | null, end: number | null) =>
    start === null || end === null ? null : end - start;
  return [
    { label: 'focus to request at the recorder', ms: from(pause.focusedAtMs, pause.requestedAtMs) },
    { label: 'focus to silence in the recording', ms: from(pause.focusedAtMs, pause.silentAtMs) },
    { label: 'focus to the pause being accepted', ms: from(pause.focusedAtMs, pause.acceptedAtMs) },
    { label: 'focus to the first card digit', ms: from(pause.focusedAtMs, pause.firstCardDigitAtMs) },
    { label: 'focus gone to sound again', ms: from(pause.leftAtMs, pause.soundAtMs) },
  ];
}

/** The verdict in one sentence, or in one for each fault. */
export function toSentence({ isClean, faults, digits }: CallResult): string {
  if (!isClean) return faults.join(' ');
  const card = digits.filter(({ role }) => role === 'card').length;
  const others = digits.filter(({ role, counts }) => role === 'other' && counts).length;
  return `None of the ${card} card digits is in the recording. All ${others} others are.`;
}

/** The whole report. */
export function toReport(result: CallResult): string {
  const measures = result.pauses.flatMap(pause =>
    toMeasures(pause).map(
      ({ label, ms }) => `${ms === null ? '–'.padStart(9) : toMs(ms).padStart(9)}  ms ${label}`,
    ),
  );
  const sentence = `${result.isClean ? '✔' : '✘'} ${toSentence(result)}`;
  return ['', toTable(result), '', toBar(result), '', ...measures, '', sentence].join('\n');
}

/** `12345.6` as `12 345.6`. */
export function toMs(ms: number): string {
  const [whole = '', part] = Math.abs(ms).toFixed(1).split('.');
  return `${ms < -0.05 ? '-' : ''}${whole.replaceAll(/\B(?=(\d{3})+$)/g, ' ')}.${part}`;
}
