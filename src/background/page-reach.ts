// Whether our script is alive in a page; where it is not, it is put there.
import { browser } from '../browser.ts';
import type { FromWorker } from '../messages.ts';
import type { TabFacts } from '../protection/decide.ts';

/** A page with a dialog of its own open, or one that is busy, answers when that is over: nobody waits for it longer. */
const patienceMs = 2_000;

class Silent extends Error {
  override readonly name = 'Silent';
}

/** @throws {Silent} where a page has said nothing in time; what it was asked for is done all the same, later */
export async function inTime<Answer>(asked: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Silent()), patienceMs);
  });
  return await Promise.race([asked, patience]).finally(() => clearTimeout(timer));
}

/** Says something to the top frame of a tab; false where nobody of ours hears it, or nobody can now. */
export async function tellTop(tabId: number, message: FromWorker): Promise<boolean> {
  return (await say(tabId, message)) === 'heard';
}

async function say(tabId: number, message: FromWorker): Promise<'heard' | 'nobody' | 'silent'> {
  try {
    await inTime(browser.tabs.sendMessage(tabId, message, { frameId: 0 }));
    return 'heard';
  } catch (error) {
    return error instanceof Silent ? 'silent' : 'nobody';
  }
}

/**
 * Tells the top frame; an orphan of an older version, or nobody at all, is replaced by a script that listens. That takes
 * its time, so that what there is to tell is asked for each time.
 */
export async function reachPage(
  tabId: number,
  files: string[],
  toMessage: () => Promise<FromWorker>,
): Promise<TabFacts['script']> {
  const first = await say(tabId, await toMessage());
  if (first !== 'nobody') return toReached(first);
  const target = { tabId, allFrames: true };
  try {
    await inTime(browser.scripting.executeScript({ target, files, injectImmediately: true }));
  } catch (error) {
    return toRefusal(error);
  }
  return toReached(await say(tabId, await toMessage()));
}

function toReached(said: Awaited<ReturnType<typeof say>>): TabFacts['script'] {
  switch (said) {
    case 'heard':
      return 'alive';
    case 'nobody':
      return 'missing';
    case 'silent':
      return 'unknown';
    default:
      return said satisfies never;
  }
}

/** Browsers say it in words only. Whatever else it is, an error page or a tab that has just gone, is no page to protect. */
function toRefusal(error: unknown): TabFacts['script'] {
  const words = error instanceof Error ? error.message : '';
  if (/policy/i.test(words)) return 'blocked';
  return /cannot access|permission|not allowed/i.test(words) ? 'refused' : 'unknown';
}
