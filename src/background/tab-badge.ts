// The toolbar button: the view for every tab, and the smoke alarm for those in which something is wrong.
import { browser } from '../browser.ts';
import type { View } from '../recording/view.ts';
import { isAlarm, type ProtectionProblem } from '../protection/problems.ts';
import { toBadge, toTabBadge, type Badge } from '../ui/badge.ts';
import { text } from '../ui/text.ts';
import { loadTabs } from './tab-notes.ts';

/** When a picture that could not be loaded is asked for again: the older one may say "paused". */
const again = { afterMs: 1_000, times: 5 };

let lastIcon: string | undefined;
let shown: View | undefined;
/** Buttons that are being painted, by tab, and what comes next there; the button of all tabs goes by no number. */
const painting = new Map<number | undefined, Badge['icon'] | null>();
/** How often in a row a picture could not be loaded: where none ever can, the worker is not kept awake for them. */
let failures = 0;

/** Shows a view on the button of every tab. */
export function showBadge(view: View): void {
  shown = view;
  const badge = toBadge(view);
  setBadge(badge, {}, badge.icon !== lastIcon);
  lastIcon = badge.icon;
  // A tab that has had a text of its own does not follow the others any more.
  void loadTabs().then(tabs => {
    if (shown !== view) return;
    for (const [tabId, { problems }] of tabs) markTab(tabId, problems);
  });
}

/** Shows in one tab what is wrong there, or that nothing is any more. */
export function markTab(tabId: number, problems: ProtectionProblem[]): void {
  if (shown === undefined) return;
  setBadge(toTabBadge(shown, problems.find(isAlarm)?.code ?? null), { tabId }, true);
}

function setBadge(
  { text: words, color, title, why, icon }: Badge,
  tab: { tabId?: number },
  isNewIcon: boolean,
): void {
  const sentence = why === undefined ? text(title) : text(title, text(why));
  for (const done of [
    browser.action.setBadgeText({ ...tab, text: words }),
    browser.action.setBadgeBackgroundColor({ ...tab, color }),
    browser.action.setTitle({ ...tab, title: sentence }),
  ])
    // A tab that was closed meanwhile has no button.
    done.catch(() => undefined);
  if (isNewIcon) void paint(tab, icon);
}

/**
 * One picture of a button after the other. The browser loads the files first, and of two pictures that were asked for in
 * one go the older one stayed in 61 of 300 (Chromium 156): a button that says "paused" while the call is recorded.
 */
async function paint(tab: { tabId?: number }, icon: Badge['icon']): Promise<void> {
  const isPainting = painting.has(tab.tabId);
  painting.set(tab.tabId, icon);
  if (isPainting) return;
  for (let next: Badge['icon'] | null = icon; next !== null; next = painting.get(tab.tabId) ?? null) {
    painting.set(tab.tabId, null);
    const path = { 16: `/icons/${next}-16.png`, 32: `/icons/${next}-32.png` };
    await browser.action.setIcon({ ...tab, path }).then(() => (failures = 0), onUnpainted);
  }
  painting.delete(tab.tabId);
}

function onUnpainted(problem: unknown): void {
  // A tab that was closed, as above; anything else is the picture.
  if (/\btab\b/i.test(String(problem)) || failures >= again.times) return;
  failures += 1;
  setTimeout(showAgain, again.afterMs);
}

function showAgain(): void {
  lastIcon = undefined;
  if (shown !== undefined) showBadge(shown);
}
