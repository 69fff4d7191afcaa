// A voice as a process of its own, so that nothing that the tests do makes it stutter: sends RTP to one port, a packet
// each 20 ms, with what is scheduled for that time. Started by `voice.ts`.
import { createSocket } from 'node:dgram';
import { nowMs } from '../clock.ts';
import { sampleRate } from '../wav.ts';
import { toMuLaw } from './mu-law.ts';
import { toVoiceSample, type Spoken } from './speech.ts';

/** What the parent process says. */
export type VoiceOrder =
  | { type: 'start'; localPort: number; remotePort: number }
  | { type: 'say'; digits: Spoken[] }
  | { type: 'stop' };

/** What this process says: when its first sample sounded, and how late its latest packet was. */
export type VoiceReport = { type: 'started'; atMs: number } | { type: 'stopped'; maxLateMs: number };

const packetMs = 20;
const packetLength = (packetMs / 1000) * sampleRate;
const headerLength = 12;

const script: Spoken[] = [];
const socket = createSocket('udp4');
let startedAtMs = 0;
let remotePort = 0;
let sent = 0;
let maxLateMs = 0;
let timer: NodeJS.Timeout | undefined;

process.on('message', (order: VoiceOrder) => {
  switch (order.type) {
    case 'start':
      remotePort = order.remotePort;
      socket.bind(order.localPort, '127.0.0.1', start);
      return;
    case 'say':
      script.push(...order.digits);
      return;
    case 'stop':
      stop();
      return;
    default:
      order satisfies never;
  }
});
// Whoever started it is gone.
process.once('disconnect', () => process.exit());

function start(): void {
  startedAtMs = nowMs();
  report({ type: 'started', atMs: startedAtMs });
  timer = setInterval(sendWhatIsDue, packetMs / 4);
}

function stop(): void {
  clearInterval(timer);
  report({ type: 'stopped', maxLateMs });
  socket.close();
  process.disconnect();
}

/** A packet leaves when its last sample has been spoken, as a telephone does it. */
function sendWhatIsDue(): void {
  for (let dueAtMs = toDueMs(); dueAtMs <= nowMs(); dueAtMs = toDueMs()) {
    maxLateMs = Math.max(maxLateMs, nowMs() - dueAtMs);
    socket.send(toPacket(sent), remotePort, '127.0.0.1');
    sent += 1;
  }
}

function toDueMs(): number {
  return startedAtMs + (sent + 1) * packetMs;
}

function toPacket(index: number): Buffer {
  const packet = Buffer.alloc(headerLength + packetLength);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt16BE(index & 0xffff, 2);
  packet.writeUInt32BE(index * packetLength, 4);
  packet.writeUInt32BE(0x5ca1ab1e, 8);
  for (let at = 0; at < packetLength; at += 1) {
    const sample = toVoiceSample(script, startedAtMs, index * packetLength + at);
    packet.writeUInt8(toMuLaw(sample), headerLength + at);
  }
  return packet;
}

function report(news: VoiceReport): void {
  process.send?.(news);
}
