// What flips is sent only where it certainly is needed.
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer } from '../../lab/recorders/fake-server.ts';
import { rich } from './descriptions.ts';
import { startScripted, toRequests, type Scripted } from './scripted.ts';

let vendor: Scripted;
beforeEach(async () => {
  vendor = await startScripted({ 'GET /calls': { json: { calls: [{ id: 'a' }] } } });
});
afterEach(() => vendor.stop());

const flip = 'POST /calls/a/toggle';
const callRef = { targets: [{ call: 'a' }] };

function agent({ isBlind = false } = {}) {
  const { read, variables: _, ...others } = rich;
  const [lookUp] = rich.lookUp ?? [];
  if (lookUp === undefined || read === undefined) throw new Error('the example has both');
  const { query: _query, where: _where, ...finding } = lookUp;
  const toggle = { method: 'POST', path: '/calls/{call}/toggle' };
  const toRules = (state: string) => [{ status: [200], at: '/state', equals: state, is: 'success' }];
  return toRequests({
    baseUrl: vendor.url,
    description: JSON.stringify({
      ...others,
      warning: 'It flips.',
      traits: { ...rich.traits, command: 'toggle' },
      lookUp: [finding],
      many: 'refuse',
      pause: { ...toggle, outcomes: toRules('paused') },
      resume: { ...toggle, outcomes: toRules('recording') },
      ...(isBlind ? {} : { read }),
    }),
  });
}

function stands(state: string | Answer): void {
  vendor.script['GET /calls/a'] = typeof state === 'string' ? { json: { state } } : state;
}

it('is sent once it is read that the recording runs', async () => {
  stands('recording');
  vendor.script[flip] = { json: { state: 'paused' } };
  const { pause, targets } = agent();
  await pause();
  expect(vendor.lines()).toEqual(['GET /calls', 'GET /calls/a', flip]);
  expect(targets).toEqual([callRef]);
});

it('is not sent where the recording stands as wanted already', async () => {
  stands('paused');
  const { pause, resume, targets } = agent();
  expect((await pause()).callRef).toEqual(callRef);
  stands('recording');
  expect((await resume(callRef)).callRef).toEqual(callRef);
  expect(vendor.lines()).not.toContain(flip);
  expect(targets).toEqual([]);
});

it.each([
  ['nobody knows', 'odd', 'refused'],
  ['nothing records it', 'none', 'notRecording'],
  ['it is over', { status: 404 }, 'noCall'],
  ['the answer is none', { status: 500 }, 'badAnswer'],
  ['a page is shown', { body: '<html>{"state":"recording"}' }, 'badAnswer'],
])('is not sent where %s', async (_, state, code) => {
  stands(state);
  await expect(agent().pause()).rejects.toMatchObject({ code });
  expect(vendor.lines()).not.toContain(flip);
});

it('is never sent blind to a call that may be paused already', async () => {
  vendor.script['GET /calls'] = { json: { calls: [] } };
  await expect(agent({ isBlind: true }).pause(callRef)).rejects.toMatchObject({ code: 'noCall' });
  expect(vendor.lines()).not.toContain(flip);
});

it('refuses to guess between two calls', async () => {
  vendor.script['GET /calls'] = { json: { calls: [{ id: 'a' }, { id: 'b' }] } };
  await expect(agent().pause()).rejects.toMatchObject({ code: 'ambiguousCall' });
  expect(vendor.lines()).toEqual(['GET /calls']);
});
