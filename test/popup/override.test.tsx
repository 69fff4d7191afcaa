// @vitest-environment happy-dom
// Resuming over a card field: freely, with a reason, or not at all, as the settings and the policy say.
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromPage } from '../../src/messages.ts';
import { layPolicy } from '../../src/settings/policy.ts';
import { settingsSchema } from '../../src/settings/schema.ts';
import { double, resetDouble } from '../ui/browser-double.ts';
import { clear, click, find, findAll, findViolations, type } from '../ui/page.ts';
import { views } from '../ui/views.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
let policy: object;
let asksReason: boolean;
let notes: unknown[];

beforeEach(() => {
  resetDouble();
  [policy, asksReason, notes] = [{}, true, []];
  double.answer.mockImplementation(message => {
    if (message.type === 'getEvents') return { events: notes };
    if (message.type !== 'getSettings') return new Promise(() => {});
    const settings = settingsSchema.parse({ asksReason });
    const inForce = layPolicy(policy, { settings, secrets: {} });
    return { settings: inForce.settings, storedSecrets: {}, policy: inForce.policy };
  });
});
afterEach(clear);

const settle = (ms = 5) => act(async () => await new Promise(resolve => setTimeout(resolve, ms)));
async function open(view: unknown): Promise<void> {
  document.body.innerHTML = '<div id="app"></div>';
  vi.resetModules();
  await act(async () => {
    await import('../../src/popup/main.tsx');
  });
  await settle();
  await post(view);
}
async function post(view: unknown): Promise<void> {
  await act(() => double.ports.at(-1)?.post({ type: 'view', view }));
  await settle();
}
/** After the time in which a press may have been aimed at something else. */
async function pressResume(): Promise<void> {
  await settle(750);
  await click('Resume recording');
}
const resumes = () =>
  double.answer.mock.calls
    .map(([message]) => message)
    .filter((message): message is Extract<FromPage, { type: 'resume' }> => message.type === 'resume');

describe('resuming over a card field', () => {
  it('asks why, breaks no rule of WCAG, and sends the reason with what was added', async () => {
    await open(views.verified);
    await pressResume();
    expect(resumes()).toEqual([]);
    expect(document.activeElement?.textContent).toBe('Why resume now?');
    expect(await findViolations()).toEqual([]);
    await type('Add something (optional, no card data)', ' wrong form ');
    await click('This is no card field');
    expect(resumes()).toEqual([{ type: 'resume', why: { reason: 'notCard', detail: 'wrong form' } }]);
    expect(findAll('.why')).toEqual([]);
  });

  it('can be thought better of', async () => {
    await open(views.verified);
    await pressResume();
    await click('Stay paused');
    expect(findAll('.why')).toEqual([]);
    expect(resumes()).toEqual([]);
  });

  it('asks no more once the field was left', async () => {
    await open(views.verified);
    await pressResume();
    await post(views.lingering);
    expect(findAll('.why')).toEqual([]);
  });

  it('needs no reason where nothing but the person holds', async () => {
    await open({ ...views.verified, holds: [{ origin: 'manual', sinceMs: 0, isAway: false }] });
    await pressResume();
    expect(resumes()).toEqual([{ type: 'resume' }]);
  });

  it('needs no reason unless it is wanted', async () => {
    asksReason = false;
    await open(views.verified);
    await pressResume();
    expect(resumes()).toEqual([{ type: 'resume' }]);
  });

  it('says that it is forbidden where policy says so', async () => {
    policy = { allowOverride: false };
    await open(views.verified);
    await pressResume();
    expect(resumes()).toEqual([]);
    expect(find('.actions .failure').textContent).toContain('Your organisation does not allow');
  });
});

describe('an alarm that is over', () => {
  const nowMs = Date.now();
  const alarm = (endedMs: number) => [
    { type: 'alertStarted', atMs: endedMs - 7_000, episode: 1, alert: 'stillRecording' },
    { type: 'alertEnded', atMs: endedMs, episode: 1, alert: 'stillRecording' },
  ];

  it('stays until somebody has taken note of it', async () => {
    notes = alarm(nowMs - 5_000);
    await open(views.verified);
    expect(find('.past-alarm').textContent).toContain('could not be paused for 7 seconds');
    await click('I have seen it');
    expect(findAll('.past-alarm')).toEqual([]);
    await open(views.verified);
    expect(findAll('.past-alarm')).toEqual([]);
  });

  it('comes back with the next one', async () => {
    notes = alarm(nowMs - 9_000);
    await open(views.ready);
    await click('I have seen it');
    notes = [...notes, ...alarm(nowMs - 1_000)];
    await open(views.ready);
    expect(findAll('.past-alarm')).toHaveLength(1);
  });

  it('gives way to one that is on', async () => {
    notes = alarm(nowMs - 5_000);
    await open(views.stillRecording);
    expect(findAll('.past-alarm')).toEqual([]);
  });

  it.each([
    ['it was long ago', alarm(nowMs - 3_600_000)],
    ['its beginning is not known', alarm(nowMs).slice(1)],
    ['it goes on', alarm(nowMs).slice(0, 1)],
  ])('is not mentioned where %s', async (_, given) => {
    notes = given;
    await open(views.ready);
    expect(findAll('.past-alarm')).toEqual([]);
  });
});

describe('what to say to the caller', () => {
  it('stands there while paused, and after it, and never before', async () => {
    await open(views.ready);
    expect(findAll('.say')).toEqual([]);
    await post(views.pausing);
    expect(findAll('.say')).toEqual([]);
    await post(views.accepted);
    expect(find('.say').textContent).toContain('I have paused the recording');
    await post(views.resuming);
    expect(findAll('.say')).toEqual([]);
    await post(views.ready);
    expect(find('.say').textContent).toContain('The recording is running again');
  });

  it('is never said where only a microphone is switched, or where somebody overrode', async () => {
    await open(views.microphoneOff);
    expect(findAll('.say')).toEqual([]);
    await post(views.verified);
    await post(views.overridden);
    expect(findAll('.say')).toEqual([]);
  });

  it('is the administrator’s where there is one, and nothing where none is wanted', async () => {
    policy = { comforts: { wordsPaused: 'Recording is off. Your card, please.' } };
    await open(views.verified);
    expect(find('.say q').textContent).toBe('Recording is off. Your card, please.');
    policy = { comforts: { showsWords: false } };
    await open(views.verified);
    expect(findAll('.say')).toEqual([]);
  });
});

it('offers the settings where they can cure what is wrong', async () => {
  const [recorder] = views.ready.recorders;
  const failed = (code: string) => ({
    ...views.stillRecording,
    recorders: [{ ...recorder, phase: 'unknown', failure: { code } }],
  });
  await open(failed('unauthorized'));
  await click('Open the settings');
  expect(double.openOptionsPage).toHaveBeenCalledOnce();
  await open(failed('unreachable'));
  expect(findAll('button').map(({ textContent }) => textContent)).not.toContain('Open the settings');
});
