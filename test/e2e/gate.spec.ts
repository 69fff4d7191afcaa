// Typing that is held back until the recording is paused: judged by what stands in the fields, and by what the
// recorder had done by then.
import type { CDPSession, Locator, Page } from '@playwright/test';
import { clickControl, findControl, readBanner, readControls } from './banner.ts';
import { expect, expectStatus, test } from './fixtures.ts';

test.use({ settings: { more: { gate: 'block' }, timings: { lingerMs: 1_000 } } });

/** Longer than a person takes to type, shorter than we wait for an answer. */
const slowMs = 1_500;
/** What the strip says as soon as the page has heard that it is paused; the worker knows a moment earlier. */
const opened = /^(Recording paused|Pause accepted)/;
const number = '4242 4242 4242 4242';

const places: { name: string; path: string; field: (page: Page) => Locator; note: string }[] = [
  { name: 'a plain page', path: '/checkout.html', field: page => page.locator('#number'), note: '#email' },
  {
    name: 'a frame of another origin',
    path: '/',
    field: page => page.frameLocator('#card-frame').locator('input').first(),
    note: 'a',
  },
  {
    name: 'an open shadow root',
    path: '/fixtures/open-shadow.html',
    field: page => page.locator('card-form #number'),
    note: '#note',
  },
];

for (const { name, path, field } of places)
  test(`${name}: nothing can be typed until the recorder has paused, and then everything`, async ({
    page,
    site,
    call,
    voicenter,
    cardhush,
  }) => {
    voicenter.knobs.delayMs = slowMs;
    await page.goto(site.crm + path);
    const card = field(page);
    const attributes = () => card.evaluate(element => element.getAttributeNames().join(' '));
    const before = await attributes();
    await card.click();
    await page.keyboard.type('4242', { delay: 20 });
    expect(call.recording.isPaused).toBe(false);
    expect(await card.inputValue()).toBe('');
    await expect
      .poll(() => readBanner(page))
      .toMatch(/^Pausing….*Nothing can be typed|^Pausing….*not entered/);
    // The wait has become long: the field is read-only meanwhile, for what no event could refuse.
    await expect(card).not.toBeEditable();
    await expectStatus(cardhush, 'paused');
    expect(call.recording.isPaused).toBe(true);
    await expect(card).toBeEditable();
    await page.keyboard.type(number, { delay: 10 });
    expect((await card.inputValue()).replaceAll(' ', '')).toBe(number.replaceAll(' ', ''));
    // The provider marks what it has checked; nothing else is different.
    expect((await attributes()).replace(' aria-invalid', '')).toBe(before.replace(' aria-invalid', ''));
  });

test('closed shadow roots: the same, and Tab leaves a field that is held back', async ({
  page,
  site,
  call,
  voicenter,
  cardhush,
}) => {
  voicenter.knobs.delayMs = slowMs;
  // The page keeps what it knows to itself: a test may look where it could not.
  await page.addInitScript(`
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function (init) {
      const root = attachShadow.call(this, init);
      if (!this.hasAttribute('data-cardhush')) (globalThis.roots ??= new Map()).set(this.id, root);
      return root;
    };`);
  const value = (id: string) => page.evaluate<string>(`roots.get('${id}').querySelector('input').value`);
  await page.goto(`${site.crm}/fixtures/closed-shadow.html`);
  await page.locator('#number').click();
  await page.keyboard.type('4242');
  await page.keyboard.press('Tab');
  await page.keyboard.type('1230');
  expect(await page.evaluate('document.activeElement.id')).toBe('expiry');
  expect(call.recording.isPaused).toBe(false);
  expect([await value('number'), await value('expiry')]).toEqual(['', '']);
  await expectStatus(cardhush, 'paused');
  await expect.poll(() => readBanner(page)).toMatch(opened);
  await page.keyboard.type('12/30');
  await page.locator('#number').click();
  await page.keyboard.type(number);
  expect([await value('number'), await value('expiry')]).toEqual([number, '12/30']);
});

