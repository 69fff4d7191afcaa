// @vitest-environment happy-dom
// The activity page over a ledger with a pause that worked and one that failed.
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Activity } from '../../src/activity/Activity.tsx';
import { drawChart } from '../../src/activity/draw-chart.ts';
import { Ledger } from '../../src/ledger/ledger.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { context, emptyShelf, look, verifyShelf } from '../ledger/shelf.ts';
import { Desk, opened, toQueued } from '../ledger/story.ts';
import { double, resetDouble } from '../ui/browser-double.ts';
import { choose, clear, click, find, findAll, findViolations, show } from '../ui/page.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
// Without a canvas there is nothing to draw on: what would be drawn is looked at in the table beside it.
vi.mock('../../src/activity/draw-chart.ts', () => ({
  drawChart: vi.fn(() => ({ redraw: vi.fn(), destroy: vi.fn() })),
}));

const settings = settingsSchema.parse({
  recorders: [{ id: 'r0', type: 'voicenter', settings: {} }],
});
const policy = { isManaged: false, switches: { skipFirstRun: false, allowOverride: true, allowOwnSites: false }, locked: [], problems: [], warnings: [], isWaiting: false }; // prettier-ignore
const ledger = { head: { seq: 1, hash: '0'.repeat(64) }, pending: 0, problem: null as string | null };
let exported: unknown[] = [];

// The machine may have other things to do.
vi.setConfig({ testTimeout: 60_000 });
const soon = (check: () => unknown) => vi.waitFor(check, { timeout: 20_000 });

beforeEach(async () => {
  resetDouble();
  vi.mocked(drawChart).mockImplementation(() => ({ redraw: vi.fn(), destroy: vi.fn() }));
  Object.assign(ledger, { pending: 0, problem: null });
  exported = [];
  double.answer.mockImplementation(message => {
    if (message.type === 'getSettings') return { settings, storedSecrets: {}, policy };
    if (message.type === 'recordExport') exported.push(message);
    return { ledger };
  });
  await emptyShelf();
  const desk = new Desk();
  desk.nowMs = Date.now() - 120_000;
  const startMs = desk.nowMs;
  desk.pauseFor(5_000);
  desk.failing('unauthorized').focus('f', 500).on({ type: 'activity', id: 'f', seq: 500 }).wait(10_000);
  desk.blur('f', 500).wait(3_000);
  await new Ledger().append(toQueued([opened(startMs), ...desk.notes]), null, context);
});
afterEach(() => {
  clear();
  vi.unstubAllGlobals();
});

async function open(): Promise<void> {
  await show(<Activity />);
  await soon(() => find('h2', 'Pauses: 2'));
  await soon(() => expect(document.body.textContent).toContain('Voicenter'));
  await soon(() => expect(find('main').getAttribute('aria-busy')).toBe('false'));
}

const said = () => document.body.textContent;

describe('the activity page', () => {
  it('shows what happened, and what needs somebody', async () => {
    await open();
    expect(find('h2', 'Needs attention: 1')).toBeDefined();
    expect(said()).toContain('Card entry without a pause');
    expect(said()).toMatch(/Redact 13 s of call .*Something was entered meanwhile/);
    expect(findAll('.span-paused')).toHaveLength(1);
    expect(findAll('figure')).toHaveLength(4);
    expect(await findViolations()).toEqual([]);
  });

  it('draws what its tables say', async () => {
    await open();
    const bars = vi.mocked(drawChart).mock.calls.map(([, drawn]) => drawn.series);
    expect(bars).toContainEqual([
      { name: 'all', values: [0, 0, 0, 0, 0, 0, 2] },
      { name: 'problem', values: [0, 0, 0, 0, 0, 0, 1] },
    ]);
    expect(find('figure').querySelector('tbody tr:last-child')?.textContent).toMatch(/21$/);
  });

  it('filters by outcome and time', async () => {
    await open();
    await choose('Outcome', 'protected');
    expect(find('h2', 'Pauses: 1')).toBeDefined();
    expect(said()).toContain('Nothing in this period needs anybody’s attention');
    await choose('Outcome', 'all');
    await choose('Up to this day', '2001-02-03', 'input');
    await soon(() => find('h2', 'Pauses: 0'));
    expect(said()).toContain('Nothing happened on this day');
  });

  it('tells a pause from beginning to end', async () => {
    await open();
    await act(() => find<HTMLElement>('.red-list button').click());
    await soon(() => expect(findAll('.story li').length).toBeGreaterThan(5));
    const lines = findAll('.story li').map(({ textContent }) => textContent);
    expect(lines[0]).toContain('+0.000 s');
    expect(lines.join('\n')).toMatch(
      /Rule.*Card number.*\n[^]*Voicenter was asked to pause[^]*did not pause/,
    );
    expect(find('.story dl').textContent).toContain('Ended becausethe field was left');
    expect(await findViolations()).toEqual([]);
  });

  it('gives copies away, and has that written down', async () => {
    await open();
    const saved: { name: string; text: Promise<string> }[] = [];
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: (blob: Blob) => { saved.push({ name: '', text: blob.text() }); return 'blob:x'; }, revokeObjectURL: () => {} })); // prettier-ignore
    await click('Pauses (CSV)');
    await soon(() => expect(said()).toContain('The file is saved.'));
    await click('Ledger (JSON)');
    await soon(() => expect(exported).toHaveLength(2));
    const { head } = await look(async database => (await database.get('meta', 'meta')) ?? { head: null });
    expect(exported).toMatchObject([
      { format: 'csv', fromSeq: 1, toSeq: head?.seq },
      { format: 'json', fromSeq: 1, toSeq: head?.seq },
    ]);
    expect((await saved[0]?.text)?.split('\r\n')).toHaveLength(4);
    expect(JSON.parse((await saved[1]?.text) ?? '')).toMatchObject({ header: { format: 'cardhush-ledger' } });
    expect((await verifyShelf()).status).toBe('intact');
  });

  it('prints a report with the fields that an assessor samples, and takes it away again', async () => {
    await open();
    let printed = '';
    vi.stubGlobal('print', () => (printed = find('.report').textContent));
    await click('Print report');
    await soon(() => expect(exported).toMatchObject([{ format: 'report' }]));
    for (const words of ['Record of pauses', 'Requested', 'Accepted', 'Verified', 'Ended because', 'Exposure notices1', 'Redact 13 s of call', 'CardHush 0.1.0 began']) expect(printed).toContain(words); // prettier-ignore
    expect(printed).toMatch(/\d+:[0-9a-f]{64}/);
    expect(findAll('.report')).toEqual([]);
  });

  it('says so where the ledger cannot be written', async () => {
    Object.assign(ledger, { pending: 4, problem: 'QuotaExceededError' });
    await open();
    expect(find('[role=alert]').textContent).toContain('4 events are waiting');
    expect(find('h2', 'Needs attention: 2')).toBeDefined();
  });

  it('shows what is there although the worker does not answer', async () => {
    double.answer.mockImplementation(() => Promise.reject(new Error('no worker')));
    await show(<Activity />);
    await soon(() => find('h2', 'Pauses: 2'));
  });
});
