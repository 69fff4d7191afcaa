// The banner's script goes into a frame when there is first something to show in it, and not with every page.
import { browser } from '../browser.ts';
import type { Frame } from '../sender.ts';

const file = 'src/content/banner/index.js';

/**
 * Puts the banner into the frame that asks for it. Where the browser refuses, the frame goes without: badge and popup
 * say the same, and the frame asks again.
 */
export async function bringBanner({ id, tabId }: Frame): Promise<void> {
  // A browser that tells no document is told the frame: see `toSender`.
  const [, frameId] = id.split(':');
  const part = frameId === undefined ? { documentIds: [id] } : { frameIds: [Number(frameId)] };
  await browser.scripting
    .executeScript({ target: { tabId, ...part }, files: [file], injectImmediately: true })
    .catch(() => undefined);
}
