// Starts a real Firefox with the extension in it, over WebDriver BiDi, and reaches the places that BiDi does not.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { findFirefox } from './find-firefox.ts';

export type LabFirefox = {
  /** Opens an empty tab in front of the others. */
  newPage(): Promise<Page>;
  /** Opens a page of the extension, for example `src/options/index.html`, as a tab. */
  openExtensionPage(path: string): Promise<Page>;
  /** Sends a message as our own pages would, and gives back the answer. */
  ask<T>(message: object): Promise<T>;
  /** Runs an expression where the extension's API is, in a document of the extension that runs nothing of ours. */
  evaluate<T>(expression: string): Promise<T>;
  /** Runs the body of a function in the browser's own window, where `extension` is ours as Firefox knows it. */
  inBrowser<T>(body: string): Promise<T>;
  /** Every error in our code so far, and everything that our content security policy refused, as Firefox words it. */
  complaints(): Promise<string[]>;
  /** Starts the add-on anew, as an update does, while pages stay open; another tab is in front then. */
  reload(): Promise<void>;
  /** Stops the background page at once, as Firefox does when it is idle. */
  stopBackground(): Promise<void>;
  isBackgroundRunning(): Promise<boolean>;
  /** Presses keys as a keyboard does, so that the browser takes its shortcuts from them. */
  pressShortcut(key: string): Promise<void>;
  /** Opens the popup by its button in the toolbar. */
  openPopup(): Promise<FirefoxPopup>;
  /** Presses the button of the browser's own question about permissions that lets us. */
  allow(): Promise<void>;
  /** Kills the browser as a crash or a power cut does: nothing gets out any more. */
  crash(): Promise<void>;
  close(): Promise<void>;
};

export type FirefoxPopup = {
  text(): Promise<string>;
  /** A real mouse click in the middle of the first element that fits. @throws {Error} where there is none */
  click(selector: string): Promise<void>;
};

type Options = {
  /** The built extension. */
  extensionDir: string;
  /** Kept where given, else made and removed again. */
  profileDir?: string;
  /** True where it stays installed in the profile; else it is gone with the browser. */
  isPermanent?: boolean;
  /** False where the profile has it already. */
  installs?: boolean;
  prefs?: Record<string, unknown>;
};

/** What BiDi answers in Firefox, whose own window is not in the standard. */
type Connection = {
  send(
    method: string,
    params: object,
  ): Promise<{
    result: {
      contexts?: { context: string }[];
      result?: { value?: string };
      exceptionDetails?: { text: string };
    };
  }>;
};

/** A document that runs nothing of ours and yet is ours. */
const quietPath = 'icons/idle-16.png';
/** Firefox makes one up for each profile; addresses have to be known here. */
const host = randomUUID();

