import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { twilio } from '../../../../src/recorders/custom/presets/twilio.ts';
import type { Answer } from '../../../lab/recorders/fake-server.ts';
import { startScripted, toAgent, type Scripted } from '../scripted.ts';

let vendor: Scripted;
beforeEach(async () => {
  vendor = await startScripted({});
});
afterEach(() => vendor.stop());

describe('Twilio', () => {
  const account = 'ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
  const calls = `/2010-04-01/Accounts/${account}/Calls`;
  const list = `GET ${calls}.json?To=client%3Aann%26bob&Status=in-progress&PageSize=20`;
  const current = `POST ${calls}/CAparent/Recordings/Twilio.CURRENT.json`;
  const bySid = `POST ${calls}/CAparent/Recordings/RE1.json`;
  const read = `GET ${calls}/CAparent/Recordings/RE1.json`;
  const given = {
    user: 'SKkey',
    secret: 'key secret',
    values: `accountSid = ${account}\nagentAddress = client:ann&bob`,
  };
  const agent = () => toAgent(twilio, vendor, given);
  const found = { calls: [{ sid: 'CAagent', parent_call_sid: 'CAparent' }], next_page_uri: null };
  const callRef = { targets: [{ callSid: 'CAparent', recordingSid: 'RE1' }] };

  it('pauses whichever recording runs, and resumes it by the SID of the answer', async () => {
    Object.assign(vendor.script, {
      [list]: { json: found },
      [current]: { json: { sid: 'RE1', call_sid: 'CAparent', status: 'paused' } },
      [bySid]: { json: { sid: 'RE1', call_sid: 'CAparent', status: 'in-progress' } },
    });
    const { pause, resume, targets } = agent();
    expect(await pause()).toEqual({ callRef, evidence: 'accepted' });
    expect(vendor.lines()).toEqual([list, current]);
    expect(vendor.last()?.body).toBe('Status=paused&PauseBehavior=silence');
    expect(vendor.last()?.headers.authorization).toBe(`Basic ${btoa('SKkey:key secret')}`);
    expect(targets).toEqual([{ targets: [{ callSid: 'CAparent' }] }]);
    await resume(callRef);
    expect(vendor.lines().at(-1)).toBe(bySid);
    expect(vendor.last()?.body).toBe('Status=in-progress');
  });

  it('resumes whichever recording is there where the answer was lost', async () => {
    Object.assign(vendor.script, { [current]: { json: { sid: 'RE1', status: 'in-progress' } } });
    await agent().resume({ targets: [{ callSid: 'CAparent' }] });
    expect(vendor.lines()).toEqual([current]);
  });

  it('pauses again by the SID that it knows', async () => {
    Object.assign(vendor.script, {
      [list]: { json: found },
      [bySid]: { json: { sid: 'RE1', status: 'paused' } },
    });
    const { pause, targets } = agent();
    expect(await pause(callRef)).toEqual({ callRef, evidence: 'accepted' });
    expect(targets).toEqual([callRef]);
    expect(vendor.lines()).toEqual([list, bySid]);
  });

  const answers: [string, Answer, string][] = [
    ['a recording that runs on', { json: { sid: 'RE1', status: 'in-progress' } }, 'badAnswer'],
    ['a pause without its SID', { json: { status: 'paused' } }, 'badAnswer'],
    ['error 21220', { status: 400, json: { code: 21220, message: 'not in-progress' } }, 'refused'],
    ['404', { status: 404, json: { code: 20404, message: 'not found' } }, 'refused'],
    ['401', { status: 401, json: { code: 20003 } }, 'unauthorized'],
    ['429', { status: 429, json: { code: 20429 } }, 'rateLimited'],
  ];
  it.each(answers)('takes %s for no pause', async (_, answer, code) => {
    Object.assign(vendor.script, { [list]: { json: found }, [current]: answer });
    await expect(agent().pause()).rejects.toMatchObject({ code });
  });

  it.each([
    ['paused', 'paused'],
    ['in-progress', 'recording'],
    ['completed', 'callOver'],
    ['stopped', 'callOver'],
  ])('reads %s', async (status, state) => {
    Object.assign(vendor.script, { [list]: { json: found }, [read]: { json: { sid: 'RE1', status } } });
    expect(await agent().read(callRef)).toEqual({ state });
  });

  it('takes a call that it has not paused for one that is recorded', async () => {
    const calls2 = [...found.calls, { sid: 'CAagent2', parent_call_sid: 'CAother' }];
    Object.assign(vendor.script, {
      [list]: { json: { ...found, calls: calls2 } },
      [read]: { json: { sid: 'RE1', status: 'paused' } },
    });
    expect(await agent().read(callRef)).toEqual({ state: 'recording', isNewCall: true });
  });

  it.each([
    ['more pages', { ...found, next_page_uri: '/2010…' }, 'ambiguousCall'],
    ['a call without a parent', { ...found, calls: [{ sid: 'CA', parent_call_sid: null }] }, 'badAnswer'],
    ['no call', { ...found, calls: [] }, 'noCall'],
  ])('does not go on with %s', async (_, json, code) => {
    Object.assign(vendor.script, { [list]: { json } });
    await expect(agent().pause()).rejects.toMatchObject({ code });
    expect(vendor.lines()).toEqual([list]);
  });

  it('knows a finished call at the resume', async () => {
    Object.assign(vendor.script, { [bySid]: { status: 400, json: { code: 21220, message: 'over' } } });
    await expect(agent().resume(callRef)).rejects.toMatchObject({ code: 'callOver' });
  });
});
