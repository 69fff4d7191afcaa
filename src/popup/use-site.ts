// The site in the current tab: whether it is watched, and the click that makes it so.
import { useCallback, useEffect, useState } from 'preact/hooks';
import { browser } from '../browser.ts';
import { readGranted, requestAccess, watchAccess } from '../ui/access.ts';
import { coversUrl, toSiteName, toSitePattern } from '../ui/site-pattern.ts';
import { ask, NoAnswerError } from '../ui/worker.ts';
import type { SiteState } from './Site.tsx';

type Protection = {
  site: SiteState;
  /** Asks for access to `pattern` and watches it. To be called in a click's own handler. @throws {NoAnswerError} */
  protect: (pattern: string) => Promise<void>;
};

/** Follows the site in the current tab. */
export function useSite(): Protection {
  const [site, setSite] = useState<SiteState>({ state: 'unknown' });
  const refresh = useCallback(async () => setSite(await readSite()), []);

  useEffect(() => {
    const stop = new AbortController();
    // Where the background does not answer, the popup says so already.
    const onChange = () => void refresh().catch(() => undefined);
    onChange();
    watchAccess(onChange, stop.signal);
    return () => stop.abort();
  }, [refresh]);

  async function protect(pattern: string): Promise<void> {
    const asked = requestAccess([pattern]);
    // Saved while the browser asks: its question may close this popup, and with it everything that would follow.
    const isNew = await addSite(pattern);
    if (await asked) {
      await refresh();
      return;
    }
    if (isNew) await removeSite(pattern);
    setSite({ state: 'declined', pattern, site: toSiteName(pattern) });
  }

  return { site, protect };
}

async function readSite(): Promise<SiteState> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const url = tab?.url ?? '';
  const pattern = /^https?:/.test(url) ? toSitePattern(url) : null;
  if (pattern === null) return { state: 'unsupported' };
  const site = toSiteName(pattern);
  const { settings } = await ask({ type: 'getSettings' });
  if (!settings.sites.some(watched => coversUrl(watched, url))) return { state: 'unwatched', pattern, site };
  const granted = await readGranted([pattern]);
  return { state: granted.has(pattern) ? 'watched' : 'noAccess', pattern, site };
}

/** Answers whether the site was not in the list before. */
async function addSite(pattern: string): Promise<boolean> {
  const { settings } = await ask({ type: 'getSettings' });
  if (settings.sites.includes(pattern)) return false;
  await save({ ...settings, sites: [...settings.sites, pattern] });
  return true;
}

async function removeSite(pattern: string): Promise<void> {
  const { settings } = await ask({ type: 'getSettings' });
  await save({ ...settings, sites: settings.sites.filter(site => site !== pattern) });
}

async function save(settings: unknown): Promise<void> {
  const { problems } = await ask({ type: 'saveSettings', settings, secrets: {} });
  if (problems.length > 0) throw new NoAnswerError('the site was refused');
}
