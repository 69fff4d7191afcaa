// MixMonitor in a real Asterisk, paused by the adapter, and judged by what can be heard in the recordings.
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { isFirstOnly } from '../../src/recorders/asterisk-check.ts';
import { asterisk } from '../../src/recorders/asterisk.ts';
import { after, before, card, createAgent, readOut, untilSaid } from '../lab/asterisk/agent.ts';
import { agentEndpoint, colleagueEndpoint, users } from '../lab/asterisk/config.ts';
import { hear, judgeInPlace, toSilences } from '../lab/asterisk/hearing.ts';
import {
  listLegs,
  startInboundCall,
  startOutboundCall,
  waitFor,
  waitUntilBridged,
} from '../lab/asterisk/real-call.ts';
import { exchangeWithReal } from '../lab/asterisk/real-exchanges.ts';
import type { Asterisk } from '../lab/asterisk/server.ts';
import { findMouth, startVoice } from '../lab/asterisk/voice.ts';
import recorded from '../lab/recorders/asterisk-recorded.json' with { type: 'json' };
import { nowMs } from '../lab/clock.ts';
import { describeWithAsterisk } from './real-asterisk.ts';

const toSettings = ({ url }: Asterisk, username: 'narrow' | 'viewer' = 'narrow') => ({
  baseUrl: url,
  extension: agentEndpoint,
  username,
  secret: users[username],
});

