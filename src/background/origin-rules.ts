// Gives our requests the Origin header that a server insists on, where the browser would send the extension's own:
// session rules, for requests of this extension alone. Pages and their requests are never touched.
import { browser } from '../browser.ts';
import type { OriginRewrite } from '../recorders/recorder.ts';

/** What stands already, by server. Losing it with the worker costs one look at the rules. */
const standing = new Map<string, string>();
/** One change at a time: a rule's number is found by looking at the others. */
let tail: Promise<void> = Promise.resolve();

/**
 * Resolves once the rules for these servers stand; at once where they already do. Never rejects: a server that goes
 * without its Origin says so itself.
 */
export function ensureOrigins(rewrites: OriginRewrite[]): Promise<void> {
  const missing = rewrites.filter(({ to, origin }) => standing.get(to) !== origin);
  if (missing.length === 0) return Promise.resolve();
  tail = tail.then(() => addRules(missing)).catch(() => undefined);
  return tail;
}

async function addRules(rewrites: OriginRewrite[]): Promise<void> {
  const { declarativeNetRequest: api } = browser;
  for (const { to, origin } of rewrites) {
    const rules = await api.getSessionRules();
    const urlFilter = `|${to}/`;
    const known = rules.find(({ condition }) => condition.urlFilter === urlFilter);
    const id = known?.id ?? Math.max(0, ...rules.map(rule => rule.id)) + 1;
    await api.updateSessionRules({ removeRuleIds: [id], addRules: [toRule(id, urlFilter, origin)] });
    standing.set(to, origin);
  }
}

function toRule(id: number, urlFilter: string, origin: string) {
  return {
    id,
    action: {
      type: 'modifyHeaders' as const,
      requestHeaders: [{ header: 'origin', operation: 'set' as const, value: origin }],
    },
    condition: {
      urlFilter,
      // Not the id, which is no host name in Firefox.
      initiatorDomains: [new URL(browser.runtime.getURL('')).hostname],
      // What a worker fetches counts as either, depending on the browser.
      resourceTypes: ['xmlhttprequest' as const, 'other' as const],
    },
  };
}
