// Blind by design: what is typed into a field leaves no trace in anything that CardHush sends, stores or logs.
import { expect, expectStatus, test } from './fixtures.ts';

const fakeNumber = '4929123456781234';

test('a fake card number typed in every field appears in no message, storage area, log or request', async ({
  page,
  site,
  call,
  voicenter,
  desk,
  cardhush,
}) => {
  expect(call.isOver).toBe(false);
  const logs: string[] = [];
  desk.worker.on('console', message => logs.push(message.text()));
  await desk.worker.evaluate(`
    globalThis.heard = [];
    const hear = what => { globalThis.heard.push(JSON.stringify(what)); };
    chrome.runtime.onMessage.addListener((message, sender) => { hear([message, sender]); });
    chrome.runtime.onConnect.addListener(port => { port.onMessage.addListener(message => hear([message, port.sender])); });
  `);
  await page.goto(`${site.crm}/?card=${fakeNumber}#${fakeNumber}`);
  const frame = page.frameLocator('#card-frame');
  for (const field of await frame.locator('input').all()) await type(field);
  await page.goto(`${site.crm}/checkout.html?card=${fakeNumber}`);
  for (const field of await page.locator('input').all()) await type(field);
  await expectStatus(cardhush, 'paused');
  const heard = await desk.worker.evaluate<string[]>('globalThis.heard');
  const stored = await desk.worker.evaluate<string>(
    `Promise.all(['local', 'session', 'sync'].map(area => chrome.storage[area].get(null))).then(JSON.stringify)`,
  );
  const events = JSON.stringify(await cardhush.events());
  const sent = JSON.stringify(voicenter.requests);
  // The listening itself works: holds were heard, and their senders are known by more than they may keep.
  expect(heard.some(text => text.includes('"hold"'))).toBe(true);
  expect(stored).toContain('crm.localhost');
  for (const text of [stored, events, sent, logs.join('\n'), ...heard.map(withoutSender)])
    expect(text).not.toContain('49291234');
  // Full URLs are not kept either: origins are all that is stored.
  expect(stored).not.toContain('checkout.html');

  async function type(field: ReturnType<typeof page.locator>): Promise<void> {
    if (!(await field.isEditable())) return;
    await field.click();
    await field.pressSequentially(fakeNumber, { delay: 5 });
  }
});

/** The browser itself tells a receiver who sent: only the message is ours. */
function withoutSender(text: string): string {
  return JSON.stringify((JSON.parse(text) as unknown[])[0]);
}
