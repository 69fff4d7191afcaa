// What one focus costs the page: time to read and classify one field, on small and on very large pages.
import { openQuietPage } from './detect-pages.ts';
import { buildDetector } from './detector-bundle.ts';
import type { Bench } from './detector-page.ts';

declare const cardhushBench: Bench;

const sizes = [10, 1_000, 50_000];
const samples = 400;

/** A page of many forms; every fifth field is a card field, and a third has no label of its own. */
function toPage(fields: number): string {
  const rows: string[] = [];
  for (let index = 0; index < fields; index++) {
    const [label, name] = [
      ['Card number', 'n'], ['First name', 'f'], ['Expiry date', 'e'], ['Reference', 'r'], ['Notes', 'x'],
    ][index % 5] ?? ['Field', 'q']; // prettier-ignore
    if (index % 10 === 0) rows.push(`${index ? '</form>' : ''}<form class="panel"><h3>Section ${index}</h3>`);
    if (index % 3 === 0)
      rows.push(
        `<div class=row><span>${label}</span><div><input name="${name}${index}" data-field></div></div>`,
      );
    else
      rows.push(
        `<div class=row><label for="i${index}">${label}</label><input id="i${index}" name="${name}${index}" data-field></div>`,
      );
  }
  return `<!doctype html><title>cost</title>${rows.join('\n')}</form>`;
}

const at = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

/** Prints median, p99 and maximum in microseconds per page size. */
export async function measureCost(): Promise<void> {
  const { script } = await buildDetector();
  const { page, close } = await openQuietPage(path => Promise.resolve(toPage(Number(path))));
  console.log('\nCost of one focus (read facts and classify), microseconds');
  try {
    for (const size of sizes) {
      await page.goto(`https://corpus.invalid/${size}`, { waitUntil: 'domcontentloaded', timeout: 120_000 });
      await page.evaluate(script);
      const first = await page.evaluate(() => cardhushBench.timeFirst('[data-field]'));
      const times = await page.evaluate(count => cardhushBench.time('[data-field]', count), samples);
      const sorted = times.toSorted((left, right) => left - right);
      const numbers = [
        `first ${first.toFixed(0)}`,
        `median ${at(sorted, 0.5).toFixed(0)}`,
        `p99 ${at(sorted, 0.99).toFixed(0)}`,
        `max ${at(sorted, 1).toFixed(0)}`,
      ];
      console.log(`${String(size).padStart(7)} inputs: ${numbers.join(', ')}`);
    }
  } finally {
    await close();
  }
}