for (const id of ['imask', 'inputmask', 'own'])
  test(`a mask (${id}) is not left out of step, and formats as ever once the gate is open`, async ({
    page,
    site,
    call,
    voicenter,
    cardhush,
  }) => {
    voicenter.knobs.delayMs = slowMs;
    await page.goto(`${site.crm}/fixtures/masks.html`);
    const model = () => page.evaluate<string>(`models().${id}`);
    const field = page.locator(`#${id}`);
    await field.click();
    await page.keyboard.type('9999', { delay: 20 });
    expect(call.recording.isPaused).toBe(false);
    expect([await field.inputValue(), await model()]).toEqual(['', '']);
    await expectStatus(cardhush, 'paused');
    await expect(field).toBeEditable();
    await page.keyboard.type('4242424242424242', { delay: 15 });
    expect([await field.inputValue(), await model()]).toEqual([number, '4242424242424242']);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    expect(await model()).toBe('42424242424242');
    await page.keyboard.press('Tab');
    expect(await field.inputValue()).toBe('4242 4242 4242 42');
  });

test('neither paste, composition nor autofill gets in, and each does afterwards', async ({
  page,
  site,
  voicenter,
  cardhush,
}) => {
  await page.goto(`${site.crm}/checkout.html`);
  const email = page.locator('#email');
  const card = page.locator('#number');
  await email.fill('4000');
  await email.press('Control+a');
  await email.press('Control+c');
  const cdp = await page.context().newCDPSession(page);
  const ways: { name: string; enter: () => Promise<void>; result: string }[] = [
    { name: 'paste', enter: () => card.press('Control+v'), result: '4000' },
    { name: 'composition', enter: () => compose(cdp, '4'), result: '4' },
    {
      name: 'insertion',
      enter: async () => void (await cdp.send('Input.insertText', { text: '41' })),
      result: '41',
    },
    { name: 'autofill', enter: () => autofill(cdp, '#number'), result: '4111111111111111' },
  ];
  for (const { name, enter, result } of ways) {
    await email.focus();
    await expectStatus(cardhush, 'ready');
    voicenter.knobs.delayMs = name === 'autofill' ? 2 * slowMs : slowMs;
    await card.click();
    // Autofill can be used after half a second at the soonest: the browser keeps its menu from being clicked before.
    if (name === 'autofill') await page.waitForTimeout(500);
    await enter();
    expect([name, await card.inputValue(), (await cardhush.view()).status]).toEqual([name, '', 'pausing']);
    await expectStatus(cardhush, 'paused');
    voicenter.knobs.delayMs = 0;
    await expect(card).toBeEditable();
    await card.focus();
    await enter();
    await expect.poll(() => card.inputValue()).toBe(result);
    await card.fill('');
  }
});

test('a card cannot be dropped into a field that does not have the focus either', async ({
  page,
  site,
  cardhush,
}) => {
  await page.goto(`${site.crm}/checkout.html`);
  const email = page.locator('#email');
  await email.fill('4000');
  await email.press('Control+a');
  await drag(page, email, page.locator('#number'));
  expect(await page.locator('#number').inputValue()).toBe('');
  // What is no card field takes it.
  await email.press('Control+a');
  await drag(page, email, page.locator('#holder'));
  expect(await page.locator('#holder').inputValue()).toContain('4000');
  await expectStatus(cardhush, 'ready');
});

test('a field that is none of the watched kinds is never held back', async ({ page, site, voicenter }) => {
  voicenter.knobs.delayMs = slowMs;
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#holder').click();
  await page.keyboard.type('Robin');
  expect(await page.locator('#holder').inputValue()).toBe('Robin');
  expect(voicenter.requests.filter(({ path }) => path.includes('Mute'))).toEqual([]);
});

