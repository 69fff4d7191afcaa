// A real Chromium with the harness in it, and eyes for what the content script sends and shows.
import { setTimeout as wait } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import type { View } from '../../../src/recording/view.ts';
import { launchBrowser, type LabBrowser } from '../../lab/browser.ts';
import { buildHarness } from './extension.ts';
import { servePages, type Pages } from './pages.ts';

/** One thing that reached the worker. */
export type Entry = {
  via: 'message' | 'port' | 'connect' | 'disconnect';
  atMs: number;
  documentId: string;
  frameId: number;
  type?: string;
  seq?: number;
  kind?: string;
  reason?: string;
  isAway?: boolean;
};

/** What the banner shows; null where there is none, or only its empty live regions. */
export type Shown = {
  role: 'status' | 'alert';
  text: string;
  count: string;
  buttons: string[];
  top: number;
  bottom: number;
};

export type Stage = Pages & {
  browser: LabBrowser;
  open(path: string): Promise<Page>;
  /** Everything since the last `forget`, without what only asks or wakes. */
  log(): Promise<Entry[]>;
  /** The same as short words, for example `hold card-number`, `away`, `release blur`. */
  story(): Promise<string[]>;
  /** Waits until the story ends like this. @throws {Error} with the story, when it does not */
  expectStory(...words: string[]): Promise<void>;
  forget(): Promise<void>;
  setMode(mode: 'answer' | 'refuse' | 'hang'): Promise<void>;
  /** Sets what the worker answers, and pushes it to every top frame. */
  push(view: Partial<View>): Promise<void>;
  shown(page: Page): Promise<Shown | null>;
  /** Loads the extension anew, as an update does: every script in a page is an orphan afterwards. */
  update(): Promise<void>;
  /** Puts the content script into every open page. */
  inject(): Promise<void>;
  /** Ends all timers of the page's content script, as if nothing of it ran any more. */
  kill(page: Page): Promise<void>;
  /** Presses a button of the banner with the mouse. */
  press(page: Page, button: string): Promise<void>;
  close(): Promise<void>;
};

