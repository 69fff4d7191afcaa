// What an administrator has decided about one document: only that, and nothing else of the settings, goes to pages.
import type { Orders } from '../messages.ts';
import type { Settings } from '../settings/schema.ts';
import { coversUrl, toPageSite } from '../ui/site-pattern.ts';

/** The decisions for a document on `site`, an origin. */
export function toOrders({ rules, pages, watchesText }: Settings, site: string): Orders {
  return {
    rules: rules
      .filter(rule => coversUrl(rule.site, site))
      .map(({ id, by, text, verdict, kind }) => ({ id, by, text, verdict, kind })),
    pages: pages.filter(page => coversUrl(toPageSite(page), site)),
    watchesText,
  };
}

/**
 * Whether a field holds by these settings. What a rule of the administrator's names, and what the watch on free text
 * saw, holds whatever kinds are chosen; neither does for a page that only says so.
 */
export function isWanted(settings: Settings, kind: Settings['kinds'][number], reasons: string[]): boolean {
  const [reason = ''] = reasons;
  const isRuled = settings.rules.some(({ id, verdict }) => verdict === 'always' && reason === `rule:${id}`);
  const isSeen = settings.watchesText && reason.startsWith('value:');
  return isRuled || isSeen || settings.kinds.includes(kind);
}
