// `npm run fleet [-- --desks 1000,10000] [--cards 3] [--minutes 20] [--vendor ID] [--json FILE]`: what a site of that
// size asks of its recorder's API, and whether the API's limit starves somebody.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runFleet } from './run-fleet.ts';
import { vendors } from './vendors.ts';

const { values } = parseArgs({
  options: {
    desks: { type: 'string', default: '1000,10000' },
    cards: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '20' },
    vendor: { type: 'string' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});
const sizes = values.desks.split(',').map(size => Math.max(1, Math.min(20_000, Number(size) || 1_000)));
const chosen = vendors.filter(({ id }) => values.vendor === undefined || id.startsWith(values.vendor));
const rows = [];
for (const desks of sizes)
  for (const vendor of chosen)
    for (const arrival of ['steady', 'burst'] as const) {
      const result = await runFleet({
        vendor,
        desks,
        arrival,
        cardsPerHour: Number(values.cards) || 3,
        seed: Number(values.seed) || 1,
        lengthMs: Math.max(5, Number(values.minutes) || 20) * 60_000,
        onProgress(share) {
          if (process.stdout.isTTY)
            process.stdout.write(`\r${desks} desks, ${vendor.id}, ${arrival}: ${Math.round(share * 100)} % `);
        },
      });
      rows.push({ desks, vendor: vendor.id, limit: vendor.limited, arrival, ...result });
    }
if (process.stdout.isTTY) console.log();
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
console.table(
  rows.map(row => ({
    desks: row.desks,
    vendor: row.vendor,
    arrival: row.arrival,
    cards: row.cards,
    'requests/desk·h': Number(row.requestsPerDeskHour.toFixed(1)),
    'peak/s': row.peakPerSecond,
    'turned away': percent(row.refused),
    'accepted median ms': Math.round(row.acceptedMedianMs),
    'p99 ms': Math.round(row.acceptedP99Ms),
    'after 2 s': percent(row.late),
    starved: percent(row.starved),
    'not resumed in 1 min': percent(row.stuck),
  })),
);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
