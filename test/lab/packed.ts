// The extension as a company installs it: packed with a key of its own, and offered by an update server.
import { spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './find-browser.ts';

export type UpdateServer = {
  /** The id that follows from the key. */
  extensionId: string;
  /** What browsers ask for updates. */
  url: string;
  /** How often the package was fetched. */
  readonly downloads: number;
  stop(): Promise<void>;
};

/** Packs a built extension with a new key and serves it. @throws {Error} with what the browser said, where it does not pack */
export async function servePacked(extensionDir: string): Promise<UpdateServer> {
  const work = mkdtempSync(join(tmpdir(), 'cardhush-packed-'));
  try {
    const { extensionId, crx, version } = pack(extensionDir, work);
    let downloads = 0;
    const server = createServer((request, response) => {
      if (request.url === '/cardhush.crx') {
        downloads += 1;
        response.writeHead(200, { 'content-type': 'application/x-chrome-extension' }).end(crx);
        return;
      }
      // With a query: browsers say which version they have.
      response
        .writeHead(200, { 'content-type': 'application/xml' })
        .end(toUpdateXml(extensionId, origin, version));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return {
      extensionId,
      url: `${origin}/updates.xml`,
      get downloads() {
        return downloads;
      },
      async stop() {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      },
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function pack(extensionDir: string, work: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = join(work, 'key.pem');
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const dir = join(work, 'extension');
  cpSync(extensionDir, dir, { recursive: true });
  const args = ['--headless=new', '--no-sandbox', `--user-data-dir=${join(work, 'profile')}`];
  const { stderr } = spawnSync(
    findBrowser(),
    [...args, `--pack-extension=${dir}`, `--pack-extension-key=${key}`],
    { encoding: 'utf8', timeout: 60_000 },
  );
  const { version } = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as { version: string };
  try {
    return {
      extensionId: toExtensionId(publicKey.export({ type: 'spki', format: 'der' })),
      crx: readFileSync(`${dir}.crx`),
      version,
    };
  } catch {
    throw new Error(`the browser did not pack the extension: ${stderr.slice(-500)}`);
  }
}

/** The first half of the key's digest, in letters from a to p. */
function toExtensionId(publicKey: Buffer): string {
  const hex = createHash('sha256').update(publicKey).digest('hex').slice(0, 32);
  return [...hex].map(digit => 'abcdefghijklmnop'.charAt(Number.parseInt(digit, 16))).join('');
}

function toUpdateXml(extensionId: string, origin: string, version: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${extensionId}">
    <updatecheck codebase="${origin}/cardhush.crx" version="${version}"/>
  </app>
</gupdate>
`;
}
