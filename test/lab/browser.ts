// Starts a real Chromium with the extension in it, and reaches the places that Playwright does not.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type BrowserContext, type Page, type Worker } from 'playwright-core';
import { findBrowser } from './find-browser.ts';
import { pressKeys } from './keys.ts';
import { openPopup, type Popup } from './popup.ts';
import { copyUsedProfile } from './used-profile.ts';

export type LabBrowser = {
  context: BrowserContext;
  extensionId: string;
  /** The service worker. It survives its own restarts, but `evaluate` on a stopped one waits until something wakes it. */
  worker: Worker;
  /** Opens a page of the extension, for example `src/options/index.html`, as a tab. */
  openExtensionPage(path: string): Promise<Page>;
  /** The same behind the tab that is in front. `manifest.json` is a page that runs nothing of ours. */
  openBackgroundPage(path: string): Promise<Page>;
  /** Stops the worker at once, as the browser does when it is idle (it never is idle while Playwright watches it). */
  killWorker(): Promise<void>;
  /** Wakes the worker without touching the tab in front. */
  wakeWorker(): Promise<void>;
  /** Presses the keys that are assigned to one of the extension's commands. @throws {Error} where none are */
  pressCommand(page: Page, command: string): Promise<void>;
  /** Opens the real popup, not its page in a tab; `open` where something else than a press of the button opens it. */
  openPopup(open?: () => Promise<void>): Promise<Popup>;
  /** Kills the browser as a crash or a power cut does: nothing gets out any more. */
  crash(): Promise<void>;
  close(): Promise<void>;
};

type Options = {
  /** The built extension; or the id of one that a policy installs. */
  extensionDir: string | { installedId: string };
  headless: boolean;
  /** Kept where given, else made and removed again. */
  profileDir?: string;
  args?: string[];
  /** Flags of Playwright's own to leave out. */
  ignoreDefaultArgs?: string[];
  /** True where Ctrl+C is the caller's affair, who then has to close; else it ends browser and program. */
  handlesInterrupt?: boolean;
  /** A browser that has never seen the extension, its first-run page open; else the desk is used to us. */
  isFirstRun?: boolean;
  /** Which browser; found where not given. */
  executablePath?: string;
  /** The language that the browser speaks, for example `he`. */
  language?: string;
};

/** Quiet, and off the network: nothing but what we ask for happens. */
const quietFlags = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Hides the bar that complains about flags.
  '--test-type',
];

const firstRunPath = 'src/welcome/index.html';

