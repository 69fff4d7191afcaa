// Tells the worker which frames of other sites stand in a page: whether we are let into them is for it to find out, and
// better before a card is taken than after.
import type { FromContent } from '../messages.ts';
import { toFrameVerdict } from './patterns/frame-verdict.ts';
import { recognise } from './recognise.ts';

type Reported = Extract<FromContent, { type: 'frames' }>['frames'][number];

export type FrameReport = {
  /** Looks for frames; tells where there is something new. */
  look(): void;
};

const maxFrames = 20;
/** More than recognition needs to hold: a word too many costs a line in the popup, one too few a card. */
const paymentWords = /card|payment|checkout|\bpay\b/i;
/** How often a page that says nothing new is believed to be known (ms): the worker may have forgotten. */
const againMs = 30_000;

/**
 * Looks once when the page has loaded and has nothing else to do. `onPayment` hears where a card can be entered: into
 * the page itself, by what its fields say of themselves, or into one of the frames.
 */
export function createFrameReport(send: (message: FromContent) => void, onPayment: () => void): FrameReport {
  let told = '[]';
  let toldAtMs = 0;

  function look(): void {
    const frames = [...document.querySelectorAll('iframe')].flatMap(toReported).slice(0, maxFrames);
    const text = JSON.stringify(frames);
    const nowMs = performance.now();
    if (text === told && (text === '[]' || nowMs - toldAtMs < againMs)) return;
    told = text;
    toldAtMs = nowMs;
    if (frames.some(({ isPayment }) => isPayment)) onPayment();
    send({ type: 'frames', frames });
  }

  const later = (): number =>
    requestIdleCallback(() => {
      if (document.querySelector('[autocomplete*=cc-]')) onPayment();
      look();
    });
  if (document.readyState === 'complete') later();
  else window.addEventListener('load', later, { once: true });
  return { look };
}

/** Nothing of our own site, and nothing that asks for a code only. Origins, never addresses. */
function toReported(frame: HTMLIFrameElement): Reported[] {
  const src = frame.getAttribute('src') ?? '';
  if (!URL.canParse(src, document.baseURI)) return [];
  const { origin, protocol, hostname, pathname } = new URL(src, document.baseURI);
  if (!/^https?:$/.test(protocol) || origin === location.origin) return [];
  const verdict = toFrameVerdict(hostname, pathname);
  if (verdict === 'auth-frame') return [];
  const words = ['name', 'id', 'title', 'aria-label'].map(name => frame.getAttribute(name)).join(' ');
  const isPayment =
    verdict !== null || recognise(frame) !== null || paymentWords.test(`${words} ${hostname} ${pathname}`);
  return [{ origin, isPayment }];
}
