// The whole worker in a process of ours, with a browser that is only memory: for those who attack its edges.
import 'fake-indexeddb/auto';
import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';
import { asStored } from '../background/as-stored.ts';

/** Which worker is at work: what a dead one still does goes nowhere. */
const life = new AsyncLocalStorage<number>();

type Listener = (...values: unknown[]) => unknown;
type Area = Record<string, unknown>;

export const ownId = 'cardhush';
export const ownUrl = `chrome-extension://${ownId}/`;

/** What the browser has stored, by area. */
export const areas: Record<'local' | 'session' | 'managed', Area> = { local: {}, session: {}, managed: {} };

const events = new Map<string, Set<Listener>>();

function toEvent(name: string) {
  return { addListener: (listener: Listener) => void toListeners(name).add(listener) };
}

function toListeners(name: string): Set<Listener> {
  const listeners = events.get(name) ?? new Set();
  events.set(name, listeners);
  return listeners;
}

/** How long an answer of the storage takes, in ms: in a browser it is never there at once. */
export const slow: Record<keyof typeof areas, number> = { local: 0, session: 0, managed: 0 };
const take = (ms: number) => (ms === 0 ? undefined : new Promise(resolve => setTimeout(resolve, ms)));
/** An event as the browser dispatches it. */
export function fire(name: string, ...values: unknown[]): void {
  life.run(generation, () => {
    for (const listener of toListeners(name)) listener(...values);
  });
}

/** A disk that is full keeps what is on it, and takes no more. */
export const disk = { isFull: false };
function write(name: keyof typeof areas): void {
  if (disk.isFull && name === 'local') throw new Error('IO error: No space left on device');
}

let generation = 0;
const never = new Promise<never>(() => {});

function toArea(name: keyof typeof areas, born: number) {
  const area = () => areas[name];
  return {
    get: async (keys?: string | string[]) => {
      await take(slow[name]);
      if (born !== generation) await never;
      const wanted = keys === undefined ? Object.keys(area()) : [keys].flat();
      const found = Object.fromEntries(wanted.flatMap(key => (key in area() ? [[key, area()[key]]] : [])));
      return asStored(found);
    },
    set: async (items: Area) => {
      const copy = structuredClone(items);
      if (born !== generation) await never;
      await take(slow[name]);
      if (born !== generation) await never;
      write(name);
      // As JSON: what JSON has no word for is gone, or null.
      Object.assign(area(), JSON.parse(JSON.stringify(copy)));
    },
    remove: async (keys: string | string[]) => {
      write(name);
      for (const key of [keys].flat()) delete area()[key];
    },
    setAccessLevel: async () => {},
  };
}

const nothing = async () => undefined;

type Script = { id: string; matches: string[] };
/** Scripts that are registered, by id. */
export const registered = new Map<string, Script>();
/** Chromium takes no script twice, and changes none that it does not know. */
const toRegister = (isNew: boolean) => async (scripts: Script[]) => {
  for (const script of scripts) {
    if (registered.has(script.id) === isNew) throw new Error(`Duplicate or unknown script ID '${script.id}'`);
    registered.set(script.id, script);
  }
};

/** While a page shows a dialog of its own, nothing that it is asked is answered. */
export const page = { isHung: false };
const askPage = async <Answer>(answer: Answer) => (page.isHung ? await never : answer);