describeWithAsterisk('MixMonitor in a real Asterisk', pbx => {
  it('leaves no digit of the card in the recording of a call that came in, and all others', async () => {
    const agent = createAgent(asterisk, toSettings(pbx()));
    const call = await startInboundCall(pbx());
    await waitUntilBridged(pbx(), call);
    await agent.prepare();
    const { askedAtMs, answeredAfterMs, requests, evidence, reading } = await readOut(call.caller, agent);
    await call.hangUp();
    const hearing = hear({ path: call.recordingPath, said: call.caller.said() });
    expect(judgeInPlace(hearing, call.caller.said()).faults).toEqual([]);
    expect(hearing.digits).toBe(before + after);
    expect([evidence, reading]).toEqual(['accepted', { state: 'unknown' }]);
    const silentAfterMs = (toSilences(hearing)[0]?.fromMs ?? Infinity) - askedAtMs;
    expect(silentAfterMs).toBeLessThan(500);
    console.log(
      `MixMonitor: ${requests} requests, ${evidence} after ${answeredAfterMs.toFixed(0)} ms; ` +
        `nothing that was said later than ${silentAfterMs.toFixed(0)} ms after the adapter was asked is recorded`,
    );
  });

  it('finds the recording on the agent’s own leg, where the agent called', async () => {
    const agent = createAgent(asterisk, toSettings(pbx()));
    const call = await startOutboundCall(pbx());
    await waitUntilBridged(pbx(), call);
    await readOut(call.caller, agent);
    await call.hangUp();
    const hearing = hear({ path: call.recordingPath, said: call.caller.said() });
    expect(judgeInPlace(hearing, call.caller.said()).faults).toEqual([]);
    expect(hearing.digits).toBe(before + after);
  });

  it('silences the agent too, who repeats the digits', async () => {
    const mouth = await findMouth();
    await pbx().ami('Setvar', { Variable: 'AGENT_MOUTH', Value: mouth.channel });
    const call = await startInboundCall(pbx());
    await waitUntilBridged(pbx(), call);
    const channel = await waitFor(pbx(), async () => {
      const legs = await pbx().ami('CoreShowChannels');
      return legs.find(leg => leg['Channel']?.startsWith(`UnicastRTP/127.0.0.1:${mouth.port}-`))?.[
        'Uniqueid'
      ];
    });
    const [{ Value = '' } = {}] = await pbx().ami('Getvar', {
      Channel: channel,
      Variable: 'UNICASTRTP_LOCAL_PORT',
    });
    const voice = await startVoice(mouth, Number(Value));
    await pbx().ami('Setvar', { Variable: 'AGENT_MOUTH', Value: '' });
    await wait(500);
    await readOut(voice, createAgent(asterisk, toSettings(pbx())));
    await voice.stop();
    await call.hangUp();
    expect(hear({ path: call.recordingPath, said: voice.said() }).digits).toBe(before + after);
  });

  it('cuts a number in two where it is paused and resumed in the midst of it', async () => {
    const agent = createAgent(asterisk, toSettings(pbx()));
    const { caller, ...call } = await startInboundCall(pbx());
    await waitUntilBridged(pbx(), { caller, ...call });
    await agent.prepare();
    await wait(200);
    caller.say('12345678901234567890', 'other');
    await wait(1_030);
    const pausedAtMs = nowMs();
    const { callRef } = await agent.pause();
    const acceptedAtMs = nowMs();
    await wait(1_000);
    const resumedAtMs = nowMs();
    await agent.resume(callRef);
    const soundAtMs = nowMs();
    await untilSaid(caller, 100);
    await call.hangUp();
    const hearing = hear({ path: call.recordingPath, said: caller.said() });
    const [silence, ...more] = toSilences(hearing);
    expect(more).toEqual([]);
    // Sound travels in pieces of 20 ms, and one of them may still wait to be written.
    expect(silence?.fromMs).toBeGreaterThan(pausedAtMs - 60);
    expect(silence?.fromMs).toBeLessThan(acceptedAtMs + 25);
    expect(silence?.untilMs).toBeGreaterThan(resumedAtMs - 60);
    expect(silence?.untilMs).toBeLessThan(soundAtMs + 25);
    const { digits } = judgeInPlace(hearing, caller.said());
    const toWhole = digits.map(({ heard }) => heard === 'whole');
    expect(toWhole.indexOf(false)).toBeGreaterThan(4);
    expect(digits.filter(({ heard }) => heard === 'none').length).toBeGreaterThan(4);
    expect(toWhole.slice(-4)).toEqual([true, true, true, true]);
  });

  it('keeps a call paused that the agent gives to a colleague, and resumes it there', async () => {
    const agent = createAgent(asterisk, toSettings(pbx()));
    const call = await startInboundCall(pbx());
    const { caller } = call;
    await waitUntilBridged(pbx(), call);
    await wait(200);
    caller.say(before, 'other');
    await untilSaid(caller, 100);
    const { callRef: held } = await agent.pause();
    const legs = await listLegs(pbx(), call.id);
    const own = legs.find(leg => leg['Channel']?.startsWith(`PJSIP/${agentEndpoint}-`))?.['Channel'] ?? '';
    await pbx().ami('BlindTransfer', { Channel: own, Context: 'from-trunk', Exten: 'transferred' });
    await waitUntilBridged(pbx(), call, `PJSIP/${colleagueEndpoint}-`);
    const { callRef } = await agent.pause(held);
    expect(callRef).toEqual(held);
    caller.say(card, 'card');
    await untilSaid(caller, 100);
    await agent.resume(callRef);
    caller.say(after, 'other');
    await untilSaid(caller, 100);
    await call.hangUp();
    expect(hear({ path: call.recordingPath, said: caller.said() }).digits).toBe(before + after);
    await expect(agent.resume(callRef)).rejects.toMatchObject({ code: 'callOver' });
  });

  it('touches no call of a colleague whose name begins alike, and says that there is none', async () => {
    const agent = createAgent(asterisk, toSettings(pbx()));
    const call = await startInboundCall(pbx(), 'colleague');
    await waitUntilBridged(pbx(), call);
    await wait(200);
    call.caller.say(before, 'other');
    await expect(agent.pause()).rejects.toMatchObject({ code: 'noCall' });
    await untilSaid(call.caller, 100);
    await call.hangUp();
    expect(hear({ path: call.recordingPath, said: call.caller.said() }).digits).toBe(before);
  });

  it('says so where nothing records the call', async () => {
    const agent = createAgent(asterisk, toSettings(pbx()));
    const call = await startInboundCall(pbx(), 'unrecorded');
    await waitUntilBridged(pbx(), call);
    await expect(agent.pause()).rejects.toMatchObject({ code: 'notRecording' });
    await call.hangUp();
    expect(existsSync(call.recordingPath)).toBe(false);
  });

  it('does not take another listener for MixMonitor', async () => {
    const agent = createAgent(asterisk, toSettings(pbx()));
    const call = await startInboundCall(pbx(), 'unrecorded');
    await waitUntilBridged(pbx(), call);
    await pbx().ami('Originate', {
      Channel: 'Local/spy@from-trunk',
      Application: 'Wait',
      Data: '3600',
      Variable: '__SPIED=UnicastRTP/127.0.0.1',
      Async: 'true',
    });
    await waitFor(pbx(), async () => {
      const legs = await pbx().ami('CoreShowChannels');
      return legs.some(leg => leg['Application'] === 'ChanSpy');
    });
    await wait(300);
    const [{ AsteriskVersion = '' } = {}] = await pbx().ami('CoreSettings');
    const code = isFirstOnly(AsteriskVersion) ? 'notRecording' : 'badAnswer';
    // It shows a moment before it listens.
    await expect
      .poll(async () => await agent.pause().catch((error: unknown) => error))
      .toMatchObject({ code });
    await call.hangUp();
  });

  it('knows of which versions a second MixMonitor on the same leg goes on', async () => {
    const agent = createAgent(asterisk, toSettings(pbx()));
    const call = await startInboundCall(pbx(), 'twice');
    await waitUntilBridged(pbx(), call);
    await readOut(call.caller, agent);
    await call.hangUp();
    const [{ AsteriskVersion = '' } = {}] = await pbx().ami('CoreSettings');
    const second = hear({
      path: call.recordingPath.replace('call-', 'again-'),
      said: call.caller.said(),
    });
    expect(second.digits).toBe(isFirstOnly(AsteriskVersion) ? before + card + after : before + after);
    const told = (await agent.check()).flatMap(({ found }) => found.map(([key]) => key));
    expect(told.includes('check_asterisk_firstOnly')).toBe(isFirstOnly(AsteriskVersion));
  });

  it('logs in again where its session has ended', async () => {
    const agent = createAgent(asterisk, toSettings(pbx()));
    const call = await startInboundCall(pbx());
    await waitUntilBridged(pbx(), call);
    await agent.prepare();
    const body = new URLSearchParams({ Action: 'Logoff' });
    const farewell = await agent.fetch(`${pbx().url}/rawman`, {
      method: 'POST',
      body,
      credentials: 'include',
    });
    expect(await farewell.text()).toContain('Goodbye');
    const { callRef } = await agent.pause();
    await agent.resume(callRef);
    await call.hangUp();
  });

  it('tells missing rights and wrong secrets apart, also while another session runs', async () => {
    const call = await startInboundCall(pbx());
    await waitUntilBridged(pbx(), call);
    const viewer = createAgent(asterisk, toSettings(pbx(), 'viewer'));
    await expect(viewer.pause()).rejects.toMatchObject({ code: 'forbidden' });
    expect((await viewer.check()).map(({ isOk }) => isOk)).toEqual([true, false]);
    const agent = createAgent(asterisk, toSettings(pbx()));
    await agent.prepare();
    expect((await agent.check()).map(({ isOk }) => isOk)).toEqual([true, true, true]);
    expect((await agent.check({ secret: 'wrong' })).map(({ isOk }) => isOk)).toEqual([false]);
    await call.hangUp();
    expect(readFileSync(call.recordingPath).length).toBeGreaterThan(44);
  });

  it('answers as it did when its answers were written down', async () => {
    expect(await exchangeWithReal(pbx())).toEqual(recorded);
  });
});
