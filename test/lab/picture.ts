// A call's result as a picture: SVG, and the same as PNG.
import { writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';
import { digitMs, toneMs } from './dtmf.ts';
import { toFieldName } from './moments.ts';
import { toMeasures, toMs, toSentence } from './report.ts';
import type { CallResult } from './result.ts';
import { readWav, sampleRate } from './wav.ts';

const colors = {
  ink: '#17262d',
  soft: '#5a6d76',
  line: '#dfe6e9',
  other: '#0b6e69',
  card: '#b45309',
  alert: '#b3261e',
  pause: '#e8eef0',
};

const marginPx = 48;
const labelPx = 150;
const least = { widthPx: 1400, pxPerMs: 0.07 };
const lanes = { top: 132, height: 54, gap: 18 };

/** Writes `<base>.svg` and `<base>.png`. */
export function writePicture(result: CallResult, base: string): void {
  const svg = toSvg(result, readWav(result.recordingPath));
  writeFileSync(`${base}.svg`, svg);
  const image = new Resvg(svg, { font: { loadSystemFonts: true }, fitTo: { mode: 'zoom', value: 1.5 } });
  writeFileSync(`${base}.png`, image.render().asPng());
}

/** The picture of a call; `samples` are its recording. */
function toSvg(result: CallResult, samples: Int16Array): string {
  const { digits, heard, silences, fields, requests, durationMs } = result;
  const width = Math.max(least.widthPx, 2 * marginPx + labelPx + durationMs * least.pxPerMs);
  const left = marginPx + labelPx;
  const pxPerMs = (width - marginPx - left) / durationMs;
  const x = (ms: number) => left + ms * pxPerMs;
  const laneY = (index: number) => lanes.top + index * (lanes.height + lanes.gap);
  const bottom = laneY(5) - lanes.gap;
  const pauses = result.pauses.map(toMeasures);
  const height = bottom + 76 + Math.max(1, pauses.length) * 104;

  const lane = (index: number, name: string, hint: string) =>
    `${text(marginPx, laneY(index) + 24, name, { weight: 700 })}${text(marginPx, laneY(index) + 42, hint, { size: 11, fill: colors.soft })}`;
  const chip = (index: number, ms: number, digit: string, fill: string, lengthMs = toneMs) =>
    `<rect x="${px(x(ms))}" y="${laneY(index) + 9}" width="${px(Math.max(2, lengthMs * pxPerMs + 2))}" height="36" rx="2.5" fill="${fill}"/>` +
    text(x(ms) + (lengthMs * pxPerMs) / 2 + 1, laneY(index) + 32, digit, {
      size: 12,
      weight: 700,
      fill: '#fff',
      anchor: 'middle',
    });
  const mark = (ms: number, fill: string) =>
    `<path d="M${px(x(ms))} ${laneY(2)}v${lanes.height}" stroke="${fill}" stroke-width="1.5"/><circle cx="${px(x(ms))}" cy="${laneY(2) + 4}" r="4" fill="${fill}"/>`;

  const parts = [
    `<rect width="${px(width)}" height="${height}" fill="#fff"/>`,
    text(
      marginPx,
      58,
      result.isClean ? 'The card is not in the recording' : 'The recording is not as it should be',
      {
        size: 26,
        weight: 700,
        fill: result.isClean ? colors.other : colors.alert,
      },
    ),
    text(marginPx, 88, toSentence(result), { size: 15, fill: colors.soft }),
    ...toLegend(width - marginPx),
    ...silences.map(
      ({ startMs, endMs }) =>
        `<rect x="${px(x(startMs))}" y="${lanes.top - 8}" width="${px((endMs - startMs) * pxPerMs)}" height="${bottom - lanes.top + 16}" fill="${colors.pause}"/>`,
    ),
    lane(0, 'Caller says', 'digits as tones'),
    ...digits.map(({ atMs, digit, role }) => chip(0, atMs, digit, colors[role])),
    lane(1, 'Agent is in', 'seen by the page'),
    ...fields.map(
      ({ field, startMs, endMs }) =>
        `<rect x="${px(x(startMs))}" y="${laneY(1) + 9}" width="${px(Math.max(2, (endMs - startMs) * pxPerMs))}" height="36" rx="4" fill="#fff" stroke="${colors.ink}"/>` +
        text(x(startMs) + 8, laneY(1) + 32, fit(toFieldName(field), (endMs - startMs) * pxPerMs - 12), {
          size: 12,
        }),
    ),
    lane(2, 'Recorder', 'requests to its API'),
    `<path d="M${left} ${laneY(2) + 27}H${px(x(durationMs))}" stroke="${colors.line}"/>`,
    ...requests.map(({ command, atMs }) =>
      mark(atMs, command === 'pause' ? colors.card : command === 'resume' ? colors.other : '#b9c6cb'),
    ),
    ...toRequestLabels(result).map(({ atMs, words }) =>
      text(x(atMs) + 8, laneY(2) + 17, words, { size: 12 }),
    ),
    lane(3, 'Recording', 'its true waveform'),
    toWave(samples, x, laneY(3) + lanes.height / 2),
    ...silences.map(({ startMs, endMs }) =>
      text(x((startMs + endMs) / 2), laneY(3) + 18, fit('silence', (endMs - startMs) * pxPerMs - 12), {
        size: 12,
        fill: colors.soft,
        anchor: 'middle',
      }),
    ),
    lane(4, 'Audible in it', 'decoded from the WAV'),
    ...heard.map(({ digit, startMs, endMs }) =>
      chip(4, startMs, digit, isOther(result, startMs) ? colors.other : colors.alert, endMs - startMs),
    ),
    ...toAxis(durationMs, x, bottom + 12),
    ...pauses.flatMap((measures, row) => toTiles(measures, bottom + 60 + row * 104, width)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${px(width)}" height="${height}" viewBox="0 0 ${px(width)} ${height}" font-family="'DejaVu Sans', 'Segoe UI', Helvetica, Arial, sans-serif">\n${parts.join('\n')}\n</svg>\n`;
}

function toLegend(right: number): string[] {
  return [
    { fill: colors.other, words: 'may be recorded', at: right - 290 },
    { fill: colors.card, words: 'card', at: right - 140 },
    { fill: colors.alert, words: 'leaked', at: right - 70 },
  ].flatMap(({ fill, words, at }) => [
    `<rect x="${px(at)}" y="47" width="12" height="12" rx="2.5" fill="${fill}"/>`,
    text(at + 18, 58, words, { size: 12, fill: colors.soft }),
  ]);
}

/** Whether what is heard here is a digit that should be. */
function isOther({ digits }: CallResult, startMs: number): boolean {
  return digits.some(
    ({ role, atMs }) => role === 'other' && startMs >= atMs - digitMs / 3 && startMs < atMs + toneMs,
  );
}

function toRequestLabels({ pauses, requests }: CallResult): { atMs: number; words: string }[] {
  return [
    ...pauses.map(({ requestedAtMs: atMs, acceptedAtMs }) => ({
      atMs,
      words: acceptedAtMs === null ? 'pause asked' : 'pause asked and accepted',
    })),
    ...pauses.flatMap(({ resumedAtMs }) =>
      resumedAtMs === null ? [] : [{ atMs: resumedAtMs, words: 'resumed' }],
    ),
    ...requests
      .filter(({ command }) => command === 'read')
      .map(({ atMs }) => ({ atMs, words: 'state read' })),
  ];
}

/** The loudest sample of each pixel, up and down. */
function toWave(samples: Int16Array, x: (ms: number) => number, middle: number): string {
  const perMs = sampleRate / 1000;
  const step = Math.max(1, Math.round(perMs / (x(1) - x(0))));
  const points: string[] = [];
  for (let at = 0; at < samples.length; at += step) {
    const peak = samples
      .subarray(at, at + step)
      .reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const size = (peak / 16_000) * (lanes.height / 2);
    points.push(`M${px(x(at / perMs))} ${px(middle - size - 0.4)}V${px(middle + size + 0.4)}`);
  }
  return `<path d="${points.join('')}" stroke="${colors.ink}" stroke-width="1"/>`;
}

function toAxis(durationMs: number, x: (ms: number) => number, y: number): string[] {
  const stepMs = durationMs > 60_000 ? 5_000 : 1_000;
  return Array.from({ length: Math.floor(durationMs / stepMs) + 1 }, (_, index) => index * stepMs).flatMap(
    ms => [
      `<path d="M${px(x(ms))} ${y}v6" stroke="${colors.soft}"/>`,
      text(x(ms), y + 22, `${ms / 1000} s`, { size: 11, fill: colors.soft, anchor: 'middle' }),
    ],
  );
}

function toTiles(measures: { label: string; ms: number | null }[], top: number, width: number): string[] {
  const gap = 14;
  const tile = (Math.min(width, least.widthPx) - 2 * marginPx + gap) / measures.length;
  return measures.flatMap(({ label, ms }, index) => [
    `<rect x="${px(marginPx + index * tile)}" y="${top}" width="${px(tile - gap)}" height="84" rx="10" fill="none" stroke="${colors.line}"/>`,
    text(marginPx + index * tile + 16, top + 40, ms === null ? '–' : `${toMs(ms)} ms`, {
      size: 24,
      weight: 700,
    }),
    text(marginPx + index * tile + 16, top + 64, label, { size: 12, fill: colors.soft }),
  ]);
}

type Style = { size?: number; weight?: number; fill?: string; anchor?: 'start' | 'middle' };

function text(
  x: number,
  y: number,
  words: string,
  { size = 14, weight = 400, fill = colors.ink, anchor = 'start' }: Style = {},
): string {
  const safe = words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<text x="${px(x)}" y="${px(y)}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${safe}</text>`;
}

/** As much of the words as there is room for; letters of the picture's small type are about 7 px wide. */
function fit(words: string, roomPx: number): string {
  return words.length * 7 <= roomPx ? words : words.slice(0, Math.max(0, Math.floor(roomPx / 7)));
}

function px(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}
