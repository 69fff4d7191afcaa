// The strip in pages that nobody pushes to: what it says is never much older than what is so.
import { readBanner } from './banner.ts';
import { expect, expectStatus, test } from './fixtures.ts';

test('a page that came to the front meanwhile hears at once that nothing is held any more', async ({
  page,
  site,
  voicenter,
  desk,
  cardhush,
}) => {
  voicenter.knobs.isSuccessWithoutCall = false;
  await page.goto(`${site.crm}/checkout.html`);
  // There is no call: what follows has no resume in between, of which whoever is in front would be told.
  await cardhush.ask({ type: 'pause' });
  await expectStatus(cardhush, 'noCall');
  const other = await desk.context.newPage();
  await other.goto(`${site.crm}/checkout.html`);
  await other.bringToFront();
  await expect.poll(() => readBanner(other)).not.toBe('');
  await cardhush.ask({ type: 'resume' });
  await expectStatus(cardhush, 'ready');
  await expect.poll(() => readBanner(other), { timeout: 2_000 }).toBe('');
});

test.describe('a frame whose top frame is not watched', () => {
  test.use({ settings: { sites: ['http://pay.localhost/*'] } });

  test('shows the pause, and not for longer than it lasts although the worker has died', async ({
    page,
    site,
    call,
    desk,
    cardhush,
  }) => {
    await page.goto(site.crm);
    await page.frameLocator('#card-frame').locator('input').first().click();
    await expect.poll(() => call.recording.isPaused).toBe(true);
    const frame = page.frames().find(one => one.url().startsWith(site.pay));
    if (frame === undefined) throw new Error('there is no frame of the payment provider');
    await expect.poll(() => readBanner(frame)).toMatch(/paused/i);
    // By hand it goes on after the focus, and its frame holds nothing any more.
    await cardhush.ask({ type: 'pause' });
    await page.getByRole('button', { name: 'Transfer' }).focus();
    await page.waitForTimeout(500);
    await desk.killWorker();
    await cardhush.ask({ type: 'resume' });
    await expectStatus(cardhush, 'ready');
    expect(call.recording.isPaused).toBe(false);
    await expect.poll(() => readBanner(frame), { timeout: 4_000 }).not.toMatch(/paused/i);
  });
});
