// The site in the current tab: whether it is watched, and the click that makes it so.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { browser } from '../browser.ts';
import type { Settings } from '../settings/schema.ts';
import { readGranted, requestAccess, watchAccess } from '../ui/access.ts';
import { coversUrl, toSiteName, toSitePattern } from '../ui/site-pattern.ts';
import { ask, NoAnswerError } from '../ui/worker.ts';
import type { SiteState } from './Site.tsx';

type Protection = {
  site: SiteState;
  /** Asks for access to these sites and watches them. To be called in a click's own handler. @throws {NoAnswerError} */
  protect: (patterns: string[]) => Promise<void>;
};

/** Follows the site in the current tab. */
export function useSite(): Protection {
  const [site, setSite] = useState<SiteState>({ state: 'unknown' });
  const settings = useRef<Settings>(undefined);

  const refresh = useCallback(async () => {
    const answer = await ask({ type: 'getSettings' });
    settings.current = answer.settings;
    setSite(await readSite(answer.settings, answer.policy.locked.includes('sites')));
  }, []);

  useEffect(() => {
    const stop = new AbortController();
    // Where the background does not answer, the popup says so already.
    const onChange = () => void refresh().catch(() => undefined);
    onChange();
    watchAccess(onChange, stop.signal);
    return () => stop.abort();
  }, [refresh]);

  async function protect(patterns: string[]): Promise<void> {
    const before = settings.current;
    if (before === undefined) return;
    const added = patterns.filter(pattern => !before.sites.includes(pattern));
    // Chromium closes this popup the moment it asks. So the sites are sent off first, in the same breath: an access
    // that is granted to a site that nobody watches would look like protection.
    const saved = added.length === 0 ? undefined : save({ ...before, sites: [...before.sites, ...added] });
    const asked = requestAccess(patterns);
    await saved;
    if (await asked) {
      await refresh();
      return;
    }
    if (added.length > 0) await save(before);
    setSite(now =>
      'pattern' in now && patterns.includes(now.pattern) ? { ...now, state: 'declined' } : now,
    );
  }

  return { site, protect };
}

async function readSite({ sites }: Settings, isLocked: boolean): Promise<SiteState> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  const url = tab?.url ?? '';
  const pattern = /^https?:/.test(url) ? toSitePattern(url) : null;
  if (pattern === null) return { state: 'unsupported' };
  const site = toSiteName(pattern);
  // A click would change nothing: the administrator's list is not the agent's to add to.
  if (!sites.some(watched => coversUrl(watched, url)))
    return { state: isLocked ? 'excluded' : 'unwatched', pattern, site };
  const granted = await readGranted([pattern]);
  return { state: granted.has(pattern) ? 'watched' : 'noAccess', pattern, site };
}

async function save(settings: Settings): Promise<void> {
  const { problems } = await ask({ type: 'saveSettings', settings, secrets: {} });
  if (problems.length > 0) throw new NoAnswerError('the site was refused');
}
