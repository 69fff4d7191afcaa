// What a chaos run plays on: one phone, one recorder, one site, and a browser that is killed and started again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { launchBrowser, type LabBrowser } from '../lab/browser.ts';
import { Phone } from '../lab/phone.ts';
import { startVoicenter, type FakeVoicenter } from '../lab/recorders/voicenter.ts';
import { saveLabSettings } from '../lab/settings.ts';
import { startSite, type Site } from '../lab/site.ts';

/** The extension's linger in these runs, in ms: short, so that a round takes seconds. */
export const lingerMs = 400;

export class Stage {
  readonly phone: Phone;
  readonly voicenter: FakeVoicenter;
  readonly site: Site;
  readonly #folders: string[];
  #desk: LabBrowser | undefined;
  #page: Page | undefined;
  #eye: Page | undefined;

  static async open(): Promise<Stage> {
    const folders = ['wav', 'profile'].map(name => mkdtempSync(join(tmpdir(), `cardhush-chaos-${name}-`)));
    const phone = new Phone({ recordingsDir: folders[0] ?? '' });
    const stage = new Stage(phone, await startVoicenter({ phone }), await startSite(), folders);
    await stage.#startBrowser();
    await saveLabSettings(stage.desk, stage.voicenter, { isReadable: false, timings: { lingerMs } });
    return stage;
  }

  private constructor(phone: Phone, voicenter: FakeVoicenter, site: Site, folders: string[]) {
    this.phone = phone;
    this.voicenter = voicenter;
    this.site = site;
    this.#folders = folders;
  }

  get desk(): LabBrowser {
    if (this.#desk === undefined) throw new Error('there is no browser');
    return this.#desk;
  }

  get page(): Page {
    if (this.#page === undefined) throw new Error('there is no page');
    return this.#page;
  }

  /** A new tab with the CRM. */
  async openPage(): Promise<void> {
    if (this.#page?.isClosed() === false) await this.#page.close();
    this.#page = await this.desk.context.newPage();
    await this.#page.goto(this.site.crm);
  }

  /** Settings for the next rounds: whether Active Calls can be read. */
  async configure(isReadable: boolean): Promise<void> {
    // Refused while something is still owed from the round before.
    for (let tries = 0; ; tries += 1)
      try {
        return await saveLabSettings(this.desk, this.voicenter, { isReadable, timings: { lingerMs } });
      } catch (error) {
        if (tries > 120) throw error;
        await wait(500);
      }
  }

  /** What the toolbar tells the agent right now: read from the browser, without waking the worker. */
  async shown(): Promise<string> {
    try {
      this.#eye ??= await this.desk.openBackgroundPage('manifest.json');
      return await this.#eye.evaluate<string>(`chrome.action.getTitle({})`);
    } catch {
      // No browser, no badge.
      this.#eye = undefined;
      return '';
    }
  }

  /** The browser crashes and the agent starts it again. */
  async restartBrowser(): Promise<void> {
    this.#eye = undefined;
    await this.desk.crash();
    await this.#startBrowser();
  }

  async close(): Promise<void> {
    await this.#desk?.close();
    await Promise.all([this.voicenter.stop(), this.site.stop(), this.phone.stop()]);
    for (const folder of this.#folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #startBrowser(): Promise<void> {
    const extensionDir = join(import.meta.dirname, '../../dist/chrome-managed');
    this.#desk = await launchBrowser({ extensionDir, headless: true, profileDir: this.#folders[1] ?? '' });
  }
}
