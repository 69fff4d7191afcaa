import { useRef } from 'preact/hooks';
import { toSeconds } from '../ui/duration.ts';
import type { Status } from '../ui/status.ts';
import { text, type MessageKey } from '../ui/text.ts';
import type { ViewLink } from '../ui/view-link.ts';

export type Announcement = { message: string; isUrgent: boolean };

/** When, in seconds before the recording resumes by itself, people are told; not every second. */
const countdown = [30, 10];

/**
 * What a screen reader says now. Nothing when the popup opens: the button has the focus then and is described by
 * the status. After that each new status, and the steps of the countdown to the limit.
 */
export function useAnnouncement(link: ViewLink, status: Status, nowMs: number): Announcement {
  const said = useRef<{ about: string; announcement: Announcement } | null>(null);
  const warned = link.state === 'live' ? toCountdown(link.view.warning, link.view.limitAtMs, nowMs) : null;
  const about = `${status.headline} ${status.advice} ${warned}`;
  if (link.state !== 'connecting' && said.current?.about !== about) {
    const message = warned === null ? toSentence(status) : text(toLimitKey(link), toSeconds(warned));
    const isFirst = said.current === null;
    said.current = {
      about,
      announcement: {
        message: isFirst ? '' : message,
        isUrgent: status.tone === 'danger' || warned !== null,
      },
    };
  }
  return said.current?.announcement ?? { message: '', isUrgent: false };
}

function toLimitKey(link: ViewLink): MessageKey {
  return link.state === 'live' && link.view.isMicrophoneOnly
    ? 'popup_microphone_limit_near'
    : 'popup_limit_near';
}

function toSentence({ headline, advice }: Status): string {
  return advice === null ? text(headline) : `${text(headline)}. ${text(advice)}`;
}

/** The last step of the countdown that has begun, in seconds. */
function toCountdown(warning: string | null, limitAtMs: number | null, nowMs: number): number | null {
  if (warning !== 'limitNear' || limitAtMs === null) return null;
  const leftMs = limitAtMs - nowMs;
  return countdown.findLast(seconds => leftMs <= seconds * 1000) ?? null;
}
