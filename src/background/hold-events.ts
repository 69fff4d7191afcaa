// From what a frame says of its holds to the core's events.
import type { FromContent } from '../messages.ts';
import type { RecordingEvent } from '../recording/events.ts';
import type { Frame } from '../sender.ts';
import type { Settings } from '../settings/schema.ts';
import { isWanted } from './orders.ts';

type Said<Type extends FromContent['type']> = Extract<FromContent, { type: Type }>;

/** A field has focus. One that does not hold by these settings means that whatever its frame held has lost focus. */
export function toHoldEvent(message: Said<'hold'>, frame: Frame, settings: Settings): RecordingEvent {
  const { id, site, tabId } = frame;
  if (!isWanted(settings, message.kind, message.reasons))
    return { type: 'release', id, seq: null, reason: 'blur' };
  return { ...message, id, site, tabId };
}

/** A payment page is in sight; `frame` is the frame as a page. */
export function toPageHoldEvent(message: Said<'pageHold'>, { id, site, tabId }: Frame): RecordingEvent {
  return { ...message, id, site, tabId };
}

/** A person types anyway in the field of this tab that has focus. */
export async function toBreakEvent(
  { reason, detail }: Pick<Said<'breakGate'>, 'reason' | 'detail'>,
  tabId: number,
  desk: { inForce(): Promise<{ settings: Settings }> },
): Promise<RecordingEvent> {
  const { gateNeeds: needs } = (await desk.inForce()).settings;
  return { type: 'breakGate', tabId, needs, reason, detail };
}
