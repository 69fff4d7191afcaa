import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { webexContactCenter } from '../../../../src/recorders/custom/presets/webex-contact-center.ts';
import { startScripted, toAgent, type Scripted } from '../scripted.ts';

let vendor: Scripted;
beforeEach(async () => {
  vendor = await startScripted({});
});
afterEach(() => vendor.stop());

describe('Webex Contact Center', () => {
  const list = 'GET /v1/tasks?channelTypes=telephony&from=1789913600000&pageSize=1000';
  const pauseLine = 'POST /v1/tasks/t-1/record/pause';
  const resumeLine = 'POST /v1/tasks/t-1/record/resume';
  const agent = () => toAgent(webexContactCenter, vendor, { agentId: 'agent-9', secret: 'token' });
  const toTask = (id: string, owner: string, status: string) => ({
    id,
    attributes: { owner: { id: owner, name: 'x' }, status, channelType: 'telephony' },
  });
  const found = {
    json: {
      meta: { orgId: 'o' },
      data: [
        toTask('t-0', 'agent-9', 'completed'),
        toTask('t-1', 'agent-9', 'assigned'),
        toTask('t-2', 'agent-8', 'assigned'),
      ],
    },
  };
  const callRef = { targets: [{ agentId: 'agent-9', taskId: 't-1' }] };

  it('pauses the task that is assigned to the agent, and says at the resume that a person did it', async () => {
    Object.assign(vendor.script, {
      [list]: found,
      [pauseLine]: { status: 202 },
      [resumeLine]: { status: 202 },
    });
    expect(await agent().pause()).toEqual({ callRef, evidence: 'accepted' });
    await agent().resume(callRef);
    expect(vendor.lines()).toEqual([list, pauseLine, resumeLine]);
    expect(JSON.parse(vendor.last()?.body ?? '')).toEqual({ autoResumed: false });
    expect(agent().traits).toMatchObject({ canRead: false, coversNewCalls: false });
  });

  it.each([
    [200, 'badAnswer'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [500, 'badAnswer'],
    [503, 'badAnswer'],
  ])('takes %i for no pause', async (status, code) => {
    Object.assign(vendor.script, { [list]: found, [pauseLine]: { status } });
    await expect(agent().pause()).rejects.toMatchObject({ code });
  });

  it('trusts no page that is full: the newest tasks are not in it', async () => {
    const data = Array.from({ length: 1_000 }, (_, index) => toTask(`t-${index}`, 'agent-8', 'completed'));
    Object.assign(vendor.script, { [list]: { json: { data } } });
    await expect(agent().pause()).rejects.toMatchObject({ code: 'badAnswer' });
  });
});
