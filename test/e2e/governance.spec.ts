// Pauses by hand under rules, in a real browser: what policy ends or refuses, and that a card field never waits for it.
import type { Page } from '@playwright/test';
import { toPauses } from '../../src/ledger/project.ts';
import { readLedger } from '../lab/ledger.ts';
import type { LabBrowser } from '../lab/browser.ts';
import { expect, expectStatus, test } from './fixtures.ts';

async function contentOf(desk: LabBrowser) {
  const eye = await desk.openBackgroundPage('manifest.json');
  const { entries } = await readLedger(eye);
  await eye.close();
  return { facts: entries.map(({ fact }) => fact), pauses: toPauses(entries) };
}

const press = (popup: Page, name: string) => popup.getByRole('button', { name }).click();

test.describe('a desk that has to say why', () => {
  test.use({ settings: { timings: { lingerMs: 0 }, more: { governance: { asksPauseReason: true } } } });

  test('pauses at once, is asked meanwhile, and goes on when it has answered', async ({
    desk,
    call,
    cardhush,
  }) => {
    const popup = await desk.openExtensionPage('src/popup/index.html');
    await press(popup, 'Pause recording');
    await expect.poll(() => call.recording.isPaused).toBe(true);
    await expect(popup.getByRole('heading', { name: 'Why do you pause?' })).toBeFocused();
    const asked = await cardhush.view();
    expect(asked).toMatchObject({ canExtend: false, holds: [{ origin: 'manual', asksReason: true }] });
    expect((asked.limitAtMs ?? 0) - Date.now()).toBeLessThanOrEqual(30_000);
    await press(popup, 'A card is being read out');
    await expect(popup.getByRole('heading', { name: 'Why do you pause?' })).toHaveCount(0);
    const answered = await cardhush.view();
    expect((answered.limitAtMs ?? 0) - Date.now()).toBeGreaterThan(60_000);
    expect(call.recording.isPaused).toBe(true);
    await cardhush.ask({ type: 'resume' });
    await expectStatus(cardhush, 'ready');
    const { pauses } = await contentOf(desk);
    expect(pauses[0]?.said).toEqual([{ about: 'pause', reason: 'cardSpoken', detail: '' }]);
  });
});

test.describe('a desk with a duty to record', () => {
  test.use({ settings: { timings: { lingerMs: 0 }, more: { governance: { manualPauses: 'forbidden' } } } });

  test('refuses a pause by hand and writes it down, and pauses for a card field as ever', async ({
    desk,
    page,
    site,
    call,
    cardhush,
  }) => {
    const popup = await desk.openExtensionPage('src/popup/index.html');
    await press(popup, 'Pause recording');
    await expect(popup.getByRole('alert').first()).toContainText('Pauses by hand are not allowed here');
    expect(call.recording.isPaused).toBe(false);
    expect((await cardhush.view()).status).toBe('ready');
    await page.bringToFront();
    await page.goto(`${site.crm}/checkout.html`);
    await page.locator('#number').click();
    await expect.poll(() => call.recording.isPaused).toBe(true);
    await page.locator('#email').click();
    await expectStatus(cardhush, 'ready', 10_000);
    const { facts, pauses } = await contentOf(desk);
    expect(facts.filter(({ type }) => type === 'pauseRefused')).toHaveLength(1);
    expect(pauses.map(({ origins }) => origins)).toEqual([['field']]);
  });
});

test.describe('a desk whose pauses by hand are short', () => {
  test.use({
    settings: {
      timings: { lingerMs: 0 },
      more: { governance: { manualPauses: 'short', shortPauseMs: 5_000, callBudgetMs: 4_000 } },
    },
  });

  test('resumes by itself, says that policy did, and asks why once the budget is used', async ({
    desk,
    call,
    cardhush,
  }) => {
    await cardhush.ask({ type: 'pause' });
    await expect.poll(() => call.recording.isPaused).toBe(true);
    await cardhush.ask({ type: 'extend' });
    await expect.poll(() => call.recording.isPaused, { timeout: 10_000 }).toBe(false);
    await expectStatus(cardhush, 'ready');
    const popup = await desk.openExtensionPage('src/popup/index.html');
    await expect(popup.getByText(/Recording off in this call: 0:(0[5-9]|1\d) of 0:04\./)).toBeVisible();
    await press(popup, 'Pause recording');
    await expect(popup.getByRole('heading', { name: 'Why do you pause?' })).toBeVisible();
    const { facts, pauses } = await contentOf(desk);
    expect(pauses[0]).toMatchObject({ endReason: 'policy', end: 'resumed', extensions: 0 });
    expect(facts.filter(({ type }) => type === 'budgetReached')).toMatchObject([{ scope: 'call' }]);
    await cardhush.ask({ type: 'resume' });
    await expectStatus(cardhush, 'ready');
  });
});
