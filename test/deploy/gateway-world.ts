// A real nginx with the gateway's files, and the fakes of the vendors behind it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayHeader } from '../../src/recorders/gateway.ts';
import { gatewaySecrets, spareTokens, startGateway } from '../lab/gateway.ts';
import { getNginx } from '../lab/nginx.ts';
import { Phone } from '../lab/phone.ts';
import { noFaults } from '../lab/recorders/fake-server.ts';
import { startVerint } from '../lab/recorders/verint.ts';
import { startVoicenter } from '../lab/recorders/voicenter.ts';
import { startWolkvox } from '../lab/recorders/wolkvox.ts';

const packages = await getNginx();
/** Why nothing can be tested here; null where it can. */
export const missing = 'missing' in packages ? packages.missing : null;
if (missing !== null) console.warn(`SKIPPED: ${missing}`);

export const mutePath = '/voicenter/api/MuteUnmuteCalls';
export const listPath = '/voicenter/comet/API/GetExtensionsCalls';
/** What Voicenter's adapter sends to pause. */
export const mute = '{"extension":"SIPSIP","state":"1"}';

const tokens = spareTokens.values();

/** Of an agent who has asked for nothing yet: no rate is exceeded unless that is tried. @throws {Error} where all have */
export function nextToken(): string {
  const { value } = tokens.next();
  if (value === undefined) throw new Error('more agents are needed');
  return value;
}

type Change = {
  path?: string;
  method?: string;
  body?: string | null;
  token?: string | null;
  headers?: Record<string, string>;
};

export type GatewayWorld = Awaited<ReturnType<typeof startWorld>>;

/** Starts it all. `site` replaces files that an administrator fills in. @throws {Error} where `missing` says why */
export async function startWorld(site: Record<string, string> = {}) {
  if ('missing' in packages) throw new Error(packages.missing);
  const dir = mkdtempSync(join(tmpdir(), 'gateway-'));
  const phone = new Phone({ recordingsDir: dir });
  const voicenter = await startVoicenter({ phone, knobs: { accountCode: gatewaySecrets.voicenter } });
  const wolkvox = await startWolkvox({ phone, knobs: { token: gatewaySecrets.wolkvox } });
  const verint = await startVerint({
    phone,
    knobs: { apiKey: gatewaySecrets.verint, isTokenNeeded: false },
  });
  const fakes = [voicenter, wolkvox, verint];
  const gateway = await startGateway({
    root: packages.root,
    vendors: { voicenter: voicenter.url, wolkvox: wolkvox.url, verint: verint.url },
    site,
  });
  return {
    phone,
    voicenter,
    wolkvox,
    verint,
    gateway,
    base: `http://127.0.0.1:${gateway.port}`,
    /** What has come to any vendor. */
    arrived: () => fakes.flatMap(({ requests }) => requests),
    /** One request; whatever is not said is right. */
    async send({
      path = mutePath,
      method = 'POST',
      body = mute,
      token = nextToken(),
      headers = {},
    }: Change = {}) {
      const hasBody = body !== null && method !== 'GET' && method !== 'HEAD';
      return await fetch(`http://127.0.0.1:${gateway.port}${path}`, {
        method,
        ...(hasBody ? { body } : {}),
        headers: {
          'content-type': 'application/json',
          ...(token === null ? {} : { [gatewayHeader]: token }),
          ...headers,
        },
        redirect: 'manual',
      });
    },
    /** No calls, no faults, nothing has come. */
    reset() {
      for (const call of phone.calls()) phone.endCall(call.id);
      for (const { knobs, requests } of fakes) {
        Object.assign(knobs, noFaults);
        requests.length = 0;
      }
    },
    async stop() {
      await gateway.stop();
      for (const fake of fakes) await fake.stop();
      await phone.stop();
      rmSync(dir, { recursive: true });
    },
  };
}
