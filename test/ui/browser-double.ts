// Stands in for `src/browser.ts`: what our own pages use of the browser, steered by tests.
//   vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
import { vi } from 'vitest';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import type { FromPage } from '../../src/messages.ts';

type Listener = (...values: unknown[]) => void;
type Message = { message: string; placeholders?: Record<string, { content: string }> };

/** A port as the worker sees it. */
export type PortDouble = {
  name: string;
  post: (message: unknown) => void;
  /** The worker stops. */
  drop: () => void;
  /** True after the page hung up. */
  isClosed: boolean;
  /** What the page has said. */
  said: unknown[];
};

function createEvent() {
  const listeners = new Set<Listener>();
  return {
    addListener: (listener: Listener) => void listeners.add(listener),
    removeListener: (listener: Listener) => void listeners.delete(listener),
    fire: (...values: unknown[]) => listeners.forEach(listener => listener(...values)),
    clear: () => listeners.clear(),
    count: () => listeners.size,
  };
}

const onPolicy = createEvent();
const onAdded = createEvent();
const onRemoved = createEvent();

/** What tests steer and look at. */
export const double = {
  ports: [] as PortDouble[],
  /** Match patterns that the browser lets us use. */
  granted: new Set<string>(),
  onAdded,
  onRemoved,
  /** The administrator's policy came, changed or went away. */
  changePolicy: () => onPolicy.fire({}),
  /** The worker's answer to a message. */
  answer: vi.fn<(message: FromPage) => unknown>(),
  /** The person's answer to the browser's question. */
  request: vi.fn<(origins: string[]) => Promise<boolean>>(),
  openOptionsPage: vi.fn(async () => {}),
  createTab: vi.fn(async (_tab: { url: string }) => {}),
  reloadTab: vi.fn(async (_tabId: number) => {}),
  tabId: 7,
  tabUrl: '',
  /** What our pages have kept, in whichever area. */
  stored: new Map<string, unknown>(),
  isOnToolbar: false,
  shortcut: '',
};

/** A browser in which the worker never answers and every permission is granted when asked for. */
export function resetDouble(): void {
  vi.resetAllMocks();
  double.ports.length = 0;
  double.granted.clear();
  double.stored.clear();
  double.isOnToolbar = false;
  onAdded.clear();
  onRemoved.clear();
  onPolicy.clear();
  double.answer.mockImplementation(() => new Promise(() => {}));
  double.request.mockImplementation(async origins => {
    for (const origin of origins) double.granted.add(origin);
    onAdded.fire();
    return true;
  });
  double.tabUrl = 'https://crm.example.com/customers/7';
  double.shortcut = 'Alt+Shift+M';
}

function connect({ name }: { name: string }) {
  const onMessage = createEvent();
  const onDisconnect = createEvent();
  const port: PortDouble = { name, post: onMessage.fire, drop: onDisconnect.fire, isClosed: false, said: [] };
  double.ports.push(port);
  const disconnect = () => {
    port.isClosed = true;
  };
  return {
    onMessage,
    onDisconnect,
    disconnect,
    postMessage: (message: unknown) => void port.said.push(message),
  };
}

/** As browsers do it: named placeholders stand for numbered substitutions. */
function getMessage(key: string, substitutions: string[] = []): string {
  const entry = (messages as Record<string, Message>)[key];
  if (entry === undefined) return '';
  return entry.message.replaceAll(/\$(\w+)\$/g, (_, name: string) => {
    const content = entry.placeholders?.[name.toLowerCase()]?.content ?? '';
    return substitutions[Number(content.slice(1)) - 1] ?? '';
  });
}

/** Permissions go by their names, hosts by their patterns. */
type Asked = { origins?: string[]; permissions?: string[] };
const toNames = ({ origins = [], permissions = [] }: Asked) => [...origins, ...permissions];

/** Storage that the next test finds empty. */
function createArea() {
  return {
    get: async (key: string) =>
      double.stored.has(key) ? { [key]: structuredClone(double.stored.get(key)) } : {},
    set: async (items: Record<string, unknown>) => {
      for (const [key, value] of Object.entries(items)) double.stored.set(key, value);
    },
  };
}

export const browser = {
  action: { getUserSettings: async () => ({ isOnToolbar: double.isOnToolbar }) },
  i18n: { getMessage, getUILanguage: () => 'en' },
  storage: { managed: { onChanged: onPolicy }, session: createArea(), local: createArea() },
  management: { getSelf: async () => ({ installType: 'admin' }) },
  runtime: {
    sendMessage: async (message: FromPage) => await double.answer(message),
    connect,
    openOptionsPage: () => double.openOptionsPage(),
    getManifest: () => ({ version: '0.1.0', optional_permissions: ['notifications', 'offscreen'] }),
    getURL: (path: string) => `chrome-extension://cardhush/${path}`,
  },
  tabs: {
    query: async () => [{ id: double.tabId, url: double.tabUrl }],
    reload: (tabId: number) => double.reloadTab(tabId),
    create: (tab: { url: string }) => double.createTab(tab),
  },
  permissions: {
    contains: async (asked: Asked) => toNames(asked).every(name => double.granted.has(name)),
    request: (asked: Asked) => double.request(toNames(asked)),
    remove: async ({ origins }: { origins: string[] }) =>
      origins.some(origin => double.granted.delete(origin)),
    onAdded,
    onRemoved,
  },
  commands: {
    getAll: async () => [
      { name: '_execute_action', shortcut: 'Alt+Shift+K' },
      { name: 'toggle-pause', shortcut: double.shortcut },
    ],
  },
};
