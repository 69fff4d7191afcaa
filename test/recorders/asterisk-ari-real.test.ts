// Recordings of an ARI application in a real Asterisk, paused by the adapter, and judged by what can be heard in them.
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asteriskAri } from '../../src/recorders/asterisk-ari.ts';
import { after, before, createAgent, readOut, untilSaid } from '../lab/asterisk/agent.ts';
import { agentEndpoint, users } from '../lab/asterisk/config.ts';
import { hear, toCutAtMs } from '../lab/asterisk/hearing.ts';
import { startDesk, startDeskCall } from '../lab/asterisk/real-desk.ts';
import type { Asterisk } from '../lab/asterisk/server.ts';
import { nowMs } from '../lab/clock.ts';
import { describeWithAsterisk } from './real-asterisk.ts';

const toSettings = ({ url }: Asterisk, username: 'narrow' | 'viewer' = 'narrow') => ({
  baseUrl: url,
  extension: agentEndpoint,
  recordingName: 'desk/{bridgeId}',
  username,
  password: users[username],
});

describeWithAsterisk('ARI recordings in a real Asterisk', pbx => {
  let desk: { stop(): void };
  beforeAll(async () => {
    desk = await startDesk(pbx());
  });
  afterAll(() => desk?.stop());

  it('leave no digit of the card and all others, and are read as paused', async () => {
    const agent = createAgent(asteriskAri, toSettings(pbx()));
    const call = await startDeskCall(pbx());
    const { askedAtMs, answeredAfterMs, requests, evidence, reading, callRef } = await readOut(
      call.caller,
      agent,
    );
    expect([evidence, reading]).toEqual(['verified', { state: 'paused' }]);
    expect(await agent.read(callRef)).toEqual({ state: 'recording' });
    await call.hangUp();
    expect(await agent.read(callRef)).toEqual({ state: 'callOver' });
    await expect(agent.resume(callRef)).rejects.toMatchObject({ code: 'callOver' });
    const said = call.caller.said();
    const hearing = hear({ path: call.recordingPath, said });
    expect(hearing.digits).toBe(before + after);
    const cutAfterMs = (toCutAtMs(hearing, { ...call.caller, said }) ?? Infinity) - askedAtMs;
    expect(cutAfterMs).toBeLessThan(500);
    console.log(
      `ARI: ${requests} requests, ${evidence} after ${answeredAfterMs.toFixed(0)} ms; ` +
        `nothing that was said later than ${cutAfterMs.toFixed(0)} ms after the adapter was asked is recorded`,
    );
  });

  it.each([
    { recordingName: '{variable}', variable: 'RECORDING_NAME' },
    { recordingName: 'desk/bridge-of-{variable}', variable: 'CHANNEL(linkedid)' },
    { recordingName: 'desk/bridge-of-{peerId}, desk/bridge-of-{channelId}', variable: '' },
  ])('are found as $recordingName, with $variable', async given => {
    const agent = createAgent(asteriskAri, { ...toSettings(pbx()), ...given });
    const call = await startDeskCall(pbx());
    const { callRef } = await agent.pause();
    expect(callRef).toEqual({
      recordings: [{ name: call.recordingName, target: `bridge:${call.bridgeId}` }],
    });
    expect((await agent.check()).map(({ isOk }) => isOk)).toEqual([true, true, true]);
    await call.hangUp();
  });

  it('are cut where they are paused and resumed in the midst of a number', async () => {
    const agent = createAgent(asteriskAri, toSettings(pbx()));
    const { caller, ...call } = await startDeskCall(pbx());
    await wait(200);
    caller.say('12345678901234567890', 'other');
    await wait(1_030);
    const pausedAtMs = nowMs();
    const { callRef } = await agent.pause();
    const acceptedAtMs = nowMs();
    await wait(1_000);
    await agent.resume(callRef);
    await untilSaid(caller, 100);
    await call.hangUp();
    const said = caller.said();
    const hearing = hear({ path: call.recordingPath, said });
    const cutAtMs = toCutAtMs(hearing, { ...caller, said }) ?? 0;
    expect(cutAtMs).toBeGreaterThan(pausedAtMs - 100);
    expect(cutAtMs).toBeLessThan(acceptedAtMs + 25);
    expect(hearing.digits).toMatch(/^12345.*7890$/);
    expect(hearing.digits.length).toBeLessThan(17);
  });

  it('belong to others under a name that was given again: those are left alone', async () => {
    const agent = createAgent(asteriskAri, { ...toSettings(pbx()), recordingName: 'again-{extension}' });
    const record = async (bridgeId: string) => {
      await pbx().ari('POST', `/bridges?type=mixing&bridgeId=${bridgeId}`);
      await pbx().ari(
        'POST',
        `/bridges/${bridgeId}/record?name=again-${agentEndpoint}&format=wav&ifExists=overwrite`,
      );
    };
    const path = `/recordings/live/again-${agentEndpoint}`;
    await record('first');
    const { callRef } = await agent.pause();
    await pbx().ari('POST', `${path}/stop`);
    await record('second');
    expect(await agent.read(callRef)).toEqual({ state: 'recording', isNewCall: true });
    await pbx().ari('POST', `${path}/pause`);
    await expect(agent.resume(callRef)).rejects.toMatchObject({ code: 'callOver' });
    expect((await pbx().ari('GET', path)).body).toMatchObject({ state: 'paused' });
    await pbx().ari('POST', `${path}/stop`);
    await expect(agent.pause()).rejects.toMatchObject({ code: 'noCall' });
  });

  it('are nobody’s to pause without a call, without rights, or by another name', async () => {
    const agent = createAgent(asteriskAri, toSettings(pbx()));
    await expect(agent.pause()).rejects.toMatchObject({ code: 'noCall' });
    expect(await agent.read(null)).toEqual({ state: 'callOver' });
    const call = await startDeskCall(pbx());
    const viewer = createAgent(asteriskAri, toSettings(pbx(), 'viewer'));
    expect(await viewer.read(null)).toEqual({ state: 'recording' });
    await expect(viewer.pause()).rejects.toMatchObject({ code: 'forbidden' });
    expect((await viewer.check()).map(({ isOk }) => isOk)).toEqual([true, false]);
    const lost = createAgent(asteriskAri, { ...toSettings(pbx()), recordingName: 'other/{bridgeId}' });
    await expect(lost.pause()).rejects.toMatchObject({ code: 'notRecording' });
    const wrong = createAgent(asteriskAri, { ...toSettings(pbx()), password: 'wrong' });
    await expect(wrong.pause()).rejects.toMatchObject({ code: 'unauthorized' });
    const misled = createAgent(asteriskAri, { ...toSettings(pbx()), baseUrl: `${pbx().url}/ari` });
    await expect(misled.pause()).rejects.toMatchObject({ code: 'misconfigured' });
    await call.hangUp();
  });
});
