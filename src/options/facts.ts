// Looks up what the report for support is made of.
import { browser } from '../browser.ts';
import { ask } from '../ui/worker.ts';
import type { Facts } from './report.ts';

type Known = Pick<Facts, 'settings' | 'storedSecrets' | 'policy' | 'needed' | 'granted'>;

/** What the page knows, and what it has to ask for. Never rejects: what nobody answers is left open. */
export async function gatherFacts(known: Known): Promise<Facts> {
  const [view, events, commands, self] = await Promise.all([
    ask({ type: 'getView' }).then(
      answer => answer.view,
      () => null,
    ),
    ask({ type: 'getEvents' }).then(
      answer => answer.events,
      () => [],
    ),
    browser.commands.getAll(),
    browser.management.getSelf().catch(() => null),
  ]);
  return {
    ...known,
    version: browser.runtime.getManifest().version,
    browser: navigator.userAgent,
    language: browser.i18n.getUILanguage(),
    installedBy: self?.installType ?? 'unknown',
    nowMs: Date.now(),
    shortcuts: Object.fromEntries(commands.map(({ name = '', shortcut = '' }) => [name, shortcut])),
    view,
    events,
  };
}
