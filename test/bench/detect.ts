// Asks the built detector about every labelled field of a corpus, in a real browser, and compares.
//   npm run bench:detect -- --corpus DIR [--json FILE] [--half a|b] [--grep TEXT] [--cost]
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from '../../src/zod.ts';
import type { Recognition } from '../../src/content/classify.ts';
import { measureCost } from './detect-cost.ts';
import { openCorpus } from './detect-pages.ts';
import { f1, precision, recall, scoredKinds, toHalf, toKind, toScore, type LabelledField } from './score.ts';

const labelsSchema = z.array(
  z.object({
    file: z.string(),
    selector: z.string(),
    expected: z.string(),
    name: z.optional(z.string()),
    id: z.optional(z.string()),
    label: z.optional(z.string()),
    peers: z.optional(z.record(z.string(), z.nullable(z.string()))),
  }),
);

type Row = { field: LabelledField; found: Recognition | null; missing: boolean };

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string' },
    json: { type: 'string' },
    half: { type: 'string' },
    grep: { type: 'string' },
    cost: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
  },
});

const percent = (share: number): string => (share * 100).toFixed(1).padStart(6);

function printTable(title: string, rows: Row[]): void {
  const judged = rows.filter(({ field }) => field.expected !== 'skip');
  const peers = [...new Set(judged.flatMap(({ field }) => Object.keys(field.peers ?? {})))];
  console.log(
    `\n${title}: ${judged.length} fields on ${new Set(judged.map(row => row.field.file)).size} pages`,
  );
  console.log(`${'recall / precision / F1'.padEnd(24)}${scoredKinds.map(kind => kind.padEnd(24)).join('')}`);
  for (const who of ['CardHush', ...peers]) {
    const cells = scoredKinds.map(kind => {
      const answers = judged.map(({ field, found }) => ({
        expected: toKind(field.expected),
        found: who === 'CardHush' ? (found?.kind ?? null) : toKind(field.peers?.[who]),
      }));
      const score = toScore(answers, kind);
      return `${percent(recall(score))}${percent(precision(score))}${percent(f1(score))}`.padEnd(24);
    });
    console.log(`${who.padEnd(24)}${cells.join('')}`);
  }
}

function printWrong(rows: Row[]): void {
  for (const { field, found, missing } of rows) {
    const expected = toKind(field.expected);
    if (field.expected === 'skip' || (!missing && (found?.kind ?? null) === expected)) continue;
    if (found && expected === null && !scoredKinds.some(kind => kind === found.kind)) continue;
    const what = missing
      ? 'no such field'
      : expected === null
        ? 'false alarm'
        : found
          ? 'wrong kind'
          : 'miss';
    const where = `${field.file} ${field.selector}`;
    const names = [field.name, field.id, field.label].filter(Boolean).join(' | ').slice(0, 90);
    const answer = found ? `${found.kind} ${found.confidence} (${found.reasons.join(', ')})` : 'nothing';
    console.log(
      `${what.padEnd(12)} ${where}\n             ${names}\n             expected ${field.expected}, got ${answer}`,
    );
  }
}

async function benchCorpus(folder: string): Promise<void> {
  const labels: LabelledField[] = labelsSchema.parse(
    JSON.parse(await readFile(join(folder, 'labels.json'), 'utf8')),
  );
  const wanted = labels.filter(
    ({ file }) =>
      (!options.half || toHalf(file) === options.half) && (!options.grep || file.includes(options.grep)),
  );
  const byFile = new Map<string, LabelledField[]>();
  for (const field of wanted) byFile.set(field.file, [...(byFile.get(field.file) ?? []), field]);
  const corpus = await openCorpus(folder);
  const rows: Row[] = [];
  let done = 0;
  try {
    for (const [file, fields] of byFile) {
      const answers = await corpus.ask(
        file,
        fields.map(field => field.selector),
      );
      for (const [index, field] of fields.entries()) {
        const answer = answers[index];
        if (answer) rows.push({ field, found: answer.found, missing: answer.missing });
      }
      done++;
      if (process.stderr.isTTY || done % 50 === 0 || done === byFile.size) showProgress(done, byFile.size);
    }
  } finally {
    await corpus.close();
  }
  process.stderr.write('\n');
  if (!options.quiet) printWrong(rows);
  if (!options.half) {
    for (const half of ['a', 'b'] as const)
      printTable(
        `Half ${half}`,
        rows.filter(row => toHalf(row.field.file) === half),
      );
  }
  printTable('All', rows);
  console.log(`\nDetector: ${corpus.size.minifiedBytes} bytes minified, ${corpus.size.gzippedBytes} gzipped`);
  if (options.json) {
    const plain = rows.map(({ field, found, missing }) => ({
      file: field.file,
      selector: field.selector,
      expected: field.expected,
      found,
      missing,
    }));
    await writeFile(options.json, JSON.stringify(plain, null, 1));
  }
}

function showProgress(done: number, total: number): void {
  const width = 30;
  const filled = Math.round((done / total) * width);
  process.stderr.write(`\r[${'#'.repeat(filled)}${' '.repeat(width - filled)}] ${done}/${total} pages`);
}

if (!options.corpus && !options.cost) {
  console.error(
    'Usage: npm run bench:detect -- --corpus DIR [--json FILE] [--half a|b] [--grep TEXT] [--cost]',
  );
  process.exitCode = 2;
}
if (options.corpus) await benchCorpus(options.corpus);
if (options.cost) await measureCost();
