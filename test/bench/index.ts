// `npm run bench`: how fast CardHush is and what it costs, as ratios that are measured side by side.
//   npm run bench [-- --only latency,page,growth] [--json FILE] [--svg FILE] [--scale NUMBER]
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { toChart } from './chart.ts';
import { packageDir } from './desk.ts';
import { measureGrowth } from './growth.ts';
import { measureLatency } from './latency.ts';
import { measurePages } from './page-cost.ts';
import { toGrowthRows, toLatencyRows, toPageRows, type Row } from './rows.ts';
import { createProgress, type Progress } from './sections.ts';
import { round } from './statistics.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'latency,page,growth' },
    json: { type: 'string' },
    svg: { type: 'string', default: 'test-results/bench.svg' },
    scale: { type: 'string', default: '1' },
  },
});

const sections = {
  latency: { budgetMs: 220_000, measure: measureLatency, toRows: toLatencyRows },
  page: { budgetMs: 70_000, measure: measurePages, toRows: toPageRows },
  growth: { budgetMs: 90_000, measure: measureGrowth, toRows: toGrowthRows },
};

const named = values.only.split(',');
const unknown = named.filter(name => !Object.hasOwn(sections, name));
if (unknown.length > 0) throw new Error(`there is no section "${unknown.join('", "')}"`);
if (!existsSync(join(packageDir, 'worker.js')))
  throw new Error('nothing is built: run "npm run build" first');
const scale = Math.min(10, Math.max(0.1, Number(values.scale) || 1));

const rows: Row[] = [];
const samples: Record<string, unknown> = {};
if (named.includes('latency')) await run('latency', sections.latency);
if (named.includes('page')) await run('page', sections.page);
if (named.includes('growth')) await run('growth', sections.growth);

console.table(rows.map(toLine));
mkdirSync(dirname(values.svg), { recursive: true });
writeFileSync(values.svg, toChart(rows, `CardHush: ${named.join(', ')}`));
console.log(`chart: ${values.svg}`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ rows, samples }, null, 2)}\n`);

type Section<Found> = {
  budgetMs: number;
  measure(scale: number, progress: Progress): Promise<Found>;
  toRows(found: Found): Row[];
};

async function run<Found>(name: string, { budgetMs, measure, toRows }: Section<Found>): Promise<void> {
  const startMs = performance.now();
  const found = await measure(scale, createProgress(name, budgetMs * Math.max(1, scale)));
  samples[name] = found;
  rows.push(...toRows(found));
  console.error(`\n${name}: done in ${round((performance.now() - startMs) / 1000, 0)} s`);
}

function toLine({ what, ours, base, ratio, low, high, limit, isShare, verdict }: Row) {
  return {
    what,
    ours,
    base,
    ratio: isShare ? `${round(ratio * 100, 0)} %` : round(ratio),
    range: low === high ? '' : `${round(low)} to ${round(high)}`,
    limit: limit === null ? '' : isShare ? `${limit * 100} %` : limit,
    verdict: verdict ?? '',
  };
}
