// `npm run ledger:verify -- FILE [--known SEQ:HASH]`: checks an exported ledger, with nothing but the file.
// Ends with 0 for an intact chain, 1 for a broken one, 2 for what is no export, 3 for one that records losses.
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { linkSchema, type Link } from './link.ts';
import { toVerdictText } from './verdict-text.ts';
import { verifyExport } from './verify.ts';

const exitCodes = { intact: 0, broken: 1, unreadable: 2, incomplete: 3 } as const;

const { values, positionals } = parseArgs({ options: { known: { type: 'string' } }, allowPositionals: true });
const [path] = positionals;
const known = toKnown(values.known);

if (path === undefined || known === undefined) {
  process.stderr.write('usage: npm run ledger:verify -- FILE [--known SEQ:HASH]\n');
  process.exit(2);
}

try {
  const verdict = await verifyExport(createReadStream(path, 'utf8'), known);
  process.stdout.write(`${toVerdictText(verdict).join('\n')}\n`);
  process.exitCode = exitCodes[verdict.status];
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

/** Null where nothing is known; undefined where what was given is no entry. */
function toKnown(given: string | undefined): Link | null | undefined {
  if (given === undefined) return null;
  const [seq, hash] = given.split(':');
  return linkSchema.safeParse({ seq: Number(seq), hash }).data;
}
