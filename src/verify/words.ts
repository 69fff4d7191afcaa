// Which sentence goes with which verdict and fault.
import type { FaultKind, Verdict } from '../ledger/verdict.ts';
import { linkSchema, type Link } from '../ledger/link.ts';
import type { MessageKey } from '../ui/text.ts';

export const statusTitles: Record<Verdict['status'], MessageKey> = {
  intact: 'verify_status_intact',
  incomplete: 'verify_status_incomplete',
  broken: 'verify_status_broken',
  unreadable: 'verify_status_unreadable',
};

export const statusSentences: Record<Verdict['status'], MessageKey> = {
  intact: 'verify_status_intact_detail',
  incomplete: 'verify_status_incomplete_detail',
  broken: 'verify_status_broken_detail',
  unreadable: 'verify_status_unreadable_detail',
};

/** `$1` is the entry's number. */
export const faultSentences: Record<FaultKind, MessageKey> = {
  unreadable: 'verify_fault_unreadable',
  headerChanged: 'verify_fault_headerChanged',
  changed: 'verify_fault_changed',
  replaced: 'verify_fault_replaced',
  missing: 'verify_fault_missing',
  reordered: 'verify_fault_reordered',
  duplicated: 'verify_fault_duplicated',
  truncated: 'verify_fault_truncated',
  extra: 'verify_fault_extra',
  notAsKnown: 'verify_fault_notAsKnown',
};

/** An entry that is known from elsewhere, as typed: its number, a colon, its hash. Null for nothing; else it is wrong. */
export function parseKnown(typed: string): Link | null | 'wrong' {
  const text = typed.trim().toLowerCase();
  if (text === '') return null;
  const [seq, hash] = text.split(':');
  return linkSchema.safeParse({ seq: Number(seq), hash: hash?.trim() }).data ?? 'wrong';
}
