// The first moments of a worker, in which the storage has not answered yet: whatever comes then finds what is in force.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { settingsSchema } from '../../src/settings/schema.ts';
import {
  areas,
  browsers,
  disk,
  fire,
  page,
  registered,
  send,
  senders,
  slow,
  startWorker,
} from './worker-double.ts';

const gate = (id: string) => ({
  id,
  type: 'voicenter',
  settings: { baseUrl: `https://${id}.test`, extension: 'SIP1' },
});
const settings = settingsSchema.parse({ sites: ['https://crm.test/*'], recorders: [gate('one')] });
const hold = { type: 'hold', seq: 1, kind: 'card-number', reasons: ['autocomplete'], isAway: false };
const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** Which recorders were asked for something. */
const asked: string[] = [];
const reported: string[] = [];

type Answered<Answer> = { answer: Answer };
const askForStatus = async () =>
  ((await send({ type: 'getView' }, senders.page)) as Answered<{ view: { status: string } }>).answer.view
    .status;

/** A worker starts in a browser that has stored this, and whose storage takes its time. */
async function start(stored: Partial<typeof areas>): Promise<void> {
  Object.assign(areas, structuredClone(stored));
  await startWorker();
}

/** The same after a worker that has done all that it had to do. */
async function startAfter(stored: Partial<typeof areas>): Promise<void> {
  Object.assign(slow, { session: 0, local: 0, managed: 0 });
  await start({ local: { settings }, session: {}, managed: {}, ...stored });
  await send({ type: 'getSettings' }, senders.page);
  await wait(150);
  Object.assign(slow, { session: 5, local: 5, managed: 5 });
  await startWorker();
}

beforeEach(() => {
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(new URL(url).hostname);
    return Response.json({ ErrorCode: 200, Message: 'Success' });
  });
  vi.spyOn(console, 'error').mockImplementation((...words) => void reported.push(words.join(' ')));
  registered.clear();
  asked.length = 0;
  reported.length = 0;
  return () => vi.unstubAllGlobals();
});

describe('the first worker of a browser, whose policy changed while it was closed,', () => {
  const before = { sites: ['https://crm.test/*'], recorders: [gate('one')] };
  const now = { sites: ['https://crm.test/*', 'https://pay.test/*'], recorders: [gate('one'), gate('two')] };

  it.each([
    ['nobody asks', () => undefined],
    ['a page asks', () => void send({ type: 'getSettings' }, senders.page)],
    ['the browser says so', () => fire('onPolicy', {})],
  ])('pauses what the policy names now, although %s', async (_, ask) => {
    Object.assign(slow, { session: 5, local: 5, managed: 60 });
    await start({ local: { lastPolicy: { policy: before } }, session: {}, managed: now });
    ask();
    await wait(400);
    await vi.waitFor(() => expect(registered.get('watch')?.matches).toContain('https://pay.test/*'), {
      timeout: 5_000,
    });
    await send(hold, senders.content);
    await vi.waitFor(async () => expect(await askForStatus()).toBe('paused'));
    expect(asked).toEqual(expect.arrayContaining(['one.test', 'two.test']));
  });
});

describe('a later worker, before the storage has answered,', () => {
  it('answers a page, and pauses for a field that gets the focus meanwhile', async () => {
    await startAfter({});
    const answering = send({ type: 'getSettings' }, senders.page);
    const holding = send(hold, senders.content);
    expect(await answering).toMatchObject({ answer: { settings: { sites: ['https://crm.test/*'] } } });
    expect(await holding).toMatchObject({ answer: { gate: { seq: 1 } } });
    await vi.waitFor(() => expect(asked).toEqual(['one.test']));
    expect(reported).toEqual([]);
  });

  it('saves what a page asks it to', async () => {
    await startAfter({});
    const wish = { type: 'saveSettings', settings: { ...settings, kinds: ['iban'] }, secrets: {} };
    expect(await send(wish, senders.page)).toMatchObject({ answer: { problems: [] } });
    expect(areas.local['settings']).toMatchObject({ kinds: ['iban'] });
  });

  it('starts although the outbox holds an item without a name', async () => {
    const text = JSON.stringify({ run: 'a', next: 2, items: [{ run: { toString: 1 }, n: 1, fact: {} }] });
    await start({ local: { settings, outbox: `${text.length}:${text}` }, session: {}, managed: {} });
    expect(await askForStatus()).toBe('ready');
  });
});

it('what a worker that was killed had saved and not acted on, the next one acts on', async () => {
  await startAfter({});
  await wait(120);
  const storage = browsers.at(-1)?.storage.session;
  if (storage === undefined) throw new Error('there is no worker');
  const { set } = storage;
  const isSaved = new Promise<void>(resolve => {
    storage.set = async items => {
      await set(items);
      if (!('inForce' in items)) return;
      resolve();
      await new Promise(() => {});
    };
  });
  const wish = { ...settings, sites: [...settings.sites, 'https://pay.test/*'] };
  void send({ type: 'saveSettings', settings: wish, secrets: {} }, senders.page);
  await isSaved;
  await startWorker();
  await vi.waitFor(() => expect(registered.get('watch')?.matches).toContain('https://pay.test/*'));
});

it('a recorder that a policy took away while it was paused is resumed, although the browser died meanwhile', async () => {
  const sites = ['https://crm.test/*'];
  await startAfter({ local: {}, managed: { sites, recorders: [gate('one')] } });
  await send(hold, senders.content);
  await vi.waitFor(async () => expect(await askForStatus()).toBe('paused'));
  areas.managed = { sites, recorders: [gate('two')] };
  fire('onPolicy', {});
  await wait(150);
  areas.session = {};
  asked.length = 0;
  await startWorker();
  await vi.waitFor(() => expect(asked).toContain('one.test'));
  await vi.waitFor(async () =>
    expect(await send({ type: 'getSettings' }, senders.page)).toMatchObject({
      answer: { settings: { recorders: [{ id: 'two' }] } },
    }),
  );
});

it('a recorder that a policy adds is paused although nothing can be written any more', async () => {
  const sites = ['https://crm.test/*'];
  await startAfter({ local: {}, managed: { sites, recorders: [gate('one')] } });
  await wait(120);
  disk.isFull = true;
  areas.managed = { sites, recorders: [gate('one'), gate('two')] };
  fire('onPolicy', {});
  await wait(150);
  await send(hold, senders.content);
  await vi.waitFor(() => expect(asked).toEqual(expect.arrayContaining(['one.test', 'two.test'])));
  await vi.waitFor(async () => expect(await askForStatus()).toBe('paused'));
  expect(reported.join(' ')).toContain('No space left');
  disk.isFull = false;
});

it('a page in which a dialog is open keeps nobody from saving settings', async () => {
  await startAfter({});
  await wait(120);
  page.isHung = true;
  const save = (...kinds: string[]) =>
    send({ type: 'saveSettings', settings: { ...settings, kinds }, secrets: {} }, senders.page);
  expect(await save('iban')).toMatchObject({ answer: { problems: [] } });
  expect(await save('iban', 'routing')).toMatchObject({ answer: { problems: [] } });
  page.isHung = false;
}, 12_000);
