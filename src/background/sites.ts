// Puts our scripts into the sites that they are for, pages already open included.
import { browser } from '../browser.ts';
import type { FromWorker } from '../messages.ts';
import type { Settings } from '../settings/schema.ts';
import { inTime } from './page-reach.ts';
import { toScripts, type Script } from './scripts.ts';

/** One change at a time: of two side by side the older one could be registered last, or keep the newer one out. */
let tail: Promise<void> = Promise.resolve();

/**
 * Registers our scripts for these settings, replacing what was registered, and puts them into pages that are open.
 * One that the browser refuses is reported and keeps none of the others out.
 */
export function watchSites(settings: Settings, report: (problem: unknown) => void): Promise<void> {
  const done = tail.then(() => watchNow(settings, report));
  tail = done.catch(() => undefined);
  return done;
}

async function watchNow(settings: Settings, report: (problem: unknown) => void): Promise<void> {
  const scripts = toScripts(settings);
  const before = await browser.scripting.getRegisteredContentScripts({ ids: scripts.map(({ id }) => id) });
  for (const script of scripts) {
    const isKnown = before.some(({ id }) => id === script.id);
    await register(script, isKnown).catch(report);
  }
  // Those that are in the pages already, on sites that were taken off meanwhile too.
  const old = before.flatMap(({ matches }) => matches ?? []);
  // Whoever saved settings does not wait for a page in which a dialog is open.
  await inTime(reachPages(scripts, old)).catch(report);
}

async function register({ id, files, matches }: Script, isKnown: boolean): Promise<void> {
  if (matches.length === 0) {
    if (isKnown) await browser.scripting.unregisterContentScripts({ ids: [id] });
    return;
  }
  const script = {
    id,
    js: files,
    matches,
    allFrames: true,
    matchOriginAsFallback: true,
    runAt: 'document_start' as const,
    persistAcrossSessions: true,
  };
  await (isKnown
    ? browser.scripting.updateContentScripts([script])
    : browser.scripting.registerContentScripts([script]));
}

/** Each page by itself: one that answers late keeps no other one waiting. */
async function reachPages(scripts: Script[], others: string[]): Promise<void> {
  const pages = new Map((await toTabs([...new Set(others)])).map(tabId => [tabId, [] as string[][]]));
  for (const { files, matches } of scripts)
    for (const tabId of await toTabs(matches)) pages.set(tabId, [...(pages.get(tabId) ?? []), files]);
  await Promise.all([...pages].map(([tabId, wanted]) => reach(tabId, wanted)));
}

/** Each script makes sure by itself that it runs once in a document. */
async function reach(tabId: number, wanted: string[][]): Promise<void> {
  for (const files of wanted)
    await browser.scripting
      .executeScript({ target: { tabId, allFrames: true }, files, injectImmediately: true })
      // A tab that may not be scripted (no permission, an error page) is left alone.
      .catch(() => undefined);
  const message: FromWorker = { type: 'ordersChanged' };
  await browser.tabs.sendMessage(tabId, message).catch(() => undefined);
}

async function toTabs(matches: string[]): Promise<number[]> {
  if (matches.length === 0) return [];
  const tabs = await browser.tabs.query({ url: matches });
  return tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
}
