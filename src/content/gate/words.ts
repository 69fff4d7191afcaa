// What the gate adds to a notice.
import type { GateWord } from '../../messages.ts';
import type { Notice } from '../notice.ts';

/** A field of this frame that holds. */
export type Own = {
  isShut: boolean;
  /** Something was refused, and the field looks as if nothing had been typed. */
  hasRefused: boolean;
  /** It lies in a frame that we were not let into. */
  isFrame: boolean;
};

const busy: Notice = {
  tone: 'busy',
  icon: 'wait',
  title: '',
  details: [],
  countdown: null,
  canExtend: false,
  over: null,
};

/** The notice with what the gate means for it; `own` is null where no field of this frame holds. */
export function dress(notice: Notice | null, word: GateWord | null, own: Own | null): Notice | null {
  if (word !== null && word.mode !== 'block') return notice;
  const add = (also: string): Notice | null =>
    notice === null ? null : { ...notice, also: own?.isFrame === true ? 'banner_gate_frame' : also };
  const waits = own?.hasRefused === true ? 'banner_gate_refused' : 'banner_gate_held';
  const why = word?.why ?? null;
  switch (why) {
    case 'pausing':
      return add(waits);
    case 'unverified':
      return { ...busy, title: 'banner_gate_unverified', details: [waits] };
    case 'failed':
    case 'microphoneOnly':
      return add('banner_gate_shut');
    case 'limit':
      return { ...busy, icon: 'record', title: 'banner_overridden', details: ['banner_gate_limit'] };
    case 'broken':
      return add('banner_gate_broken');
    case null:
    case 'paused':
      // The worker cannot be reached, or has not spoken yet.
      return own?.isShut === true ? add('banner_gate_shut') : notice;
    case 'nothingRecorded':
    case 'overridden':
    case 'observing':
      return notice;
    default:
      return why satisfies never;
  }
}