test('a recorder that fails: the page cannot open the gate, a person can, with a reason, for this focus only', async ({
  page,
  site,
  call,
  voicenter,
  cardhush,
}) => {
  voicenter.knobs.status = 500;
  await page.goto(`${site.crm}/checkout.html`);
  const card = page.locator('#number');
  await card.click();
  await expect.poll(() => readBanner(page)).toMatch(/^Still recording.*Nothing can be typed/);
  await expect.poll(() => readControls(page)).toContain('Type anyway');
  // What a page can do: press where the button is, and make up every event.
  const { x, y } = await findControl(page, 'Type anyway');
  await page.evaluate(`{
    const host = document.elementFromPoint(${x}, ${y});
    host.click();
    for (const type of ['pointerdown', 'mousedown', 'click', 'submit'])
      host.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, clientX: ${x}, clientY: ${y} }));
    document.getElementById('number').removeAttribute('readonly');
    globalThis.overheard = '';
    for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input'])
      addEventListener(type, event => { overheard += event.key ?? event.data ?? ''; }, true);
  }`);
  await page.keyboard.type('4');
  expect(await card.inputValue()).toBe('');
  await clickControl(page, 'Type anyway');
  expect(await card.inputValue()).toBe('');
  await clickControl(page, 'In a few words, without card data');
  await page.keyboard.type('Drill for 4242 4242 4242 4242');
  await clickControl(page, 'This call is not recorded');
  await expect.poll(() => readBanner(page)).toMatch(/^Still recording.*type anyway/);
  expect(await page.evaluate('document.activeElement.id')).toBe('number');
  await page.keyboard.type(number);
  expect(await card.inputValue()).toBe(number);
  expect(await page.evaluate('overheard')).not.toContain('Drill');
  expect(call.recording.isPaused).toBe(false);
  await expectStatus(cardhush, 'stillRecording');
  const notes = (await cardhush.events()).filter(({ type }) => type === 'gateBroken');
  expect(notes).toMatchObject([
    { reason: 'notRecorded', detail: 'Drill for …', kind: 'card-number', site: site.crm },
  ]);
  // Another focus, another question.
  await page.locator('#csc').click();
  await page.keyboard.type('123');
  expect(await page.locator('#csc').inputValue()).toBe('');
  // And when the recorder is back, nobody has to ask.
  voicenter.knobs.status = null;
  await expectStatus(cardhush, 'paused', 20_000);
  await expect.poll(() => readBanner(page)).toMatch(opened);
  await page.keyboard.type('123');
  expect(await page.locator('#csc').inputValue()).toBe('123');
});

test('a field in a frame is opened from the banner of the page around it', async ({
  page,
  site,
  voicenter,
  cardhush,
}) => {
  voicenter.knobs.status = 500;
  await page.goto(site.crm);
  const card = page.frameLocator('#card-frame').locator('input').first();
  await card.click();
  await expect.poll(() => readControls(page)).toContain('Type anyway');
  await page.keyboard.type('4');
  expect(await card.inputValue()).toBe('');
  await clickControl(page, 'Type anyway');
  await clickControl(page, 'My supervisor allows it');
  await expect.poll(() => readBanner(page)).toMatch(/^Still recording.*type anyway/);
  await expect(card).toBeEditable();
  await page.keyboard.type('4242');
  expect((await card.inputValue()).replaceAll(' ', '')).toBe('4242');
  // The frame is held by the page around it as well: one focus, written down once, by the field's own site.
  expect((await cardhush.events()).filter(({ type }) => type === 'gateBroken')).toMatchObject([
    { reason: 'allowed', site: site.pay },
  ]);
});

test('where there is no call the gate is open, and says so', async ({ page, site, voicenter, cardhush }) => {
  voicenter.knobs.isSuccessWithoutCall = false;
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'noCall');
  await expect.poll(() => readBanner(page)).toMatch(/^No recorded call/);
  await page.keyboard.type(number);
  expect(await page.locator('#number').inputValue()).toBe(number);
});

test('who resumes while the field has focus may type, and is told that it is recorded', async ({
  page,
  site,
  call,
  cardhush,
}) => {
  await page.goto(`${site.crm}/checkout.html`);
  await page.locator('#number').click();
  await expectStatus(cardhush, 'paused');
  await cardhush.ask({ type: 'resume' });
  await expect.poll(() => call.recording.isPaused).toBe(false);
  await expect.poll(() => readBanner(page)).toMatch(/^Recording .*resumed by hand/);
  await page.keyboard.type(number);
  expect(await page.locator('#number').inputValue()).toBe(number);
});

