// @vitest-environment happy-dom
// Where evidence goes is set up by somebody who is told what works, what does not, and what to do.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromPage } from '../../src/messages.ts';
import type { ShippingProblem } from '../../src/shipping/problem.ts';
import type { ShippingStatus } from '../../src/shipping/status.ts';
import { double } from '../ui/browser-double.ts';
import { find, findViolations, type as enter } from '../ui/page.ts';
import { body, open as openPage, press, resetWorker, sent, settle, worker } from './desk.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));

const mark = { seq: 40, sent: [], failures: 0, dueAtMs: 0, problem: null, acceptedAtMs: null, lost: 0 };
let shipping: ShippingStatus = { entries: null, notices: null };
let problem: ShippingProblem | null = null;

beforeEach(() => {
  resetWorker();
  shipping = { entries: null, notices: null };
  problem = null;
  const answer = double.answer.getMockImplementation();
  double.answer.mockImplementation(async (message: FromPage) => {
    if (message.type === 'getShipping') return { shipping };
    if (message.type === 'testShipping') return { problem };
    return answer?.(message);
  });
});

/** With what the page has asked for on its own. */
async function open(): Promise<void> {
  await openPage();
  await settle();
  await settle();
}

describe('sending evidence on', () => {
  it('saves what was entered, the secret apart, and asks for the host', async () => {
    await open();
    await enter('Address for entries', 'https://otel.example.com/v1/logs');
    await enter('Value of the header', 'Bearer 7');
    await press('Save');
    expect(sent('saveSettings')).toMatchObject([
      {
        settings: { shipping: { url: 'https://otel.example.com/v1/logs', kind: 'otlp' } },
        secrets: { '@shipping': { header: 'Bearer 7' } },
      },
    ]);
    expect(JSON.stringify(worker.settings)).not.toContain('Bearer 7');
    expect([...double.granted]).toContain('https://otel.example.com/*');
  });

  it.each(['http://otel.example.com/v1/logs', 'https://u:p@otel.example.com/', 'otel'])(
    'refuses %s as an address',
    async address => {
      await open();
      await enter('Address for entries', address);
      await press('Save');
      expect(find<HTMLInputElement>('input', 'Address for entries').getAttribute('aria-invalid')).toBe(
        'true',
      );
    },
  );

  it('sends a test with what stands in the form, and says what is wrong', async () => {
    problem = 'unauthorized';
    await open();
    await enter('Address for entries', 'https://otel.example.com/v1/logs');
    await press('Send a test');
    expect(sent('testShipping')).toMatchObject([
      { lane: 'entries', shipping: { url: 'https://otel.example.com/v1/logs' } },
    ]);
    expect(body()).toContain('The receiver does not accept the header.');
    problem = null;
    await press('Send a test');
    expect(body()).toContain('The receiver took it.');
  });

  it('shows how far it has come, what keeps it, and what was given up', async () => {
    shipping = {
      entries: { ...mark, behind: 12, failures: 3, dueAtMs: 1_800_000_000_000, problem: 'notFound', lost: 2 },
      notices: null,
    };
    await open();
    expect(body()).toContain('Entries are sent up to number 40; 12 wait.');
    expect(body()).toContain('Nobody takes anything at this path.');
    expect(body()).toContain('Tries: 3.');
    expect(body()).toContain('Given up: 2.');
    expect(body()).not.toContain('Exposure notices are sent');
    expect(await findViolations()).toEqual([]);
  });

  it('says that nothing was sent before anything was', async () => {
    await open();
    expect(body()).toContain('Nothing has been sent yet.');
  });
});
