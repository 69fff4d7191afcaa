// What happened, in one sentence each.
import type { Note } from '../recording/notes.ts';
import type { Command } from '../recording/state.ts';
import { kindNames } from './kinds.ts';
import { toSiteName } from './site-pattern.ts';
import { text, type MessageKey } from './text.ts';

/**
 * The sentence for an event, or null for one that tells people nothing. `names` are recorders by entry id;
 * `microphones` are the ids of those that switch a microphone and pause nothing.
 */
export function toEventText(
  note: Note,
  names: Record<string, string>,
  microphones: Set<string>,
): string | null {
  const isMicrophone = 'recorder' in note && microphones.has(note.recorder);
  switch (note.type) {
    case 'holdStarted':
      if (note.origin === 'manual') return text('event_manual');
      if (note.origin === 'page') return text('event_page', toPlace(note.site));
      return text(
        'event_field',
        text(note.kind === undefined ? 'kind_unknown' : kindNames[note.kind]),
        toPlace(note.site),
      );
    case 'paused':
      if (isMicrophone) return text('event_microphone_off', toName(note.recorder, names));
      return text(
        note.evidence === 'verified' ? 'event_pausedVerified' : 'event_paused',
        toName(note.recorder, names),
      );
    case 'verified':
      return text('event_verified', toName(note.recorder, names));
    case 'contradicted':
      return text(
        note.isNewCall ? 'event_contradicted_newCall' : 'event_contradicted',
        toName(note.recorder, names),
      );
    case 'resumed':
      if (isMicrophone) return text('event_microphone_on', toName(note.recorder, names));
      if (note.reason === null) return text('event_resumed', toName(note.recorder, names));
      return text('event_resumed_because', toName(note.recorder, names), text(`because_${note.reason}`));
    case 'callOver':
      return text('event_callOver', toName(note.recorder, names));
    case 'absent':
      return text(`event_absent_${note.what}`, toName(note.recorder, names));
    case 'failed':
      return text(failedKeys[note.command], toName(note.recorder, names), text(`error_${note.code}_agent`));
    case 'personSaw':
      if (isMicrophone) return text(note.isPaused ? 'event_saw_microphoneOff' : 'event_saw_microphoneOn');
      return text(note.isPaused ? 'event_saw_paused' : 'event_saw_recording', toName(note.recorder, names));
    case 'extended':
      return text(`event_extended_${note.by}`);
    case 'overridden':
      return toOverridden(note);
    case 'gateBroken': {
      const why = text(`banner_gate_reason_${note.reason}`);
      return note.detail === undefined
        ? text('event_gateBroken', why)
        : text('event_gateBroken_detail', why, note.detail);
    }
    case 'pauseReasoned': {
      const why = text(`pause_why_${note.reason}`);
      return note.detail === undefined
        ? text('event_pause_because', why)
        : text('event_pause_detail', why, note.detail);
    }
    case 'heldAgain':
      return text('event_heldAgain');
    case 'recovered':
      return text('event_recovered', toName(note.recorder, names));
    // The recorders' answers say the same, and more.
    case 'holdEnded':
    case 'typed':
    case 'targeted':
    case 'alertStarted':
    case 'alertEnded':
    case 'clockJumped':
    case 'episodeStarted':
    case 'episodeEnded':
    case 'requested':
      return null;
    default:
      return note satisfies never;
  }
}

function toOverridden({ reason, detail }: Extract<Note, { type: 'overridden' }>): string {
  if (reason === undefined) return text('event_overridden');
  const why = text(`why_${reason}`);
  return detail === undefined
    ? text('event_overridden_because', why)
    : text('event_overridden_detail', why, detail);
}

const failedKeys = {
  pause: 'event_failed',
  resume: 'event_failed_resume',
  read: 'event_failed_read',
} as const satisfies Record<Command, MessageKey>;

function toPlace(site: string | undefined): string {
  return site === undefined ? text('popup_unknown_site') : toSiteName(site);
}

function toName(recorder: string, names: Record<string, string>): string {
  return names[recorder] ?? recorder;
}
