// Choosing a recorder, and trying it on a live call: in a real browser, against the lab's Voicenter.
import type { Page } from '@playwright/test';
import { recorders } from '../../src/recorders/index.ts';
import { chooseRecorder } from '../lab/options.ts';
import type { LabBrowser } from '../lab/browser.ts';
import { findViolations } from './axe.ts';
import { expect, expectStatus, muteStates, test } from './fixtures.ts';

const optionsPath = 'src/options/index.html';
const trial = (options: Page) => options.locator('.trial');
const steps = (options: Page) => trial(options).locator('.trial-steps li');

/** Opens the options, and answers the question before the trial with yes. */
async function startTrial(desk: LabBrowser): Promise<Page> {
  const options = await desk.openExtensionPage(optionsPath);
  await options.getByRole('button', { name: 'Try a pause and a resume: Voicenter' }).click();
  await expect(trial(options)).toContainText('This touches the recording of a call that is up now');
  await options.getByRole('button', { name: 'Pause and resume now' }).click();
  return options;
}

test.describe('the gallery', () => {
  test.use({ settings: null });

  test('is gone through by keyboard, folds, and gives back what was entered', async ({ desk }) => {
    const options = await desk.openExtensionPage(optionsPath);
    const cards = options.getByRole('group', { name: 'Recorder', exact: true });
    await expect(cards.getByRole('radio')).toHaveCount(recorders.length);
    await cards.getByRole('radio', { name: 'Voicenter' }).focus();
    await options.keyboard.press('ArrowDown');
    await expect(cards.getByRole('radio', { name: 'Verint Financial Compliance (Verba)' })).toBeChecked();
    await expect(cards.locator('.offer', { has: options.locator(':focus') })).toHaveCSS(
      'outline-style',
      'solid',
    );
    // The whole card can be pressed.
    await cards.locator('.offer', { hasText: 'Cloud telephony' }).locator('.chips').click({ force: true });
    await options.getByRole('button', { name: 'Add recorder', exact: true }).click();
    await options.getByLabel('Monitor host').fill('https://monitor5.voicenter.co');
    await options.getByRole('button', { name: 'Change recorder: Voicenter' }).click();
    await options.getByRole('radio', { name: 'wolkvox' }).check();
    await options.getByRole('button', { name: 'Use this recorder' }).click();
    await options.getByLabel('Agent id').fill('12004');
    await options.getByRole('button', { name: 'Change recorder: wolkvox' }).click();
    await options.getByRole('radio', { name: 'Voicenter' }).check();
    await options.getByRole('button', { name: 'Use this recorder' }).click();
    await expect(options.getByLabel('Monitor host')).toHaveValue('https://monitor5.voicenter.co');
    await expect(options.getByLabel('Monitor host')).toBeFocused();
    await chooseRecorder(options, 'Custom HTTP');
    await expect(options.locator('.forms > fieldset')).toHaveCount(2);
  });

  test('breaks no rule in light and dark, and fits a narrow window from either side', async ({ desk }) => {
    const options = await desk.openExtensionPage(optionsPath);
    for (const colorScheme of ['light', 'dark'] as const) {
      // A button on its way from one colour to another has neither's contrast.
      await options.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await findViolations(options)).toEqual([]);
    }
    await options.setViewportSize({ width: 320, height: 800 });
    for (const dir of ['ltr', 'rtl']) {
      await options.evaluate(`document.documentElement.dir = '${dir}'`);
      expect(await options.evaluate('document.documentElement.scrollWidth')).toBe(320);
    }
  });
});

test.describe('trying a pause and a resume', () => {
  test('walks to "verified", each step as it happens', async ({ desk, call, voicenter, cardhush }) => {
    const options = await startTrial(desk);
    await expect(steps(options).nth(1)).toContainText('done in');
    await expect(steps(options).nth(2)).toContainText('running');
    expect(call.recording.isPaused).toBe(true);
    await expectStatus(cardhush, 'paused');
    await expect(trial(options).locator('.good')).toContainText('Evidence reached: verified', {
      timeout: 20_000,
    });
    for (const index of [0, 1, 2, 3]) await expect(steps(options).nth(index)).toContainText(/done in \d+ ms/);
    expect(call.recording.changes.map(({ isPaused }) => isPaused)).toEqual([true, false]);
    expect(muteStates(voicenter)).toEqual(['1', '0']);
    const [begun] = await cardhush.events().then(notes => notes.filter(({ type }) => type === 'holdStarted'));
    expect(begun).toMatchObject({ origin: 'manual', rule: 'trial' });
    expect(await findViolations(options)).toEqual([]);
  });

  test('says what a recorder refuses, and leaves nothing paused', async ({
    desk,
    call,
    voicenter,
    cardhush,
  }) => {
    voicenter.knobs.isFaulty = ({ params }) => params['state'] === '1';
    voicenter.knobs.instead = () => ({
      json: { ErrorCode: '400', Message: 'Recording is mandatory', ActionID: 'a' },
    });
    const options = await startTrial(desk);
    await expect(trial(options).locator('.problem')).toContainText('Nothing is paused');
    await expect(steps(options).nth(1)).toContainText('Recording is mandatory');
    await expect(steps(options).nth(1)).toContainText('The agent is told:');
    await expectStatus(cardhush, 'ready');
    expect(call.recording.changes.filter(({ isPaused }) => isPaused)).toEqual([]);
  });

  test('takes no call for no failure', async ({ desk, voicenter }) => {
    const options = await startTrial(desk);
    await expect(trial(options)).toContainText('nothing is wrong with the settings', { timeout: 20_000 });
    expect(voicenter.requests.length).toBeGreaterThan(0);
  });

  test('resumes at once when its page is closed in the middle', async ({ desk, call, cardhush }) => {
    const options = await startTrial(desk);
    await expect.poll(() => call.recording.isPaused).toBe(true);
    await options.close();
    await expect.poll(() => call.recording.isPaused, { timeout: 2_000 }).toBe(false);
    await expectStatus(cardhush, 'ready');
  });

  test('resumes although its worker died in the middle, and the page says so', async ({
    desk,
    call,
    cardhush,
  }) => {
    const options = await startTrial(desk);
    await expect.poll(() => call.recording.isPaused).toBe(true);
    await expectStatus(cardhush, 'paused');
    await desk.killWorker();
    await expect(trial(options).locator('.problem')).toContainText('resumes by itself within 15 seconds');
    await desk.wakeWorker();
    await expect.poll(() => call.recording.isPaused, { timeout: 15_000 }).toBe(false);
  });
});
