// When a hold begins and ends, in a real Chromium: what only a browser can tell.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { setStage, type Stage } from './harness/stage.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await setStage();
}, 60_000);
afterAll(() => stage.close());
beforeEach(() => stage.forget());
afterEach(() => page.close());

async function open(path: string): Promise<void> {
  page = await stage.open(path);
}

describe('a hold begins', () => {
  it('when a card field gets focus, and goes on in the next one without a gap', async () => {
    await open('/form');
    await page.click('#card');
    await page.click('#csc');
    await stage.expectStory('hold card-number', 'hold card-csc');
    const [first, second] = (await stage.log()).filter(({ type }) => type === 'hold');
    expect(second?.seq).toBeGreaterThan(first?.seq ?? Number.NaN);
  });

  it('when the page puts the focus there while it loads', async () => {
    await open('/autofocus');
    await stage.expectStory('hold card-number');
  });

  it('when the script of the page moves the focus: that is real', async () => {
    await open('/form');
    await page.evaluate(`card.focus()`);
    await stage.expectStory('hold card-number');
  });

  it('when the label comes a second after the focus', async () => {
    await open('/late');
    await page.click('#field');
    await stage.expectStory();
    await page.evaluate(`label.textContent = 'Credit card number'`);
    await stage.expectStory('hold card-number');
  });

  it.each(['/open', '/closed', '/nested'])(
    'inside a shadow root, and for moves inside of it: %s',
    async path => {
      await open(path);
      await page.evaluate(`inside('card').focus()`);
      await page.evaluate(`inside('csc').focus()`);
      await page.click('#note');
      await stage.expectStory('hold card-number', 'hold card-csc', 'release blur');
    },
  );

  it.each(['/frame', '/srcdoc', '/sandbox', '/blank'])(
    'inside a frame, and ends outside of it: %s',
    async path => {
      await open(path);
      const frame = page.frameLocator('#frame');
      await frame.locator('#card').click();
      await stage.expectStory('hold card-number');
      await page.click('#note');
      await stage.expectStory('hold card-number', 'release blur');
    },
  );

  it('again, without an end in between, where a framework swaps the field that has the focus', async () => {
    await open('/form');
    await page.click('#card');
    await stage.expectStory('hold card-number');
    await page.evaluate(`(() => { const next = card.cloneNode(); card.replaceWith(next); next.focus(); })()`);
    await stage.expectStory('hold card-number', 'hold card-number');
    await page.click('#note');
    await stage.expectStory('hold card-number', 'hold card-number', 'release blur');
  });

  it('again after document.open() erased every listener', async () => {
    await open('/plain');
    // Nothing that still looks because the page has just begun.
    await page.waitForTimeout(1_500);
    await page.evaluate(
      `document.open(); document.write('<input id="card" autocomplete="cc-number">'); document.close()`,
    );
    await page.click('#card');
    await stage.expectStory('hold card-number');
  });
});

describe('a hold ends', () => {
  beforeEach(async () => {
    await open('/form');
    await page.click('#card');
    await stage.expectStory('hold card-number');
  });

  it('when focus moves on to something else', async () => {
    await page.click('#note');
    await stage.expectStory('hold card-number', 'release blur');
  });

  it('when focus moves on to nothing', async () => {
    await page.click('#text');
    await stage.expectStory('hold card-number', 'release blur');
  });

  it.each([
    ['removed', `card.remove()`],
    ['replaced', `document.body.innerHTML = ''`],
  ])('when the field is %s', async (_, script) => {
    await page.evaluate(script);
    await stage.expectStory('hold card-number', 'release removed');
  });

  it.each([
    `card.style.display = 'none'`,
    `card.style.visibility = 'hidden'`,
    `card.disabled = true`,
    `card.type = 'hidden'`,
  ])('when the field cannot be used any more: %s', async script => {
    await page.evaluate(script);
    await expect.poll(() => stage.story()).toHaveLength(2);
    expect((await stage.story())[1]).toMatch(/^release (blur|removed)$/);
  });

  it('when the page is left', async () => {
    await page.goto(`${stage.base}/plain`);
    await stage.expectStory('hold card-number', 'release pagehide');
  });

  it('when the tab is closed: the port says so where no message can', async () => {
    await page.close();
    await expect.poll(async () => (await stage.log()).map(({ via }) => via)).toContain('disconnect');
  });
});

