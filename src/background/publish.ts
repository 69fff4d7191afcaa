// Shows the view: badge, icon and title, our own open pages, and the banner of the tabs that it concerns.
import { browser } from '../browser.ts';
import type { FromWorker } from '../messages.ts';
import type { State } from '../recording/state.ts';
import type { View } from '../recording/view.ts';
import { toBadge } from '../ui/badge.ts';
import { text } from '../ui/text.ts';
import { postToPages } from './ports.ts';

/** Tabs whose banner shows something; after a worker restart any tab might. */
let toldTabs: Set<number> | 'unknown' = 'unknown';
let lastIcon: string | undefined;

/** The newest view that is still to be shown. */
let next: { view: View; state: State } | undefined;

/**
 * Shows a view everywhere, after whatever the event sent to a recorder is on its way: a pause is worth more than its
 * badge. Views that were overtaken meanwhile are never shown.
 */
export function publish(view: View, state: State): void {
  const isArranged = next !== undefined;
  next = { view, state };
  if (!isArranged) setTimeout(show);
}

function show(): void {
  if (next === undefined) return;
  const { view, state } = next;
  next = undefined;
  postToPages({ type: 'view', view });
  showBadge(view);
  void tellTabs(view, state);
}

/** Shows the view in one tab that came to the front or loaded while something was up. */
export async function tellTab(tabId: number, view: View): Promise<void> {
  if (hasBanner(view)) await tell(tabId, view);
}

function showBadge(view: View): void {
  const badge = toBadge(view);
  void browser.action.setBadgeText({ text: badge.text });
  void browser.action.setBadgeBackgroundColor({ color: badge.color });
  void browser.action.setTitle({ title: text(badge.title) });
  if (badge.icon === lastIcon) return;
  lastIcon = badge.icon;
  void browser.action.setIcon({
    path: { 16: `/icons/${badge.icon}-16.png`, 32: `/icons/${badge.icon}-32.png` },
  });
}

async function tellTabs(view: View, state: State): Promise<void> {
  const holding = state.holds.flatMap(({ tabId }) => (tabId === undefined ? [] : [tabId]));
  const tabs = new Set([...holding, ...(toldTabs === 'unknown' ? await allTabs() : toldTabs)]);
  if (hasBanner(view)) for (const id of await activeTabs()) tabs.add(id);
  toldTabs = hasBanner(view) ? tabs : new Set();
  await Promise.all([...tabs].map(tabId => tell(tabId, view)));
}

/** Whether the banner says anything in this state. */
function hasBanner({ status }: View): boolean {
  return status !== 'ready' && status !== 'notSetUp' && status !== 'observing';
}

async function tell(tabId: number, view: View): Promise<void> {
  const message: FromWorker = { type: 'view', view };
  // A tab without our content script has nobody to listen; that is no error.
  await browser.tabs.sendMessage(tabId, message, { frameId: 0 }).catch(() => undefined);
}

async function allTabs(): Promise<number[]> {
  return toIds(await browser.tabs.query({}));
}

async function activeTabs(): Promise<number[]> {
  return toIds(await browser.tabs.query({ active: true }));
}

function toIds(tabs: { id?: number | undefined }[]): number[] {
  return tabs.flatMap(({ id }) => (id === undefined ? [] : [id]));
}
