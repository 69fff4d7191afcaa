// A person points at a field in the page and makes a rule of it in the popup.
import type { Page } from '@playwright/test';
import type { Rule } from '../../src/settings/rules.ts';
import type { LabBrowser } from '../lab/browser.ts';
import { expect, expectStatus, test, type CardHush } from './fixtures.ts';

test.use({ settings: { timings: { lingerMs: 300 } } });

const fieldsButton = (nth: number) => `[aria-labelledby=fields] button:nth-of-type(${nth})`;

/** Presses one of the popup's buttons about fields: 1 protects, 2 does not, 3 asks why. */
async function begin(desk: LabBrowser, nth: number): Promise<void> {
  const popup = await desk.openPopup();
  await expect.poll(() => popup.evaluate(`!!document.querySelector('${fieldsButton(nth)}')`)).toBe(true);
  // It closes while it is being pressed.
  await popup.click(fieldsButton(nth)).catch(() => undefined);
  await expect.poll(() => popup.isOpen()).toBe(false);
}

/** Waits until the picker stands in the page. */
async function expectPicker(page: Page, isThere = true): Promise<void> {
  await expect.poll(() => page.locator('[data-cardhush=picker]').count()).toBe(isThere ? 1 : 0);
}

const readRules = async (cardhush: CardHush) =>
  (await cardhush.ask<{ settings: { rules: Rule[] } }>({ type: 'getSettings' })).settings.rules;

test('a field that is pointed at becomes a rule, and pauses at once', async ({
  page,
  site,
  call,
  desk,
  cardhush,
}) => {
  await page.goto(`${site.crm}/fixtures/rules.html`);
  await begin(desk, 1);
  await expectPicker(page);
  // The press is for us alone: neither does the page hear it, nor does the field get the focus.
  await page.evaluate(`addEventListener('click', () => { document.title = 'heard'; })`);
  const popup = await desk.openPopup(() => page.locator('#reference').click());
  await expect.poll(() => popup.text()).toContain('its place: #reference (fits 1 in this document)');
  expect(await popup.text()).toContain('its label: “reference”');
  expect(await popup.text()).toContain('Not recognised so far');
  expect(await page.title()).not.toBe('heard');
  expect(await page.evaluate('document.activeElement.localName')).toBe('body');
  expect(await readRules(cardhush)).toEqual([]);
  await popup.click('.new-rule .button-primary');
  await expect.poll(async () => (await readRules(cardhush)).length).toBe(1);
  expect(await readRules(cardhush)).toMatchObject([
    {
      site: 'http://crm.localhost/*',
      by: 'selector',
      text: '#reference',
      verdict: 'always',
      kind: 'card-number',
    },
  ]);
  await expectPicker(page, false);
  await popup.close();
  await page.locator('#reference').click();
  await expectStatus(cardhush, 'paused');
  expect(call.recording.isPaused).toBe(true);
});

test('a field that was recognised is let go of, by its label', async ({
  page,
  site,
  call,
  desk,
  cardhush,
}) => {
  await page.goto(`${site.crm}/fixtures/rules.html`);
  await page.locator('#member').click();
  await expectStatus(cardhush, 'paused');
  await begin(desk, 2);
  await expectPicker(page);
  const popup = await desk.openPopup(() => page.locator('#member').click());
  await expect.poll(() => popup.text()).toContain('Recognised so far as: Card number');
  await popup.click('.new-rule .way:nth-of-type(2) input');
  await popup.click('.new-rule .button-primary');
  await expect
    .poll(() => readRules(cardhush))
    .toMatchObject([{ by: 'label', text: 'card number', verdict: 'never' }]);
  // It had the focus all the while.
  await expect.poll(() => call.recording.isPaused).toBe(false);
  await popup.close();
});

test('a page can neither point nor press: only what a person does counts', async ({
  page,
  site,
  desk,
  cardhush,
}) => {
  await page.goto(`${site.crm}/fixtures/rules.html`);
  await begin(desk, 1);
  await expectPicker(page);
  await page.evaluate(`
    for (const type of ['pointermove', 'mousedown', 'click']) {
      const event = new PointerEvent(type, { bubbles: true, composed: true, clientX: 5, clientY: 5 });
      document.querySelector('#note').dispatchEvent(event);
      document.querySelector('[data-cardhush=picker]').dispatchEvent(new PointerEvent(type, { bubbles: true }));
    }
    document.querySelector('#note').click();
    document.querySelector('#note').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  `);
  await page.waitForTimeout(300);
  const proposed = await cardhush.ask<{ proposal: unknown }>({ type: 'getProposal' });
  expect(proposed.proposal).toBeNull();
  expect(await page.evaluate(`document.querySelector('[data-cardhush=picker]').shadowRoot`)).toBeNull();
  await page.keyboard.press('Escape');
  await expectPicker(page, false);
});

test('with the keyboard: Tab goes from field to field, Enter chooses, and nothing is typed', async ({
  page,
  site,
  desk,
  cardhush,
}) => {
  await page.goto(`${site.crm}/fixtures/rules.html`);
  await begin(desk, 1);
  await expectPicker(page);
  await page.bringToFront();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('12');
  const popup = await desk.openPopup(() => page.keyboard.press('Enter'));
  await expect.poll(() => popup.text()).toContain('#key');
  expect(await page.locator('#key').inputValue()).toBe('');
  await popup.click('.new-rule .button:last-of-type');
  await expectPicker(page, false);
  expect(await readRules(cardhush)).toEqual([]);
});

test('in a frame of another site, and in a closed shadow root', async ({ page, site, desk, cardhush }) => {
  await page.goto(site.crm);
  await begin(desk, 2);
  const inner = page.frameLocator('#card-frame');
  await expect.poll(() => inner.locator('[data-cardhush=picker]').count()).toBe(1);
  const popup = await desk.openPopup(() => inner.locator('input').first().click());
  await expect.poll(() => popup.text()).toContain('On pay.localhost');
  await popup.click('.new-rule .button-primary');
  await expect.poll(() => readRules(cardhush)).toMatchObject([{ site: 'http://pay.localhost/*' }]);
  await popup.close();
  await page.goto(`${site.crm}/fixtures/rules.html`);
  await begin(desk, 1);
  await expectPicker(page);
  const next = await desk.openPopup(() => page.locator('pay-box').click());
  // The element is what lasts; what is in it has neither name nor id.
  await expect.poll(() => next.text()).toMatch(/its place: .*pay-box/);
});

test('"Why?" says it for every field, and changes nothing', async ({ page, site, desk }) => {
  await page.goto(`${site.crm}/fixtures/rules.html`);
  await begin(desk, 3);
  await expectPicker(page);
  const said = async () => {
    const tree = await desk.context.newCDPSession(page);
    await tree.send('DOM.enable');
    const { root } = await tree.send('DOM.getDocument', { depth: -1, pierce: true });
    await tree.detach();
    return JSON.stringify(root, (name, value: unknown) => (name === 'attributes' ? undefined : value));
  };
  await page.locator('#member').hover();
  await expect.poll(said).toContain('Pauses the recording as: Card number');
  expect(await said()).toContain('The page marks it for the browser as card data');
  await page.locator('#note').hover();
  await expect.poll(said).toContain('Does not pause the recording');
  expect(await said()).toContain('Nothing about it speaks of a card');
  await page.locator('#note').click();
  await page.waitForTimeout(200);
  await page.keyboard.press('Escape');
  await expectPicker(page, false);
});
