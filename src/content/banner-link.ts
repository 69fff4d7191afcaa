// What this frame shows, and when. Views are shown by the top frame only; any frame shows its own trouble, because
// what it cannot tell the worker nobody else will tell the agent.
import type { FromContent } from '../messages.ts';
import type { View } from '../recording/view.ts';
import { createBanner } from './banner.ts';
import type { Extension } from './extension.ts';
import { toNotice, type Notice, type Trouble } from './notice.ts';
import { isFrame } from './recognise.ts';
import { isField } from './tree.ts';
import { createViewFeed } from './view-feed.ts';

export type BannerLink = {
  /** Sends to the worker and shows the view that it answers. */
  send(message: FromContent): Promise<void>;
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
/** The same while it could not be confirmed. */
const findEveryMs = 2_000;
/** What an orphan has to say, which cannot be looked up any more by then. */
const lastWords = [
  'banner_region',
  'banner_not_protected',
  'banner_not_protected_detail',
  'banner_move',
  'banner_extend',
  '@@bidi_dir',
];

export function createBannerLink(extension: Extension): BannerLink {
  const isTop = window === window.top;
  let isStopped = false;
  const texts = new Map<string, string>();
  let view: View | null = null;
  let trouble: Trouble | null = null;
  /** True while what was shown could not be confirmed: it must not be believed any more. */
  let isLost = false;
  let notice: Notice | null = null;
  let focused: Element | null = null;
  let ticking: ReturnType<typeof setInterval> | undefined;
  let confirmedAtMs = 0;

  const feed = createViewFeed({
    send: extension.send,
    listen: extension.listen,
    onView(next) {
      confirmedAtMs = Date.now();
      isLost = false;
      if (isTop) view = next;
      show();
    },
  });

  const banner = createBanner({
    text: (key, ...substitutions) => texts.get(key) ?? extension.text(key, ...substitutions),
    focused: () => focused,
    onExtend: () => void feed.send({ type: 'extend' }).catch(lose),
  });

  function show(): void {
    if (isStopped) return;
    notice = toNotice(view, trouble ?? (isLost ? 'unanswered' : null), Date.now());
    banner.show(notice);
    if (notice !== null) ticking ??= setInterval(tick, tickMs);
    else {
      clearInterval(ticking);
      ticking = undefined;
    }
  }

  function tick(): void {
    if (document.visibilityState === 'hidden') return;
    const isOver = notice?.countdown?.seconds === 0;
    const isDue = Date.now() - confirmedAtMs >= (isLost ? findEveryMs : confirmEveryMs);
    if (isTop && trouble !== 'orphaned' && (isOver || isDue)) void confirm();
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
    show();
  }

  /** Asks which view to show, for a page that shows none and makes no claim. */
  function refresh(): void {
    if (!isTop || document.visibilityState === 'hidden') return;
    if (notice !== null) void confirm();
    else void feed.refresh();
  }

  refresh();
  requestIdleCallback(() => {
    for (const key of lastWords) texts.set(key, extension.text(key));
  });

  return {
    send: feed.send,
    setTrouble(next) {
      if (trouble !== 'orphaned') trouble = next;
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
      focused = element;
      if (element !== null && (isField(element) || isFrame(element))) {
        if (!extension.isAlive()) trouble = 'orphaned';
        // A frame that cannot reach the worker cannot reach this banner either.
        else if (isTop && isFrame(element)) void confirm();
      }
      show();
    },
    isOurs: element => element === banner.host(),
    stop() {
      isStopped = true;
      clearInterval(ticking);
      feed.stop();
      banner.remove();
    },
  };
}
