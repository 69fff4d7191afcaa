// Through every screen that people see, whatever language it speaks: nothing here goes by words.
import type { Page } from 'playwright-core';
import type { LabBrowser } from './browser.ts';
import type { FakeVoicenter } from './recorders/voicenter.ts';
import { askWorker, saveLabSettings } from './settings.ts';
import type { Site } from './site.ts';

type World = {
  desk: LabBrowser;
  voicenter: FakeVoicenter;
  site: Site;
  /** Called at each stop, with the page as it then stands. */
  visit: (name: string, page: Page) => Promise<void>;
};

/** How wide the real popup is, in px. */
const popupSize = { width: 360, height: 600 };
const pageSize = { width: 1280, height: 800 };

/** Makes the tour. @throws {Error} where a screen does not come */
export async function takeTour({ desk, voicenter, site, visit }: World): Promise<void> {
  const open = async (path: string, size = pageSize): Promise<Page> => {
    const page = await desk.openExtensionPage(`src/${path}/index.html`);
    await page.setViewportSize(size);
    await page.locator('h1').first().waitFor();
    return page;
  };
  const stop = async (name: string, path: string, size = pageSize): Promise<void> => {
    const page = await open(path, size);
    // What comes from the worker after the first drawing.
    await page.waitForTimeout(400);
    await visit(name, page);
    await page.close();
  };
  const tell = (message: object) => askWorker<{ view: { status: string } }>(desk, message);
  const becomes = async (status: string): Promise<void> => {
    for (let tries = 0; tries < 60; tries += 1) {
      const { view } = await tell({ type: 'getView' });
      if (view.status === status) return;
      await new Promise(done => setTimeout(done, 200));
    }
    throw new Error(`the view does not become ${status}`);
  };

  // As installed.
  const guide = await open('welcome');
  const steps = guide.locator('nav button');
  await steps.first().waitFor();
  for (let nth = 0; nth < (await steps.count()); nth += 1) {
    await steps.nth(nth).click();
    await visit(`welcome-${nth + 1}`, guide);
  }
  await guide.close();
  await stop('options-gallery', 'options');
  await stop('popup-notSetUp', 'popup', popupSize);
  await stop('verify', 'verify');
  const practice = await open('practice');
  await visit('practice', practice);
  await practice.locator('.actions button, main button').first().click();
  await practice.waitForTimeout(2_500);
  await visit('practice-call', practice);
  await practice.close();
  await stop('drill', 'drill');

  // Set up.
  const comforts = { showsWords: true };
  await saveLabSettings(desk, voicenter, { more: { gate: 'block', comforts } });
  await stop('popup-ready', 'popup', popupSize);
  const options = await open('options');
  await visit('options', options);
  const number = options.locator('input[type=number]').first();
  await number.fill('');
  await options.locator('.save-bar button, [type=submit]').first().click();
  await visit('options-problem', options);
  await options.close();

  // A card field holds.
  const crm = desk.context.pages()[0] ?? (await desk.context.newPage());
  await crm.goto(`${site.crm}/checkout.html`);
  await crm.bringToFront();
  await crm.locator('#number').click();
  await becomes('paused');
  await crm.bringToFront();
  await crm.locator('#number').click();
  await visit('page-paused', crm);
  await stop('popup-paused', 'popup', popupSize);
  await crm.bringToFront();
  await crm.locator('#email').click();
  await becomes('ready');

  // The recorder refuses.
  voicenter.knobs.isAddressListed = false;
  await crm.locator('#number').click();
  await becomes('stillRecording');
  await crm.bringToFront();
  await crm.locator('#number').click();
  await visit('page-alarm', crm);
  await stop('popup-alarm', 'popup', popupSize);
  voicenter.knobs.isAddressListed = true;
  await crm.bringToFront();
  await crm.locator('#email').click();
  await becomes('ready');
  await stop('activity', 'activity');
  await stop('popup-events', 'popup', popupSize);

  await tell({ type: 'pause' });
  await becomes('paused');
  await stop('popup-manual', 'popup', popupSize);
  await tell({ type: 'resume' });
}
