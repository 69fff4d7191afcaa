// Puts our scripts into the sites that they are for, pages already open included.
import { browser } from '../browser.ts';
import type { FromWorker } from '../messages.ts';
import type { Settings } from '../settings/schema.ts';
import { toScripts, type Script } from './scripts.ts';

/**
 * Registers our scripts for these settings, replacing what was registered, and puts them into pages that are open.
 * One that the browser refuses is reported and keeps none of the others out.
 */
export async function watchSites(settings: Settings, report: (problem: unknown) => void): Promise<void> {
  const scripts = toScripts(settings);
  const before = await browser.scripting.getRegisteredContentScripts({ ids: scripts.map(({ id }) => id) });
  for (const script of scripts) {
    const isKnown = before.some(({ id }) => id === script.id);
    await register(script, isKnown).catch(report);
  }
  for (const script of scripts) await inject(script);
  // Those that are in the pages already, on sites that were taken off meanwhile too.
  await tellChange([
    ...before.flatMap(({ matches }) => matches ?? []),
    ...scripts.flatMap(({ matches }) => matches),
  ]);
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

/** Each script makes sure by itself that it runs once in a document. */
async function inject({ files, matches }: Script): Promise<void> {
  await Promise.all(
    // A tab that may not be scripted (no permission, an error page) is left alone.
    (await toTabs(matches)).map(tabId =>
      browser.scripting
        .executeScript({ target: { tabId, allFrames: true }, files, injectImmediately: true })
        .catch(() => undefined),
    ),
  );
}

async function tellChange(matches: string[]): Promise<void> {
  const message: FromWorker = { type: 'ordersChanged' };
  await Promise.all(
    (await toTabs([...new Set(matches)])).map(tabId =>
      browser.tabs.sendMessage(tabId, message).catch(() => undefined),
    ),
  );
}

async function toTabs(matches: string[]): Promise<number[]> {
  if (matches.length === 0) return [];
  const tabs = await browser.tabs.query({ url: matches });
  return tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
}
