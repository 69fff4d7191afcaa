// Reads an exported file line by line, as CardHush writes it; what was written anew by other software, as a whole.
import { later, z } from '../zod.ts';
import { closing, middle, opening } from './export-format.ts';

/** One piece of the file. `raw` is undefined where it is no JSON; `isVerbatim` false where other software wrote it. */
export type Piece =
  | { type: 'header'; raw: unknown; text: string }
  | { type: 'entry'; raw: unknown; text: string; line: number }
  | { type: 'end' };

/** Longest file that is read as a whole, in characters; longer ones have to be as CardHush wrote them. */
const maxWhole = 400_000_000;

/** Splits a file into its header and entries. Yields `end` only where the file ends as it should. */
export async function* readPieces(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Piece> {
  let line = 0;
  let isOurs = false;
  let whole = '';
  let isMoreDue = true;
  for await (const given of toLines(chunks)) {
    const text = given.replace(/\r$/, '').replace(/^\uFEFF/, '');
    line += 1;
    if (line === 1) isOurs = text.startsWith(opening) && text.endsWith(middle);
    if (!isOurs) {
      if (whole.length < maxWhole) whole += `${text}\n`;
      continue;
    }
    if (line === 1) {
      const header = text.slice(opening.length, -middle.length);
      yield { type: 'header', raw: parse(header), text: header };
      continue;
    }
    if (text === '') continue;
    const isClosing = text === closing;
    // A comma says that another entry follows; a file that says so and ends was cut off, or sewn together.
    const isExpected = line === 2 || isMoreDue !== isClosing;
    isMoreDue = text.endsWith(',');
    if (isClosing && isExpected) {
      yield { type: 'end' };
      continue;
    }
    const entry = text.replace(/,$/, '');
    yield { type: 'entry', raw: isExpected ? parse(entry) : undefined, text: entry, line };
  }
  if (!isOurs) yield* readWhole(whole);
}

const wholeSchema = later(() => z.object({ header: z.unknown(), entries: z.array(z.unknown()) }));

function* readWhole(text: string): Generator<Piece> {
  const parsed = wholeSchema.safeParse(parse(text));
  if (!parsed.success) return;
  const { header, entries } = parsed.data;
  yield { type: 'header', raw: header, text: '' };
  for (const [index, raw] of entries.entries()) yield { type: 'entry', raw, text: '', line: index + 1 };
  yield { type: 'end' };
}

async function* toLines(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
