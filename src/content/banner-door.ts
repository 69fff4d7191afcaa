// Stands in every frame where the banner would be, until there is something to show. The strip is a script of its own,
// which the worker puts into the frame when it is asked; no pause waits for it. What cannot wait for a worker, because
// there is none to be reached, has a plain sign of its own here.
import type { BannerLink, createBannerLink } from './banner-link.ts';
import type { Extension } from './extension.ts';
import { bannerKey, gateKey, relicMark } from './instance.ts';
import type { createGate } from './gate/gate.ts';
import type { Trouble } from './notice.ts';
import { toVerdict } from './recognise.ts';
import { isField, isFrame } from './tree.ts';
import type { Word } from '../word.ts';

export type BannerDoor = BannerLink & {
  /** The script of the banner has come. */
  open(): void;
};

/** How long the worker is given for the banner before it is asked again (ms). */
const askEveryMs = 2_000;
/** A cold worker needs less than 0.1 s to answer. */
const answerWithinMs = 3_000;
/** What an orphan has to say, which cannot be looked up any more by then. */
const lastWords = [
  'banner_region',
  'banner_not_protected',
  'banner_not_protected_detail',
  'ui_lang',
  'ui_dir',
];
// In the top layer: nothing of the page covers it that was there before.
const style =
  'all:initial;position:fixed;inset:8px 0 auto;margin:auto;width:fit-content;padding:8px 14px;' +
  'background:#a3161e;color:#fff;font:14px system-ui;';

/** `toBanner` is given where the banner need not be fetched. */
export function createBannerDoor(extension: Extension, toBanner?: typeof createBannerLink): BannerDoor {
  const world = globalThis as { [gateKey]?: typeof createGate; [bannerKey]?: typeof createBannerLink };
  const toGate = world[gateKey];
  const isTop = window === window.top;
  const texts = new Map<string, string>();
  let banner: BannerLink | null = null;
  let trouble: Trouble | null = null;
  let focused: Element | null = null;
  let sign: HTMLElement | null = null;
  let askedAtMs = -Infinity;
  let isStopped = false;

  const text = (key: string): string => texts.get(key) ?? extension.text(key);

  function open(make = world[bannerKey]): void {
    if (banner !== null || isStopped || make === undefined) return;
    hideSign();
    banner = make(extension, toGate && { toGate, recognise: toVerdict });
    banner.onMove(focused);
    if (trouble !== null) banner.setTrouble(trouble);
    // A top frame asks by itself.
    if (!isTop) void banner.send({ type: 'getView' }).catch(() => undefined);
  }

  async function send(message: Parameters<Extension['send']>[0]): Promise<void> {
    if (banner !== null) return banner.send(message);
    hear(await extension.send(message));
  }

  function hear({ view, problems, isAlone }: Word): void {
    const isSilent = /^(ready|notSetUp|observing)$/.test(view.status) && !view.isOverridden;
    if ((isTop || isAlone === true) && !(isSilent && (problems ?? []).length === 0)) fetch();
  }

  function onWord(word: Word): void {
    if (banner === null) hear(word);
    else banner.onWord(word);
  }

  /** `isVital` where a frame that may not reach the worker either has nobody else to speak for it. */
  function fetch(isVital = false): void {
    const nowMs = performance.now();
    if (banner !== null || isStopped || nowMs - askedAtMs < askEveryMs) return;
    askedAtMs = nowMs;
    const fail = (): void => {
      clearTimeout(patience);
      askedAtMs = -Infinity;
      if (!isVital || banner !== null || isStopped) return;
      showSign('banner_still_recording', 'banner_unanswered_detail');
      setTimeout(fetch, askEveryMs, true);
    };
    const patience = setTimeout(fail, answerWithinMs);
    extension.send({ type: 'getBanner' }).then(() => {
      clearTimeout(patience);
      if (trouble === null) hideSign();
    }, fail);
  }

  function setTrouble(next: Trouble | null): void {
    if (trouble !== 'orphaned') trouble = next;
    if (banner !== null) return banner.setTrouble(next);
    if (trouble === null) return hideSign();
    if (trouble === 'orphaned') showSign('banner_not_protected', 'banner_not_protected_detail');
    else showSign('banner_still_recording', 'banner_unanswered_detail');
    fetch();
  }

  function showSign(...keys: string[]): void {
    hideSign();
    sign = document.createElement('div');
    sign.setAttribute(relicMark, '');
    sign.popover = 'manual';
    sign.style.cssText = style.replaceAll(';', '!important;');
    const region = document.createElement('div');
    region.role = 'region';
    region.ariaLabel = text('banner_region');
    region.lang = text('ui_lang');
    region.dir = text('ui_dir');
    const alert = document.createElement('div');
    alert.role = 'alert';
    alert.textContent = keys.map(text).join(' ');
    region.append(alert);
    sign.attachShadow({ mode: 'closed' }).append(region);
    document.documentElement.append(sign);
    sign.showPopover();
  }

  function hideSign(): void {
    sign?.remove();
    sign = null;
  }

  function refresh(): void {
    if (isTop && document.visibilityState !== 'hidden') void send({ type: 'getView' }).catch(() => undefined);
  }

  open(toBanner);
  if (banner === null) {
    extension.listen(word => banner ?? hear(word));
    // Not while the page loads: a worker that starts takes time from it.
    requestIdleCallback(() => {
      refresh();
      for (const key of lastWords) texts.set(key, extension.text(key));
    });
  }

  return {
    gate: (banner as BannerLink | null)?.gate ?? null,
    send,
    onWord,
    setTrouble,
    open,
    onPage(change) {
      if (banner !== null) banner.onPage(change);
      else if (change === 'shown') refresh();
    },
    onMove(element) {
      focused = element;
      if (banner !== null) return banner.onMove(element);
      if (element === null || !(isField(element) || isFrame(element))) return;
      if (!extension.isAlive()) setTrouble('orphaned');
      else if (isTop && isFrame(element)) fetch(true);
    },
    isOurs: element => banner?.isOurs(element) === true,
    stop() {
      isStopped = true;
      hideSign();
      banner?.stop();
    },
  };
}
