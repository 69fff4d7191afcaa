// Ports: proof of life of holding frames, and the way of each new view to our own open pages.
import type { Runtime } from 'webextension-polyfill';
import { browser } from '../browser.ts';
import {
  fromContentSchema,
  holdPortName,
  pagePortName,
  viewPortName,
  type FromContent,
  type FromWorker,
} from '../messages.ts';
import { toPageFrame, toSender, type Frame } from '../sender.ts';
import { trialPortName } from '../trial-messages.ts';

type Listeners = {
  /** A holding frame says again that it holds, as a field's or as a page. */
  onRenew(message: Extract<FromContent, { type: 'hold' | 'pageHold' }>, frame: Frame): void;
  /** A holding frame connected and wants to be told. */
  onHolder(frame: Frame): void;
  /** A holding frame is gone: closed, crashed, navigated, or frozen. */
  onGone(frame: Frame): void;
  /** A page of ours opened and wants to see. */
  onPage(): void;
  /** A page of ours wants to try a recorder. */
  onTrial(port: Runtime.Port): void;
};

// Both live in memory only: when the worker dies every port disconnects, and whoever is still there connects again.
const pages = new Set<Runtime.Port>();
type Holder = {
  port: Runtime.Port;
  type: 'hold' | 'pageHold';
  frame: Frame;
  /** What it was told last. */
  told: string;
};
const holders = new Map<string, Holder>();

/** Accepts ports; to be called at top level, so that a port can start the worker. */
export function acceptPorts(listeners: Listeners): void {
  const ownUrl = browser.runtime.getURL('');
  browser.runtime.onConnect.addListener(port => {
    const sender = toSender(port.sender, browser.runtime.id, ownUrl);
    if (sender.type === 'page' && port.name === viewPortName) return acceptPage(port, listeners);
    if (sender.type === 'page' && port.name === trialPortName) return listeners.onTrial(port);
    if (sender.type === 'content' && port.name === holdPortName)
      return acceptHolder(port, 'hold', sender.frame, listeners);
    if (sender.type === 'content' && port.name === pagePortName)
      return acceptHolder(port, 'pageHold', toPageFrame(sender.frame), listeners);
    port.disconnect();
  });
}

/** Sends to every open page of ours. */
export function postToPages(message: FromWorker): void {
  for (const port of pages)
    try {
      port.postMessage(message);
    } catch {
      // As below.
    }
}

/** Whether a page of ours is open. */
export function hasPages(): boolean {
  return pages.size > 0;
}

/** The frames with a field that holds, or held until a moment ago. */
export function holdingFrames(): Frame[] {
  return [...holders.values()].flatMap(({ type, frame }) => (type === 'hold' ? [frame] : []));
}

/**
 * The top frame of a tab as one to be told something. Where it holds it is told of its own focus: a word that knows
 * nothing of that would shut its gate.
 */
export function topOf(tabId: number): { id: string | null; tabId: number; isTop: true } {
  const holder = holdingFrames().find(frame => frame.isTop && frame.tabId === tabId);
  return { id: holder?.id ?? null, tabId, isTop: true };
}

/**
 * Sends to a frame that holds, by its id; nothing where it is gone, or was told just that: of two hundred frames that
 * hold, most have nothing to do with what happens in one.
 */
export function postToFrame(id: string, message: FromWorker): void {
  const holder = holders.get(id);
  const text = JSON.stringify(message);
  if (holder === undefined || holder.told === text) return;
  holder.told = text;
  try {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of the extension, not a window
    holder.port.postMessage(message);
  } catch {
    // Thrown for a port that has just ended; its `onDisconnect` is on the way.
  }
}

/** Somebody else listens in a frame from now on, who was told nothing yet. */
export function forgetTold(id: string): void {
  const holder = holders.get(id);
  if (holder !== undefined) holder.told = '';
}

function acceptPage(port: Runtime.Port, { onPage }: Listeners): void {
  pages.add(port);
  port.onDisconnect.addListener(() => pages.delete(port));
  onPage();
}

function acceptHolder(
  port: Runtime.Port,
  type: 'hold' | 'pageHold',
  frame: Frame,
  { onRenew, onHolder, onGone }: Listeners,
): void {
  holders.set(frame.id, { port, type, frame, told: '' });
  port.onMessage.addListener((raw: unknown) => {
    const parsed = fromContentSchema.safeParse(raw);
    const message = parsed.success ? parsed.data : null;
    if ((message?.type === 'hold' || message?.type === 'pageHold') && message.type === type)
      onRenew(message, frame);
  });
  port.onDisconnect.addListener(() => {
    // Reading it keeps the browser from reporting it as unchecked.
    void browser.runtime.lastError;
    // A frame that has connected again since is not gone.
    if (holders.get(frame.id)?.port !== port) return;
    holders.delete(frame.id);
    onGone(frame);
  });
  if (type === 'hold') onHolder(frame);
}
