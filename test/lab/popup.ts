// Drives the real popup. Playwright does not show it as a page, so this speaks the debugging protocol to it.
import { setTimeout as wait } from 'node:timers/promises';

export type Popup = {
  /** The words that are on it. */
  text(): Promise<string>;
  /** Runs an expression in it and gives back its value, which must be JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** A real mouse click in the middle of the first element that fits. @throws {Error} where there is none */
  click(selector: string): Promise<void>;
  /** A picture of it, as PNG. */
  screenshot(): Promise<Buffer>;
  /** Whether it is still open: it closes as soon as it loses the focus. */
  isOpen(): Promise<boolean>;
  close(): Promise<void>;
};

type Target = { id: string; url: string; webSocketDebuggerUrl: string };
type Answer = { id?: number; result?: Record<string, unknown>; error?: { message: string } };

type Options = {
  debugPort: number;
  /** Every address of the extension begins with this. */
  base: string;
  /** Makes the browser open the popup. */
  open(): Promise<void>;
};

/** Opens the popup and waits until it stands. */
export async function openPopup({ debugPort, base, open }: Options): Promise<Popup> {
  const list = async () => {
    const answer = await fetch(`http://127.0.0.1:${debugPort}/json/list`);
    return (await answer.json()) as Target[];
  };
  // The popup's page may also be open in a tab: the popup is the one that is new.
  const before = new Set((await list()).map(({ id }) => id));
  await open();
  const target = await waitFor(async () =>
    (await list()).find(
      ({ id, url }) => !before.has(id) && url.startsWith(base) && !url.endsWith('manifest.json'),
    ),
  );
  const session = await connect(target.webSocketDebuggerUrl);
  const evaluate = async (expression: string) => {
    const { result } = await session.send('Runtime.evaluate', {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    return (result as { value?: unknown }).value;
  };
  await waitFor(async () => (await evaluate('document.readyState === "complete"')) === true || undefined);
  return {
    evaluate,
    text: async () => String(await evaluate('document.body.innerText')),
    async click(selector) {
      const box = `(element => {
        element?.scrollIntoView({ block: 'nearest' });
        const box = element?.getBoundingClientRect();
        return box && [box.x + box.width / 2, box.y + box.height / 2];
      })(document.querySelector(${JSON.stringify(selector)}))`;
      const place = await evaluate(box);
      if (!Array.isArray(place)) throw new Error(`the popup has no ${selector}`);
      const mouse = { x: Number(place[0]), y: Number(place[1]), button: 'left', clickCount: 1 };
      await session.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...mouse });
      await session.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...mouse });
    },
    async screenshot() {
      const { data } = await session.send('Page.captureScreenshot');
      return Buffer.from(String(data), 'base64');
    },
    isOpen: async () => (await list()).some(({ id }) => id === target.id),
    async close() {
      session.close();
      await fetch(`http://127.0.0.1:${debugPort}/json/close/${target.id}`);
    },
  };
}

async function connect(url: string) {
  const socket = new WebSocket(url);
  const waiting = new Map<number, (answer: Answer) => void>();
  let sent = 0;
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  socket.addEventListener('close', () => {
    for (const settle of waiting.values()) settle({ error: { message: 'the popup closed' } });
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error('cannot reach the popup')));
  });
  return {
    async send(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
      if (socket.readyState !== WebSocket.OPEN) throw new Error('the popup is closed');
      sent += 1;
      const id = sent;
      const answer = await new Promise<Answer>(resolve => {
        waiting.set(id, resolve);
        socket.send(JSON.stringify({ id, method, params }));
      });
      waiting.delete(id);
      if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`);
      return answer.result ?? {};
    },
    close: () => socket.close(),
  };
}

async function waitFor<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await wait(50);
  }
  throw new Error('the popup did not open');
}
