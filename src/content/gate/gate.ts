// Holds back whatever would be entered into a card field until the worker says that the pause stands. Blind as
// everything here: events are refused whole, and none of them is asked which key or what text it carries. Nothing is
// kept and nothing is replayed.
import type { FromContent } from '../../messages.ts';
import type { GateWord } from '../../word.ts';
import type { FocusedField } from '../focus-watcher.ts';
import type { Notice } from '../notice.ts';
import { isStepping, lockField, unlockRelics } from './lock.ts';
import { createPanel } from './panel.ts';

type Recognised = Pick<FocusedField, 'kind' | 'reasons'>;

/** Whether a field holds whatever kinds are chosen, because an administrator has said so. */
const isOrdered = ([reason = '']: string[]): boolean => /^(rule|value):/.test(reason);

export type GatePorts = {
  text(key: string): string;
  rootOf(element: Element): ShadowRoot | null;
  /** Whether an element is ours. */
  isOurs(element: Element): boolean;
  /** What kind of card field an element is, or null. */
  recognise(element: Element): Recognised | null;
  send(message: FromContent): void;
  /** What is shown has to be shown anew. */
  onChange(): void;
};

export type Gate = {
  /** Starts listening, or goes on where the page lost its listeners. After whoever notices the focus. */
  attach(): void;
  /** A card field has focus, or the agent went to another window or came back. */
  hold(field: FocusedField): void;
  release(): void;
  /** Focus is on this element now. */
  move(element: Element | null): void;
  /** The newest word of the worker; null where what it said last is no longer to be relied on. */
  hear(word: GateWord | null): void;
  /** Says in a notice what the gate means for it. */
  dress(notice: Notice | null): Notice | null;
  /** The way through, where there is one. */
  panel(): HTMLElement | null;
  stop(): void;
};

/** What is refused whole. */
const entries = ['beforeinput', 'paste', 'drop', 'compositionstart'];
/**
 * What is kept from the page alone, as masks write by themselves when they see it. The browser goes on with it: Tab
 * leaves the field, arrows move in it, and what would change it comes as an entry.
 */
const keys = ['keydown', 'keypress'];
/** What the page must not overhear while somebody types a reason into our own box. */
const echoes = ['keyup', 'input'];

/** How long the events alone hold the field before it becomes read-only: most pauses are there sooner (ms). */
const lockAfterMs = 250;
/** A limit has resumed the recording, and somebody goes on: how often that is said (ms). */
const againEveryMs = 500;

const blank: Notice = {
  tone: 'busy', icon: 'record', title: '', details: [], countdown: null, canExtend: false, over: null,
}; // prettier-ignore

export function createGate(ports: GatePorts): Gate {
  const ended = new AbortController();
  let word: GateWord | null = null;
  let held: FocusedField | null = null;
  let field: Element | null = null;
  let hasRefused = false;
  let unlock: (() => void) | null = null;
  let locking: ReturnType<typeof setTimeout> | undefined;
  let saidAtMs = -Infinity;
  let panel: HTMLElement | null = null;

  const isOpen = (): boolean => word !== null && word.isOpen && word.seq === held?.seq;
  /** Until the first word of the worker everything is held back: this script runs only where that is wanted. */
  const isWatched = ({ kind, reasons }: Recognised): boolean =>
    word === null || (word.mode === 'block' && (word.kinds.includes(kind) || isOrdered(reasons)));
  const isShut = (): boolean => held !== null && isWatched(held) && !isOpen();

  function update(): void {
    if (isShut()) {
      // Not at once: the focus may be told before the field that has it.
      locking ??= setTimeout(lock, isStepping(field) ? 0 : lockAfterMs);
      return;
    }
    hasRefused = false;
    release();
  }

  function release(): void {
    clearTimeout(locking);
    locking = undefined;
    unlock?.();
    unlock = null;
  }

  function lock(isComposing = false): void {
    // Something that is edited in place would lose the focus: only where nothing else helps.
    if (field === null || unlock !== null || !(isComposing || 'readOnly' in field)) return;
    unlock = lockField(field);
  }

  function onEvent(event: Event): void {
    if (!event.isTrusted) return;
    const [target] = event.composedPath();
    const isEntry = entries.includes(event.type);
    if (target instanceof Element && ports.isOurs(target)) {
      if (event.type !== 'drop') event.stopImmediatePropagation();
      return;
    }
    if (echoes.includes(event.type)) return;
    if (!(event.type === 'drop' ? isShutFor(event as DragEvent) : isShut())) return;
    event.stopImmediatePropagation();
    if (isEntry) refuse(event);
  }

  function refuse(event: Event): void {
    event.preventDefault();
    if (event.type === 'compositionstart') lock(true);
    if (word?.isAtLimit === true) goOn();
    if (hasRefused) return;
    hasRefused = true;
    ports.onChange();
  }

  /** What is dropped need not fall into the field that has focus. */
  function isShutFor({ clientX, clientY, target }: DragEvent): boolean {
    let element = target instanceof Element ? target : null;
    for (let root; element !== null && (root = ports.rootOf(element)) !== null;) {
      const inner: Element | null = root.elementFromPoint(clientX, clientY);
      if (inner === null || inner === element) break;
      element = inner;
    }
    if (element === null || element === field) return isShut();
    const known = ports.recognise(element);
    return known !== null && isWatched(known) && !isOpen();
  }

  function doubt(): void {
    if (word !== null) word = { ...word, isOpen: false };
  }

  /** The recording runs again, and the next pause begins with the news that somebody is still at it. */
  function goOn(): void {
    const nowMs = performance.now();
    if (held === null || nowMs - saidAtMs < againEveryMs) return;
    saidAtMs = nowMs;
    ports.send({ type: 'activity', seq: held.seq });
  }

  function dress(notice: Notice | null): Notice | null {
    if (word !== null && word.mode !== 'block') return notice;
    // Where the worker has not spoken yet, or cannot any more, this frame knows by itself.
    const { title, also } = word?.says ?? { title: null, also: isShut() ? 'banner_gate_shut' : '' };
    const said = hasRefused && also === 'banner_gate_held' ? 'banner_gate_refused' : also;
    if (title === null) return notice === null || said === '' ? notice : { ...notice, also: said };
    return { ...blank, title, details: [said] };
  }

  unlockRelics();

  return {
    attach() {
      const options = { capture: true, signal: ended.signal };
      for (const type of [...entries, ...keys, ...echoes]) window.addEventListener(type, onEvent, options);
    },
    hold(next) {
      // What was true when the agent went away need not be true any more: the answer to this hold will tell.
      if (held?.isAway === true) doubt();
      // From one card field straight to the next there is no moment in which the pause could have ended.
      if (isOpen() && word?.isPaused === true) word = { ...word, seq: next.seq };
      held = next;
      update();
    },
    release() {
      held = null;
      update();
    },
    move(element) {
      if (element !== null && ports.isOurs(element)) return;
      if (element === field) return;
      release();
      field = element;
      update();
    },
    hear(next) {
      if (next === null) doubt();
      else word = next;
      update();
    },
    dress,
    panel() {
      const canBreak = word?.mode === 'block' && word.canBreak;
      panel = canBreak
        ? (panel ??= createPanel({
            text: ports.text,
            hasBox: () => held !== null,
            onBreak: (reason, detail) => ports.send({ type: 'breakGate', reason, detail }),
          }))
        : null;
      return panel;
    },
    stop() {
      ended.abort();
      held = null;
      update();
    },
  };
}
