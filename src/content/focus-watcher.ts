// Notices when focus enters a card field and when it really leaves. Events only say "look": what counts is what has
// focus now, so that lost, doubled, late and forged events change nothing.
import type { EndReason } from '../recording/state.ts';
import type { Recognition } from './classify.ts';
import { createDeepFocus } from './deep-focus.ts';
import { toAbout, type FocusedField } from './focused-field.ts';

export type { FocusedField } from './focused-field.ts';

export type FocusWatcherPorts = {
  recognise(element: Element): Recognition | null;
  /** What is known anew about a field that was taken for something for these reasons; undefined where nothing is. */
  reconsider(element: Element, reasons: string[]): Recognition | null | undefined;
  rootOf(element: Element): ShadowRoot | null;
  /** Whether an element is ours: focus may visit it without leaving the field. */
  isOurs(element: Element): boolean;
  /** A field got focus, or the agent went to another window or came back. */
  onHold(field: FocusedField): void;
  onRelease(seq: number, reason: EndReason): void;
  /** Something was entered into the field. */
  onActivity(seq: number): void;
  /** Focus is on this element now, whatever it is. */
  onMove(element: Element | null): void;
  /** The page is left, or comes (back) into sight. */
  onPage(change: 'hidden' | 'shown'): void;
  /** The page has no listeners yet, or lost them all. */
  onAttach(): void;
};

export type FocusWatcher = {
  /** Looks at once, and forgets what the field was taken for; for those who know that something changed. */
  look(): void;
  stop(): void;
};

/** How often a field that holds is looked at: Firefox fires nothing when it is removed (ms). */
const watchEveryMs = 500;
/** How long a field that was not recognised gets to grow its label (ms). */
const lateLabelMs = 1000;
/** Across processes the frame that loses focus can hear of it before the new one is known (ms). */
const settleMs = 150;

type Field = FocusedField & {
  element: Element;
  /** Whether it could be seen when it got focus: one that never could does not end by being hidden. */
  wasVisible: boolean;
  /** Hidden while it has focus: released, and held again should it reappear. */
  isHidden: boolean;
};

