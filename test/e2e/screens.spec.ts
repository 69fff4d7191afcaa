// Every screen says the same, and says it at once: popup, toolbar, the banners of both windows, and the frame that holds.
import type { CDPSession, Frame, Page } from '@playwright/test';
import { expect, expectStatus, muteStates, test } from './fixtures.ts';

test.use({ settings: { more: { gate: 'block' }, timings: { lingerMs: 1_000 } } });

/** What is promised, and what a machine that does ten other things at once gets. */
const promisedMs = 100;
const allowedMs = 400;

type Seen = { atMs: number; says: string };

/** Notes every change of a text, by the wall clock of the page itself. */
const watch = (target: string, says: string, list: string) => `{
  const list = globalThis.${list} = [];
  const note = () => {
    const says = ${says};
    if (list.at(-1)?.says !== says) list.push({ atMs: performance.timeOrigin + performance.now(), says });
  };
  new MutationObserver(note).observe(${target}, { subtree: true, childList: true, characterData: true, attributes: true });
  note();
}`;

/** Looks into the world of our content script, where the banner's closed root is no secret. */
async function openWorld(page: Page | Frame): Promise<{ cdp: CDPSession; contextId: number }> {
  const context = 'context' in page ? page.context() : page.page().context();
  const cdp = await context.newCDPSession(page);
  const worlds: { id: number; name: string }[] = [];
  cdp.on('Runtime.executionContextCreated', ({ context: world }) => worlds.push(world));
  await cdp.send('Runtime.enable');
  const world = worlds.find(({ name }) => name === 'CardHush');
  if (world === undefined) throw new Error('there is no content script in this frame');
  return { cdp, contextId: world.id };
}

async function inWorld<T>(
  { cdp, contextId }: { cdp: CDPSession; contextId: number },
  expression: string,
): Promise<T> {
  const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
    contextId,
    expression,
    returnByValue: true,
  });
  if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? 'failed');
  return result.value as T;
}

const banner = `chrome.dom.openOrClosedShadowRoot(document.querySelector('[data-cardhush]'))`;

test('popup, toolbar, two windows and the frame that holds agree within the promised time', async ({
  page,
  site,
  desk,
  call,
  voicenter,
  cardhush,
}) => {
  await page.goto(site.crm);
  const opened = desk.context.waitForEvent('page');
  const browser = await desk.context.browser()?.newBrowserCDPSession();
  await browser?.send('Target.createTarget', { url: `${site.crm}/checkout.html`, newWindow: true });
  const second = await opened;
  await second.waitForLoadState();
  const popup = await desk.openBackgroundPage('src/popup/index.html');
  await popup.locator('h1').waitFor();
  const number = page.frameLocator('#card-frame').locator('input').first();
  const frame = page.frames().find(one => one.url().startsWith(site.pay));
  if (frame === undefined) throw new Error('the payment frame is not there');

  // One pause beforehand: each banner is made when there is first something to say.
  await number.click();
  await expectStatus(cardhush, 'paused');
  await page.locator('a').first().focus();
  await expectStatus(cardhush, 'ready', 10_000);
  await page.waitForTimeout(300);

  const worlds = { first: await openWorld(page), second: await openWorld(second) };
  for (const world of Object.values(worlds))
    await inWorld(world, watch(banner, `${banner}.querySelector('strong')?.textContent ?? ''`, 'seen'));
  await popup.evaluate(watch('document.body', `document.querySelector('h1').textContent`, 'seen'));
  // The toolbar tells nobody when it changes: it is looked at as often as can be.
  await popup.evaluate(`{
    const list = globalThis.button = [];
    const look = async () => {
      const says = await chrome.action.getTitle({});
      if (list.at(-1)?.says !== says) list.push({ atMs: performance.timeOrigin + performance.now(), says });
      setTimeout(look, 2);
    };
    void look();
  }`);
  await frame.evaluate(watch('document.body', `String(document.querySelector('input').readOnly)`, 'seen'));
  // Long enough for the field to become read-only: then its gate can be seen from outside.
  voicenter.knobs.delayMs = 1_200;

  const rounds = 4;
  const spreads: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const fromMs = Date.now();
    await number.click();
    await expectStatus(cardhush, 'paused');
    expect(call.recording.isPaused).toBe(true);
    await page.waitForTimeout(allowedMs);
    const answered = voicenter.requests.findLast(({ params }) => params['state'] === '1')?.answeredAtMs;
    if (answered === null || answered === undefined) throw new Error('the recorder has not answered');
    const lists: Record<string, [Seen[], RegExp]> = {
      'banner, first window': [
        await inWorld<Seen[]>(worlds.first, 'seen'),
        /^Pause accepted|^Recording paused/,
      ],
      'banner, second window': [
        await inWorld<Seen[]>(worlds.second, 'seen'),
        /^Pause accepted|^Recording paused/,
      ],
      popup: [await popup.evaluate<Seen[]>('seen'), /^Recording paused/],
      toolbar: [await popup.evaluate<Seen[]>('button'), /^Recording paused/],
      'field in the frame': [await frame.evaluate<Seen[]>('seen'), /^false/],
    };
    const times = Object.entries(lists).map(([screen, [seen, pattern]]) => {
      // The first stood there when the watching began.
      const change = seen.slice(1).find(({ atMs, says }) => atMs > fromMs && pattern.test(says));
      if (change === undefined) throw new Error(`${screen} never said so: ${JSON.stringify(seen)}`);
      return { screen, ms: change.atMs - answered };
    });
    spreads.push(Math.max(...times.map(({ ms }) => ms)));
    console.log(
      `round ${round + 1}: after the recorder's answer ${times.map(({ screen, ms }) => `${screen} ${ms.toFixed(0)} ms`).join(', ')}`,
    );
    await page.locator('a').first().focus();
    await expectStatus(cardhush, 'ready', 15_000);
    await page.waitForTimeout(200);
  }
  const best = Math.min(...spreads);
  console.log(
    `slowest screen of a round: best ${best.toFixed(0)} ms, worst ${Math.max(...spreads).toFixed(0)} ms`,
  );
  // The promise is about the program: on a busy machine one undisturbed round shows it, and none may be far off.
  expect(best).toBeLessThan(promisedMs);
  expect(Math.max(...spreads)).toBeLessThan(allowedMs);
  expect(muteStates(voicenter).filter(state => state === '1').length).toBeGreaterThan(rounds);
});
