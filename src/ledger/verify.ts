// Checks an exported ledger: needs nothing but the file. Says what is the first thing that is wrong, and where.
import { toCanonical, toEntryHash } from './chain.ts';
import { entrySchema, type Entry } from './entries.ts';
import { headerSchema, toHeaderHash, type Header } from './export-format.ts';
import { ownFactSchema, type OwnFact } from './facts.ts';
import { genesis, type Link } from './link.ts';
import type { FaultKind, Verdict } from './verdict.ts';
import { readPieces, type Piece } from './verify-lines.ts';

type EntryPiece = Extract<Piece, { type: 'entry' }>;

/**
 * Checks a file. `known` is an entry that is known from elsewhere (a printed report, an older export, a log that was
 * shipped): only that reveals a chain that somebody has computed anew from end to end.
 */
export async function verifyExport(
  file: string | AsyncIterable<string> | Iterable<string>,
  known: Link | null = null,
): Promise<Verdict> {
  const check = new Check(known);
  for await (const piece of readPieces(typeof file === 'string' ? [file] : file)) {
    if (piece.type === 'header') await check.takeHeader(piece.raw, piece.text);
    if (piece.type === 'entry') await check.takeEntry(piece);
    if (piece.type === 'end') check.isEnded = true;
  }
  return check.close();
}

