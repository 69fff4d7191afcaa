// Somebody who speaks into a channel of a real Asterisk: digits as tones, over RTP.
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Role, SaidDigit } from '../caller.ts';
import { nowMs } from '../clock.ts';
import { digitMs } from '../dtmf.ts';
import { toUrgent } from './urgent.ts';
import type { VoiceOrder, VoiceReport } from './voice-process.ts';

/** What is said at once was thought of this long before: its first packet must not have left. */
const leadMs = 40;

export type Voice = {
  /** When the first sample sounded, wall clock. Sample n sounded n/8 ms later. */
  startedAtMs: number;
  /** Says digits from now on, after what is still being said. */
  say(digits: string, role: Role): void;
  /** When everything will have been said, wall clock. */
  saidUntilMs(): number;
  /** Everything that was said or will be, in its order. */
  said(): SaidDigit[];
  /** Falls silent for good; tells how late the latest packet was. */
  stop(): Promise<{ maxLateMs: number }>;
};

/** Where a voice sends from, and what to dial in Asterisk to hear it. */
export type Mouth = { port: number; channel: string };

/** A mouth on a free port. */
export async function findMouth(): Promise<Mouth> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return { port, channel: `UnicastRTP/127.0.0.1:${port}/c(ulaw)` };
}

/** Begins to send quiet noise to Asterisk's port of that channel, and then what is to be said. */
export async function startVoice({ port }: Mouth, remotePort: number): Promise<Voice> {
  const [program, args] = toUrgent(process.execPath, [join(import.meta.dirname, 'voice-process.ts')]);
  const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const order = (what: VoiceOrder) => void child.send(what);
  const started = waitForReport(child, 'started');
  order({ type: 'start', localPort: port, remotePort });
  const { atMs: startedAtMs } = await started;
  const all: SaidDigit[] = [];
  const saidUntilMs = () => (all.at(-1)?.atMs ?? startedAtMs) + digitMs;
  return {
    startedAtMs,
    saidUntilMs,
    said: () => [...all],
    say(digits, role) {
      const fromMs = Math.max(nowMs() + leadMs, saidUntilMs());
      const said = Array.from(digits, (digit, index) => ({ digit, role, atMs: fromMs + index * digitMs }));
      all.push(...said);
      order({ type: 'say', digits: said });
    },
    async stop() {
      const stopped = waitForReport(child, 'stopped');
      order({ type: 'stop' });
      const { maxLateMs } = await stopped;
      return { maxLateMs };
    },
  };
}

async function waitForReport<Type extends VoiceReport['type']>(
  child: ChildProcess,
  type: Type,
): Promise<Extract<VoiceReport, { type: Type }>> {
  const [report] = (await once(child, 'message')) as [VoiceReport];
  if (report.type !== type) throw new Error(`the voice says ${report.type} instead of ${type}`);
  return report as Extract<VoiceReport, { type: Type }>;
}
