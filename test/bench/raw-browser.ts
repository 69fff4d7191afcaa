// A Chromium without Playwright: a worker that no debugger watches runs, idles and dies as it does on a desk.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findBrowser } from '../lab/find-browser.ts';

/** One debugged tab. */
export type RawPage = {
  evaluate<T>(expression: string): Promise<T>;
  /** The same in each content script of the page, in the order of its frames' appearance. */
  evaluateInScripts<T>(expression: string): Promise<T[]>;
  /** A real mouse click. */
  click(x: number, y: number): Promise<void>;
  /** Moves the mouse, and presses nothing. */
  point(x: number, y: number): Promise<void>;
  /** What scripts of all worlds of the page keep alive, in bytes, after a collection. */
  heapBytes(): Promise<number>;
  goto(url: string): Promise<void>;
  close(): Promise<void>;
};

export type RawBrowser = {
  /** Opens a tab, in front unless it is to be behind the others. */
  open(url: string, isBehind?: boolean): Promise<RawPage>;
  /** Stops the extension's worker without waking or watching it. */
  killWorker(): Promise<void>;
  isWorkerAlive(): Promise<boolean>;
  /** The id of the one extension; waits until its worker runs. */
  extensionId(): Promise<string>;
  close(): Promise<void>;
};

type Message = {
  id?: number;
  result?: Record<string, unknown>;
  error?: { message: string };
  method?: string;
  params?: Record<string, unknown>;
  sessionId?: string;
};
type World = { id: number; origin: string; auxData: { type: string } };
type TargetInfo = { targetId: string; type: string; url: string };

const firstRunPath = 'src/welcome/index.html';

/** Starts a headless Chromium with one unpacked extension, or with none. */
export async function launchRaw(extensionDir: string | null): Promise<RawBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'cardhush-bench-'));
  const browser = spawn(
    findBrowser(),
    [
      '--headless=new',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      ...(extensionDir === null
        ? ['--disable-extensions']
        : [`--disable-extensions-except=${extensionDir}`, `--load-extension=${extensionDir}`]),
      'about:blank',
    ],
    { stdio: 'ignore' },
  );
  const portFile = join(profile, 'DevToolsActivePort');
  for (let tries = 0; tries < 200 && !existsSync(portFile); tries += 1) await wait(50);
  await wait(50);
  const [port, path] = readFileSync(portFile, 'utf8').trim().split('\n');
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  let ids = 0;
  const waiting = new Map<number, (message: Message) => void>();
  const onEvent = new Map<string, (message: Message) => void>();
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) waiting.get(message.id)?.(message);
    else if (message.sessionId !== undefined) onEvent.get(message.sessionId)?.(message);
  });
  const send = (method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      ids += 1;
      const id = ids;
      waiting.set(id, ({ result, error }) => {
        waiting.delete(id);
        if (error === undefined) resolve(result ?? {});
        else reject(new Error(`${method}: ${error.message}`));
      });
      socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
  const workers = async () => {
    const { targetInfos } = await send('Target.getTargets');
    return (targetInfos as TargetInfo[]).filter(
      ({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension://'),
    );
  };
  /** An open page of ours keeps the process alive, and would make a cold start look warm. */
  const closeFirstRun = async () => {
    for (let tries = 0; tries < 200; tries += 1) {
      const { targetInfos } = await send('Target.getTargets');
      const page = (targetInfos as TargetInfo[]).find(({ url }) => url.endsWith(firstRunPath));
      if (page !== undefined) return await send('Target.closeTarget', { targetId: page.targetId });
      await wait(25);
    }
    throw new Error('the first-run page does not open');
  };
  if (extensionDir !== null && existsSync(join(extensionDir, firstRunPath))) await closeFirstRun();
  return {
    async extensionId() {
      for (let tries = 0; tries < 100; tries += 1) {
        const [worker] = await workers();
        if (worker !== undefined) return new URL(worker.url).host;
        await wait(50);
      }
      throw new Error('the extension does not start');
    },
    isWorkerAlive: async () => (await workers()).length > 0,
    async killWorker() {
      for (const { targetId } of await workers()) await send('Target.closeTarget', { targetId });
      for (let tries = 0; tries < 40 && (await workers()).length > 0; tries += 1) await wait(25);
    },
    async open(url, isBehind = false) {
      const { targetId } = await send('Target.createTarget', { url, background: isBehind });
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      const session = String(sessionId);
      const evaluate = async <T>(expression: string, contextId?: number): Promise<T> => {
        const { result, exceptionDetails } = await send(
          'Runtime.evaluate',
          { expression, contextId, awaitPromise: true, returnByValue: true },
          session,
        );
        if (exceptionDetails !== undefined)
          throw new Error(`in the page: ${JSON.stringify(exceptionDetails)}`);
        return (result as { value: T }).value;
      };
      /** Worlds of extensions, as the browser tells of them once it is asked to. */
      const findScripts = async (): Promise<World[]> => {
        const worlds: World[] = [];
        onEvent.set(session, ({ method, params }) => {
          if (method === 'Runtime.executionContextCreated') worlds.push(params?.['context'] as World);
        });
        await send('Runtime.enable', {}, session);
        await send('Runtime.disable', {}, session);
        onEvent.delete(session);
        return worlds.filter(
          ({ origin, auxData }) => auxData.type === 'isolated' && origin.startsWith('chrome-extension:'),
        );
      };
      const mouse = (type: string, x: number, y: number) =>
        send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 }, session);
      /** A new tab is complete before its page has come. */
      const ready = async (expected: string) => {
        for (let tries = 0; tries < 1_000; tries += 1) {
          const isThere = await evaluate<boolean>(
            `document.readyState === 'complete' && (location.href === 'about:blank') === ${expected === 'about:blank'}`,
          ).catch(() => false);
          if (isThere) return;
          await wait(20);
        }
        throw new Error(`${expected} does not load`);
      };
      await ready(url);
      return {
        evaluate: expression => evaluate(expression),
        async goto(next) {
          await send('Page.navigate', { url: next }, session);
          await wait(50);
          await ready(next);
        },
        async close() {
          await send('Target.closeTarget', { targetId });
        },
        async evaluateInScripts<T>(expression: string) {
          const scripts = await findScripts();
          return Promise.all(scripts.map(({ id }) => evaluate<T>(expression, id)));
        },
        async click(x, y) {
          await mouse('mousePressed', x, y);
          await mouse('mouseReleased', x, y);
        },
        async point(x, y) {
          await send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y }, session);
        },
        async heapBytes() {
          await send('HeapProfiler.collectGarbage', {}, session);
          const { usedSize } = await send('Runtime.getHeapUsage', {}, session);
          return Number(usedSize);
        },
      };
    },
    async close() {
      const ended = new Promise(resolve => browser.once('exit', resolve));
      await send('Browser.close').catch(() => undefined);
      await Promise.race([ended, wait(4_000)]);
      browser.kill('SIGKILL');
      socket.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
