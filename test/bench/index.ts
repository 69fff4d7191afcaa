// `npm run bench`: how fast CardHush is, as ratios to the least that could do the job.
import { parseArgs } from 'node:util';
import { writeFileSync } from 'node:fs';
import { measureLatency, type Trial } from './latency.ts';

const { values } = parseArgs({
  options: { json: { type: 'string' }, rounds: { type: 'string', default: '60' } },
});
const warm = Math.max(5, Math.min(500, Number(values.rounds) || 60));
const cold = Math.ceil(warm / 2);

const result = await measureLatency({ warm, cold }, (done, all) => {
  if (process.stdout.isTTY) process.stdout.write(`\rlatency: round ${done} of ${all} `);
});
console.log();

const rows = (['warm', 'cold'] as const).flatMap(kind =>
  (['toWireMs', 'toAcceptedMs'] as const).map(what => {
    const floor = toStats(result[kind].floor, what);
    const ours = toStats(result[kind].cardhush, what);
    return {
      worker: kind,
      from: `focus to ${what === 'toWireMs' ? 'wire' : 'answer'}`,
      'floor median': floor.median,
      'ours median': ours.median,
      ratio: round(ours.median / floor.median),
      'floor p95': floor.p95,
      'ours p95': ours.p95,
      'ratio p95': round(ours.p95 / floor.p95),
    };
  }),
);
console.table(rows);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ rows, result }, null, 2)}\n`);

function toStats(trials: Trial[], what: keyof Trial): { median: number; p95: number } {
  const sorted = trials.map(trial => trial[what]).sort((a, b) => a - b);
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN);
  return { median: at(0.5), p95: at(0.95) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
