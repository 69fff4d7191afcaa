// The main job in a real Firefox: judged by what the recorder does and by what can be heard, not by what we say.
import { setTimeout as wait } from 'node:timers/promises';
import type { Frame, Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { Caller } from '../lab/caller.ts';
import { nowMs } from '../lab/clock.ts';
import { waitUntil } from '../lab/lab.ts';
import { judge } from '../lab/verdict.ts';
import { readWav } from '../lab/wav.ts';
import {
  describeDesk,
  eventsOf,
  expectPaused,
  expectResumed,
  expectStatus,
  frameOf,
  muteStates,
  viewOf,
} from './desk.ts';

const lingerMs = 600;

describeDesk('in Firefox', { build: 'firefox-managed', settings: { timings: { lingerMs } } }, desk => {
  test('a call by sound: none of the card is in the recording, and all of the rest is', async () => {
    const { call, page, site } = desk;
    const caller = new Caller(call);
    await page.goto(site.crm);
    const frame = await frameOf(page, 'card-frame');
    await frame.waitForSelector('#number');
    caller.say('5550142', 'other');
    await waitUntil(caller.saidUntilMs + 300);
    await frame.click('#number');
    await waitUntil(nowMs() + 300);
    caller.say('4539148803436467', 'card');
    await page.keyboard.type('4539148803436467', { delay: 60 });
    await waitUntil(caller.saidUntilMs + 200);
    expect((await viewOf(desk)).status).toBe('paused');
    await page.click('#notes');
    await expectResumed(desk);
    await waitUntil(nowMs() + 200);
    caller.say('31077', 'other');
    await waitUntil(caller.saidUntilMs + 300);
    const endedAtMs = nowMs();
    desk.phone.endCall(call.id);
    await call.recording.finish();
    const { startedAtMs } = call;
    const samples = readWav(call.recording.path);
    const verdict = judge({ samples, said: caller.said(), startedAtMs, durationMs: endedAtMs - startedAtMs });
    expect(verdict.faults).toEqual([]);
    expect(muteStates(desk)).toEqual(['1', '0']);
  });

  const places: [string, string, (page: Page) => Promise<Page | Frame>, string][] = [
    ['an open shadow root', 'open-shadow.html', async page => page, 'card-form >>> #number'],
    ['a frame of the same origin', 'same-origin-frame.html', page => frameOf(page, 'frame'), '#number'],
    ['a frame with srcdoc', 'srcdoc-frame.html', page => frameOf(page, 'frame'), '#number'],
    ['a sandboxed frame', 'sandboxed-frame.html', page => frameOf(page, 'scripted'), '#number'],
    ['a sandboxed frame without scripts', 'sandboxed-frame.html', page => frameOf(page, 'strict'), '#number'],
    ['an about:blank frame', 'blank-frame.html', page => frameOf(page, 'filled'), '#number'],
    ['a frame that was written anew', 'blank-frame.html', page => frameOf(page, 'written'), '#number'],
  ];
  test.each(places)('%s: focus pauses, and a note beside it resumes', async (_, path, toPlace, number) => {
    const { page, site } = desk;
    await page.goto(`${site.crm}/fixtures/${path}`);
    const place = await toPlace(page);
    await place.waitForSelector(number);
    await place.click(number);
    await expectPaused(desk);
    await expectStatus(desk, 'paused');
    await page.click('#note');
    await expectResumed(desk);
  });

  test('the strip stands in the page while it is paused, and goes when it is over', async () => {
    const { page, site } = desk;
    const isShown = () =>
      page.evaluate(() => {
        const strip = document.querySelector('[data-cardhush]');
        return strip?.matches(':popover-open') === true && strip.getBoundingClientRect().height > 20;
      });
    await page.goto(`${site.crm}/checkout.html`);
    expect(await isShown()).toBe(false);
    const before = await page.screenshot();
    await page.click('#number');
    await expectPaused(desk);
    await expect.poll(isShown, { timeout: 3_000 }).toBe(true);
    const picture = await page.screenshot();
    expect(Buffer.compare(before, picture)).not.toBe(0);
    await page.click('#email');
    await expectResumed(desk);
    await expect.poll(isShown, { timeout: 10_000 }).toBe(false);
  });

  test('closed shadow roots, one for each field: number to code is one pause, the nickname is none', async () => {
    const { call, page, site } = desk;
    await page.goto(`${site.crm}/fixtures/closed-shadow.html`);
    await page.click('#nickname');
    await wait(300);
    expect(muteStates(desk)).toEqual([]);
    await page.click('#number');
    await expectPaused(desk);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await wait(lingerMs + 600);
    expect(call.recording.changes).toHaveLength(1);
    await page.keyboard.press('Tab');
    await expectResumed(desk);
  });

  test('a field that is removed while it has focus, of which Firefox says nothing, resumes', async () => {
    const { call, page, site } = desk;
    await page.goto(`${site.crm}/fixtures/removed-field.html`);
    await page.evaluate(`
        globalThis.heard = [];
        for (const type of ['blur', 'focusout'])
          addEventListener(type, event => heard.push(event.type), true);
      `);
    await page.click('#number');
    await expectPaused(desk);
    await page.keyboard.type('4242424242424242');
    const removedAtMs = Date.now();
    expect(await page.$('#number')).toBeNull();
    await expectResumed(desk);
    expect(Date.now() - removedAtMs).toBeLessThan(500 + lingerMs + 900);
    // Where this is no longer so, the watch on a field that holds has one reason less.
    expect(await page.evaluate('heard')).toEqual([]);
    expect(call.recording.changes).toHaveLength(2);
  });

  test('another tab in front keeps the pause for a while, and coming back goes on with it', async () => {
    const { call, firefox, page, site } = desk;
    await page.goto(`${site.crm}/checkout.html`);
    await page.click('#number');
    await expectPaused(desk);
    const other = await firefox.newPage();
    await wait(lingerMs + 700);
    expect(call.recording.isPaused).toBe(true);
    await page.bringToFront();
    await other.close();
    await wait(300);
    expect((await viewOf(desk)).status).toBe('paused');
    await page.click('#email');
    await expectResumed(desk);
    expect(muteStates(desk)).toEqual(['1', '0']);
  });

  test('a page that is left resumes, and the next document in the same frame pauses anew', async () => {
    const { page, site } = desk;
    await page.goto(`${site.crm}/checkout.html`);
    // The next document counts its focuses from the beginning.
    await wait(1_500);
    await page.click('#number');
    await expectPaused(desk);
    await page.goto(`${site.crm}/checkout.html`);
    await page.click('#number');
    await wait(lingerMs + 700);
    expect((await viewOf(desk)).status).toBe('paused');
    await page.goto(`${site.crm}/fixtures/no-card.html`);
    await expectResumed(desk);
  });

  test('a closed tab resumes', async () => {
    const { firefox, site } = desk;
    const tab = await firefox.newPage();
    await tab.goto(`${site.crm}/checkout.html`);
    await tab.click('#number');
    await expectPaused(desk);
    await tab.close();
    await expectResumed(desk);
    expect((await eventsOf(desk)).at(-1)).toMatchObject({ type: 'resumed' });
  });
});
