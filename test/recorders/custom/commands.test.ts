// What becomes of several calls together, of answers between yes and no, and of what flips.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../lab/recorders/fake-server.ts';
import { rich, simple } from './descriptions.ts';
import { startScripted, toRequests, type Scripted } from './scripted.ts';

let vendor: Scripted;
beforeEach(async () => {
  vendor = await startScripted({});
});
afterEach(() => vendor.stop());

const list = 'GET /calls?site=hq';
const paused: Answer = { json: { state: 'paused', ticket: 't-1' } };
const recording: Answer = { json: { state: 'recording' } };

function toList(...ids: unknown[]): Answer {
  return { json: { calls: ids.map(id => ({ id, agent: 'ann' })) } };
}

function agent(description: object = rich) {
  return toRequests({
    baseUrl: vendor.url,
    description: JSON.stringify(description),
    agentId: 'ann',
    values: 'site = hq',
  });
}

function answer(script: Record<string, Answer>): void {
  Object.assign(vendor.script, script);
}

const toRef = (...targets: Record<string, string>[]) => ({
  targets: targets.map(target => ({ agentId: 'ann', ...target })),
});

describe('a pause', () => {
  it('leaves out calls of others, and those that are over', async () => {
    answer({
      [list]: {
        json: {
          calls: [
            { id: 1, agent: 'bob' },
            { id: 2, agent: 'ann' },
            { id: 3, agent: 'ann' },
          ],
        },
      },
      'POST /calls/2/pause': { status: 404 },
      'POST /calls/3/pause': paused,
    });
    expect((await agent().pause()).callRef).toEqual(toRef({ call: '3', ticket: 't-1' }));
    expect(vendor.lines()).not.toContain('POST /calls/1/pause');
  });

  it('of two that nothing records is told as such', async () => {
    answer({
      [list]: toList('a', 'b'),
      'POST /calls/a/pause': { status: 409 },
      'POST /calls/b/pause': { status: 409 },
    });
    await expect(agent().pause()).rejects.toMatchObject({ code: 'notRecording' });
  });

  it('of one, while nothing records the other, is a pause of the one', async () => {
    answer({
      [list]: toList('a', 'b'),
      'POST /calls/a/pause': paused,
      'POST /calls/b/pause': { status: 409 },
    });
    expect((await agent().pause()).callRef).toEqual(toRef({ call: 'a', ticket: 't-1' }));
  });

  it('keeps what it paused before, although nothing seems to record it now', async () => {
    const held = toRef({ call: 'a', ticket: 't-1' });
    answer({ [list]: toList('b'), 'POST /calls/a/pause': { status: 409 }, 'POST /calls/b/pause': paused });
    expect((await agent().pause(held)).callRef).toEqual(
      toRef({ call: 'a', ticket: 't-1' }, { call: 'b', ticket: 't-1' }),
    );
  });

  it('that failed for one of two is nothing certain', async () => {
    answer({
      [list]: toList('a', 'b'),
      'POST /calls/a/pause': paused,
      'POST /calls/b/pause': { status: 401 },
    });
    const { pause, targets } = agent();
    await expect(pause()).rejects.toMatchObject({ code: 'badAnswer' });
    expect(targets).toEqual([toRef({ call: 'a' }, { call: 'b' })]);
  });

  it('is done where the recorder is paused already, and keeps what it knew', async () => {
    answer({ [list]: toList('a'), 'POST /calls/a/pause': { status: 208 } });
    expect((await agent().pause()).callRef).toEqual(toRef({ call: 'a' }));
    const held = toRef({ call: 'a', ticket: 't-9' });
    expect((await agent().pause(held)).callRef).toEqual(held);
  });

  it('gives the same reference for the same calls, so that nothing looks new', async () => {
    answer({ [list]: toList('a'), 'POST /calls/a/pause': paused });
    const { pause, targets } = agent();
    const { callRef } = await pause();
    await pause(callRef);
    expect(JSON.stringify(targets[1])).toBe(JSON.stringify(callRef));
  });

  it('refuses more calls than an agent can have', async () => {
    answer({ [list]: toList(...Array.from({ length: 11 }, (_, index) => index)) });
    await expect(agent().pause()).rejects.toMatchObject({ code: 'ambiguousCall' });
    expect(vendor.lines()).toEqual([list]);
  });

  it.each([
    ['a number too long to be exact', 2 ** 60],
    ['no id', null],
    ['an empty id', ''],
    ['an id that is a list', ['a']],
    ['an id longer than any', 'x'.repeat(501)],
  ])('refuses a list with %s: it would be a call that nobody pauses', async (_, id) => {
    answer({ [list]: toList('a', id), 'POST /calls/a/pause': paused });
    await expect(agent().pause()).rejects.toMatchObject({ code: 'badAnswer' });
    expect(vendor.lines()).toEqual([list]);
  });

  it('takes "no call" of the look-up for that, and any other page for nothing', async () => {
    answer({ [list]: { status: 404 } });
    await expect(agent().pause()).rejects.toMatchObject({ code: 'noCall' });
    answer({ [list]: { json: { calls: {} } } });
    await expect(agent().pause()).rejects.toMatchObject({ code: 'badAnswer' });
    answer({ [list]: { status: 500 } });
    await expect(agent().pause()).rejects.toMatchObject({ code: 'badAnswer' });
  });

  it('tells the vendor’s own reason, without what must not be kept', async () => {
    const why = 'queue 4111 1111 1111 1111 is locked';
    answer({ [list]: toList('a'), 'POST /calls/a/pause': { status: 429, json: { why } } });
    await expect(agent().pause()).rejects.toMatchObject({
      code: 'refused',
      message: 'pause, outcome 5: HTTP 429, queue … is locked',
    });
  });
});

