// A verdict in plain words, for a terminal.
import type { Fault, Verdict } from './verdict.ts';

const faults: Record<Fault['kind'], string> = {
  unreadable: 'this is no exported ledger, or its header is damaged',
  headerChanged: 'the header was changed',
  changed: 'was changed: it does not have its hash',
  replaced: 'does not follow the one before: one of the two was put in place of another',
  missing: 'is missing, or more from there on',
  reordered: 'stands in another place',
  duplicated: 'stands in the file twice',
  truncated: 'and all after it are missing: the file was cut off',
  extra: 'is more than the header says',
  notAsKnown: 'is not the one that is known from elsewhere',
};

/** The lines to print, the one that matters first. */
export function toVerdictText(verdict: Verdict): string[] {
  const { status, fault, header, count, first, last, cutToSeq, losses, clockSteps, isVerbatim } = verdict;
  const lines = [`${status.toUpperCase()}${fault === null ? '' : `: ${toFaultText(fault)}`}`];
  if (first !== null && last !== null)
    lines.push(
      `${count} entries in order: ${first.seq} (${toTime(first.atMs)}) to ${last.seq} (${toTime(last.atMs)})`,
      `head ${last.seq}:${last.hash}`,
    );
  if (header !== null) lines.push(`exported ${toTime(header.exportedAtMs)} by CardHush ${header.exportedBy}`);
  if (header?.isSlice === true) lines.push('a slice: what stood before its first entry is not in this file');
  if (cutToSeq !== null)
    lines.push(`entries up to ${cutToSeq} were deleted by retention, as the chain records`);
  for (const { seq, fromSeq, toSeq, what } of losses)
    lines.push(`entry ${seq} records that ${what} ${fromSeq} to ${toSeq} were lost`);
  for (const { seq, byMs } of clockSteps) lines.push(`the wall clock went back ${-byMs} ms at entry ${seq}`);
  if (header !== null && !isVerbatim)
    lines.push('other software has written this file anew; its content counts');
  return lines;
}

function toFaultText({ kind, seq, line }: Fault): string {
  const where = line === null ? '' : ` (line ${line})`;
  return `${seq === null ? '' : `entry ${seq} `}${faults[kind]}${where}`;
}

function toTime(atMs: number): string {
  return new Date(atMs).toISOString();
}
