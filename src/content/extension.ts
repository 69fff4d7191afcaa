// The thin edge between the content script and the browser's extension API. No polyfill: pages pay for every byte.
import type { FromContent, FromWorker, holdPortName, pagePortName } from '../messages.ts';
import type { Word } from '../word.ts';
import { shadowOf } from './tree.ts';

/** A connection to the worker whose end the worker notices, whatever ends it. */
export type Port = {
  post(message: FromContent): void;
  close(): void;
};

/** What the content script can ask of the extension it belongs to. */
export type Extension = {
  /** False once the extension was updated, reloaded or removed: this script is then an orphan for good. */
  isAlive(): boolean;
  /** Sends and resolves with the word that the worker answers. Rejects when nobody answers, or something else. */
  send(message: FromContent): Promise<Word>;
  /**
   * Opens a port that proves a hold's life; `onGone` is told when the other side ends it, `onWord` whatever the worker
   * says through it. Throws in an orphan.
   */
  connect(onGone: () => void, name?: PortName, onWord?: (word: Word) => void): Port;
  /** Hands over each word that the worker pushes to this tab. */
  listen(onWord: (word: Word) => void): void;
  /** A sentence of `_locales`; empty when there is none or nobody can tell any more. */
  text(key: string, ...substitutions: string[]): string;
  /** The shadow root of an element, open or closed. */
  rootOf(element: Element): ShadowRoot | null;
};

type PortName = typeof holdPortName | typeof pagePortName;

type Listenable<Listener> = { addListener(listener: Listener): void };

type Api = {
  runtime: {
    id?: string;
    lastError?: unknown;
    sendMessage(message: FromContent): Promise<unknown>;
    connect(info: { name: PortName }): {
      postMessage(message: FromContent): void;
      disconnect(): void;
      onDisconnect: Listenable<() => void>;
      onMessage: Listenable<(message: unknown) => void>;
    };
    onMessage: Listenable<(message: unknown, sender: { id?: string }) => void>;
  };
  i18n: { getMessage(key: string, substitutions?: string[]): string };
};

/**
 * Finds the API. A page can put an element of that name where the API would be, so looks twice; and at the second only
 * where it has to, as every frame pays for a look.
 */
export function findApi(): Api | null {
  const world = globalThis as { browser?: Partial<Api>; chrome?: Partial<Api> };
  return toApi(world.chrome) ?? toApi(world.browser);
}

const toApi = (found: Partial<Api> | undefined): Api | null =>
  typeof found?.runtime?.sendMessage === 'function' ? (found as Api) : null;

const hasView = (answer: unknown): answer is Word =>
  typeof answer === 'object' && answer !== null && 'view' in answer && typeof answer.view === 'object';

/** The extension as this frame sees it; null where the script runs outside of one. */
export function createExtension(): Extension | null {
  const api = findApi();
  if (api === null) return null;
  const id = api.runtime.id;
  return {
    // An orphan's `runtime` loses its id, and in some versions throws at the touch.
    isAlive: () => attempt(() => api.runtime.id !== undefined) ?? false,
    async send(message) {
      const answer = await api.runtime.sendMessage(message);
      if (!hasView(answer)) throw new Error(`no view in the answer to ${message.type}`);
      return answer;
    },
    connect(onGone, name = 'hold', onWord = () => undefined) {
      const port = api.runtime.connect({ name });
      port.onMessage.addListener(message => take(message, onWord));
      port.onDisconnect.addListener(() => {
        // Reading it keeps the browser from logging "unchecked" when the page enters the back/forward cache.
        void api.runtime.lastError;
        onGone();
      });
      return {
        post: message => port.postMessage(message),
        close: () => void attempt(() => port.disconnect()),
      };
    },
    listen(onWord) {
      api.runtime.onMessage.addListener((message, sender) => {
        if (sender.id === id) take(message, onWord);
      });
    },
    text: (key, ...substitutions) => attempt(() => api.i18n.getMessage(key, substitutions)) ?? '',
    rootOf: element => attempt(() => shadowOf(element)) ?? null,
  };
}

function take(message: unknown, onWord: (word: Word) => void): void {
  const fromWorker = message as FromWorker;
  if (fromWorker.type === 'view') onWord(fromWorker);
}

function attempt<Result>(action: () => Result): Result | null {
  try {
    return action();
  } catch {
    return null;
  }
}
