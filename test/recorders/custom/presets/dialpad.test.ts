import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialpad } from '../../../../src/recorders/custom/presets/dialpad.ts';
import { startScripted, toAgent, type Scripted } from '../scripted.ts';

let vendor: Scripted;
beforeEach(async () => {
  vendor = await startScripted({});
});
afterEach(() => vendor.stop());

describe('Dialpad', () => {
  const patch = 'PATCH /api/v2/users/5780678246121472/activecall';
  const agent = () => toAgent(dialpad, vendor, { agentId: '5780678246121472', secret: 'key' });
  const callRef = { targets: [{ agentId: '5780678246121472' }] };

  it('turns all recordings of the active call off and on', async () => {
    Object.assign(vendor.script, {
      [patch]: { json: { id: 1, call_state: 'connected', is_recording: false } },
    });
    expect(await agent().pause()).toEqual({ callRef, evidence: 'accepted' });
    expect(JSON.parse(vendor.last()?.body ?? '')).toEqual({
      is_recording: false,
      play_message: false,
      recording_type: 'all',
    });
    Object.assign(vendor.script, { [patch]: { json: { id: 1, is_recording: true } } });
    await agent().resume(callRef);
    expect(JSON.parse(vendor.last()?.body ?? '')).toMatchObject({ is_recording: true });
    await expect(agent().pause()).rejects.toMatchObject({ code: 'badAnswer' });
  });

  it.each([{ id: 1 }, { is_recording: 'false' }, { is_recording: null }, {}, false])(
    'believes no other answer: %j',
    async json => {
      Object.assign(vendor.script, { [patch]: { json } });
      await expect(agent().pause()).rejects.toMatchObject({ code: 'badAnswer' });
    },
  );

  it('checks the user without touching the call', async () => {
    Object.assign(vendor.script, {
      'GET /api/v2/users/5780678246121472': { json: { id: 5780678246121472 } },
    });
    expect((await agent().check()).map(({ isOk }) => isOk)).toEqual([true]);
    expect(vendor.lines()).toEqual(['GET /api/v2/users/5780678246121472']);
  });
});
