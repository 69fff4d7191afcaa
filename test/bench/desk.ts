// Agents' desks under measurement: a browser with an extension, a page with a card field, and a recorder.
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import type { FakeServer, Faults, LoggedRequest } from '../lab/recorders/fake-server.ts';
import { launchRaw, type RawBrowser, type RawPage } from './raw-browser.ts';

/** The package that is measured. */
export const packageDir = join(import.meta.dirname, '../../dist/chrome-managed');

/** Recorders of one kind, and how their requests to pause and to resume are told from others. */
export type BenchRecorder = {
  servers: (FakeServer & { knobs: Faults })[];
  isPause(request: LoggedRequest): boolean;
  isResume(request: LoggedRequest): boolean;
};

export type Desk = BenchRecorder & { browser: RawBrowser; page: RawPage };

/** From the moment at which the card field has focus, by the page's own clock. */
export type Trial = {
  /** Until the request to pause is at the recorder; at the last of several. */
  toWireMs: number;
  /** Until the recorder has accepted it; the last of several. */
  toAcceptedMs: number;
};

/** The built package with these settings; closes what it has opened where they are refused. */
export async function launchCardhush(settings: object, secrets: object = {}): Promise<RawBrowser> {
  const browser = await launchRaw(packageDir);
  try {
    const message = JSON.stringify({ type: 'saveSettings', settings, secrets });
    const answer = await askAsPage<{ problems: unknown[] }>(
      browser,
      `chrome.runtime.sendMessage(${message})`,
    );
    if (answer.problems.length > 0) throw new Error(`settings were refused: ${JSON.stringify(answer)}`);
    return browser;
  } catch (thrown) {
    await browser.close();
    throw thrown;
  }
}

/** Evaluates as a page of the extension does, which is closed again. */
export async function askAsPage<T>(browser: RawBrowser, expression: string): Promise<T> {
  const page = await browser.open(`chrome-extension://${await browser.extensionId()}/manifest.json`);
  const answer = await page.evaluate<T>(expression);
  await page.close();
  return answer;
}

/** Notes when the card field gets focus; to be called after each load of the page. */
export async function watchFocus(page: RawPage): Promise<void> {
  await page.evaluate(`addEventListener('focusin', ({ target }) => {
    if (target.id === 'number') globalThis.focusedAtMs = performance.timeOrigin + performance.now();
  }, true)`);
}

/** The middle of the card field. */
export async function findField(page: RawPage): Promise<[number, number]> {
  return page.evaluate(`(() => {
    const box = document.querySelector('#number').getBoundingClientRect();
    return [box.x + 20, box.y + box.height / 2];
  })()`);
}

/** Clicks into the card field, waits for the pause, leaves the field and waits for the resume, where there is one. */
export async function runTrial(desk: Desk, resumes: boolean): Promise<Trial> {
  const { page, servers, isPause, isResume } = desk;
  const news = servers.map(({ requests }) => ({ requests, before: requests.length }));
  const answered = (is: (request: LoggedRequest) => boolean) => () => {
    const found = news.flatMap(({ requests, before }) => requests.slice(before).find(isAnswered(is)) ?? []);
    return found.length === servers.length ? found : undefined;
  };
  const [x, y] = await findField(page);
  await page.click(x, y);
  const requests = await until('nothing reached the recorder', answered(isPause));
  const focusedAtMs = await page.evaluate<number>('globalThis.focusedAtMs');
  await page.evaluate('document.activeElement.blur()');
  if (resumes) await until('nothing was resumed', answered(isResume));
  // Until whatever follows an answer is done, too.
  await wait(60);
  return {
    toWireMs: Math.max(...requests.map(({ atMs }) => atMs)) - focusedAtMs,
    toAcceptedMs: Math.max(...requests.map(({ answeredAtMs }) => answeredAtMs ?? Number.NaN)) - focusedAtMs,
  };
}

const isAnswered = (is: (request: LoggedRequest) => boolean) => (request: LoggedRequest) =>
  request.answeredAtMs !== null && is(request);

/** Stops the worker, and again should something have woken it at once. */
export async function stopWorker({ browser }: { browser: RawBrowser }): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    await browser.killWorker();
    await wait(100);
    if (!(await browser.isWorkerAlive())) return;
  }
  throw new Error('something keeps the worker awake');
}

/** Looks until there is something. @throws {Error} saying `what` after 8 s */
export async function until<T>(what: string, look: () => T | undefined): Promise<T> {
  const endMs = performance.now() + 8_000;
  while (performance.now() < endMs) {
    const found = look();
    if (found !== undefined) return found;
    await wait(2);
  }
  throw new Error(`${what} in 8 s`);
}

/** How a fake Voicenter is asked. */
export const voicenterTalk = {
  isPause: ({ params }: LoggedRequest) => params['state'] === '1',
  isResume: ({ params }: LoggedRequest) => params['state'] === '0',
};
