// A call through a real Asterisk: somebody who speaks digits, and the agent at a SIP phone.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { nowMs } from '../clock.ts';
import { inbound, outbound } from './config.ts';
import type { Asterisk } from './server.ts';
import { findMouth, startVoice, type Voice } from './voice.ts';

const patienceMs = 8_000;

export type RealCall = {
  /** The channel that the call began with: its linked id. */
  id: string;
  /** The channel of the one who speaks. */
  callerId: string;
  caller: Voice;
  /** The file that MixMonitor writes. */
  recordingPath: string;
  /** Hangs up; returns when the legs are gone and their files are closed. */
  hangUp(): Promise<void>;
};

/** Somebody calls the agent. `extension` is one of the dialplan's. */
export async function startInboundCall(
  asterisk: Asterisk,
  extension: string = inbound.extension,
): Promise<RealCall> {
  const id = `caller-${randomUUID().slice(0, 8)}`;
  const mouth = await findMouth();
  await originate(asterisk, {
    Channel: mouth.channel,
    ChannelId: id,
    Context: inbound.context,
    Exten: extension,
  });
  const caller = await startVoice(mouth, await findPort(asterisk, id));
  return toCall(asterisk, { id, callerId: id, caller });
}

/** The agent calls somebody: the leg that is recorded is the agent's. */
export async function startOutboundCall(asterisk: Asterisk): Promise<RealCall> {
  const id = `agent-${randomUUID().slice(0, 8)}`;
  const mouth = await findMouth();
  await originate(asterisk, {
    Channel: outbound.channel,
    ChannelId: id,
    Context: outbound.context,
    Exten: outbound.extension,
    Variable: `CUSTOMER=${mouth.channel}`,
  });
  const callerId = await waitFor(asterisk, async () => {
    const legs = await listLegs(asterisk, id);
    return legs.find(leg => leg['Channel']?.startsWith(`UnicastRTP/127.0.0.1:${mouth.port}-`))?.['Uniqueid'];
  });
  const caller = await startVoice(mouth, await findPort(asterisk, callerId));
  return toCall(asterisk, { id, callerId, caller });
}

function toCall(asterisk: Asterisk, parts: Pick<RealCall, 'id' | 'callerId' | 'caller'>): RealCall {
  return {
    ...parts,
    recordingPath: join(asterisk.folders.mixMonitor, `call-${parts.id}.wav`),
    async hangUp() {
      await parts.caller.stop();
      await asterisk.ami('Hangup', { Channel: parts.callerId });
      await waitFor(asterisk, async () => (await listLegs(asterisk, parts.id)).length === 0);
    },
  };
}

/** Every leg of a call, as AMI shows it. */
export async function listLegs(asterisk: Asterisk, linkedId: string): Promise<Record<string, string>[]> {
  return (await asterisk.ami('CoreShowChannels')).filter(leg => leg['Linkedid'] === linkedId);
}

/** Waits until both can hear each other, on these channels where they are named. */
export async function waitUntilBridged(asterisk: Asterisk, { id }: RealCall, endpoint = ''): Promise<void> {
  await waitFor(asterisk, async () => {
    const legs = (await listLegs(asterisk, id)).filter(leg => leg['BridgeId'] !== '');
    return legs.length === 2 && legs.some(leg => leg['Channel']?.startsWith(endpoint));
  });
}

/** Waits until something is found, or so. @throws {Error} with what Asterisk complained of, where it never is */
export async function waitFor<T>(asterisk: Asterisk, look: () => Promise<T | undefined | false>): Promise<T> {
  const untilMs = nowMs() + patienceMs;
  while (nowMs() < untilMs) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    await wait(20);
  }
  throw new Error(`waited in vain for ${look.toString().slice(0, 120)}\n${asterisk.log()}`);
}

async function originate(asterisk: Asterisk, fields: Record<string, string>): Promise<void> {
  const [answer] = await asterisk.ami('Originate', {
    CallerID: '"Robin" <5550142>',
    Priority: '1',
    Async: 'true',
    ...fields,
  });
  if (answer?.['Response'] !== 'Success') throw new Error(`no call: ${answer?.['Message']}`);
}

async function findPort(asterisk: Asterisk, channelId: string): Promise<number> {
  return await waitFor(asterisk, async () => {
    const [answer] = await asterisk.ami('Getvar', { Channel: channelId, Variable: 'UNICASTRTP_LOCAL_PORT' });
    const port = Number(answer?.['Value'] ?? 0);
    return port > 0 && port;
  });
}