const toBrowser = (born: number) => ({
  runtime: {
    id: ownId,
    lastError: undefined,
    getURL: (path: string) => ownUrl + path,
    getManifest: () => ({ version: '1.2.3' }),
    reload: () => {},
    ...Object.fromEntries(
      ['onMessage', 'onConnect', 'onInstalled', 'onStartup', 'onUpdateAvailable'].map(name => [
        name,
        toEvent(name),
      ]),
    ),
  },
  storage: {
    local: toArea('local', born),
    session: toArea('session', born),
    managed: { ...toArea('managed', born), onChanged: toEvent('onPolicy') },
  },
  action: {
    openPopup: nothing,
    setBadgeBackgroundColor: nothing,
    setBadgeText: vi.fn(async (_badge: { text: string; tabId?: number }) => {}),
    setIcon: nothing,
    setTitle: nothing,
  },
  alarms: { clear: nothing, create: vi.fn(), get: nothing, onAlarm: toEvent('onAlarm') },
  commands: { onCommand: toEvent('onCommand') },
  i18n: { getMessage: (key: string) => key },
  identity: {
    getRedirectURL: () => 'https://cardhush.example/',
    launchWebAuthFlow: () => Promise.reject(new Error('closed')),
  },
  management: { getSelf: async () => ({ installType: 'normal' }) },
  permissions: {
    contains: async () => true,
    request: async () => true,
    remove: async () => true,
    onAdded: toEvent('onPermission'),
    onRemoved: toEvent('onPermissionRemoved'),
  },
  scripting: {
    executeScript: () => askPage([]),
    getRegisteredContentScripts: async () => [...registered.values()],
    registerContentScripts: toRegister(true),
    updateContentScripts: toRegister(false),
    unregisterContentScripts: async ({ ids }: { ids: string[] }) => ids.forEach(id => registered.delete(id)),
  },
  tabs: {
    create: nothing,
    get: async () => ({ id: 1, url: 'https://crm.test/', status: 'complete' }),
    query: async () => [{ id: 1 }],
    sendMessage: () => askPage(undefined),
    onActivated: toEvent('onActivated'),
    onRemoved: toEvent('onTabRemoved'),
    onUpdated: toEvent('onUpdated'),
  },
  windows: { create: nothing },
});

/** Who speaks, as the browser tells it. */
export const senders = {
  content: {
    id: ownId,
    url: 'https://crm.test/pay',
    origin: 'https://crm.test',
    tab: { id: 1, url: 'https://crm.test/pay' },
    frameId: 0,
    documentId: 'D1',
  },
  page: { id: ownId, url: `${ownUrl}src/popup/index.html`, origin: ownUrl.slice(0, -1) },
  stranger: { id: 'somebody', url: 'https://evil.test/', origin: 'https://evil.test' },
};

/** Sends a message as the browser does. @throws whatever the listener itself throws, which must be nothing */
export async function send(
  message: unknown,
  sender: unknown,
): Promise<{ answer: unknown } | { refusal: Error }> {
  const [listener] = toListeners('onMessage');
  if (listener === undefined) throw new Error('nobody listens');
  const answer = life.run(generation, () => listener(message, sender)) as Promise<unknown>;
  if (!(answer instanceof Promise)) throw new Error('the listener promised nothing');
  return await answer.then(
    given => ({ answer: given }),
    (refusal: unknown) => {
      if (refusal instanceof Error) return { refusal };
      throw new Error('a refusal is no error');
    },
  );
}

/** Opens a port as the browser does. */
export function connect(name: string, sender: unknown) {
  const listeners = { message: new Set<Listener>(), end: new Set<Listener>() };
  const port = {
    name,
    sender,
    isClosed: false,
    /** What the worker said. */
    heard: [] as unknown[],
    postMessage: (message: unknown) => {
      if (port.isClosed) throw new Error('Attempting to use a disconnected port object');
      port.heard.push(message);
    },
    disconnect: () => {
      port.isClosed = true;
    },
    onMessage: { addListener: (listener: Listener) => void listeners.message.add(listener) },
    onDisconnect: { addListener: (listener: Listener) => void listeners.end.add(listener) },
    say: (message: unknown) =>
      life.run(generation, () => listeners.message.forEach(listener => listener(message))),
    hangUp: () => {
      port.isClosed = true;
      listeners.end.forEach(listener => listener());
    },
  };
  life.run(generation, () => toListeners('onConnect').forEach(listener => listener(port)));
  return port;
}

/** The browser as each worker had it. */
export const browsers: ReturnType<typeof toBrowser>[] = [];

/** Starts a worker anew with what is stored now. */
export async function startWorker(): Promise<void> {
  events.clear();
  vi.resetModules();
  generation += 1;
  const browser = toBrowser(generation);
  browsers.push(browser);
  vi.doMock('../../src/browser.ts', () => ({ browser }));
  await life.run(generation, () => import('../../src/background/index.ts'));
}
