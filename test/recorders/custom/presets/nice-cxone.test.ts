import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { niceCxone } from '../../../../src/recorders/custom/presets/nice-cxone.ts';
import { startScripted, toAgent, type Scripted } from '../scripted.ts';

let vendor: Scripted;
beforeEach(async () => {
  vendor = await startScripted({});
});
afterEach(() => vendor.stop());

describe('NICE CXone', () => {
  const base = '/interaction-recording-management-service/v1/interactions';
  const mask = `POST ${base}/mask?userId=11ea`;
  const unmask = `POST ${base}/unmask?userId=11ea`;
  const agent = () => toAgent(niceCxone, vendor, { agentId: '11ea', secret: 'token' });
  const callRef = { targets: [{ agentId: '11ea' }] };

  it.each([200, 202])('masks and unmasks by user, answered with %i', async status => {
    Object.assign(vendor.script, { [mask]: { status }, [unmask]: { status } });
    expect(await agent().pause()).toEqual({ callRef, evidence: 'accepted' });
    await agent().resume(callRef);
    expect(vendor.lines()).toEqual([mask, unmask]);
  });

  const answers: [number, string][] = [
    [204, 'badAnswer'],
    [400, 'refused'],
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'noCall'],
    [409, 'refused'],
    [425, 'rateLimited'],
    [500, 'badAnswer'],
  ];
  it.each(answers)('takes %i for no pause', async (status, code) => {
    Object.assign(vendor.script, { [mask]: { status } });
    await expect(agent().pause()).rejects.toMatchObject({ code });
  });

  it('takes a sign-in page for no pause, although no body is documented', async () => {
    Object.assign(vendor.script, { [mask]: { body: '<!DOCTYPE html><title>Sign in</title>' } });
    await expect(agent().pause()).rejects.toMatchObject({ code: 'badAnswer' });
  });

  it('comes back a second after "still busy"', async () => {
    Object.assign(vendor.script, { [mask]: { status: 425 } });
    await expect(agent().pause()).rejects.toMatchObject({ retryAfterMs: 1_000 });
  });

  it('says that nothing can be tested without touching a recording', async () => {
    expect((await agent().check()).map(({ isOk }) => isOk)).toEqual([false]);
    expect(vendor.lines()).toEqual([]);
  });
});
