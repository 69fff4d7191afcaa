// Sending evidence on is set up in the options: a test, the status, and what to do where it does not work.
import { Collector } from '../lab/collector.ts';
import { readLedger } from '../lab/ledger.ts';
import { expect, test } from './fixtures.ts';

test('an administrator sets it up in the options: test, status, and what to do where it does not work', async ({
  desk,
}) => {
  const collector = await new Collector().start();
  collector.secret = 'Bearer TOPSECRET7';
  try {
    const page = await desk.openExtensionPage('src/options/index.html');
    await page.getByLabel('Address for entries').fill(collector.url);
    await page.getByRole('button', { name: 'Send a test', exact: true }).click();
    await expect(page.getByText('The receiver does not accept the header.')).toBeVisible();
    await page.getByLabel('Value of the header').fill(collector.secret);
    await page.getByRole('button', { name: 'Send a test', exact: true }).click();
    await expect(page.getByText('The receiver took it.')).toBeVisible();
    expect(collector.taken).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Nothing has been sent yet.')).toBeVisible();
    const eye = await desk.openBackgroundPage('manifest.json');
    await eye.evaluate(`chrome.runtime.sendMessage({ type: 'shipNow' })`);
    await expect(page.getByText(/Entries are sent up to number \d+; 0 wait\./)).toBeVisible({
      timeout: 10_000,
    });
    expect(collector.unique().map(({ hash }) => hash)).toEqual(
      (await readLedger(eye)).entries.map(({ hash }) => hash),
    );
    expect(collector.faults).toEqual([]);
    // The value is shown to nobody again.
    expect(
      JSON.stringify(await eye.evaluate(`chrome.runtime.sendMessage({ type: 'getSettings' })`)),
    ).not.toContain('TOPSECRET7');
  } finally {
    await collector.stop();
  }
});
