// Every edge at which something is said to the worker, with everything that could be said there. The whole worker runs.
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  fromContentSchema,
  fromPageSchema,
  holdPortName,
  pagePortName,
  viewPortName,
} from '../../src/messages.ts';
import type { View } from '../../src/recording/view.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { fromTrialPageSchema, trialPortName } from '../../src/trial-messages.ts';
import { anything, nearly } from './hostile-values.ts';
import { areas, connect, send, senders, startWorker } from './worker-double.ts';

const settings = settingsSchema.parse({
  sites: ['https://crm.test/*'],
  recorders: [
    { id: 'voicenter', type: 'voicenter', settings: { baseUrl: 'https://gateway.test', extension: 'SIP1' } },
  ],
});
const proposal = { selector: '#a', label: '', selectorMatches: 1, labelMatches: 0, kind: null, reasons: [] };
const entry = { id: 'a', type: 'voicenter', isRequired: true, settings: {} };

/** One right message of each kind that content scripts may send. */
const fromContent: unknown[] = [
  { type: 'hold', seq: 1, kind: 'card-number', reasons: ['autocomplete'], isAway: false },
  { type: 'release', seq: 1, reason: 'blur' },
  { type: 'pageHold', seq: 1, isAway: false },
  { type: 'pageRelease', seq: 1, reason: 'blur' },
  { type: 'getOrders' },
  { type: 'getPick' },
  { type: 'picked', proposal },
  { type: 'pickEnded' },
  { type: 'activity', seq: 1 },
  { type: 'arm' },
  { type: 'extend' },
  { type: 'breakGate', reason: 'other', detail: '' },
  { type: 'frames', frames: [{ origin: 'https://pay.test', isPayment: true }] },
  { type: 'getBanner' },
  { type: 'getView' },
];
/** And of each that our own pages may. */
const fromPage: unknown[] = [
  { type: 'getView' },
  { type: 'pause' },
  { type: 'resume' },
  { type: 'extend' },
  { type: 'getRuling' },
  { type: 'personSaw', recorderId: 'voicenter', isPaused: false },
  { type: 'getSettings' },
  { type: 'saveSettings', settings, secrets: { voicenter: { code: 'x' } } },
  { type: 'testRecorder', entry, secrets: {} },
  { type: 'signIn', entry, secrets: {} },
  { type: 'getProtection', tabId: 1, isForced: false },
  { type: 'breakGate', tabId: 1, reason: 'other', detail: '' },
  { type: 'getEvents' },
  { type: 'syncLedger' },
  { type: 'recordExport', format: 'json', fromSeq: 1, toSeq: 2 },
  { type: 'getShipping' },
  { type: 'shipNow' },
  { type: 'testShipping', lane: 'entries', shipping: settings.shipping },
  { type: 'getDrill' },
  { type: 'getTally' },
  { type: 'clearTally' },
  { type: 'pick', tabId: 1, verdict: null },
  { type: 'preview', by: 'selector', text: '#a' },
  { type: 'getProposal' },
  { type: 'dropProposal' },
];

const schemas = { content: fromContentSchema, page: fromPageSchema };
const wrong: unknown[] = [];
const requests = vi.fn(() => Promise.reject(new Error('no network')));

/** What a message could change to harm anybody; but for when the worker last looked at its clock. */
function toState(): string {
  const { settings: saved, secrets } = areas.local;
  const { state, inForce, picking } = areas.session;
  return JSON.stringify([
    { saved, secrets, inForce, picking },
    { ...(state as object | undefined), seenAtMs: 0 },
    Object.keys(Object.prototype),
    requests.mock.calls.length,
  ]);
}

/** Whether this is what the port is for. */
function isOwn(name: string, message: unknown): boolean {
  if (name === trialPortName) return fromTrialPageSchema.safeParse(message).success;
  const { type } = fromContentSchema.safeParse(message).data ?? {};
  return type === (name === holdPortName ? 'hold' : 'pageHold');
}

async function expectRefused(message: unknown, sender: unknown): Promise<void> {
  const before = toState();
  const { refusal } = (await send(message, sender)) as { refusal?: Error };
  expect(refusal?.message).toMatch(/^CardHush does not (understand this message|take messages from there)/);
  expect(refusal?.message.length).toBeLessThan(300);
  expect(toState()).toBe(before);
}

beforeAll(async () => {
  vi.stubGlobal('fetch', requests);
  vi.spyOn(console, 'error').mockImplementation((...words) => void wrong.push(words));
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, problem => void wrong.push(problem));
  areas.local = { settings };
  await startWorker();
  await send({ type: 'syncLedger' }, senders.page);
  return () => {
    expect(wrong).toEqual([]);
    expect(({} as Record<string, unknown>)['isOurs']).toBeUndefined();
  };
});

