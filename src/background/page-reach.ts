// Whether our script is alive in a page; where it is not, it is put there.
import { browser } from '../browser.ts';
import type { FromWorker } from '../messages.ts';
import type { TabFacts } from '../protection/decide.ts';

/** Says something to the top frame of a tab; false where nobody of ours is there to hear it. */
export async function tellTop(tabId: number, message: FromWorker): Promise<boolean> {
  try {
    await browser.tabs.sendMessage(tabId, message, { frameId: 0 });
    return true;
  } catch {
    return false;
  }
}

/** Tells the top frame; an orphan of an older version, or nobody at all, is replaced by a script that listens. */
export async function reachPage(
  tabId: number,
  files: string[],
  message: FromWorker,
): Promise<TabFacts['script']> {
  if (await tellTop(tabId, message)) return 'alive';
  const target = { tabId, allFrames: true };
  try {
    await browser.scripting.executeScript({ target, files, injectImmediately: true });
  } catch (error) {
    return toRefusal(error);
  }
  return (await tellTop(tabId, message)) ? 'alive' : 'missing';
}

/** Browsers say it in words only. Whatever else it is, an error page or a tab that has just gone, is no page to protect. */
function toRefusal(error: unknown): TabFacts['script'] {
  const words = error instanceof Error ? error.message : '';
  if (/policy/i.test(words)) return 'blocked';
  return /cannot access|permission|not allowed/i.test(words) ? 'refused' : 'unknown';
}
