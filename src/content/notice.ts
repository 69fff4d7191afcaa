// What the banner says, computed from the newest view and from what this frame knows itself. Pure.
import type { ProtectionCode } from '../protection/problems.ts';
import type { View } from '../recording/view.ts';

/** What this frame knows better than the last view that it was given. */
export type Trouble =
  /** The extension was updated, reloaded or removed, and this script can reach nobody any more. */
  | 'orphaned'
  /** The worker did not answer a hold, or cannot say any more what it showed. */
  | 'unanswered';

/** One state of the banner. Texts are keys of `_locales`. */
export type Notice = {
  /** `alert` interrupts and stays; the others wait for a pause in speech. */
  tone: 'calm' | 'busy' | 'alert';
  /** Each state has a shape of its own, so that nobody needs the colours. */
  icon: 'pause' | 'wait' | 'warning' | 'record' | 'none';
  title: string;
  /** The first key that has a text is used. */
  details: string[];
  /** A sentence more. */
  also?: string;
  /** What to say to the caller: somebody's own sentence, or where that is empty the one of `_locales`. */
  say?: { text: string; own: string };
  /** Counts down beside the text, for the eye only: each second read aloud would drown everything else. */
  countdown: { text: string; seconds: number } | null;
  canExtend: boolean;
  /** What is said to screen readers when this is over; null where nothing changed that they have to know. */
  over: string | null;
};

/** How long before a limit the countdown and the button to move it appear (ms). */
const nearMs = 30_000;

const alert = (title: string, ...details: string[]): Notice => ({
  tone: 'alert', icon: 'warning', title, details, countdown: null, canExtend: false, over: null,
}); // prettier-ignore

const busy = (title: string, ...details: string[]): Notice => ({
  ...alert(title, ...details),
  tone: 'busy',
  icon: 'wait',
});

/** The banner for a view at `nowMs` (wall clock), or null where there is nothing to say. */
export function toNotice(view: View | null, trouble: Trouble | null, nowMs: number): Notice | null {
  if (trouble === 'orphaned') return alert('banner_not_protected', 'banner_not_protected_detail');
  if (trouble === 'unanswered') return alert('banner_still_recording', 'banner_unanswered_detail');
  if (view === null) return null;
  const notice = toViewNotice(view, nowMs);
  return notice === null ? null : { ...notice, over: toOver(view) };
}

/** The banner for a page that is not protected, while nothing else is to be said; null where it is. */
export function toProtectionNotice([problem]: ProtectionCode[]): Notice | null {
  if (problem === undefined) return null;
  return { ...busy('banner_not_protected', `banner_protection_${problem}`), icon: 'warning' };
}

function toViewNotice(view: View, nowMs: number): Notice | null {
  switch (view.status) {
    case 'notSetUp':
    case 'observing':
      return null;
    case 'ready':
      return view.isOverridden
        ? { ...busy('banner_overridden', 'banner_overridden_detail'), icon: 'record' }
        : null;
    case 'noCall':
      return { ...busy('banner_no_call', 'banner_no_call_detail'), icon: 'none' };
    case 'pausing':
      return view.isMicrophoneOnly
        ? busy('banner_microphone_switching', 'banner_pausing_detail')
        : busy('banner_pausing', 'banner_pausing_detail');
    case 'paused':
      return toPausedNotice(view, nowMs);
    case 'microphoneOff':
      return toMicrophoneNotice(view, nowMs);
    case 'resuming':
      return busy(view.isMicrophoneOnly ? 'banner_microphone_switching' : 'banner_resuming');
    case 'stillRecording':
      return alert('banner_still_recording', ...toTroubleKeys(view), 'banner_still_recording_detail');
    case 'stillPaused':
      return alert('banner_still_paused', ...toTroubleKeys(view), 'banner_still_paused_detail');
    case 'microphoneStuck':
      return alert('banner_microphone_stuck', ...toTroubleKeys(view), 'banner_microphone_stuck_detail');
    default:
      return view.status satisfies never;
  }
}

function toPausedNotice(view: View, nowMs: number): Notice {
  const isVerified = view.evidence === 'verified';
  const paused: Notice = {
    tone: 'calm',
    icon: 'pause',
    title: isVerified ? 'banner_paused_verified' : 'banner_paused_accepted',
    details: [isVerified ? 'banner_paused_verified_detail' : 'banner_paused_accepted_detail'],
    countdown: null,
    canExtend: false,
    over: null,
  };
  if (view.lingerUntilMs !== null) {
    const seconds = toSeconds(view.lingerUntilMs - nowMs);
    return { ...paused, countdown: { text: seconds > 0 ? 'banner_linger' : 'banner_resuming', seconds } };
  }
  const leftMs = view.limitAtMs === null ? Number.POSITIVE_INFINITY : view.limitAtMs - nowMs;
  const isNear = view.warning === 'limitNear' || leftMs <= nearMs;
  if (isNear)
    return {
      ...paused,
      details: ['banner_limit_detail'],
      countdown: { text: 'banner_limit', seconds: toSeconds(leftMs) },
      canExtend: view.canExtend,
    };
  if (view.warning === null) return paused;
  const isAgain = view.warning === 'pausedAgain';
  return { ...paused, details: [isAgain ? 'banner_paused_again_detail' : 'banner_card_in_text_detail'] };
}

/** The agent's microphone is off, and the caller goes on being recorded: never calm, never the sign of a pause. */
function toMicrophoneNotice({ lingerUntilMs, limitAtMs, warning, canExtend }: View, nowMs: number): Notice {
  const off: Notice = { ...busy('banner_microphone_off', 'banner_microphone_off_detail'), icon: 'record' };
  const endAtMs = lingerUntilMs ?? limitAtMs;
  if (endAtMs === null) return off;
  const leftMs = endAtMs - nowMs;
  if (lingerUntilMs === null && warning !== 'limitNear' && leftMs > nearMs) return off;
  return {
    ...off,
    countdown: { text: 'banner_microphone_back', seconds: toSeconds(leftMs) },
    canExtend: lingerUntilMs === null && canExtend,
  };
}

/** Only what was off can be on again. */
function toOver({ status, isMicrophoneOnly }: View): string | null {
  if (isMicrophoneOnly || status.startsWith('microphone'))
    return status === 'noCall' || status === 'ready' ? null : 'banner_microphone_over';
  return status === 'paused' || status === 'resuming' || status === 'stillPaused' ? 'banner_over' : null;
}

/** Sentences for what is wrong, the most telling one first. */
function toTroubleKeys({ recorders }: View): string[] {
  const lost = recorders.find(({ needsPerson }) => needsPerson);
  if (lost !== undefined)
    return [
      lost.effect === 'agentMicrophone'
        ? 'banner_needs_person_microphone_detail'
        : 'banner_needs_person_detail',
    ];
  const failed = recorders.find(({ failure, phase }) => failure !== null && phase !== 'paused');
  const failure = failed?.failure ?? recorders.find(recorder => recorder.failure !== null)?.failure;
  return failure ? [`error_${failure.code}_agent`] : [];
}

const toSeconds = (ms: number): number => Math.max(0, Math.ceil(ms / 1000));