export async function setStage(): Promise<Stage> {
  const [harness, pages] = await Promise.all([buildHarness(), servePages()]);
  const browser = await launchBrowser({
    extensionDir: harness.dir,
    headless: true,
    // Playwright turns the back/forward cache off, and with it a way back that fires no focus event.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  const { context } = browser;
  let { worker } = browser;

  // A worker that is stopped in mid-question is asked again; the next one starts with an empty log.
  const readLog = () => worker.evaluate<string>(`JSON.stringify(log)`);
  const log = async (): Promise<Entry[]> => JSON.parse(await readLog().catch(readLog));
  const story = async (): Promise<string[]> => (await log()).flatMap(toWords);

  return {
    ...pages,
    browser,
    log,
    story,
    async open(path) {
      const page = await context.newPage();
      await page.goto(path.startsWith('http') ? path : pages.base + path);
      return page;
    },
    async expectStory(...words) {
      let told: string[] = [];
      for (let tries = 0; tries < 60; tries += 1) {
        told = await story();
        if (JSON.stringify(told) === JSON.stringify(words)) break;
        await wait(50);
      }
      // A moment longer, for what should not come.
      await wait(100);
      told = await story();
      if (JSON.stringify(told) !== JSON.stringify(words))
        throw new Error(`expected ${JSON.stringify(words)}, got ${JSON.stringify(told)}`);
    },
    forget: () => worker.evaluate('log.length = 0'),
    setMode: mode => worker.evaluate(`globalThis.mode = '${mode}'`),
    push: view =>
      worker.evaluate(`(async () => {
        Object.assign(view, ${JSON.stringify(view)});
        for (const { id } of await chrome.tabs.query({}))
          await chrome.tabs.sendMessage(id, { type: 'view', view }, { frameId: 0 }).catch(() => {});
      })()`),
    async update() {
      const started = context.waitForEvent('serviceworker');
      // The worker ends before it can answer.
      await worker.evaluate('chrome.runtime.reload()').catch(() => undefined);
      worker = await started;
    },
    inject: () => worker.evaluate('inject()'),
    shown: page => withCdp(page, readShown),
    kill: page => withCdp(page, killScript),
    press: (page, button) => withCdp(page, cdp => pressButton(cdp, page, button)),
    async close() {
      await browser.close();
      pages.close();
      harness.remove();
    },
  };
}

function toWords({ via, type, kind, reason, isAway }: Entry): string[] {
  if (via !== 'message') return [];
  if (type === 'hold') return [isAway === true ? 'away' : `hold ${kind}`];
  if (type === 'release') return [`release ${reason}`];
  return type === 'activity' || type === 'extend' ? [type] : [];
}

type AxNode = {
  role?: { value: string };
  name?: { value: string };
  nodeId: string;
  childIds?: string[];
  backendDOMNodeId?: number;
};
type Banner = { region: AxNode; parts: AxNode[]; textOf(node: AxNode | undefined): string };

/** Reads the banner as assistive technology does: its root is closed, but nothing is closed to the accessibility tree. */
async function readBanner(cdp: CDPSession): Promise<Banner | null> {
  const { nodes } = (await cdp.send('Accessibility.getFullAXTree')) as { nodes: AxNode[] };
  const byId = new Map(nodes.map(node => [node.nodeId, node]));
  const region = nodes.find(
    ({ role, name }) => role?.value === 'region' && name?.value === 'CardHush notice',
  );
  if (region === undefined) return null;
  const within = (node: AxNode): AxNode[] =>
    (node.childIds ?? []).flatMap(id => {
      const child = byId.get(id);
      return child === undefined ? [] : [child].concat(within(child));
    });
  return {
    region,
    parts: within(region),
    textOf: node =>
      (node === undefined ? [] : within(node))
        .filter(({ role }) => role?.value === 'StaticText')
        .map(({ name }) => name?.value ?? '')
        .join('')
        .trim(),
  };
}

async function readShown(cdp: CDPSession): Promise<Shown | null> {
  const banner = await readBanner(cdp);
  if (banner === null) return null;
  const { region, parts, textOf } = banner;
  const speaking = (['alert', 'status'] as const)
    .map(role => ({ role, text: textOf(parts.find(node => node.role?.value === role)) }))
    .find(({ text }) => text !== '');
  const box = await readBox(cdp, region);
  if (speaking === undefined || box === null || box.bottom - box.top < 10) return null;
  return {
    ...speaking,
    top: box.top,
    bottom: box.bottom,
    count: textOf(parts.find(node => node.role?.value === 'timer')),
    buttons: parts.filter(node => node.role?.value === 'button').map(({ name }) => name?.value ?? ''),
  };
}

type Box = { left: number; top: number; right: number; bottom: number };

async function readBox(cdp: CDPSession, { backendDOMNodeId }: AxNode): Promise<Box | null> {
  if (backendDOMNodeId === undefined) return null;
  const answer = await cdp.send('DOM.getBoxModel', { backendNodeId: backendDOMNodeId }).catch(() => null);
  const [left, top, , , right, bottom] = answer?.model.border ?? [];
  if (left === undefined || top === undefined || right === undefined || bottom === undefined) return null;
  return { left, top, right, bottom };
}

async function pressButton(cdp: CDPSession, page: Page, name: string): Promise<void> {
  const banner = await readBanner(cdp);
  const button = banner?.parts.find(node => node.role?.value === 'button' && node.name?.value === name);
  const box = button === undefined ? null : await readBox(cdp, button);
  if (box === null) throw new Error(`the banner has no button "${name}"`);
  await page.mouse.click((box.left + box.right) / 2, (box.top + box.bottom) / 2);
}

async function killScript(cdp: CDPSession): Promise<void> {
  const worlds: { id: number; name: string }[] = [];
  cdp.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context));
  await cdp.send('Runtime.enable');
  const world = worlds.find(({ name }) => name === 'content harness');
  if (world === undefined) throw new Error('there is no content script in this page');
  const expression = 'for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer)';
  await cdp.send('Runtime.evaluate', { contextId: world.id, expression });
}

async function withCdp<Result>(page: Page, use: (cdp: CDPSession) => Promise<Result>): Promise<Result> {
  const cdp = await page.context().newCDPSession(page);
  try {
    return await use(cdp);
  } finally {
    await cdp.detach();
  }
}
