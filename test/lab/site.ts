// Serves the lab's pages: a CRM, the payment provider whose card fields it frames, and fixtures for tests.
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const pagesDir = join(import.meta.dirname, 'pages');

const modulesDir = join(import.meta.dirname, '../../node_modules');
/** Other people's scripts that fixtures load, as they are published. */
const libraries: Record<string, string> = {
  '/libs/imask.js': join(modulesDir, 'imask/dist/imask.min.js'),
  '/libs/inputmask.js': join(modulesDir, 'inputmask/dist/inputmask.min.js'),
};

/** What the CRM's call bar shows, as the phone system knows it. */
export type CallStatus = { startedAtMs: number; isPaused: boolean; caller: string };

export type Site = {
  /** Origin of the CRM, `http://crm.localhost:<port>`. Browsers know `*.localhost`, Node may not. */
  crm: string;
  /** Origin of the payment provider: another site, hence another process. Fixtures are on both. */
  pay: string;
  stop(): Promise<void>;
};

type Options = {
  /** Frames card fields from this origin instead of our own. */
  payOrigin?: string;
  /** Makes the CRM's call bar live; undefined means that there is no call. */
  toCallStatus?: () => CallStatus | undefined;
  /** The CRM's "Hang up" was pressed. */
  onHangUp?: () => void;
};

/** Starts both servers on free ports of 127.0.0.1. */
export async function startSite({ payOrigin, ...calls }: Options = {}): Promise<Site> {
  const names = { crm: '', pay: payOrigin ?? '' };
  const crmServer = createPageServer('crm', names, calls);
  const payServer = createPageServer('pay', names, {});
  names.crm = `http://crm.localhost:${await listen(crmServer)}`;
  const pay = `http://pay.localhost:${await listen(payServer)}`;
  if (payOrigin === undefined) names.pay = pay;
  return {
    crm: names.crm,
    pay,
    async stop() {
      await Promise.all([close(crmServer), close(payServer)]);
    },
  };
}

function createPageServer(
  folder: 'crm' | 'pay',
  names: Record<string, string>,
  { toCallStatus, onHangUp }: Options,
): Server {
  const files = new Map([...toFiles(folder, '/'), ...toFiles('fixtures', '/fixtures/')]);
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/call')
      return answer(response, 200, 'application/json', JSON.stringify(toCallStatus?.() ?? null));
    if (pathname === '/hang-up' && request.method === 'POST') {
      onHangUp?.();
      return answer(response, 200, 'text/plain', '');
    }
    const library = libraries[pathname];
    if (library !== undefined) return answer(response, 200, 'text/javascript', readFileSync(library, 'utf8'));
    const file = files.get(pathname === '/' ? '/index.html' : pathname);
    if (file === undefined) return answer(response, 404, 'text/plain', 'no such page');
    // Read each time, so that a page can be edited while the lab runs.
    const text = readFileSync(file, 'utf8').replaceAll(
      /\{\{(\w+)\}\}/g,
      (_, name: string) => names[name] ?? '',
    );
    answer(response, 200, types[extname(file)] ?? 'text/plain', text);
  });
}

const types: Record<string, string> = { '.html': 'text/html', '.css': 'text/css', '.svg': 'image/svg+xml' };

function toFiles(folder: string, prefix: string): [string, string][] {
  const dir = join(pagesDir, folder);
  return readdirSync(dir).map(name => [prefix + name, join(dir, name)]);
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  // Not `no-store`: that would keep pages out of the back/forward cache, which tests need.
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache' });
  response.end(body);
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>(resolve => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}
