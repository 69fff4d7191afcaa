// What a verifier found out, for people and programs alike.
import type { Header } from './export-format.ts';
import type { Link } from './link.ts';

export type FaultKind =
  /** This is no exported ledger, or its header is damaged. */
  | 'unreadable'
  /** The header does not have the hash that it claims. */
  | 'headerChanged'
  /** The entry does not have the hash that it claims: something in it was changed, or it is no entry any more. */
  | 'changed'
  /** The entry is whole, and does not follow the one before: one of the two was put in place of another. */
  | 'replaced'
  /** Entries are not there. `seq` is the first of them. */
  | 'missing'
  /** The entry stands in another place. */
  | 'reordered'
  /** The entry stands in the file twice. */
  | 'duplicated'
  /** The file ends before the entry that its header names as the last. `seq` is the first that is missing. */
  | 'truncated'
  /** There is more in the file than its header says. */
  | 'extra'
  /** An entry that is known from elsewhere is not the one in the file. */
  | 'notAsKnown';

/** The first thing that is wrong. */
export type Fault = { kind: FaultKind; seq: number | null; line: number | null };

export type Loss = { seq: number; fromSeq: number; toSeq: number; what: 'entries' | 'notes' };

export type Verdict = {
  /**
   * `incomplete`: the chain is whole, and says itself that entries or notes were lost. `broken`: something was
   * changed, removed, added or moved. `unreadable`: this is no exported ledger.
   */
  status: 'intact' | 'incomplete' | 'broken' | 'unreadable';
  fault: Fault | null;
  header: Header | null;
  /** Entries that were looked at, up to the fault. */
  count: number;
  /** The first entry, and the last one that is in order. */
  first: { seq: number; atMs: number } | null;
  last: (Link & { atMs: number }) | null;
  /** Older entries that retention has deleted, as the chain itself records; null where none were. */
  cutToSeq: number | null;
  /** What the chain itself records as lost. */
  losses: Loss[];
  /** Entries that are older than the one before them: the wall clock went back. */
  clockSteps: { seq: number; byMs: number }[];
  /** False where other software has written the file anew: its content is what counts, and is whole. */
  isVerbatim: boolean;
};
