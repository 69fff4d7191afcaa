// A call through a real Asterisk: a caller who speaks digits over RTP, put through to the agent's SIP phone.
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Role, SaidDigit } from '../caller.ts';
import { nowMs } from '../clock.ts';
import { digitMs } from '../dtmf.ts';
import { inbound } from './config.ts';
import type { Asterisk } from './server.ts';
import type { VoiceOrder, VoiceReport } from './voice.ts';

/** What is said at once was thought of this long before: its first packet must not have left. */
const leadMs = 40;
const setUpTimeoutMs = 8_000;

export type RealCall = {
  /** The caller's channel, which its recording is named after. */
  callerId: string;
  /** When the caller's first sample sounded, wall clock. Sample n sounded n/8 ms later. */
  voiceStartedAtMs: number;
  /** The caller says digits from now on, after what is still being said. */
  say(digits: string, role: Role): void;
  /** When everything will have been said, wall clock. */
  saidUntilMs(): number;
  /** Everything that was said, in its order. */
  said(): SaidDigit[];
  /** Hangs up; returns when the legs are gone and their files are closed. */
  hangUp(): Promise<{ maxLateMs: number }>;
};

/** Calls the agent, and waits until both can hear each other. `extension` is one of the dialplan's. */
export async function startRealCall(
  asterisk: Asterisk,
  extension: string = inbound.extension,
): Promise<RealCall> {
  const callerId = `caller-${randomUUID().slice(0, 8)}`;
  const localPort = await findPort();
  await asterisk.ami('Originate', {
    Channel: `UnicastRTP/127.0.0.1:${localPort}/c(ulaw)`,
    ChannelId: callerId,
    CallerID: '"Robin" <5550142>',
    Context: inbound.context,
    Exten: extension,
    Priority: '1',
    Async: 'true',
  });
  const remotePort = await waitFor(async () => {
    const [answer] = await asterisk.ami('Getvar', { Channel: callerId, Variable: 'UNICASTRTP_LOCAL_PORT' });
    return Number(answer?.['Value'] ?? 0) || undefined;
  }, asterisk);
  const voice = fork(join(import.meta.dirname, 'voice.ts'), { execArgv: [] });
  const order = (what: VoiceOrder) => void voice.send(what);
  const started = waitForReport(voice, 'started');
  order({ type: 'start', localPort, remotePort });
  const { atMs: voiceStartedAtMs } = await started;
  const all: SaidDigit[] = [];
  const saidUntilMs = () => (all.at(-1)?.atMs ?? voiceStartedAtMs) + digitMs;
  return {
    callerId,
    voiceStartedAtMs,
    saidUntilMs,
    said: () => [...all],
    say(digits, role) {
      const fromMs = Math.max(nowMs() + leadMs, saidUntilMs());
      const said = Array.from(digits, (digit, index) => ({ digit, role, atMs: fromMs + index * digitMs }));
      all.push(...said);
      order({ type: 'say', digits: said });
    },
    async hangUp() {
      const stopped = waitForReport(voice, 'stopped');
      order({ type: 'stop' });
      const { maxLateMs } = await stopped;
      await asterisk.ami('Hangup', { Channel: callerId });
      await waitFor(
        async () => ((await listLegs(asterisk, callerId)).length === 0 ? true : undefined),
        asterisk,
      );
      return { maxLateMs };
    },
  };
}

/** Every leg of a call, as AMI shows it. */
export async function listLegs(asterisk: Asterisk, linkedId: string): Promise<Record<string, string>[]> {
  return (await asterisk.ami('CoreShowChannels')).filter(leg => leg['Linkedid'] === linkedId);
}

/** Waits until the agent has answered. */
export async function waitUntilAnswered(asterisk: Asterisk, { callerId }: RealCall): Promise<void> {
  await waitFor(async () => {
    const legs = await listLegs(asterisk, callerId);
    return legs.filter(leg => leg['BridgeId'] !== '').length === 2 ? true : undefined;
  }, asterisk);
}

async function waitFor<T>(look: () => Promise<T | undefined>, asterisk: Asterisk): Promise<T> {
  const untilMs = nowMs() + setUpTimeoutMs;
  while (nowMs() < untilMs) {
    const found = await look();
    if (found !== undefined) return found;
    await wait(20);
  }
  throw new Error(`the call does not come about\n${asterisk.log()}`);
}

async function waitForReport<Type extends VoiceReport['type']>(
  voice: ChildProcess,
  type: Type,
): Promise<Extract<VoiceReport, { type: Type }>> {
  const [report] = (await once(voice, 'message')) as [VoiceReport];
  if (report.type !== type) throw new Error(`the voice says ${report.type} instead of ${type}`);
  return report as Extract<VoiceReport, { type: Type }>;
}

async function findPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
