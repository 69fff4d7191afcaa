// Where focus can be and how it can leave: judged by what the recorder does, not by what we say.
import type { Locator, Page } from '@playwright/test';
import type { PhoneCall } from '../lab/phone.ts';
import { expect, expectStatus, muteStates, test } from './fixtures.ts';

test.use({ settings: { timings: { lingerMs: 1_000 } } });
/** Linger and more. */
const resumeWithinMs = 5_000;

async function expectPaused(call: PhoneCall): Promise<void> {
  await expect.poll(() => call.recording.isPaused, { intervals: [20, 50] }).toBe(true);
}

async function expectResumed(call: PhoneCall): Promise<void> {
  await expect.poll(() => call.recording.isPaused, { timeout: resumeWithinMs }).toBe(false);
}

const inFrame = (id: string) => (page: Page) => page.frameLocator(`#${id}`).locator('#number');

const places: { name: string; path: string; number: (page: Page) => Locator }[] = [
  {
    name: 'an open shadow root',
    path: 'open-shadow.html',
    number: page => page.locator('card-form #number'),
  },
  { name: 'a frame of the same origin', path: 'same-origin-frame.html', number: inFrame('frame') },
  { name: 'a frame with srcdoc', path: 'srcdoc-frame.html', number: inFrame('frame') },
  { name: 'a sandboxed frame', path: 'sandboxed-frame.html', number: inFrame('scripted') },
  { name: 'a sandboxed frame without scripts', path: 'sandboxed-frame.html', number: inFrame('strict') },
  { name: 'an about:blank frame', path: 'blank-frame.html', number: inFrame('filled') },
  { name: 'a frame that was written anew', path: 'blank-frame.html', number: inFrame('written') },
];

for (const { name, path, number } of places)
  test(`${name}: focus pauses, and a note beside it resumes`, async ({ page, site, call, cardhush }) => {
    await page.goto(`${site.crm}/fixtures/${path}`);
    await number(page).click();
    await expectPaused(call);
    await expectStatus(cardhush, 'paused');
    await page.locator('#note').click();
    await expectResumed(call);
    await expectStatus(cardhush, 'ready');
  });

test('closed shadow roots, one for each field: number and security code pause, the nickname does not', async ({
  page,
  site,
  call,
  voicenter,
}) => {
  await page.goto(`${site.crm}/fixtures/closed-shadow.html`);
  await page.locator('#nickname').click();
  await page.waitForTimeout(300);
  expect(muteStates(voicenter)).toEqual([]);
  await page.locator('#number').click();
  await expectPaused(call);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.waitForTimeout(2_000);
  expect(call.recording.changes).toHaveLength(1);
  await page.keyboard.press('Tab');
  await expectResumed(call);
});

test('a field that leaves the page while it has focus resumes', async ({ page, site, call, cardhush }) => {
  await page.goto(`${site.crm}/fixtures/removed-field.html`);
  await page.locator('#number').click();
  await expectPaused(call);
  await page.keyboard.type('4242424242424242');
  await expectResumed(call);
  await expectStatus(cardhush, 'ready');
  expect(await cardhush.events()).toContainEqual(
    expect.objectContaining({ type: 'holdEnded', reason: 'removed' }),
  );
});

test('a frame that leaves the page with the focus in it resumes', async ({ page, site, call }) => {
  await page.goto(`${site.crm}/fixtures/same-origin-frame.html`);
  await inFrame('frame')(page).click();
  await expectPaused(call);
  await page.evaluate(`document.getElementById('frame').remove()`);
  await expectResumed(call);
});

test('another tab in front keeps the pause for a while, and coming back goes on with it', async ({
  page,
  site,
  desk,
  call,
  cardhush,
}) => {
  await page.goto(`${site.crm}/checkout.html`);
  // Playwright makes every page believe that it has the focus.
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setFocusEmulationEnabled', { enabled: false });
  await page.locator('#number').click();
  await expectPaused(call);
  const other = await desk.context.newPage();
  await other.waitForTimeout(3_000);
  expect(call.recording.changes).toHaveLength(1);
  expect((await cardhush.view()).holds).toMatchObject([{ isAway: true }]);
  await other.close();
  await page.bringToFront();
  await expect.poll(async () => (await cardhush.view()).holds[0]?.isAway).toBe(false);
  expect(call.recording.changes).toHaveLength(1);
});

test.describe('the away time', () => {
  test.use({ settings: { timings: { awayMs: 2_000 } } });

  test('resumes when it is over, and coming back pauses again', async ({
    page,
    site,
    desk,
    call,
    voicenter,
  }) => {
    await page.goto(`${site.crm}/checkout.html`);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setFocusEmulationEnabled', { enabled: false });
    await page.locator('#number').click();
    await expectPaused(call);
    const other = await desk.context.newPage();
    await expectResumed(call);
    await other.close();
    await page.bringToFront();
    await expectPaused(call);
    expect(muteStates(voicenter)).toEqual(['1', '0', '1']);
  });
});

test('made-up focus events pause nothing and end nothing', async ({ page, site, call, voicenter }) => {
  await page.goto(`${site.crm}/checkout.html`);
  await page.evaluate(`document.getElementById('number')
    .dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }))`);
  await page.waitForTimeout(300);
  expect(muteStates(voicenter)).toEqual([]);
  await page.locator('#number').click();
  await expectPaused(call);
  await page.evaluate(`for (const type of ['blur', 'focusout'])
    document.getElementById('number').dispatchEvent(new FocusEvent(type, { bubbles: true, composed: true }));
    dispatchEvent(new Event('pagehide'))`);
  await page.waitForTimeout(2_000);
  expect(call.recording.changes).toHaveLength(1);
});
