// Three frames with fields and payment pages in them, as events that their content scripts would send.
import type { RecordingEvent } from '../../src/recording/events.ts';
import type { Op } from './model-ops.ts';

type Of<Type extends Op['type']> = Extract<Op, { type: Type }>;

export class Frames {
  readonly #seqs = [0, 0, 0];
  #pageSeq = 0;

  /** The newest focus of a frame, or one that is new. */
  focus(tabId: number, { isNew, isAway }: { isNew: boolean; isAway: boolean }): RecordingEvent {
    if (isNew) this.#seqs[tabId] = this.#seq(tabId) + 1;
    const seq = this.#seq(tabId);
    const site = 'https://crm.test';
    return { type: 'hold', id: `frame-${tabId}`, seq, kind: 'card-number', site, tabId, isAway };
  }

  page({ frame: tabId, isNew, isAway, isLeaving }: Of<'page'>): RecordingEvent {
    const id = `frame-${tabId}:page`;
    if (isNew) this.#pageSeq += 1;
    if (isLeaving) return { type: 'release', id, seq: null, reason: 'pagehide' };
    return { type: 'pageHold', id, seq: this.#pageSeq, site: 'https://pay.test', tabId, isAway };
  }

  leave({ frame, isOld, isGone }: Of<'leave'>): RecordingEvent {
    const seq = isGone ? null : this.#seq(frame) - (isOld ? 1 : 0);
    return { type: 'release', id: `frame-${frame}`, seq, reason: isGone ? 'gone' : 'blur' };
  }

  activity(frame: number): RecordingEvent {
    return { type: 'activity', id: `frame-${frame}`, seq: this.#seq(frame) };
  }

  /** Every frame is gone, with whatever held in it. */
  leaveAll(): RecordingEvent[] {
    return [0, 1, 2].flatMap(frame =>
      [`frame-${frame}`, `frame-${frame}:page`].map(
        id => ({ type: 'release', id, seq: null, reason: 'gone' }) as const,
      ),
    );
  }

  #seq(frame: number): number {
    return this.#seqs[frame] ?? 0;
  }
}