test.describe('limits', () => {
  test.use({
    settings: {
      more: { gate: 'block' },
      timings: { softLimitMs: 5_000, hardLimitMs: 10_000, manualSoftLimitMs: 5_000 },
    },
  });

  test('after the hard limit nothing more is entered before it is paused again', async ({
    page,
    site,
    call,
    cardhush,
  }) => {
    await page.goto(`${site.crm}/checkout.html`);
    const card = page.locator('#number');
    await card.click();
    await expectStatus(cardhush, 'paused');
    await expect.poll(() => readBanner(page)).toMatch(opened);
    await page.keyboard.type('4242');
    await expect.poll(() => call.recording.isPaused, { timeout: 15_000 }).toBe(false);
    await expect.poll(() => readBanner(page)).toMatch(/^Recording .*time limit/);
    await page.keyboard.type('7');
    expect(await card.inputValue()).toBe('4242');
    await expect.poll(() => call.recording.isPaused).toBe(true);
    await expectStatus(cardhush, 'paused');
    await expect.poll(() => readBanner(page)).toMatch(opened);
    await page.keyboard.type('4242');
    expect(await card.inputValue()).toBe('42424242');
  });
});

test.describe('a gate that needs a verified pause', () => {
  test.use({ settings: { more: { gate: 'block', gateNeeds: 'verified' } } });

  test('stays shut until the recorder was read back', async ({ page, site, call, cardhush }) => {
    await page.goto(`${site.crm}/checkout.html`);
    await page.locator('#number').click();
    await expectStatus(cardhush, 'paused');
    expect(call.recording.isPaused).toBe(true);
    await page.keyboard.type('4');
    expect(await page.locator('#number').inputValue()).toBe('');
    await expect.poll(() => readBanner(page)).toMatch(/^Pause accepted, being checked/);
    await expect.poll(async () => (await cardhush.view()).evidence, { timeout: 8_000 }).toBe('verified');
    await expect.poll(() => readBanner(page)).toMatch(/^Recording paused/);
    await page.keyboard.type('4242');
    expect(await page.locator('#number').inputValue()).toBe('4242');
  });
});

test.describe('a notice', () => {
  test.use({ settings: { more: { gate: 'warn' } } });

  test('holds nothing back, until somebody sets that it should: open pages obey', async ({
    page,
    site,
    voicenter,
    cardhush,
  }) => {
    voicenter.knobs.delayMs = slowMs;
    await page.goto(`${site.crm}/checkout.html`);
    const card = page.locator('#number');
    await card.click();
    await page.keyboard.type('4242');
    expect(await card.inputValue()).toBe('4242');
    await page.locator('#email').click();
    await expectStatus(cardhush, 'ready', 10_000);
    const { settings } = await cardhush.ask<{ settings: object }>({ type: 'getSettings' });
    const set = (gate: string) =>
      cardhush.ask({ type: 'saveSettings', settings: { ...settings, gate }, secrets: {} });
    expect(await set('block')).toEqual({ problems: [] });
    await card.click();
    await page.keyboard.type('9');
    expect(await card.inputValue()).toBe('4242');
    await page.locator('#email').click();
    await expectStatus(cardhush, 'ready', 10_000);
    expect(await set('off')).toEqual({ problems: [] });
    await card.click();
    await page.keyboard.type('4242');
    expect(await card.inputValue()).toBe('42424242');
    // Alarms are all that is shown now.
    await expectStatus(cardhush, 'paused');
    expect(await readBanner(page)).not.toMatch(/paus/i);
    voicenter.knobs.delayMs = 0;
  });
});

/** Drags what is selected in one field into another, with the mouse. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = await Promise.all([from.boundingBox(), to.boundingBox()]);
  if (start === null || end === null) throw new Error('there is nothing to drag');
  await page.mouse.move(start.x + 20, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + 30, end.y + end.height / 2, { steps: 8 });
  await page.mouse.up();
}

/** What an input method does. */
async function compose(cdp: CDPSession, text: string): Promise<void> {
  await cdp.send('Input.imeSetComposition', { text, selectionStart: 1, selectionEnd: 1 });
  await cdp.send('Input.insertText', { text }).catch(() => undefined);
}

async function autofill(cdp: CDPSession, selector: string): Promise<void> {
  const { root } = await cdp.send('DOM.getDocument', { depth: -1 });
  const { nodeId } = await cdp.send('DOM.querySelector', { nodeId: root.nodeId, selector });
  const { node } = await cdp.send('DOM.describeNode', { nodeId });
  const card = { number: '4111111111111111', name: 'R F', expiryMonth: '12', expiryYear: '2030', cvc: '123' };
  await cdp.send('Autofill.trigger', { fieldId: node.backendNodeId, card });
}