describe('a resume', () => {
  it('uses the fallback where the answer to the pause was lost', async () => {
    answer({ 'POST /calls/a/resume': recording });
    await agent().resume(toRef({ call: 'a' }));
    expect(vendor.last()?.body).toBe('{"ticket":"any"}');
    await agent().resume(toRef({ call: 'a', ticket: 't/"1"' }));
    expect(vendor.last()?.body).toBe('{"ticket":"t/\\"1\\""}');
  });

  it('goes to the extension that was paused, whichever the settings name now', async () => {
    answer({ 'POST /100/resume': { status: 204 } });
    const { resume } = toRequests({
      baseUrl: vendor.url,
      description: JSON.stringify(simple),
      extension: '200',
    });
    await resume({ targets: [{ extension: '100' }] });
    expect(vendor.lines()).toEqual(['POST /100/resume']);
  });

  it('is over with all its calls, and done with one that runs already', async () => {
    answer({ 'POST /calls/a/resume': { status: 404 }, 'POST /calls/b/resume': { status: 208 } });
    await expect(agent().resume(toRef({ call: 'a' }))).rejects.toMatchObject({ code: 'callOver' });
    const callRef = toRef({ call: 'a' }, { call: 'b' });
    expect(await agent().resume(callRef)).toEqual({ callRef, evidence: 'accepted' });
  });

  it.each([null, {}, { targets: [] }, { targets: ['a'] }, { targets: [{ Call: 'a' }] }, { ivrids: ['a'] }])(
    'sends nothing for a reference that is not ours: %j',
    async callRef => {
      await expect(agent().resume(callRef)).rejects.toMatchObject({ code: 'badAnswer' });
      expect(vendor.lines()).toEqual([]);
    },
  );
});

describe('a read-back', () => {
  it.each([
    [['paused', 'paused'], { state: 'paused' }],
    [['paused', 'recording'], { state: 'recording' }],
    [['paused', 'none'], { state: 'paused' }],
    [['none', 'none'], { state: 'notRecording' }],
    [['paused', 'odd'], { state: 'unknown' }],
    [['recording', 'odd'], { state: 'recording' }],
  ])('of calls that are %j', async ([a, b], expected) => {
    answer({
      [list]: toList('a', 'b'),
      'GET /calls/a': { json: { state: a } },
      'GET /calls/b': { json: { state: b } },
    });
    expect(await agent().read(toRef({ call: 'a' }, { call: 'b' }))).toEqual(expected);
  });

  it('follows a call that the list does not show any more', async () => {
    answer({ [list]: toList(), 'GET /calls/a': { json: { state: 'paused' } } });
    expect(await agent().read(toRef({ call: 'a' }))).toEqual({ state: 'paused' });
    answer({ 'GET /calls/a': { status: 404 } });
    expect(await agent().read(toRef({ call: 'a' }))).toEqual({ state: 'callOver' });
  });

  it.each([
    ['recording', { state: 'recording', isNewCall: true }],
    ['odd', { state: 'recording', isNewCall: true }],
    ['none', { state: 'paused' }],
  ])('with a new call that is %j', async (state, expected) => {
    answer({
      [list]: toList('a', 'b'),
      'GET /calls/a': { json: { state: 'paused' } },
      'GET /calls/b': { json: { state } },
    });
    expect(await agent().read(toRef({ call: 'a' }))).toEqual(expected);
  });
});
