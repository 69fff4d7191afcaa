// What this frame shows, and when. Views are shown by the top frame only; any frame shows its own trouble, because
// what it cannot tell the worker nobody else will tell the agent.
import type { FromContent } from '../messages.ts';
import type { Word } from '../word.ts';
import type { ProtectionCode } from '../protection/problems.ts';
import type { View } from '../recording/view.ts';
import { createBanner } from './banner.ts';
import { createCallerWords } from './caller-words.ts';
import type { Recognition } from './classify.ts';
import type { Extension } from './extension.ts';
import type { createGate, Gate } from './gate/gate.ts';
import { toNotice, toProtectionNotice, type Notice, type Trouble } from './notice.ts';
import { isField, isFrame } from './tree.ts';
import { createViewFeed } from './view-feed.ts';

export type BannerLink = {
  /** Null where typing is not held back. */
  gate: Gate | null;
  /** Sends to the worker and shows the view that it answers. */
  send(message: FromContent): Promise<void>;
  /** The worker says something through the port of a hold. */
  onWord(word: Word): void;
  /** What the hold of this frame ran into; null when that is over. An orphan stays one. */
  setTrouble(trouble: Trouble | null): void;
  /** The page is left, or comes (back) into sight. */
  onPage(change: 'hidden' | 'shown'): void;
  /** Focus is on another element now. */
  onMove(element: Element | null): void;
  isOurs(element: Element): boolean;
  stop(): void;
};

const tickMs = 1_000;
/** How long a view that is shown is believed without being confirmed: nobody may be pushing to this page (ms). */
const confirmEveryMs = 10_000;
/** The same while it could not be confirmed, and in a frame that shows by itself: there nobody is for certain. */
const findEveryMs = 2_000;
/** What an orphan has to say, which cannot be looked up any more by then. */
const lastWords = [
  'banner_region',
  'banner_not_protected',
  'banner_not_protected_detail',
  'banner_gate_shut',
  'banner_move',
  'banner_extend',
  'ui_lang',
  'ui_dir',
];

/** `gating` where typing is held back; recognition is had from the script that has the words for it. */
export function createBannerLink(
  extension: Extension,
  gating?: { toGate: typeof createGate; recognise(element: Element): Recognition | null },
): BannerLink {
  const isTop = window === window.top;
  /** Whether views are shown here: in the top frame, and in one whose top frame cannot. */
  let isShowing = isTop;
  let isStopped = false;
  const texts = new Map<string, string>();
  let view: View | null = null;
  let trouble: Trouble | null = null;
  /** True while what was shown could not be confirmed: it must not be believed any more. */
  let isLost = false;
  let notice: Notice | null = null;
  let focused: Element | null = null;
  /** What a page that is to stay as it is does not show. */
  let isQuiet = false;
  let say: Word['say'];
  const callerWords = createCallerWords();
  /** Why this page is not protected. */
  let problems: ProtectionCode[] = [];
  let ticking: ReturnType<typeof setInterval> | undefined;
  let confirmedAtMs = 0;

  const feed = createViewFeed({
    send: extension.send,
    listen: extension.listen,
    onWord(word) {
      confirmedAtMs = Date.now();
      isLost = false;
      isQuiet = word.gate?.mode === 'off';
      if (word.gate !== undefined) gate?.hear(word.gate);
      problems = word.problems ?? problems;
      isShowing = word.isAlone ?? isShowing;
      view = isShowing ? word.view : null;
      ({ say } = word);
      show();
    },
  });

  const banner = createBanner({
    text: (key, ...substitutions) => texts.get(key) ?? extension.text(key, ...substitutions),
    focused: () => focused,
    onExtend: () => void feed.send({ type: 'extend' }).catch(lose),
  });

  const isOurs = (element: Element): boolean => element === banner.host();

  const gate =
    gating?.toGate({
      text: extension.text,
      rootOf: extension.rootOf,
      isOurs,
      recognise: gating.recognise,
      send(message) {
        void feed.send(message).catch(lose);
        // From our own box back to the field, where the agent was.
        const { activeElement } = document;
        const isVisiting = activeElement !== null && isOurs(activeElement);
        if (message.type === 'breakGate' && isVisiting && focused instanceof HTMLElement) focused.focus();
      },
      onChange: show,
    }) ?? null;

  function show(): void {
    if (isStopped) return;
    const nowMs = Date.now();
    const told = toNotice(view, trouble ?? (isLost ? 'unanswered' : null), nowMs);
    const plain = callerWords.dress(told, view, say, nowMs);
    notice = gate === null ? plain : gate.dress(plain);
    if (isQuiet && notice?.tone !== 'alert' && notice?.canExtend !== true) notice = null;
    notice ??= toProtectionNotice(problems);
    banner.show(notice);
    banner.extend(notice === null ? null : (gate?.panel() ?? null));
    if (notice !== null) ticking ??= setInterval(tick, tickMs);
    else {
      clearInterval(ticking);
      ticking = undefined;
    }
  }

  function tick(): void {
    if (document.visibilityState === 'hidden') return;
    const isOver = notice?.countdown?.seconds === 0;
    // Either way: a clock that is set back by an hour must not make it be believed for as long.
    const isDue = Math.abs(Date.now() - confirmedAtMs) >= (isTop && !isLost ? confirmEveryMs : findEveryMs);
    // A frame that shows by itself hears nothing more once the worker has died: only who holds connects again. And one
    // that has lost the worker may be told nothing, as it was told all that there is.
    if ((isShowing || isLost) && trouble !== 'orphaned' && (isOver || isDue)) void confirm();
    show();
  }

  /** Asks whether what is shown still holds. */
  async function confirm(): Promise<void> {
    confirmedAtMs = Date.now();
    // A worker that was just being stopped loses the question and is woken by the next one.
    if (!(await feed.refresh()) && !(await feed.refresh())) lose();
  }

  function lose(): void {
    if (!extension.isAlive()) trouble = 'orphaned';
    isLost = true;
    gate?.hear(null);
    show();
  }

  /** Asks which view to show, for a page that shows none and makes no claim. */
  function refresh(): void {
    if (!isShowing || document.visibilityState === 'hidden') return;
    if (notice !== null) void confirm();
    else void feed.refresh();
  }

  refresh();
  requestIdleCallback(() => {
    for (const key of lastWords) texts.set(key, extension.text(key));
  });

  return {
    gate,
    send: feed.send,
    onWord: feed.push,
    setTrouble(next) {
      if (trouble !== 'orphaned') trouble = next;
      if (trouble !== null) gate?.hear(null);
      show();
    },
    onPage(change) {
      if (change === 'shown') return refresh();
      // A page can lie in the back/forward cache for an hour; what it showed must not be there when it returns.
      view = null;
      isLost = false;
      show();
    },
    onMove(element) {
      // A visit to the banner leaves no place.
      if (element !== null && isOurs(element)) return;
      focused = element;
      if (element !== null && (isField(element) || isFrame(element))) {
        if (!extension.isAlive()) trouble = 'orphaned';
        // A frame that cannot reach the worker cannot reach this banner either.
        else if (isTop && isFrame(element)) void confirm();
      }
      show();
    },
    isOurs,
    stop() {
      isStopped = true;
      gate?.stop();
      clearInterval(ticking);
      feed.stop();
      banner.remove();
    },
  };
}