class Check {
  isEnded = false;
  readonly #known: Link | null;
  #last: Link & { atMs: number } = { ...genesis, atMs: 0 };
  /** What does not follow: until the rest of the file shows whether entries are missing or were moved. */
  #gap: { seq: number; line: number } | null = null;
  #cut: { toSeq: number; hash: string } | null = null;
  readonly #verdict: Verdict = {
    status: 'intact', fault: null, header: null, count: 0, first: null, last: null,
    cutToSeq: null, losses: [], clockSteps: [], isVerbatim: true,
  }; // prettier-ignore

  constructor(known: Link | null) {
    this.#known = known;
  }

  async takeHeader(raw: unknown, text: string): Promise<void> {
    const parsed = headerSchema.safeParse(raw);
    if (!parsed.success) return this.#fail('unreadable', null, 1);
    const header = parsed.data;
    this.#verdict.header = header;
    this.#last = { seq: header.first.seq - 1, hash: header.first.prev, atMs: 0 };
    this.#verdict.isVerbatim = text !== '';
    const isAsWritten = text === '' || text === toCanonical(header);
    if (!isAsWritten || (await toHeaderHash(header)) !== header.hash) this.#fail('headerChanged', null, 1);
  }

  async takeEntry({ raw, text, line }: EntryPiece): Promise<void> {
    const { header, fault } = this.#verdict;
    if (header === null || fault !== null) return;
    if (this.isEnded) return this.#fail('extra', readSeq(raw), line);
    const expected = this.#last.seq + 1;
    if (this.#gap !== null) {
      if (readSeq(raw) === this.#gap.seq) this.#fail('reordered', this.#gap.seq, line);
      return;
    }
    const parsed = entrySchema.safeParse(raw);
    if (!parsed.success) return this.#fail('changed', expected, line);
    const entry = raw as Entry;
    const isAsWritten = text === '' || text === toCanonical(raw);
    if (!isAsWritten || (await toEntryHash(entry)) !== entry.hash)
      return this.#fail('changed', expected, line);
    if (entry.seq < expected)
      return this.#fail(entry.seq < header.first.seq ? 'extra' : 'duplicated', entry.seq, line);
    if (entry.seq > header.head.seq) return this.#fail('extra', entry.seq, line);
    if (entry.seq > expected && !followsLoss(entry, this.#last)) {
      this.#gap = { seq: expected, line };
      return;
    }
    if (entry.seq === expected && entry.prev !== this.#last.hash && !followsLoss(entry, this.#last))
      return this.#fail('replaced', entry.seq, line);
    if (this.#known?.seq === entry.seq && this.#known.hash !== entry.hash)
      return this.#fail('notAsKnown', entry.seq, line);
    this.#accept(entry);
  }

  close(): Verdict {
    const verdict = this.#verdict;
    const { header } = verdict;
    if (header === null) this.#fail('unreadable', null, null);
    else {
      const isWhole = this.isEnded && this.#last.seq === header.head.seq;
      if (this.#gap !== null) this.#fail('missing', this.#gap.seq, this.#gap.line);
      else if (!isWhole) this.#fail('truncated', this.#last.seq + 1, null);
      else if (this.#last.hash !== header.head.hash) this.#fail('replaced', this.#last.seq, null);
      else if (verdict.count !== header.count) this.#fail('headerChanged', null, 1);
      else if (!this.#isBeginningExplained(header)) this.#fail('missing', 1, null);
      else if (this.#known !== null && this.#known.seq > header.head.seq && !header.isSlice)
        this.#fail('truncated', header.head.seq + 1, null);
    }
    if (this.#last.atMs > 0) verdict.last = this.#last;
    verdict.cutToSeq = this.#cut?.toSeq ?? null;
    if (verdict.fault === null && verdict.losses.length > 0) verdict.status = 'incomplete';
    return verdict;
  }

  /** A ledger begins at entry 1, or where retention or a recorded loss says, or where somebody wanted a slice. */
  #isBeginningExplained({ first, isSlice, count }: Header): boolean {
    if (first.seq === 1 || isSlice) return first.seq > 1 || first.prev === genesis.hash;
    const isCut = this.#cut?.toSeq === first.seq - 1 && this.#cut.hash === first.prev;
    const isLost = this.#verdict.losses.some(
      ({ what, toSeq }) => what === 'entries' && toSeq === first.seq - 1,
    );
    return count === 0 || isCut || isLost;
  }

  #accept(entry: Entry): void {
    const verdict = this.#verdict;
    const { seq, hash, atMs } = entry;
    if (verdict.first === null) verdict.first = { seq, atMs };
    else if (atMs < this.#last.atMs) verdict.clockSteps.push({ seq, byMs: atMs - this.#last.atMs });
    verdict.count += 1;
    const fact = toOwnFact(entry);
    if (fact?.type === 'cut') this.#cut = { toSeq: fact.toSeq, hash: fact.hash };
    if (fact?.type === 'entriesLost')
      verdict.losses.push({ seq, fromSeq: fact.fromSeq, toSeq: fact.toSeq, what: 'entries' });
    if (fact?.type === 'notesLost')
      verdict.losses.push({ seq, fromSeq: fact.fromN, toSeq: fact.toN, what: 'notes' });
    this.#last = { seq, hash, atMs };
  }

  /** Only the first fault counts: what comes after it may be its consequence. */
  #fail(kind: FaultKind, seq: number | null, line: number | null): void {
    if (this.#verdict.fault !== null) return;
    this.#verdict.fault = { kind, seq, line };
    this.#verdict.status = kind === 'unreadable' ? 'unreadable' : 'broken';
  }
}

/** Whether the entry itself records that what should stand before it was lost, and names what still does. */
function followsLoss(entry: Entry, last: Link): boolean {
  const fact = toOwnFact(entry);
  return (
    fact?.type === 'entriesLost' &&
    fact.toSeq === entry.seq - 1 &&
    fact.hash === entry.prev &&
    fact.before.seq === last.seq &&
    fact.before.hash === last.hash
  );
}

/** What the ledger says about itself; null for anything else, and for what only a later version can read. */
function toOwnFact({ atMs, fact }: Entry): OwnFact | null {
  return ownFactSchema.safeParse({ ...fact, atMs }).data ?? null;
}

/** The number of an entry that may be none. */
function readSeq(raw: unknown): number | null {
  return entrySchema.shape.seq.safeParse((raw as Entry | undefined)?.seq).data ?? null;
}
