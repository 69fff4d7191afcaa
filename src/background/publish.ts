// Shows the view: badge, icon and title, our own open pages, the frames that hold, and the banner of the tabs that it
// concerns.
import { browser } from '../browser.ts';
import type { State } from '../recording/state.ts';
import type { View } from '../recording/view.ts';
import { afterStart } from './after-start.ts';
import { attend } from './attend.ts';
import { forgetTold, holdingFrames, postToFrame, postToPages, topOf } from './ports.ts';
import { tellTop } from './page-reach.ts';
import { showBadge } from './tab-badge.ts';
import { toWord, type Facts, type Listener } from './words.ts';

/** Tabs whose banner shows something; after a worker restart any tab might. */
let toldTabs: Set<number> | 'unknown' = 'unknown';
/** Whether the banner had something to say when tabs were told last. */
let wasShown = false;
/** Tabs with frames that hold and a top frame in which nobody listens: these frames show by themselves. */
const aloneTabs = new Set<number>();

/** The newest facts that are still to be shown. */
let next: Facts | undefined;
/** Those that are shown: what is told after a wait has to be told from them. */
let newest: Facts | undefined;
/** Whether only who holds has been told them so far. */
let isRestWaiting = false;

/**
 * Shows a view everywhere, after whatever the event sent to a recorder is on its way: a pause is worth more than its
 * badge. Views that were overtaken meanwhile are never shown. A worker that has only just started tells who holds, and
 * leaves the others for a moment with what the worker before has told them: the first look into `_locales` and the first
 * picture alone cost 10 ms (measured).
 */
export function publish(facts: Facts): void {
  const isArranged = next !== undefined;
  next = facts;
  if (!isArranged) setTimeout(show);
}

function show(): void {
  if (next === undefined) return;
  const facts = next;
  next = undefined;
  newest = facts;
  for (const frame of holdingFrames()) tellFrame(facts, frame);
  // Told of every view, as it sounds at each change.
  attend(facts.view, facts.settings.comforts);
  if (isRestWaiting) return;
  isRestWaiting = true;
  afterStart(showRest);
}

function showRest(): void {
  isRestWaiting = false;
  if (newest === undefined) return;
  const { view } = newest;
  postToPages({ type: 'view', view });
  showBadge(view);
  void tellTabs();
}

/** Tells one frame that holds. */
export function tellFrame(facts: Facts, frame: Listener & { id: string }): void {
  const isAlone = aloneTabs.has(frame.tabId);
  postToFrame(frame.id, { type: 'view', ...toWord(facts, frame), ...(frame.isTop ? {} : { isAlone }) });
}

/** The same to a banner that has just come, which was not there to hear what its frame was told. */
export function tellBanner(facts: Facts, frame: Listener & { id: string }): void {
  forgetTold(frame.id);
  tellFrame(facts, frame);
}

async function tellTabs(): Promise<void> {
  if (newest === undefined) return;
  const all = toldTabs === 'unknown' ? await allTabs() : [];
  // Also to say that it is over: who came to the front meanwhile was told by others, and believes it for 10 s.
  const active = hasBanner(newest.view) || wasShown ? await activeTabs() : [];
  // Not those that were newest before the browser was asked: others may have been told to these tabs meanwhile.
  const facts = newest;
  const isShown = hasBanner(facts.view);
  wasShown = isShown;
  const held = toHoldingTabs(facts.state);
  const tabs = new Set([...held, ...all, ...active, ...(toldTabs === 'unknown' ? [] : toldTabs)]);
  toldTabs = isShown ? tabs : new Set(held);
  await Promise.all([...tabs].map(tabId => tell(facts, tabId)));
}

function toHoldingTabs({ holds }: State): number[] {
  return holds.flatMap(({ tabId }) => (tabId === undefined ? [] : [tabId]));
}

/** Whether the banner says anything in this state. */
function hasBanner({ status }: View): boolean {
  return status !== 'ready' && status !== 'notSetUp';
}

/** Tells the top frame of a tab, unless it holds and has been told already. */
async function tell(facts: Facts, tabId: number): Promise<void> {
  const frames = holdingFrames().filter(frame => frame.tabId === tabId);
  if (frames.some(({ isTop }) => isTop)) return;
  const word = toWord(facts, topOf(tabId));
  if (await tellTop(tabId, { type: 'view', ...word })) {
    aloneTabs.delete(tabId);
    return;
  }
  // A tab without our content script has nobody to listen; that is no error.
  if (frames.length === 0 || aloneTabs.has(tabId)) return;
  aloneTabs.add(tabId);
  for (const frame of frames) tellFrame(newest ?? facts, frame);
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
