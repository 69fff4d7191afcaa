// What the agent sees and hears in the page, read from a real Chromium's accessibility tree.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { setStage, type Stage } from './harness/stage.ts';
import { paused, ready, stillRecording } from './views.ts';

let stage: Stage;
let page: Page;

beforeAll(async () => {
  stage = await setStage();
}, 60_000);
afterAll(() => stage.close());
beforeEach(async () => {
  await stage.setMode('answer');
  await stage.push(ready);
});
afterEach(() => page.close());

async function open(path: string): Promise<void> {
  page = await stage.open(path);
  await stage.forget();
}

const shown = () => stage.shown(page);

async function expectText(pattern: RegExp): Promise<void> {
  await expect.poll(async () => (await shown())?.text, { timeout: 6_000 }).toMatch(pattern);
}

describe('the words', () => {
  it('go with the state, and alerts interrupt', async () => {
    await open('/form');
    await stage.push({ ...ready, status: 'pausing' });
    await expectText(/^Pausing…/);
    expect(await shown()).toMatchObject({ role: 'status' });
    await stage.push(paused);
    await expectText(/^Recording paused/);
    await stage.push({ ...paused, evidence: 'accepted' });
    await expectText(/^Pause accepted/);
    await stage.push(stillRecording);
    await expectText(/^Still recording: do not take the card/);
    expect(await shown()).toMatchObject({ role: 'alert' });
    await stage.push(ready);
    await expect.poll(shown).toBeNull();
  });

  it('count down beside the live region, not in it', async () => {
    await open('/form');
    await stage.push({ ...paused, lingerUntilMs: Date.now() + 5_000 });
    await expect.poll(async () => (await shown())?.count, { timeout: 3_000 }).toBe('Resuming in 4 s');
    expect((await shown())?.text).not.toMatch(/\d/);
  });

  it('stay until they are cured', async () => {
    await open('/form');
    await stage.push(stillRecording);
    await expectText(/^Still recording/);
    await page.focus('#note');
    await wait(1_500);
    await expectText(/^Still recording/);
  });
});

describe('a hold that nobody takes', () => {
  it('is an alert, until the worker takes it', async () => {
    await open('/form');
    await stage.setMode('refuse');
    await page.click('#card');
    await expectText(/^Still recording.*does not answer/);
    await expect.poll(shown).toMatchObject({ role: 'alert' });
    await stage.push(paused);
    await stage.setMode('answer');
    await expectText(/^Recording paused/);
  });

  it('is an alert when the worker only keeps silent', async () => {
    await open('/form');
    await stage.setMode('hang');
    await page.click('#card');
    await expectText(/^Still recording.*does not answer/);
  });

  it('is an alert in the frame that it concerns', async () => {
    await open('/frame');
    await stage.setMode('refuse');
    await page.frameLocator('#frame').locator('#card').click();
    await expectText(/^Still recording/);
    const frame = page.frames()[1];
    expect(await frame?.evaluate(`document.querySelectorAll('[popover]').length`)).toBe(1);
  });
});

it('shows views in the top frame only', async () => {
  await open('/frame');
  await stage.push(paused);
  await page.frameLocator('#frame').locator('#card').click();
  await expectText(/^Recording paused/);
  expect(await page.evaluate(`document.querySelectorAll('[popover]').length`)).toBe(1);
  expect(await page.frames()[1]?.evaluate(`document.querySelectorAll('[popover]').length`)).toBe(0);
});

describe('the place', () => {
  it('is the bottom while the field is at the top, and the top otherwise', async () => {
    await open('/low');
    await stage.push(paused);
    await expectText(/paused/);
    expect((await shown())?.top).toBeLessThan(20);
    await page.focus('#note');
    await page.evaluate('scrollTo(0, 0)');
    await expect.poll(async () => (await shown())?.top).toBeGreaterThan(400);
    await page.focus('#card');
    await expect.poll(async () => (await shown())?.top).toBeLessThan(20);
  });

  const isOnTop = async (): Promise<unknown> => {
    const box = await shown();
    const y = ((box?.top ?? 0) + (box?.bottom ?? 0)) / 2;
    return page.evaluate(`document.elementFromPoint(innerWidth / 2, ${y})?.matches('[data-cardhush]')`);
  };

  it('is above everything that the page hides or puts on top, before us or after', async () => {
    await open('/hostile');
    await stage.push(paused);
    await expectText(/paused/);
    expect(await isOnTop()).toBe(true);
    await page.evaluate('cover.hidePopover(); cover.showPopover()');
    expect(await isOnTop()).toBe(false);
    await expect.poll(isOnTop, { timeout: 3_000 }).toBe(true);
  });

  it('is inside a modal dialog, where the rest of the page is out of reach', async () => {
    await open('/modal');
    await page.click('#open');
    await page.focus('#card');
    await stage.push({ ...paused, limitAtMs: Date.now() + 20_000, canExtend: true });
    await expect.poll(async () => (await shown())?.buttons).toContain('Extend');
    expect(await page.evaluate(`document.querySelector('[popover]').parentElement.id`)).toBe('dialog');
  });

  it('is taken again at the next view, where the page took the banner away', async () => {
    await open('/form');
    await stage.push(paused);
    await expectText(/paused/);
    await page.evaluate(`document.querySelector('[popover]').remove()`);
    expect(await shown()).toBeNull();
    await stage.push(stillRecording);
    await expectText(/^Still recording/);
  });
});

it('asks for a reload after an update, until a new script takes over', async () => {
  await open('/form');
  await page.click('#card');
  await stage.expectStory('hold card-number');
  const seq = (await stage.log()).find(({ type }) => type === 'hold')?.seq;
  await stage.update();
  await expectText(/^Not protected here.*Reload this page/);
  expect(await shown()).toMatchObject({ role: 'alert' });
  await stage.inject();
  // The worker may remember the old hold, and takes only a later one for news.
  await stage.expectStory('hold card-number');
  expect((await stage.log()).find(({ type }) => type === 'hold')?.seq).toBeGreaterThan(seq ?? Number.NaN);
  await expect.poll(shown).toBeNull();
  // The orphan is silent for good.
  await wait(1_500);
  expect(await shown()).toBeNull();
});

it('removes what a predecessor left behind that had no last moment to tidy up', async () => {
  await open('/form');
  await page.evaluate(`document.body.append(Object.assign(document.createElement('div'), { id: 'relic' }));
    relic.setAttribute('data-cardhush', '')`);
  await stage.update();
  await stage.inject();
  await expect.poll(() => page.evaluate(`document.getElementById('relic')`)).toBeNull();
});

it('takes a claim back when the script that made it is dead', async () => {
  await open('/form');
  await stage.push(paused);
  await expectText(/^Recording paused/);
  await stage.kill(page);
  await wait(2_000);
  await expectText(/^Recording paused/);
  await expect.poll(shown, { timeout: 3_000 }).toBeNull();
});

it('extends by a press that leaves the focus where it is', async () => {
  await open('/form');
  await page.click('#card');
  await stage.push({ ...paused, limitAtMs: Date.now() + 20_000, canExtend: true });
  await expect.poll(async () => (await shown())?.buttons).toContain('Extend');
  await stage.press(page, 'Extend');
  await stage.expectStory('hold card-number', 'extend');
  expect(await page.evaluate('document.activeElement.id')).toBe('card');
});
