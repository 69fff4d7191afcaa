// What the toolbar button shows for a view.
import type { ProtectionCode } from '../protection/problems.ts';
import type { View } from '../recording/view.ts';
import type { MessageKey } from './text.ts';

export type Badge = {
  /** Which of the four shapes. The pause shape stands for nothing but a pause that the recorder has confirmed. */
  icon: 'idle' | 'paused' | 'alert' | 'off';
  /** At most three characters: browsers clip the fourth. */
  text: string;
  /** Background of the text; dark enough for white letters. */
  color: string;
  title: MessageKey;
  /** What stands in for the placeholder of the title, where it has one. */
  why?: MessageKey;
};

const calm = '#4b5563';
const busy = '#8a5a00';
const danger = '#b3261e';

/**
 * The toolbar button of one tab. That a page is not protected matters while nothing else is going on; what happens to
 * the recording matters more.
 */
export function toTabBadge(view: View, problem: ProtectionCode | null): Badge {
  if (problem === null || view.status !== 'ready' || view.isOverridden) return toBadge(view);
  return {
    icon: 'alert',
    text: '!',
    color: danger,
    title: 'title_notProtected',
    why: `banner_protection_${problem}`,
  };
}

/** Maps a view to the toolbar button. */
export function toBadge(view: View): Badge {
  switch (view.status) {
    case 'notSetUp':
      return { icon: 'off', text: '?', color: calm, title: 'title_notSetUp' };
    case 'observing':
      return { icon: 'off', text: 'OBS', color: calm, title: 'title_observing' };
    case 'ready':
      if (view.isOverridden) return { icon: 'idle', text: 'REC', color: busy, title: 'title_overridden' };
      return {
        icon: 'idle',
        text: '',
        color: calm,
        title: view.isMicrophoneOnly ? 'title_microphoneReady' : 'title_ready',
      };
    case 'noCall':
      return { icon: 'idle', text: '–', color: calm, title: 'title_noCall' };
    case 'pausing':
      return {
        icon: 'idle',
        text: '…',
        color: busy,
        title: view.isMicrophoneOnly ? 'title_microphonePausing' : 'title_pausing',
      };
    case 'paused':
      return toPausedBadge(view);
    case 'microphoneOff':
      return { icon: 'idle', text: 'MIC', color: busy, title: 'title_microphoneOff' };
    case 'resuming':
      return {
        icon: 'idle',
        text: '…',
        color: calm,
        title: view.isMicrophoneOnly ? 'title_microphoneResuming' : 'title_resuming',
      };
    case 'stillRecording':
      return { icon: 'alert', text: 'REC', color: danger, title: 'title_stillRecording' };
    case 'stillPaused':
      return { icon: 'alert', text: 'II', color: danger, title: 'title_stillPaused' };
    case 'microphoneStuck':
      return { icon: 'alert', text: 'MIC', color: danger, title: 'title_microphoneStuck' };
    default:
      return view.status satisfies never;
  }
}

/** The shape alone says it: a text would cover its bars. */
function toPausedBadge({ warning, evidence }: View): Badge {
  if (warning === 'limitNear') return { icon: 'paused', text: '!', color: busy, title: 'title_pausedEnding' };
  if (warning === 'cardInText') return { icon: 'paused', text: '!', color: busy, title: 'title_cardInText' };
  if (warning === 'pausedAgain')
    return { icon: 'paused', text: '!', color: busy, title: 'title_pausedAgain' };
  if (evidence === 'verified')
    return { icon: 'paused', text: '', color: calm, title: 'title_pausedVerified' };
  return { icon: 'paused', text: '', color: calm, title: 'title_paused' };
}