/** Starts watching this frame. Touches nothing but listeners until something gets focus. */
export function watchFocus(ports: FocusWatcherPorts): FocusWatcher {
  const ended = new AbortController();
  const options = { capture: true, passive: true, signal: ended.signal };
  const focus = createDeepFocus({
    ...ports,
    onRoot(root) {
      root.addEventListener('focusin', onFocusIn, options);
      root.addEventListener('focusout', onChange, options);
    },
  });
  let field: Field | null = null;
  let watch: ReturnType<typeof setInterval> | undefined;
  let isPageGone = false;
  let lastSeq = -1;
  let stranger: { element: Element; seenAtMs: number } | null = null;
  let moved: Element | null = null;

  function look(isFreshFocus = false): void {
    if (isPageGone || ended.signal.aborted) return;
    const active = focus.find();
    decide(active, isFreshFocus);
    if (active === moved) return;
    moved = active;
    ports.onMove(active);
  }

  function decide(active: Element | null, isFreshFocus: boolean): void {
    if (active !== null && ports.isOurs(active)) return;
    // A trusted focusin is fired only where the window has focus; hasFocus() may be a moment behind it.
    const isHere = document.visibilityState === 'visible' && (isFreshFocus || document.hasFocus());
    if (field !== null && field.element === active) return keep(field, isHere);
    const recognition = active !== null && isHere ? toRecognition(active, isFreshFocus) : null;
    if (active !== null && recognition !== null) return begin(active, recognition);
    if (field !== null) end(field.element.isConnected ? 'blur' : 'removed');
  }

  function keep(current: Field, isHere: boolean): void {
    const isHidden = current.wasVisible && !isVisible(current.element);
    if (isHidden) {
      if (!current.isHidden) ports.onRelease(current.seq, 'removed');
      current.isHidden = true;
      return;
    }
    if (!current.isHidden && current.isAway === !isHere) return;
    if (current.isHidden) current.seq = nextSeq();
    Object.assign(current, { isHidden: false, isAway: !isHere });
    ports.onHold(toFocused(current));
  }

  function begin(element: Element, recognition: Recognition): void {
    // The new focus replaces the old hold in one step, so that moving on never looks like leaving.
    field = {
      element,
      seq: nextSeq(),
      ...toAbout(recognition),
      isAway: false,
      wasVisible: true,
      isHidden: false,
    };
    ports.onHold(toFocused(field));
    // After the hold was sent: this can cost a layout.
    field.wasVisible = isVisible(element);
    watch ??= setInterval(look, watchEveryMs);
  }

  function end(reason: EndReason): void {
    clearInterval(watch);
    watch = undefined;
    const last = field;
    field = null;
    if (last !== null && !last.isHidden) ports.onRelease(last.seq, reason);
  }

  /** What a field is may be known better now than when it got the focus. */
  function lookAnew(): void {
    stranger = null;
    const news = field === null ? undefined : ports.reconsider(field.element, field.reasons);
    if (news === null) end('blur');
    else if (news && field !== null) {
      Object.assign(field, toAbout(news));
      if (!field.isHidden) ports.onHold(toFocused(field));
    }
    look();
  }

  /** An element that was not recognised a moment ago is looked at again with a new focus, but not with every event. */
  function toRecognition(element: Element, isFreshFocus: boolean): Recognition | null {
    const nowMs = performance.now();
    const isKnown = stranger?.element === element && nowMs - stranger.seenAtMs < lateLabelMs;
    if (isKnown && !isFreshFocus) return null;
    const recognition = ports.recognise(element);
    if (recognition === null && (isFreshFocus || stranger?.element !== element)) lookLater(lateLabelMs + 50);
    stranger = recognition === null ? { element, seenAtMs: nowMs } : null;
    return recognition;
  }

  /** Milliseconds of the document's own clock: an instance that replaces another after an update counts on from it. */
  function nextSeq(): number {
    lastSeq = Math.max(lastSeq + 1, Math.floor(performance.now()));
    return lastSeq;
  }

  function lookLater(delayMs: number): void {
    setTimeout(look, delayMs);
  }

  function lookTwice(): void {
    lookLater(0);
    lookLater(settleMs);
  }

  function onFocusIn(event: Event): void {
    if (!event.isTrusted) return;
    focus.learn(event);
    look(true);
  }

  /** After the event the next focus is known, where there is one. */
  function onChange(event: Event): void {
    if (event.isTrusted) lookLater(0);
  }

  function onWindowChange(event: Event): void {
    if (event.isTrusted && event.target === window) lookTwice();
  }

  function onInput(event: Event): void {
    if (!event.isTrusted) return;
    if (field === null) return look();
    if (!field.isHidden) ports.onActivity(field.seq);
  }

  function onPageHide(event: Event): void {
    if (!event.isTrusted) return;
    end('pagehide');
    isPageGone = true;
    ports.onPage('hidden');
  }

  /** Back from the back/forward cache, where Chromium fires no focusin. */
  function onPageShow(event: PageTransitionEvent): void {
    if (!event.isTrusted || !event.persisted) return;
    isPageGone = false;
    lookTwice();
    ports.onPage('shown');
  }

  function onVisibilityChange(event: Event): void {
    onChange(event);
    if (document.visibilityState === 'visible') ports.onPage('shown');
  }

  /** May be called again: a listener that is already there is not added twice. */
  function attach(): void {
    window.addEventListener('focusin', onFocusIn, options);
    window.addEventListener('focusout', onChange, options);
    window.addEventListener('focus', onWindowChange, options);
    window.addEventListener('blur', onWindowChange, options);
    window.addEventListener('beforeinput', onInput, options);
    window.addEventListener('input', onInput, options);
    window.addEventListener('pagehide', onPageHide, options);
    window.addEventListener('pageshow', onPageShow, options);
    document.addEventListener('visibilitychange', onVisibilityChange, options);
    document.addEventListener('resume', onChange, options);
    ports.onAttach();
  }

  attach();
  // document.open() erases every listener, ours included, and replaces the document's children.
  const eraser = new MutationObserver(() => {
    attach();
    look();
  });
  eraser.observe(document, { childList: true });
  look();

  return {
    look: lookAnew,
    stop() {
      end('gone');
      ended.abort();
      eraser.disconnect();
    },
  };
}

const toFocused = ({ seq, kind, reasons, isAway }: Field): FocusedField => ({ seq, kind, reasons, isAway });

const isVisible = (element: Element): boolean =>
  element.isConnected && element.checkVisibility({ visibilityProperty: true });