describe('the samples', () => {
  it.each(['content', 'page'] as const)(
    'are right, from %s: what is refused below is refused for what was changed',
    who => {
      const samples = who === 'content' ? fromContent : fromPage;
      for (const sample of samples)
        expect(schemas[who].safeParse(sample).success, JSON.stringify(sample)).toBe(true);
    },
  );
});

describe('messages', () => {
  it.each(['content', 'page'] as const)('of any shape from %s are refused and change nothing', async who => {
    const samples = who === 'content' ? fromContent : fromPage;
    const hostile = fc
      .oneof(anything, nearly(samples), nearly(samples))
      .filter(message => !schemas[who].safeParse(message).success);
    await fc.assert(
      fc.asyncProperty(hostile, async message => await expectRefused(message, senders[who])),
      { numRuns: 400 },
    );
  });

  it('that only our own pages may send are refused from content scripts', async () => {
    const forbidden = fromPage.filter(message => !fromContentSchema.safeParse(message).success);
    expect(forbidden.length).toBeGreaterThan(20);
    for (const message of forbidden) await expectRefused(message, senders.content);
  });

  it('are refused from everybody else, whatever they say of themselves', async () => {
    const strangers: unknown[] = [
      senders.stranger,
      { ...senders.page, id: 'somebody' },
      { ...senders.page, url: `https://evil.test/${senders.page.url}` },
      { ...senders.content, tab: undefined },
      { ...senders.content, frameId: undefined },
      { id: senders.page.id },
      {},
      null,
      undefined,
      'cardhush',
    ];
    for (const sender of strangers)
      for (const message of [...fromContent, ...fromPage]) await expectRefused(message, sender);
    await fc.assert(
      fc.asyncProperty(nearly([senders.stranger]), fc.constantFrom(...fromPage), expectStrange),
      { numRuns: 100 },
    );
  });

  async function expectStrange(sender: unknown, message: unknown): Promise<void> {
    await expectRefused(message, sender);
  }
});

describe('ports', () => {
  it('that nobody may open are closed', () => {
    const closed: [string, unknown][] = [
      ['other', senders.page],
      ['', senders.content],
      ['__proto__', senders.content],
      [viewPortName, senders.content],
      [trialPortName, senders.content],
      [holdPortName, senders.page],
      [pagePortName, senders.page],
      ...[viewPortName, trialPortName, holdPortName, pagePortName].map((name): [string, unknown] => [
        name,
        senders.stranger,
      ]),
    ];
    for (const [name, sender] of closed) {
      const port = connect(name, sender);
      expect(port.isClosed, name).toBe(true);
      expect(port.heard).toEqual([]);
    }
  });

  it.each([
    [holdPortName, senders.content, fromContent.slice(1)],
    [pagePortName, senders.content, fromContent.filter((_, index) => index !== 2)],
    [viewPortName, senders.page, fromPage],
    [
      trialPortName,
      senders.page,
      [...fromPage, { type: 'tryRecorder' }, { type: 'tryRecorder', recorderId: 7 }],
    ],
  ])('%s: nothing but its own words is heard', async (name, sender, samples) => {
    const port = connect(name, sender);
    // What an open page is told, it is told once.
    await new Promise(resolve => setTimeout(resolve, 50));
    const before = toState();
    fc.assert(
      fc.property(fc.oneof(anything, nearly(samples)), message => {
        if (!isOwn(name, message)) port.say(message);
      }),
      { numRuns: 300 },
    );
    for (const sample of samples) if (!isOwn(name, sample)) port.say(sample);
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(toState()).toBe(before);
    port.hangUp();
    // What its end changes is no concern of the next one.
    await new Promise(resolve => setTimeout(resolve, 50));
  });
});

describe('a hold', () => {
  it('is taken in after all that, asks the recorder, and is released', async () => {
    const calls = requests.mock.calls.length;
    const holds = async () => {
      const { answer } = (await send({ type: 'getView' }, senders.page)) as { answer: { view: View } };
      return answer.view.holds.map(({ site, kind }) => `${kind} of ${site}`);
    };
    expect(await holds()).toEqual([]);
    expect(await send(fromContent[0], senders.content)).toMatchObject({ answer: { gate: { seq: 1 } } });
    expect(await holds()).toEqual(['card-number of https://crm.test']);
    await vi.waitFor(() => expect(requests.mock.calls.length).toBeGreaterThan(calls));
    expect(await send(fromContent[1], senders.content)).toMatchObject({ answer: { gate: { seq: null } } });
    expect(await holds()).toEqual([]);
  });
});
