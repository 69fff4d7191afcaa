import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { genesysCloud } from '../../../../src/recorders/custom/presets/genesys-cloud.ts';
import type { Answer } from '../../../lab/recorders/fake-server.ts';
import { startScripted, toAgent, type Scripted } from '../scripted.ts';

let vendor: Scripted;
beforeEach(async () => {
  vendor = await startScripted({});
});
afterEach(() => vendor.stop());

describe('Genesys Cloud', () => {
  const list = 'GET /api/v2/conversations/calls';
  const setA = 'PUT /api/v2/conversations/calls/conv-a/recordingstate';
  const setB = 'PUT /api/v2/conversations/calls/conv-b/recordingstate';
  const agent = () => toAgent(genesysCloud, vendor, { secret: 'token-1' });
  const one = { json: { entities: [{ id: 'conv-a' }], total: 1 } };

  it('sets every own call to PAUSED and back to ACTIVE', async () => {
    Object.assign(vendor.script, {
      [list]: { json: { entities: [{ id: 'conv-a' }, { id: 'conv-b' }], total: 2 } },
      [setA]: { json: 'PAUSED' },
      [setB]: { json: 'PAUSED' },
    });
    const { pause, resume, targets } = agent();
    const outcome = await pause();
    const callRef = { targets: [{ conversationId: 'conv-a' }, { conversationId: 'conv-b' }] };
    expect(outcome).toEqual({ callRef, evidence: 'accepted' });
    expect(targets).toEqual([callRef]);
    expect(vendor.lines().sort()).toEqual([list, setA, setB].sort());
    expect(JSON.parse(vendor.last()?.body ?? '')).toEqual({ recordingState: 'PAUSED' });
    expect(vendor.last()?.headers.authorization).toBe('Bearer token-1');
    Object.assign(vendor.script, { [setA]: { json: 'ACTIVE' }, [setB]: { json: 'ACTIVE' } });
    await resume(callRef);
    expect(JSON.parse(vendor.last()?.body ?? '')).toEqual({ recordingState: 'ACTIVE' });
    expect(vendor.lines().slice(3)).not.toContain(list);
  });

  const answers: [string, Answer, string][] = [
    ['ACTIVE', { json: 'ACTIVE' }, 'badAnswer'],
    ['a state in an object', { json: { recordingState: 'PAUSED' } }, 'badAnswer'],
    ['202', { status: 202, json: 'PAUSED' }, 'badAnswer'],
    ['NONE', { json: 'NONE' }, 'notRecording'],
    ['404', { status: 404, json: { message: 'gone', status: 404 } }, 'noCall'],
    ['403', { status: 403, json: { message: 'missing conversation:recording:pauseOthers' } }, 'forbidden'],
    ['401', { status: 401 }, 'unauthorized'],
    ['429', { status: 429, headers: { 'retry-after': '3' } }, 'rateLimited'],
  ];
  it.each(answers)('takes %s for no pause', async (_, answer, code) => {
    Object.assign(vendor.script, { [list]: one, [setA]: answer });
    await expect(agent().pause()).rejects.toMatchObject({ code });
  });

  it.each([
    ['a secure pause', { securePause: true, recordingState: 'PAUSED' }, 'paused'],
    ['a call on hold', { securePause: false, recordingState: 'PAUSED' }, 'unknown'],
    ['a running recording', { securePause: false, recordingState: 'ACTIVE' }, 'recording'],
    ['the same in small letters', { recordingState: 'active' }, 'recording'],
    ['no recording', { recordingState: 'NONE' }, 'notRecording'],
  ])('reads %s', async (_, body, state) => {
    Object.assign(vendor.script, {
      [list]: one,
      'GET /api/v2/conversations/calls/conv-a': { json: { id: 'conv-a', ...body } },
    });
    expect(await agent().read({ targets: [{ conversationId: 'conv-a' }] })).toEqual({ state });
  });

  it('says that there is no call where the list is empty, and believes no other list', async () => {
    Object.assign(vendor.script, { [list]: { json: { entities: [], total: 0 } } });
    await expect(agent().pause()).rejects.toMatchObject({ code: 'noCall' });
    Object.assign(vendor.script, { [list]: { json: { conversations: [] } } });
    await expect(agent().pause()).rejects.toMatchObject({ code: 'badAnswer' });
  });
});
