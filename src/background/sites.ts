// Which pages the content script runs in: the watched sites, those already open included.
import { browser } from '../browser.ts';

const scriptId = 'watch';
const file = 'src/content/index.js';

/** Registers the content script for these match patterns, replacing what was registered. */
export async function watchSites(sites: string[]): Promise<void> {
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [scriptId] });
  const isKnown = registered.length > 0;
  if (sites.length === 0) {
    if (isKnown) await browser.scripting.unregisterContentScripts({ ids: [scriptId] });
    return;
  }
  const script = {
    id: scriptId,
    js: [file],
    matches: sites,
    allFrames: true,
    matchOriginAsFallback: true,
    runAt: 'document_start' as const,
    persistAcrossSessions: true,
  };
  await (isKnown
    ? browser.scripting.updateContentScripts([script])
    : browser.scripting.registerContentScripts([script]));
}

/** Puts the content script into watched pages that are already open; it makes sure by itself that it runs once. */
export async function injectIntoOpenPages(sites: string[]): Promise<void> {
  if (sites.length === 0) return;
  const tabs = await browser.tabs.query({ url: sites });
  await Promise.all(
    tabs.map(async ({ id }) => {
      if (id === undefined) return;
      // A tab that may not be scripted (no permission, an error page) is left alone.
      await browser.scripting
        .executeScript({ target: { tabId: id, allFrames: true }, files: [file], injectImmediately: true })
        .catch(() => undefined);
    }),
  );
}
