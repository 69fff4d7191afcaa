import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aircall } from '../../../../src/recorders/custom/presets/aircall.ts';
import { startScripted, toAgent, type Scripted } from '../scripted.ts';

let vendor: Scripted;
beforeEach(async () => {
  vendor = await startScripted({});
});
afterEach(() => vendor.stop());

describe('Aircall', () => {
  const list = 'GET /v1/calls/search?user_id=77&from=1789913600&order=desc&per_page=20';
  const pauseLine = 'POST /v1/calls/812/pause_recording';
  const resumeLine = 'POST /v1/calls/812/resume_recording';
  const agent = () => toAgent(aircall, vendor, { agentId: '77', user: 'id', secret: 'token' });
  const found = {
    json: {
      calls: [
        { id: 813, status: 'done' },
        { id: 812, status: 'answered' },
      ],
    },
  };
  const callRef = { targets: [{ agentId: '77', callId: '812' }] };

  it('pauses the answered call of the user', async () => {
    Object.assign(vendor.script, {
      [list]: found,
      [pauseLine]: { status: 204 },
      [resumeLine]: { status: 204 },
    });
    expect(await agent().pause()).toEqual({ callRef, evidence: 'accepted' });
    expect(vendor.last()?.body).toBe('');
    await agent().resume(callRef);
    expect(vendor.lines()).toEqual([list, pauseLine, resumeLine]);
  });

  it.each([
    [200, 'badAnswer'],
    [400, 'noCall'],
    [405, 'notRecording'],
    [403, 'forbidden'],
    [404, 'badAnswer'],
  ])('takes %i for no pause', async (status, code) => {
    Object.assign(vendor.script, { [list]: found, [pauseLine]: { status } });
    await expect(agent().pause()).rejects.toMatchObject({ code });
  });

  it('does not say "no call" of a list whose calls have no status', async () => {
    Object.assign(vendor.script, { [list]: { json: { calls: [{ id: 812, state: 'answered' }] } } });
    await expect(agent().pause()).rejects.toMatchObject({ code: 'badAnswer' });
  });

  it('checks with a ping and the list', async () => {
    Object.assign(vendor.script, { [list]: found, 'GET /v1/ping': { json: { ping: 'pong' } } });
    expect((await agent().check()).map(({ isOk }) => isOk)).toEqual([true, true]);
  });
});
