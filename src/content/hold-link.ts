// Tells the worker what this frame holds, and keeps telling until the worker has answered or the field was left.
import type { FromContent } from '../messages.ts';
import type { EndReason } from '../recording/state.ts';
import type { Port } from './extension.ts';
import type { FocusedField } from './focus-watcher.ts';

export type HoldLinkPorts = {
  isAlive(): boolean;
  /** The messages, where they are not those of a field. */
  words?: { hold(field: FocusedField): FromContent; release(seq: number, reason: EndReason): FromContent };
  /** Resolves when the worker answered with a view. */
  send(message: FromContent): Promise<void>;
  connect(onGone: () => void): Port;
  /** The worker knows of our hold; also called when nothing is held any more. */
  onAnswered(): void;
  /** The worker does not know of our hold, as far as we can tell: nothing may be said to be paused. */
  onUnanswered(): void;
  /** There is no worker any more for this script. */
  onOrphaned(): void;
};

export type HoldLink = {
  /** Holds, or says that the agent went away or came back. */
  hold(field: FocusedField): void;
  release(seq: number, reason: EndReason): void;
  activity(seq: number): void;
  /** Wakes the worker and keeps it awake for a while, because a card field may get focus soon. */
  arm(): void;
  stop(): void;
};

/** A silent worker is stopped after 30 s; a message over a port starts that clock anew. */
const pingEveryMs = 20_000;
/** A cold worker needs less than 0.1 s to answer. */
const answerWithinMs = 3_000;
const retryMs = { first: 50, most: 5_000 };
/** A port that lived this long was no part of a crash loop. */
const healthyPortMs = 5_000;
const activityEveryMs = 5_000;
/** For how long after the last sign of a card field the worker is kept awake: the caller looks for the card. */
const armedForMs = 120_000;
/** A sign is passed on although the worker should be awake: it may have been stopped. */
const armEveryMs = 1_000;

export function createHoldLink(ports: HoldLinkPorts): HoldLink {
  let held: FocusedField | null = null;
  let port: Port | null = null;
  let failures = 0;
  let ping: ReturnType<typeof setInterval> | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let activityAtMs = -Infinity;
  let armedUntilMs = 0;
  let armedAtMs = -Infinity;
  let arming: ReturnType<typeof setInterval> | undefined;

  const toMessage = ports.words?.hold ?? ((field: FocusedField): FromContent => ({ type: 'hold', ...field }));

  function claim(field: FocusedField): void {
    clearTimeout(retry);
    retry = undefined;
    let isSettled = false;
    const settle = (isAnswered: boolean): void => {
      clearTimeout(patience);
      // What became of the hold of a field that was left meanwhile is nobody's concern.
      if (held?.seq !== field.seq) return;
      if (isAnswered) ports.onAnswered();
      else if (!isSettled) onFailure();
      isSettled = true;
    };
    const patience = setTimeout(settle, answerWithinMs, false);
    ports.send(toMessage(field)).then(
      () => settle(true),
      () => settle(false),
    );
    openPort();
  }

  function onFailure(): void {
    if (!ports.isAlive()) return ports.onOrphaned();
    ports.onUnanswered();
    claimLater();
  }

  function claimLater(): void {
    const delayMs = Math.min(retryMs.first * 2 ** failures, retryMs.most);
    failures += 1;
    retry ??= setTimeout(() => {
      retry = undefined;
      if (held !== null) claim(held);
    }, delayMs);
  }

  /** One port serves every field of the frame: closing one while the next opens could look like leaving. */
  function openPort(): void {
    ping ??= setInterval(prove, pingEveryMs);
    if (port !== null) return;
    const openedAtMs = performance.now();
    try {
      const opened = ports.connect(() => {
        if (port !== opened) return;
        port = null;
        if (performance.now() - openedAtMs > healthyPortMs) failures = 0;
        if (held === null) return;
        if (!ports.isAlive()) return ports.onOrphaned();
        claimLater();
      });
      port = opened;
    } catch {
      // The message tells whether the worker can be reached.
      port = null;
    }
  }

  /** Proof of life. The first comes after 20 s: sooner it could overtake the release that was sent after it. */
  function prove(): void {
    if (held === null) return;
    if (port === null) return claim(held);
    try {
      port.post(toMessage(held));
    } catch {
      port = null;
      claim(held);
    }
  }

  /** A hold keeps the worker awake by itself. */
  function keepArmed(): void {
    if (performance.now() < armedUntilMs && ports.isAlive()) {
      if (held === null) tell({ type: 'arm' });
      return;
    }
    clearInterval(arming);
  }

  function closePort(): void {
    port?.close();
    port = null;
  }

  function release(seq: number, reason: EndReason): void {
    if (held?.seq !== seq) return;
    held = null;
    failures = 0;
    clearTimeout(retry);
    retry = undefined;
    // Where even this is lost, the end of the port ends the hold.
    ports
      .send(ports.words?.release(seq, reason) ?? { type: 'release', seq, reason })
      .catch(() => held ?? closePort());
    // After that: a banner that the page has broken must not keep the recording paused.
    ports.onAnswered();
    clearInterval(ping);
    ping = undefined;
    if (reason === 'pagehide') closePort();
  }

  return {
    hold(field) {
      if (held?.seq !== field.seq) activityAtMs = -Infinity;
      held = field;
      claim(field);
    },
    release,
    activity(seq) {
      const nowMs = performance.now();
      if (held?.seq !== seq || nowMs - activityAtMs < activityEveryMs) return;
      activityAtMs = nowMs;
      tell({ type: 'activity', seq });
    },
    arm() {
      const nowMs = performance.now();
      armedUntilMs = nowMs + armedForMs;
      if (nowMs - armedAtMs < armEveryMs) return;
      armedAtMs = nowMs;
      clearInterval(arming);
      arming = setInterval(keepArmed, pingEveryMs);
      keepArmed();
    },
    stop() {
      clearInterval(arming);
      if (held !== null) release(held.seq, 'gone');
      closePort();
    },
  };

  /** Sends what the next message makes good if it gets lost. */
  function tell(message: FromContent): void {
    ports.send(message).catch(() => ports.isAlive() || ports.onOrphaned());
  }
}