/** Starts the browser and waits for the extension's worker. */
export async function launchBrowser(options: Options): Promise<LabBrowser> {
  const { extensionDir } = options;
  if (options.profileDir !== undefined) return await launchIn(options.profileDir, options);
  const profileDir = mkdtempSync(join(tmpdir(), 'cardhush-profile-'));
  const remove = () => rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    if (
      typeof extensionDir === 'string' &&
      existsSync(join(extensionDir, firstRunPath)) &&
      options.isFirstRun !== true
    ) {
      const about = [options.language, options.executablePath].join();
      await copyUsedProfile(profileDir, extensionDir, about, made => makeUsed(made, options));
    }
    const browser = await launchIn(profileDir, options);
    return { ...browser, close: () => browser.close().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The extension's first hours: installed, its first-run page closed, and the policy asked for. */
async function makeUsed(profileDir: string, options: Options): Promise<void> {
  const browser = await launchIn(profileDir, { ...options, headless: true, args: [] });
  await browser.worker.evaluate(`(async () => {
    const keys = ['lastPolicy', 'firstRun'];
    const untilMs = Date.now() + 10_000;
    while (Object.keys(await chrome.storage.local.get(keys)).length < keys.length && Date.now() < untilMs)
      await new Promise(resolve => setTimeout(resolve, 20));
  })()`);
  await browser.close();
}

async function launchIn(profileDir: string, options: Options): Promise<LabBrowser> {
  const { extensionId, flags, unwanted } = toStart(options.extensionDir);
  const isFresh = preparePreferences(profileDir, extensionId);
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath: options.executablePath ?? findBrowser(),
    headless: options.headless,
    handleSIGINT: options.handlesInterrupt !== true,
    viewport: options.headless ? { width: 1280, height: 800 } : null,
    ignoreDefaultArgs: [...unwanted, ...(options.ignoreDefaultArgs ?? [])],
    // Playwright leaves the sandbox off unless told; only root has to do without.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      ...quietFlags.filter(flag => !unwanted.includes(flag)),
      // Beside Playwright's own pipe: the way to the real popup, which Playwright does not show.
      '--remote-debugging-port=0',
      ...flags,
      ...(options.language === undefined ? [] : [`--lang=${options.language}`]),
      ...(options.args ?? []),
    ],
    // Where the flag is not heard.
    ...(options.language === undefined ? {} : { env: { ...process.env, LANGUAGE: options.language } }),
  });
  try {
    const browser = await createLabBrowser(context, extensionId, profileDir);
    if (isFresh && options.isFirstRun !== true) await closeFirstRun(context, options.extensionDir);
    return { ...browser, close: () => context.close() };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/** How the extension comes into the browser. */
function toStart(extension: Options['extensionDir']): {
  extensionId: string;
  flags: string[];
  unwanted: string[];
} {
  if (typeof extension === 'string') {
    const dir = resolve(extension);
    if (!existsSync(join(dir, 'manifest.json')))
      throw new Error(`no extension is built in ${extension}: run "npm run build" first`);
    const flags = [`--disable-extensions-except=${dir}`, `--load-extension=${dir}`];
    return { extensionId: toExtensionId(dir), flags, unwanted: [] };
  }
  return {
    extensionId: extension.installedId,
    // It fetches the package by itself, and nothing else from anywhere.
    flags: ['--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE *.localhost'],
    unwanted: ['--disable-extensions', '--disable-background-networking'],
  };
}

async function createLabBrowser(
  context: BrowserContext,
  extensionId: string,
  profileDir: string,
): Promise<Omit<LabBrowser, 'close'>> {
  const base = `chrome-extension://${extensionId}/`;
  const isOurs = (worker: Worker) => worker.url().startsWith(base);
  const worker =
    context.serviceWorkers().find(isOurs) ??
    (await context.waitForEvent('serviceworker', { predicate: isOurs, timeout: 15_000 }));
  const commands = await worker.evaluate<{ name?: string; shortcut?: string }[]>(
    'chrome.commands?.getAll() ?? []',
  );
  const debugPort = Number(readFileSync(join(profileDir, 'DevToolsActivePort'), 'utf8').split('\n')[0]);
  const cdp = await context.browser()?.newBrowserCDPSession();
  if (cdp === undefined) throw new Error('the browser has no debugging session');

  const openBackgroundPage = async (path: string) => {
    const opened = context.waitForEvent('page', page => page.url().startsWith(base));
    // A tab that comes to the front takes the focus away from the page under test.
    const [page] = await Promise.all([
      opened,
      cdp.send('Target.createTarget', { url: base + path, background: true }),
    ]);
    return page;
  };
  const wakeWorker = async () => {
    const page = await openBackgroundPage('manifest.json');
    await page.evaluate(`chrome.runtime.sendMessage({ type: 'getView' }).catch(() => undefined)`);
    await page.close();
  };

  return {
    context,
    extensionId,
    worker,
    wakeWorker,
    openBackgroundPage,
    async openExtensionPage(path) {
      const page = await context.newPage();
      await page.goto(base + path);
      return page;
    },
    async killWorker() {
      const { targetInfos } = await cdp.send('Target.getTargets');
      const target = targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith(base));
      if (target === undefined) return;
      await cdp.send('Target.closeTarget', { targetId: target.targetId });
    },
    async crash() {
      const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
      const gone = new Promise(done => void context.once('close', done));
      for (const { type, id } of processInfo) if (type === 'browser') process.kill(id, 'SIGKILL');
      await gone;
    },
    async pressCommand(page, command) {
      const keys = commands.find(({ name }) => name === command)?.shortcut;
      if (keys === undefined || keys === '') throw new Error(`the command ${command} has no keys`);
      await pressKeys(page, keys);
    },
    async openPopup(open) {
      const press = async () => {
        const isAwake = await Promise.race([worker.evaluate(() => true), wait(500, false)]);
        if (!isAwake) await wakeWorker();
        await worker.evaluate('chrome.action.openPopup()');
      };
      return openPopup({ debugPort, base, open: open ?? press });
    },
  };
}

/** The page opens by itself a moment after the installation; where a policy installs, nobody knows when that is. */
async function closeFirstRun(context: BrowserContext, extension: Options['extensionDir']): Promise<void> {
  const isFirstRunUrl = ({ pathname }: URL) => pathname.endsWith(firstRunPath);
  if (typeof extension !== 'string') {
    context.on(
      'page',
      page =>
        void page.waitForURL(isFirstRunUrl).then(
          () => page.close(),
          () => undefined,
        ),
    );
    return;
  }
  if (!existsSync(join(extension, firstRunPath))) return;
  for (let tries = 0; tries < 200; tries += 1) {
    const page = context.pages().find(opened => isFirstRunUrl(new URL(opened.url())));
    if (page !== undefined) return await page.close();
    await wait(25);
  }
  throw new Error('the first-run page does not open');
}

/**
 * Pins the icon, and turns developer mode on: without it a reload of the extension disables it. Whether the profile is
 * a new one.
 */
function preparePreferences(profileDir: string, extensionId: string): boolean {
  const path = join(profileDir, 'Default', 'Preferences');
  if (existsSync(path)) return false;
  mkdirSync(join(profileDir, 'Default'), { recursive: true });
  const extensions = { pinned_extensions: [extensionId], ui: { developer_mode: true } };
  writeFileSync(path, JSON.stringify({ extensions }));
  return true;
}

/** The id that Chromium gives an unpacked extension: made of the manifest's key, else of its folder. */
function toExtensionId(extensionDir: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(extensionDir, 'manifest.json'), 'utf8'));
  const key =
    typeof manifest === 'object' && manifest !== null && 'key' in manifest ? manifest.key : undefined;
  const source = typeof key === 'string' ? Buffer.from(key, 'base64') : Buffer.from(resolve(extensionDir));
  const hex = createHash('sha256').update(source).digest('hex').slice(0, 32);
  return [...hex].map(digit => 'abcdefghijklmnop'.charAt(Number.parseInt(digit, 16))).join('');
}
