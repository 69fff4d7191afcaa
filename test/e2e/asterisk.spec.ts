// Focus in a card field, in a real browser, pauses what a real Asterisk records: heard in its recordings.
import type { Page } from '@playwright/test';
import { setTimeout as wait } from 'node:timers/promises';
import { after, before, card, untilSaid } from '../lab/asterisk/agent.ts';
import { agentEndpoint, users } from '../lab/asterisk/config.ts';
import { hear, judgeInPlace, toCutAtMs, toSilences } from '../lab/asterisk/hearing.ts';
import { getAsterisk } from '../lab/asterisk/packages.ts';
import { startInboundCall, waitUntilBridged } from '../lab/asterisk/real-call.ts';
import { startDesk, startDeskCall } from '../lab/asterisk/real-desk.ts';
import { startAsterisk, type Asterisk } from '../lab/asterisk/server.ts';
import type { Voice } from '../lab/asterisk/voice.ts';
import { digitMs } from '../lab/dtmf.ts';
import { watchFields, type FieldEvent } from '../lab/lab.ts';
import { chooseRecorder } from '../lab/options.ts';
import { reactionMs } from '../lab/scripted-call.ts';
import { askWorker } from '../lab/settings.ts';
import { expect, expectStatus, test as base, type CardHush } from './fixtures.ts';

const test = base.extend<{ pbx: Asterisk; fields: FieldEvent[] }>({
  settings: null,
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from the pattern
  pbx: async ({}, use) => {
    const packages = await getAsterisk();
    if ('missing' in packages) {
      console.warn(`SKIPPED: ${packages.missing}`);
      test.skip(true, packages.missing);
      return;
    }
    const pbx = await startAsterisk(packages.root);
    await use(pbx);
    await pbx.stop();
  },
  fields: async ({ desk }, use) => await use(await watchFields(desk)),
});

test('MixMonitor is silent for the card, set up and tested in options', async ({
  pbx,
  desk,
  fields,
  page,
  site,
  cardhush,
}) => {
  const call = await startInboundCall(pbx);
  await waitUntilBridged(pbx, call);
  const options = await desk.openExtensionPage('src/options/index.html');
  await chooseRecorder(options, 'Asterisk, FreePBX, Issabel (MixMonitor)');
  await options.getByLabel('Address of Asterisk’s HTTP server').fill(pbx.url);
  await options.getByLabel('Extension or endpoint').fill(agentEndpoint);
  await options.getByLabel('Manager user').fill('narrow');
  await options.getByLabel(/^Secret/).fill(users.narrow);
  await options.getByRole('button', { name: 'Test connection' }).click();
  await expect(options.getByText('Calls of the extension at the moment: 1, with 2 legs.')).toBeVisible();
  await options.getByLabel('Add a site').fill(site.crm);
  await options.getByRole('button', { name: 'Add', exact: true }).click();
  await options.getByRole('button', { name: 'Save' }).click();
  await expect(options.getByText('Saved.', { exact: true })).toBeVisible();
  await options.close();

  await page.goto(`${site.crm}/checkout.html`);
  const acceptedAtMs = await takeCard(page, call.caller, cardhush);
  expect(await cardhush.events()).toContainEqual(
    expect.objectContaining({ type: 'paused', evidence: 'accepted' }),
  );
  await call.hangUp();
  const said = call.caller.said();
  const hearing = hear({ path: call.recordingPath, said });
  expect(judgeInPlace(hearing, said).faults).toEqual([]);
  expect(hearing.digits).toBe(before + after);
  tell('MixMonitor', fields, { acceptedAtMs, silentAtMs: toSilences(hearing)[0]?.fromMs });
  expect(JSON.stringify([await cardhush.view(), await cardhush.events()])).not.toContain(users.narrow);
});

test('a recording of ARI’s leaves the card out, and is read as paused', async ({
  pbx,
  desk,
  fields,
  page,
  site,
  cardhush,
}) => {
  const application = await startDesk(pbx);
  const call = await startDeskCall(pbx);
  const settings = {
    baseUrl: pbx.url,
    extension: agentEndpoint,
    recordingName: 'desk/{bridgeId}',
    username: 'narrow',
  };
  const saved = await askWorker<{ problems: unknown[] }>(desk, {
    type: 'saveSettings',
    settings: {
      version: 1,
      recorders: [{ id: 'pbx', type: 'asterisk-ari', isRequired: true, settings }],
      sites: ['http://crm.localhost/*', 'http://pay.localhost/*'],
      timings: {},
    },
    secrets: { pbx: { password: users.narrow } },
  });
  expect(saved.problems).toEqual([]);

  await page.goto(`${site.crm}/checkout.html`);
  const acceptedAtMs = await takeCard(page, call.caller, cardhush);
  expect(await cardhush.events()).toContainEqual(
    expect.objectContaining({ type: 'paused', evidence: 'verified' }),
  );
  await call.hangUp();
  const said = call.caller.said();
  const hearing = hear({ path: call.recordingPath, said });
  expect(hearing.digits).toBe(before + after);
  tell('ARI', fields, {
    acceptedAtMs,
    silentAtMs: toCutAtMs(hearing, { ...call.caller, said }) ?? undefined,
  });
  application.stop();
});

/** The caller says everything, and reads the card out once the agent is in its field. Returns when the pause was known. */
async function takeCard(page: Page, caller: Voice, cardhush: CardHush): Promise<number> {
  await wait(300);
  caller.say(before, 'other');
  await untilSaid(caller, 300);
  await page.locator('#number').click();
  await wait(reactionMs);
  caller.say(card, 'card');
  await page.keyboard.type(card, { delay: digitMs });
  await expectStatus(cardhush, 'paused');
  await untilSaid(caller, 200);
  await page.locator('#email').click();
  await expectStatus(cardhush, 'ready', 10_000);
  caller.say(after, 'other');
  await untilSaid(caller, 200);
  const events = await cardhush.events();
  expect(events.map(({ type }) => type)).not.toContain('failed');
  return events.find(({ type }) => type === 'paused')?.atMs ?? Infinity;
}

/** Says how long after the focus the recording was silent, and the recorder's answer was there. */
function tell(
  name: string,
  fields: FieldEvent[],
  { acceptedAtMs, silentAtMs = Infinity }: { acceptedAtMs: number; silentAtMs: number | undefined },
): void {
  const focusedAtMs = fields.find(({ type }) => type === 'focusin')?.atMs ?? -Infinity;
  const exposureMs = silentAtMs - focusedAtMs;
  console.log(
    `${name}: focus to silence as heard in the recording ${exposureMs.toFixed(0)} ms, ` +
      `focus to the recorder’s yes ${(acceptedAtMs - focusedAtMs).toFixed(0)} ms`,
  );
  // That none of the card is heard was asked before; how soon it is silent, on CI's busy machine, is only told.
  if (process.env['CI'] === undefined) expect(exposureMs).toBeLessThan(reactionMs);
}
