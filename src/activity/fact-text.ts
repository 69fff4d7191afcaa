// A fact of the ledger in one sentence, for people who were not there.
import type { Entry, EntryFact } from '../ledger/entries.ts';
import type { Note } from '../recording/notes.ts';
import { toEventText } from '../ui/event-text.ts';
import { text } from '../ui/text.ts';
import { toBecause, toCallText, toName, toSaidText, toSpan } from './words.ts';

/** The sentence for an entry. `names` are recorders by entry id. */
export function toFactText(
  { fact, atMs }: Entry,
  names: Record<string, string>,
  isMicrophone: boolean,
): string {
  const own = toOwnText(fact, names);
  if (own !== null) return own;
  const microphones = new Set('recorder' in fact && isMicrophone ? [fact.recorder] : []);
  // What only a later version can read is shown by its name.
  return toEventText({ ...fact, atMs } as Note, names, microphones) ?? fact.type;
}

function toOwnText(fact: EntryFact, names: Record<string, string>): string | null {
  const name = 'recorder' in fact ? toName(fact.recorder, names) : '';
  switch (fact.type) {
    case 'holdStarted':
      return fact.origin === 'manual' ? text('activity_fact_manual') : null;
    case 'holdEnded':
      return text('activity_fact_holdEnded', toBecause(fact.reason));
    case 'typed':
      return text('activity_fact_typed');
    case 'episodeStarted':
      return text('activity_fact_wanted');
    case 'episodeEnded':
      return text('activity_fact_unwanted', toBecause(fact.reason));
    case 'extended':
      return fact.by === 'person' ? text('activity_fact_extended') : null;
    case 'overridden':
      return withReason(text('activity_fact_overridden'), 'override', fact);
    case 'pauseReasoned':
      return withReason(text('activity_fact_reasoned'), 'pause', fact);
    case 'gateBroken':
      return withReason(text('activity_fact_gateBroken'), 'gate', fact);
    case 'requested':
      return text(`activity_fact_${fact.command}`, name);
    case 'targeted':
      return text('activity_fact_targeted', name, toCallText(fact.call ?? ''));
    case 'resumed':
      return fact.reason === 'person' ? text('event_resumed_because', name, toBecause('person')) : null;
    case 'personSaw':
      return text(fact.isPaused ? 'activity_fact_sawPaused' : 'activity_fact_sawRecording', name);
    case 'alertStarted':
      return text('activity_fact_alertStarted', text(`status_${fact.alert}`));
    case 'alertEnded':
      return text('activity_fact_alertEnded', text(`status_${fact.alert}`));
    case 'clockJumped':
      return text('activity_fact_clock', toSpan(fact.byMs));
    case 'opened':
      return text('activity_fact_opened', fact.version);
    case 'settingsChanged':
      return text('activity_fact_settings', fact.changed.join(', '));
    case 'cut':
      return text('activity_fact_cut', String(fact.fromSeq), String(fact.toSeq));
    case 'entriesLost':
      return text('activity_fact_entriesLost', String(fact.fromSeq), String(fact.toSeq));
    case 'notesLost':
      return text('activity_fact_notesLost', String(fact.toN - fact.fromN + 1));
    case 'exported':
      return text('activity_fact_exported', fact.format);
    case 'pauseRefused':
      return text('activity_attention_refused');
    case 'budgetReached':
      return text(fact.scope === 'call' ? 'activity_attention_call' : 'activity_attention_shift');
    case 'notShipped':
      return text('activity_fact_notShipped', String(fact.count));
    case 'drilled':
      return text(fact.isPassed ? 'activity_fact_drillPassed' : 'activity_fact_drillFailed');
    case 'paused':
    case 'verified':
    case 'contradicted':
    case 'callOver':
    case 'absent':
    case 'failed':
    case 'recovered':
    case 'heldAgain':
      return null;
    default:
      fact satisfies never;
      return null;
  }
}

function withReason(
  sentence: string,
  about: 'pause' | 'override' | 'gate',
  { reason, detail = '' }: { reason?: string | undefined; detail?: string | undefined },
): string {
  if (reason === undefined) return sentence;
  return text('activity_reason', sentence, toSaidText({ about, reason, detail }));
}
