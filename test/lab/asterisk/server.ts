// Starts a real Asterisk on loopback, on free ports and in a folder of its own, and stops it by its process.
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { toConfigFiles, toFolders, users, type Place } from './config.ts';
import { toLibraryPath } from '../debian.ts';
import { toProgram } from './packages.ts';
import { mayHurry } from './urgent.ts';

/** It is ready after 0.3 s; a busy machine may take its time. */
const startTimeoutMs = 15_000;
const stopTimeoutMs = 3_000;

export type Asterisk = {
  /** `http://127.0.0.1:<port>`: AMI under `/rawman`, ARI under `/ari`. */
  url: string;
  /** Asks AMI as administrator. Keys as Asterisk writes them; one entry for the response and each event. */
  ami(action: string, fields?: Record<string, string>): Promise<Record<string, string>[]>;
  /** Asks ARI as administrator; the body, where it is JSON. */
  ari(method: string, path: string): Promise<{ status: number; body: unknown }>;
  /** Where MixMonitor, and where ARI writes its WAV files. */
  folders: { mixMonitor: string; ari: string };
  /** What Asterisk complained of so far. */
  log(): string;
  stop(): Promise<void>;
};

/** Starts one and waits until it answers. @throws {Error} with what it said, where it does not */
export async function startAsterisk(root: string): Promise<Asterisk> {
  const dir = await mkdtemp(join(tmpdir(), 'cardhush-asterisk-'));
  const place: Place = { root, dir, ports: await findPorts() };
  for (const folder of toFolders(place)) await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(toConfigFiles(place)))
    await writeFile(join(dir, 'etc', name), text);
  const args = ['-C', join(dir, 'etc', 'asterisk.conf'), '-f', ...(mayHurry() ? ['-p'] : [])];
  const child = spawn(toProgram(root), args, {
    env: { ...process.env, LD_LIBRARY_PATH: toLibraryPath(root) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (log += String(data)));
  // However the tests end, it goes with them.
  const killNow = () => void child.kill('SIGKILL');
  process.once('exit', killNow);
  const stop = async () => {
    process.off('exit', killNow);
    await end(child);
    await rm(dir, { recursive: true, force: true, maxRetries: 3 });
  };
  const url = `http://127.0.0.1:${place.ports.http}`;
  const asterisk = {
    url,
    ...createAdmin(url),
    folders: { mixMonitor: join(dir, 'spool', 'monitor'), ari: join(dir, 'spool', 'recording') },
    log: () => log,
    stop,
  };
  try {
    await waitUntilReady(child, asterisk);
    return asterisk;
  } catch (error) {
    await stop();
    throw new Error(`Asterisk did not start: ${toText(error)}\n${log.slice(-2_000)}`, { cause: error });
  }
}

async function waitUntilReady(child: ChildProcess, { ari }: Pick<Asterisk, 'ari'>): Promise<void> {
  const untilMs = Date.now() + startTimeoutMs;
  let last: unknown = new Error('no answer');
  while (Date.now() < untilMs) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const status = await ari('GET', '/bridges').then(
      answer => answer.status,
      (error: unknown) => {
        last = error;
        return 0;
      },
    );
    if (status === 200) return;
    await wait(50);
  }
  throw last;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => void child.kill('SIGKILL'), stopTimeoutMs);
  await exited;
  clearTimeout(timer);
}

function createAdmin(url: string): Pick<Asterisk, 'ami' | 'ari'> {
  const authorization = `Basic ${Buffer.from(`admin:${users.admin}`).toString('base64')}`;
  let cookie = '';
  const send = async (fields: Record<string, string>) => {
    const body = new URLSearchParams(fields);
    const response = await fetch(`${url}/rawman`, { method: 'POST', body, headers: { cookie } });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return toBlocks(await response.text());
  };
  return {
    async ami(action, fields = {}) {
      const first = await send({ action, ...fields });
      if (first[0]?.['Message'] !== 'Permission denied') return first;
      await send({ action: 'Login', username: 'admin', secret: users.admin });
      return await send({ action, ...fields });
    },
    async ari(method, path) {
      const response = await fetch(`${url}/ari${path}`, { method, headers: { authorization } });
      const text = await response.text();
      return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
    },
  };
}

function toBlocks(text: string): Record<string, string>[] {
  return text
    .split(/\r?\n\r?\n/)
    .filter(block => block.trim() !== '')
    .map(block =>
      Object.fromEntries(
        block.split(/\r?\n/).map(line => {
          const at = line.indexOf(':');
          return [line.slice(0, at), line.slice(at + 1).trim()];
        }),
      ),
    );
}

async function findPorts(): Promise<Place['ports']> {
  // Media ports are taken by Asterisk one by one, and skipped where somebody has them.
  const rtp = 20_000 + 2 * Math.floor(Math.random() * 9_000);
  return { http: await findTcpPort(), ami: await findTcpPort(), sip: await findUdpPort(), rtp };
}

async function findTcpPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

async function findUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}

function toText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
