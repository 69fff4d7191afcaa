// The gateway between a desk and the fakes: the files as they are shipped, filled in for the lab.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startNginx, type Nginx } from './nginx.ts';

/** The agents of the lab: token, name, and the extension or agent id that is theirs. */
export const gatewayAgents = {
  voicenter: { token: `${'f'.repeat(63)}1`, name: 'agent-7', extension: 'SIPSIP' },
  verint: { token: `${'f'.repeat(63)}2`, name: 'agent-8', extension: '8856' },
  wolkvox: { token: `${'f'.repeat(63)}3`, name: 'agent-9', extension: '12004' },
};
/** More agents with Voicenter's extension, each with a rate of its own. */
export const spareTokens = Array.from({ length: 400 }, (_, index) => `spare-${index}-${'0'.repeat(48)}`);
/** The secrets that the gateway adds. */
export const gatewaySecrets = {
  voicenter: 'GATEWAYACCOUNT7',
  wolkvox: 'gateway-wolkvox-token',
  verint: 'GATEWAY-API-KEY',
};
/** An origin that the gateway takes for our extension's. */
export const gatewayOrigin = 'chrome-extension://abcdefghijklmnopabcdefghijklmnop';

/** Addresses of the vendors; one that is not given refuses connections. */
type Vendors = { voicenter?: string; wolkvox?: string; verint?: string };

type Options = {
  /** The unpacked nginx. */
  root: string;
  vendors: Vendors;
  /** The extension's origin. */
  origin?: string;
  workers?: number;
  /** Files in place of the usual ones. */
  site?: Record<string, string>;
};

/** Starts a gateway to these vendors. */
export async function startGateway({
  root,
  vendors,
  origin = gatewayOrigin,
  workers = 1,
  site = {},
}: Options): Promise<Nginx> {
  const spares = spareTokens.map((token, index) => ({ token, name: `spare-${index}`, extension: 'SIPSIP' }));
  const agents = [...Object.values(gatewayAgents), ...spares];
  const files = ['voicenter', 'wolkvox', 'verint'].map(name => `${name}.upstream.conf`);
  return await startNginx({
    root,
    workers,
    site: {
      'site.conf': plainSite,
      'agents.map': agents.map(({ token, name }) => `"${token}" ${name};\n`).join(''),
      'extensions.map': agents.map(({ name, extension }) => `${name} ${extension};\n`).join(''),
      'origins.map': `"${origin}" 0;\n"~^moz-extension://[0-9a-f-]{36}$" 0;\n`,
      ...Object.fromEntries(files.map(name => [name, fillIn(readShipped(name), vendors)])),
      ...site,
    },
  });
}

/** One of the files that are shipped to be filled in. */
export function readShipped(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../src/deploy/gateway/cardhush', name), 'utf8');
}

/** The shipped site.conf, with the certificates `gateway` and `agents-ca` of this folder. */
export function toTlsSite(certificates: string): string {
  return readShipped('site.conf')
    .replace('listen 443 ssl http2;', 'listen 127.0.0.1:%PORT% ssl http2;')
    .replace(/listen \[::\].*\n/, '')
    .replaceAll('/etc/ssl/cardhush', certificates)
    .replaceAll('/var/log/nginx/cardhush.log', '%DIR%/access.log')
    .replaceAll('/var/log/nginx/cardhush.error.log', '%DIR%/error.log');
}

const plainSite = `listen 127.0.0.1:%PORT%;
server_name gateway.localhost;
access_log %DIR%/access.log cardhush;
error_log %DIR%/error.log crit;
`;

/** The lab's addresses and secrets where an administrator puts the real ones. */
function fillIn(file: string, vendors: Vendors): string {
  const toHost = (url = 'http://127.0.0.1:1') => new URL(url).host;
  return file
    .replaceAll(/server (monitor5|monapisec)\.voicenter\.\S+;/g, `server ${toHost(vendors.voicenter)};`)
    .replaceAll(/server wv0012\.\S+;/g, `server ${toHost(vendors.wolkvox)};`)
    .replaceAll(/server vfc\.\S+;/g, `server ${toHost(vendors.verint)};`)
    .replaceAll('default https://', 'default http://')
    .replaceAll('REPLACE-BY-THE-ACCOUNT-CODE', gatewaySecrets.voicenter)
    .replaceAll('REPLACE-BY-THE-TOKEN', gatewaySecrets.wolkvox)
    .replaceAll('REPLACE-BY-THE-API-KEY', gatewaySecrets.verint);
}
