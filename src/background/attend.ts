// Calls the agent's attention, where it is wanted: short sounds, and the system's notifications.
import { browser } from '../browser.ts';
import type { View } from '../recording/view.ts';
import type { Comforts } from '../settings/comforts.ts';
import { toSoundPath } from '../sounds/address.ts';
import { playSound, type Sound } from '../sounds/earcon.ts';
import { text } from '../ui/text.ts';
import { noticeKinds, toSignals, type Memory, type NoticeKind } from './signals.ts';

/** An alarm that is over sooner than this is left to badge and banner, which have shown it at once. */
const noticeAfterMs = 1_500;

/** In memory only: a worker that has just started takes what it finds for known. */
let memory: Memory | null = null;
let shown: NoticeKind | null = null;
let arranged: ReturnType<typeof setTimeout> | undefined;
let playing: Promise<void> = Promise.resolve();
let telling: Promise<void> = Promise.resolve();

/** To be called with each view that is shown. */
export function attend(view: View, { playsSounds, volume, notifies }: Comforts): void {
  const { memory: next, sound, notice } = toSignals(memory, view);
  const isFirst = memory === null;
  memory = next;
  if (sound !== null && playsSounds) playing = playing.then(() => play(sound, volume)).catch(() => undefined);
  const wanted = notifies ? notice : null;
  if (wanted === shown && !isFirst) return;
  shown = wanted;
  clearTimeout(arranged);
  // One after the other: a notification is created when its picture has loaded, and may be over by then.
  arranged = setTimeout(
    () => (telling = telling.then(() => tell(wanted)).catch(() => undefined)),
    wanted === null ? 0 : noticeAfterMs,
  );
}

/** Without the permission the browser has no such thing to offer, and nothing is told. */
async function tell(wanted: NoticeKind | null): Promise<void> {
  const { notifications } = browser as { notifications?: typeof browser.notifications };
  if (notifications === undefined) return;
  for (const kind of noticeKinds) if (kind !== wanted) await notifications.clear(kind);
  if (wanted === null) return;
  const options = {
    type: 'basic' as const,
    iconUrl: browser.runtime.getURL(wanted === 'limitNear' ? 'icons/paused-128.png' : 'icons/alert-128.png'),
    title: text(`notify_${wanted}`),
    message: text(`notify_${wanted}_detail`),
  };
  // Stays until it is cured, or put away by a person.
  const staying = { ...options, requireInteraction: true };
  try {
    await notifications.create(wanted, staying);
  } catch {
    // Firefox knows nothing of staying, and would rather show none.
    await notifications.create(wanted, options);
  }
}

type Offscreen = {
  hasDocument(): Promise<boolean>;
  closeDocument(): Promise<void>;
  createDocument(options: { url: string; reasons: string[]; justification: string }): Promise<void>;
};

async function play(sound: Sound, volume: number): Promise<void> {
  // Firefox runs us in a page of its own, which can play by itself.
  if (typeof AudioContext !== 'undefined') return await playSound(sound, volume);
  const { offscreen } = browser as unknown as { offscreen?: Offscreen };
  if (offscreen === undefined) return;
  if (await offscreen.hasDocument()) await offscreen.closeDocument();
  await offscreen.createDocument({
    url: toSoundPath(sound, volume),
    reasons: ['AUDIO_PLAYBACK'],
    justification: 'A short sound for a pause, its end or a failure, which the agent has turned on.',
  });
}
