// The words and the shape for a view: the one state that matters now, and what to do about it.
import { isAlarm, type ProtectionProblem } from '../protection/problems.ts';
import type { View } from '../recording/view.ts';
import type { Badge } from './badge.ts';
import type { MessageKey } from './text.ts';
import type { ViewLink } from './view-link.ts';

export type Status = {
  shape: Badge['icon'];
  /** `safe`: the card may be taken. `danger`: an alert. `busy`: wait or beware. */
  tone: 'calm' | 'busy' | 'safe' | 'danger';
  headline: MessageKey;
  /** What it means, or what to do. */
  advice: MessageKey | null;
};

/** Maps what we know of the background to words. */
export function toStatus(link: ViewLink): Status {
  switch (link.state) {
    case 'connecting':
      return { shape: 'idle', tone: 'calm', headline: 'status_connecting', advice: null };
    case 'silent':
      return { shape: 'alert', tone: 'danger', headline: 'status_silent', advice: 'status_silent_advice' };
    case 'live':
      return toViewStatus(link.view);
    default:
      return link satisfies never;
  }
}

/** The words for one tab: "ready" is not said where the page is not protected. */
export function toTabStatus(link: ViewLink, problems: ProtectionProblem[]): Status {
  const isReady = link.state === 'live' && link.view.status === 'ready' && !link.view.isOverridden;
  if (!isReady || !problems.some(isAlarm)) return toStatus(link);
  return {
    shape: 'alert',
    tone: 'danger',
    headline: 'status_notProtected',
    advice: 'status_notProtected_advice',
  };
}

function toViewStatus(view: View): Status {
  switch (view.status) {
    case 'notSetUp':
      return { shape: 'off', tone: 'calm', headline: 'status_notSetUp', advice: 'status_notSetUp_advice' };
    case 'observing':
      return { shape: 'off', tone: 'busy', headline: 'status_observing', advice: 'status_observing_advice' };
    case 'ready':
      if (view.isOverridden)
        return {
          shape: 'idle',
          tone: 'busy',
          headline: 'status_overridden',
          advice: 'status_overridden_advice',
        };
      return {
        shape: 'idle',
        tone: 'calm',
        headline: 'status_ready',
        advice: view.isMicrophoneOnly ? 'status_microphoneReady_advice' : 'status_ready_advice',
      };
    case 'noCall':
      return { shape: 'idle', tone: 'calm', headline: 'status_noCall', advice: 'status_noCall_advice' };
    case 'pausing':
      return {
        shape: 'idle',
        tone: 'busy',
        headline: view.isMicrophoneOnly ? 'status_microphonePausing' : 'status_pausing',
        advice: 'status_pausing_advice',
      };
    case 'paused':
      return {
        shape: 'paused',
        tone: view.warning === 'pausedAgain' || view.warning === 'cardInText' ? 'busy' : 'safe',
        headline: 'status_paused',
        advice: toPausedAdvice(view),
      };
    case 'microphoneOff':
      return {
        shape: 'idle',
        tone: 'busy',
        headline: 'status_microphoneOff',
        advice: 'status_microphoneOff_advice',
      };
    case 'resuming':
      return {
        shape: 'idle',
        tone: 'busy',
        headline: view.isMicrophoneOnly ? 'status_microphoneResuming' : 'status_resuming',
        advice: 'status_resuming_advice',
      };
    case 'stillRecording':
      return {
        shape: 'alert',
        tone: 'danger',
        headline: 'status_stillRecording',
        advice: toAlertAdvice(view, 'status_stillRecording_advice'),
      };
    case 'stillPaused':
      return {
        shape: 'alert',
        tone: 'danger',
        headline: 'status_stillPaused',
        advice: toAlertAdvice(view, 'status_stillPaused_advice'),
      };
    case 'microphoneStuck':
      return {
        shape: 'alert',
        tone: 'danger',
        headline: 'status_microphoneStuck',
        advice: toAlertAdvice(view, 'status_microphoneStuck_advice'),
      };
    default:
      return view.status satisfies never;
  }
}

function toPausedAdvice({ warning, evidence }: View): MessageKey {
  if (warning === 'cardInText') return 'status_cardInText_advice';
  if (warning === 'pausedAgain') return 'status_pausedAgain_advice';
  return evidence === 'verified' ? 'status_pausedVerified_advice' : 'status_pausedAccepted_advice';
}

/** A recorder that only a person can read out comes first: nothing that we do will cure it. */
function toAlertAdvice({ recorders }: View, otherwise: MessageKey): MessageKey {
  const lost = recorders.find(({ needsPerson }) => needsPerson);
  if (lost === undefined) return otherwise;
  return lost.effect === 'agentMicrophone' ? 'status_microphoneLost_advice' : 'status_needsPerson_advice';
}
