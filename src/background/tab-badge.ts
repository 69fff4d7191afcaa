// The toolbar button: the view for every tab, and the smoke alarm for those in which something is wrong.
import { browser } from '../browser.ts';
import type { View } from '../recording/view.ts';
import { isAlarm, type ProtectionProblem } from '../protection/problems.ts';
import { toBadge, toTabBadge, type Badge } from '../ui/badge.ts';
import { text } from '../ui/text.ts';
import { loadTabs } from './tab-notes.ts';

let lastIcon: string | undefined;
let shown: View | undefined;

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
  const path = { 16: `/icons/${icon}-16.png`, 32: `/icons/${icon}-32.png` };
  const sentence = why === undefined ? text(title) : text(title, text(why));
  for (const done of [
    browser.action.setBadgeText({ ...tab, text: words }),
    browser.action.setBadgeBackgroundColor({ ...tab, color }),
    browser.action.setTitle({ ...tab, title: sentence }),
    ...(isNewIcon ? [browser.action.setIcon({ ...tab, path })] : []),
  ])
    // A tab that was closed meanwhile has no button.
    done.catch(() => undefined);
}