describe('what is no leaving and no coming', () => {
  it('events that the page made up', async () => {
    await open('/form');
    await page.evaluate(`card.dispatchEvent(new FocusEvent('focusin', { bubbles: true, composed: true }))`);
    await stage.expectStory();
    await page.click('#card');
    await page.evaluate(`for (const type of ['blur', 'focusout']) card.dispatchEvent(new FocusEvent(type, { bubbles: true }));
      for (const type of ['blur', 'pagehide']) dispatchEvent(new Event(type))`);
    await stage.expectStory('hold card-number');
  });

  it('a page that stops every event it can', async () => {
    await open('/form');
    await page.evaluate(`for (const type of ['focusin', 'focusout', 'focus', 'blur'])
      addEventListener(type, event => event.stopImmediatePropagation(), true)`);
    await page.click('#card');
    await page.click('#note');
    await stage.expectStory('hold card-number', 'release blur');
  });

  it('another tab in front: the hold stays, and is away', async () => {
    await open('/form');
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setFocusEmulationEnabled', { enabled: false });
    await page.click('#card');
    const front = await stage.browser.context.newPage();
    await stage.expectStory('hold card-number', 'away');
    await front.close();
    await page.bringToFront();
    await stage.expectStory('hold card-number', 'away', 'hold card-number');
    const seqs = (await stage.log()).filter(({ type }) => type === 'hold').map(({ seq }) => seq);
    expect(new Set(seqs).size).toBe(1);
  });

  it('the way back from the back/forward cache: it holds again, as a new focus', async () => {
    await open('/form');
    await page.click('#card');
    await stage.expectStory('hold card-number');
    await page.evaluate(`location.href = '/plain'`);
    await expect.poll(() => page.url()).toMatch('/plain');
    await page.evaluate(`history.back()`).catch(() => undefined);
    await stage.expectStory('hold card-number', 'release pagehide', 'hold card-number');
  });
});

describe('the worker is woken before it is needed', () => {
  const armed = async () => (await stage.log()).filter(({ type }) => type === 'arm').length;

  it('by a page with a field that says that it is for a card', async () => {
    await open('/form');
    await expect.poll(armed).toBe(1);
    await stage.expectStory();
  });

  it('by no other page', async () => {
    await open('/plain');
    await page.waitForTimeout(300);
    expect(await armed()).toBe(0);
  });

  it('by a pointer over a card field, and over no other', async () => {
    await open('/shop');
    await page.hover('#note');
    await page.hover('#mail');
    await page.waitForTimeout(100);
    expect(await armed()).toBe(0);
    await page.hover('#card');
    await expect.poll(armed).toBe(1);
    await page.hover('#mail');
    await page.hover('#card');
    await page.waitForTimeout(100);
    expect(await armed()).toBe(1);
  });

  it('by focus in the form around a card field, and in no other', async () => {
    await open('/shop');
    await page.focus('#note');
    await page.waitForTimeout(100);
    expect(await armed()).toBe(0);
    await page.focus('#mail');
    await expect.poll(armed).toBe(1);
    await stage.expectStory();
  });
});

it('claims its hold again when the worker dies', async () => {
  await open('/form');
  await page.click('#card');
  await stage.expectStory('hold card-number');
  const before = (await stage.log()).find(({ type }) => type === 'hold');
  await stage.browser.killWorker();
  await stage.expectStory('hold card-number');
  const entries = await stage.log();
  expect(entries.find(({ type }) => type === 'hold')).toMatchObject({ seq: before?.seq });
  expect(entries.map(({ via }) => via)).toContain('connect');
});

it('runs once, however often it is injected', async () => {
  await open('/form');
  await stage.inject();
  await page.click('#card');
  await stage.inject();
  await stage.expectStory('hold card-number');
});

it('says that something was entered, at most once in five seconds, and never what', async () => {
  await open('/form');
  await page.click('#card');
  await page.keyboard.type('4111111111111111');
  await stage.expectStory('hold card-number', 'activity');
  expect(JSON.stringify(await stage.log())).not.toMatch(/4111|1111/);
});

it('proves that it lives over a port of its own', async () => {
  await open('/form');
  await page.click('#card');
  await expect.poll(async () => (await stage.log()).map(({ via }) => via)).toContain('connect');
});
