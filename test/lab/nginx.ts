// A real nginx with the gateway's own files, on loopback, in a folder of its own.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { getPackages, toLibraryPath, type Packages } from './debian.ts';

const shipped = join(import.meta.dirname, '../../src/deploy/gateway');
const program = join('usr', 'sbin', 'nginx');
const startTimeoutMs = 10_000;

/** The unpacked nginx of Debian, or why there is none. */
export async function getNginx(): Promise<Packages> {
  return await getPackages({ name: 'nginx', program });
}

type Options = {
  root: string;
  /** What an administrator fills in, by file name below `cardhush/`. `%PORT%` and `%DIR%` stand for what is free. */
  site: Record<string, string>;
  /** How many of nginx's workers; one core each. */
  workers?: number;
};

export type Nginx = {
  port: number;
  /** Everything that it has written into its logs. */
  logs(): string;
  stop(): Promise<void>;
};

/** Starts the gateway as it is shipped, with these files in place of those to be filled in. @throws {Error} with what nginx says */
export async function startNginx({ root, site, workers = 1 }: Options): Promise<Nginx> {
  const dir = mkdtempSync(join(tmpdir(), 'cardhush-nginx-'));
  const port = await findPort();
  writeConfig(dir, port, site, workers);
  const env = { ...process.env, LD_LIBRARY_PATH: toLibraryPath(root) };
  const args = ['-p', dir, '-c', join(dir, 'nginx.conf'), '-e', join(dir, 'start.log')];
  const tested = spawnSync(join(root, program), [...args, '-t'], { env, encoding: 'utf8' });
  if (tested.status !== 0) {
    rmSync(dir, { recursive: true, force: true });
    throw new Error(`nginx refuses its configuration: ${tested.stderr}`);
  }
  const child = spawn(join(root, program), [...args, '-g', 'daemon off;'], { env, stdio: 'ignore' });
  // However the tests end, it goes with them.
  const killNow = () => void child.kill('SIGTERM');
  process.once('exit', killNow);
  const stop = async () => {
    process.off('exit', killNow);
    await end(child);
    rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    await waitUntilReady(port, child);
    const logs = () => ['start.log', 'access.log', 'error.log'].map(name => readOr(join(dir, name))).join('');
    return { port, logs, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As on a Debian machine: its own nginx.conf, and the gateway's files below it. */
function writeConfig(dir: string, port: number, site: Record<string, string>, workers: number): void {
  mkdirSync(join(dir, 'conf.d'));
  mkdirSync(join(dir, 'tmp'));
  cpSync(join(shipped, 'cardhush.conf'), join(dir, 'conf.d', 'cardhush.conf'));
  cpSync(join(shipped, 'cardhush'), join(dir, 'cardhush'), { recursive: true });
  for (const [name, content] of Object.entries(site))
    writeFileSync(
      join(dir, 'cardhush', name),
      content.replaceAll('%PORT%', String(port)).replaceAll('%DIR%', dir),
    );
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  writeFileSync(
    join(dir, 'nginx.conf'),
    `${process.getuid?.() === 0 ? `user ${userInfo().username};` : ''}
worker_processes ${workers};
pid ${join(dir, 'nginx.pid')};
events { worker_connections 4096; }
http {
${kinds.map(kind => `  ${kind}_temp_path ${join(dir, 'tmp', kind)};`).join('\n')}
  include conf.d/*.conf;
}
`,
  );
}

async function waitUntilReady(port: number, child: ChildProcess): Promise<void> {
  const untilMs = Date.now() + startTimeoutMs;
  while (Date.now() < untilMs) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`);
    const isThere = await fetch(`http://127.0.0.1:${port}/health`).then(
      () => true,
      // A server that speaks TLS hangs up on us, which is an answer too.
      (error: unknown) => error instanceof Error && !String(error.cause).includes('ECONNREFUSED'),
    );
    if (isThere) return;
    await wait(30);
  }
  throw new Error('nginx does not answer');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => void child.kill('SIGKILL'), 3_000);
  await exited;
  clearTimeout(timer);
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
