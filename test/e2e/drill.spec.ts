// A drill is scored by listening, becomes evidence, and touches no recorder.
import { readLedger } from '../lab/ledger.ts';
import { findViolations } from './axe.ts';
import { expect, test } from './fixtures.ts';

test('a drill that a person starts is passed, and stands in ledger and options', async ({
  desk,
  call,
  voicenter,
  cardhush,
}) => {
  const page = await desk.openExtensionPage('src/drill/index.html');
  await page.bringToFront();
  await expect(page.getByText('Passed:')).toBeVisible({ timeout: 50_000 });
  await expect(
    page.getByText('Digits of the card that can be heard in the recording: 0 of 23'),
  ).toBeVisible();
  expect(await findViolations(page)).toEqual([]);
  const eye = await desk.openBackgroundPage('manifest.json');
  const drills = (await readLedger(eye)).entries.filter(({ fact }) => fact.type === 'drilled');
  expect(drills).toHaveLength(1);
  expect(drills[0]?.fact).toMatchObject({
    by: 'person',
    isPassed: true,
    cardSaid: 23,
    cardHeard: 0,
    othersSaid: 9,
    othersHeard: 9,
  });
  // Nobody asked the recorder for anything, and the desk's own state never moved.
  expect(voicenter.requests).toEqual([]);
  expect(call.recording.changes).toEqual([]);
  expect((await cardhush.view()).status).toBe('ready');
  const options = await desk.openExtensionPage('src/options/index.html');
  await expect(options.getByText('Passed:')).toBeVisible();
});

test('a scheduled drill runs behind what is in front, closes its tab, and comes again', async ({
  desk,
  page,
  voicenter,
  cardhush,
}) => {
  test.setTimeout(180_000);
  const { settings } = await cardhush.ask<{ settings: object }>({ type: 'getSettings' });
  await cardhush.ask({ type: 'saveSettings', settings: { ...settings, drill: { everyDays: 7 } } });
  await expect.poll(() => cardhush.evaluate(`chrome.alarms.get('drill').then(Boolean)`)).toBe(true);
  await page.bringToFront();
  const front = `chrome.tabs.query({ active: true }).then(tabs => tabs.map(({ id }) => id))`;
  const before = await cardhush.evaluate(front);
  const opened = desk.context.waitForEvent('page', one => one.url().includes('/drill/'));
  await cardhush.evaluate(`chrome.alarms.create('drill', { when: Date.now() + 300 })`);
  const drill = await opened;
  expect(await cardhush.evaluate(front)).toEqual(before);
  await drill.waitForEvent('close', { timeout: 150_000 });
  const eye = await desk.openBackgroundPage('manifest.json');
  const drills = (await readLedger(eye)).entries.filter(({ fact }) => fact.type === 'drilled');
  expect(drills).toHaveLength(1);
  expect(drills[0]?.fact).toMatchObject({ by: 'schedule', isPassed: true, cardHeard: 0, cardSaid: 23 });
  expect(voicenter.requests).toEqual([]);
  const inDays = await cardhush.evaluate<number>(
    `chrome.alarms.get('drill').then(({ scheduledTime }) => (scheduledTime - Date.now()) / 86_400_000)`,
  );
  expect(inDays).toBeCloseTo(7, 1);
});