/** @throws {Error} where there is no Firefox: ask `findFirefox` first */
export async function launchFirefox(options: Options): Promise<LabFirefox> {
  const found = await findFirefox();
  if ('missing' in found) throw new Error(found.missing);
  const profileDir = options.profileDir ?? mkdtempSync(join(tmpdir(), 'cardhush-firefox-'));
  const id = readId(options.extensionDir);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: found.path,
    headless: true,
    userDataDir: profileDir,
    env: { ...process.env, ...found.env },
    // Else neither our pages nor the browser's own window can be looked at.
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [id]: host }),
      'xpinstall.signatures.required': false,
      // The system's own notifications need a system that has some.
      'alerts.useSystemBackend': false,
      ...options.prefs,
    },
  });
  const close = async () => {
    await browser.close();
    if (options.profileDir === undefined) rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const { connection } = browser as unknown as { connection: Connection };
    if (options.installs !== false)
      await connection.send('webExtension.install', {
        extensionData: { type: 'path', path: resolve(options.extensionDir) },
        ...(options.isPermanent === true ? { 'moz:permanent': true } : {}),
      });
    return { ...(await createLabFirefox(browser, connection, id)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function createLabFirefox(
  browser: Browser,
  connection: Connection,
  id: string,
): Promise<Omit<LabFirefox, 'close'>> {
  const { result } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
  const context = result.contexts?.[0]?.context;

  async function inBrowser<T>(body: string): Promise<T> {
    const expression = `(async () => {
      const { extension } = WebExtensionPolicy.getByID(${JSON.stringify(id)}) ?? {};
      ${body}
    })().then(value => JSON.stringify(value ?? null))`;
    const answer = await connection.send('script.evaluate', {
      expression,
      target: { context },
      awaitPromise: true,
    });
    const { result: value, exceptionDetails } = answer.result;
    if (value?.value === undefined) throw new Error(exceptionDetails?.text ?? 'the browser said nothing');
    return JSON.parse(value.value) as T;
  }

  async function openExtensionPage(path: string): Promise<Page> {
    const page = await browser.newPage();
    // Its load event gets lost as the tab moves to the process of extensions.
    void page.goto(`moz-extension://${host}/${path}`, { timeout: 3_000 }).catch(() => undefined);
    await waitFor(() =>
      page.evaluate(
        () =>
          location.protocol === 'moz-extension:' &&
          document.readyState === 'complete' &&
          'browser' in globalThis,
      ),
    );
    return page;
  }

  await waitFor(() => inBrowser<boolean>(`return extension?.backgroundState === 'running'`));
  let quiet = await openExtensionPage(quietPath);
  const evaluate = async <T>(expression: string) => (await quiet.evaluate(expression)) as T;
  const isBackgroundRunning = () => inBrowser<boolean>(`return extension.backgroundState === 'running'`);
  const popupViews = `browser.extension.getViews({ type: 'popup' })`;

  return {
    newPage: () => browser.newPage(),
    openExtensionPage,
    evaluate,
    inBrowser,
    isBackgroundRunning,
    ask: message => evaluate(`browser.runtime.sendMessage(${JSON.stringify(message)})`),
    complaints: () =>
      inBrowser(`return Services.console.getMessageArray()
        .filter(said => said instanceof Ci.nsIScriptError && !(said.flags & Ci.nsIScriptError.warningFlag))
        .filter(({ sourceName }) => sourceName.includes('${host}'))
        // Words that only some have are asked for to find out; Firefox notes each that is not there.
        .filter(({ errorMessage }) => !errorMessage.startsWith('Unknown localization message'))
        // A page that is closed while it waits for an answer; on a busy machine tests close pages that early.
        .filter(({ errorMessage }) => !errorMessage.startsWith('Promise rejected after context unloaded'))
        .map(({ errorMessage, sourceName }) => errorMessage + ' (' + sourceName + ')')`),
    async reload() {
      await inBrowser(`
        const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
        await (await AddonManager.getAddonByID(${JSON.stringify(id)})).reload();
      `);
      await waitFor(() => inBrowser<boolean>(`return extension?.backgroundState === 'running'`));
      // The pages of the version before are gone.
      quiet = await openExtensionPage(quietPath);
    },
    async stopBackground() {
      // Whoever waits for it starts it again a moment later.
      const isStopped = await inBrowser<boolean>(`
        const find = () => [...extension.views].find(({ viewType }) => viewType === 'background');
        const before = find();
        await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
        return find() !== before;
      `);
      if (!isStopped) throw new Error('the background page does not stop');
    },
    async pressShortcut(key) {
      await inBrowser(`
        const input = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
        input.beginInputTransactionForTests(window);
        const keys = [['Alt', 'AltLeft', 18], ['Shift', 'ShiftLeft', 16], ['${key}', 'Key${key}', ${key.charCodeAt(0)}]]
          .map(([name, code, keyCode]) => new KeyboardEvent('', { key: name, code, keyCode }));
        for (const one of keys) input.keydown(one);
        for (const one of keys.reverse()) input.keyup(one);
      `);
    },
    async openPopup() {
      await inBrowser(`
        const { browserActionFor } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs')
          .ExtensionParent.apiManager.global;
        await browserActionFor(extension).openPopup(window);
      `);
      await waitFor(() => evaluate<boolean>(`${popupViews}[0]?.document.querySelector('h1') !== null`));
      return {
        text: () => evaluate(`${popupViews}[0]?.document.body.innerText ?? ''`),
        async click(selector) {
          const place = await evaluate<{ x: number; y: number } | null>(`(element => {
            element?.scrollIntoView({ block: 'nearest' });
            const box = element?.getBoundingClientRect();
            return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null;
          })(${popupViews}[0]?.document.querySelector(${JSON.stringify(selector)}))`);
          if (place === null) throw new Error(`the popup has no ${selector}`);
          await inBrowser(`
            const { x, y } = document.querySelector('browser[webextension-view-type=popup]').getBoundingClientRect();
            for (const [type, buttons] of [['mousemove', 0], ['mousedown', 1], ['mouseup', 0]])
              window.synthesizeMouseEvent(type, x + ${place.x}, y + ${place.y}, { button: 0, clickCount: 1, buttons });
          `);
        },
      };
    },
    async allow() {
      const button = `PopupNotifications.panel.querySelector('popupnotification')?.button`;
      await waitFor(() =>
        inBrowser<boolean>(`return PopupNotifications.isPanelOpen && ${button} !== undefined`),
      );
      // Firefox takes no answer from somebody who cannot have read the question.
      await wait(600);
      await inBrowser(`${button}.click()`);
    },
    async crash() {
      const process = browser.process();
      const gone = new Promise(done => process?.once('exit', done));
      process?.kill('SIGKILL');
      await gone;
    },
  };
}

function readId(extensionDir: string): string {
  const manifest = JSON.parse(readFileSync(join(extensionDir, 'manifest.json'), 'utf8')) as {
    browser_specific_settings: { gecko: { id: string } };
  };
  return manifest.browser_specific_settings.gecko.id;
}

async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await isSo().catch(() => false)) return;
    await wait(50);
  }
  throw new Error('Firefox does not get there');
}
