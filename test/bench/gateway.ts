// What one instance of the gateway carries: real nginx, real load (wrk), a vendor that answers at once. On loopback, and
// on the same cores as the load itself: a floor, not a promise. `npm run bench:gateway [-- --json FILE] [--seconds N]`
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gatewayHeader } from '../../src/recorders/gateway.ts';
import { createAuthority, issueCertificate, whyNoCertificates } from '../lab/certificates.ts';
import { getPackages, toLibraryPath } from '../lab/debian.ts';
import { startGateway, toTlsSite } from '../lab/gateway.ts';
import { getNginx, type Nginx } from '../lab/nginx.ts';

/** So many that nobody's own rate is reached: what is measured is nginx, not its limits. */
const agents = 10_000;
/** As many as keep it busy, and so few that hardly any has to wait for another. */
const crowd = 64;
const few = 4;

const { values } = parseArgs({
  options: { json: { type: 'string' }, seconds: { type: 'string', default: '10' } },
});
const seconds = Math.min(60, Math.max(1, Number(values.seconds)));

type Result = {
  requestsPerSecond: number;
  medianMs: number;
  p99Ms: number;
  maxMs: number;
  /** Answers other than 2xx, and connections that failed. */
  bad: number;
};

const nginx = await getNginx();
const wrk = await getPackages({ name: 'wrk', program: 'usr/bin/wrk' });
if ('missing' in nginx || 'missing' in wrk) {
  console.log(`SKIPPED: ${'missing' in nginx ? nginx.missing : 'missing' in wrk ? wrk.missing : ''}`);
  process.exit(1);
}
const dir = mkdtempSync(join(tmpdir(), 'cardhush-bench-gateway-'));
const running: Nginx[] = [];
try {
  const results = await measure(nginx.root, wrk.root);
  const machine = {
    cores: cpus().length,
    model: cpus()[0]?.model,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
  console.log(`\n${machine.cores} cores, ${machine.memoryGiB} GiB; ${agents} agents`);
  console.table(results);
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine, agents, seconds, results }, null, 2)}\n`);
  process.exitCode = Object.values(results).some(({ bad }) => bad > 0) ? 1 : 0;
} finally {
  for (const one of running) await one.stop();
  rmSync(dir, { recursive: true, force: true });
}

async function measure(nginxRoot: string, wrkRoot: string): Promise<Record<string, Result>> {
  const names = Array.from({ length: agents }, (_, index) => `bench-${index}`);
  const files = {
    'agents.map': names.map(name => `"${toToken(name)}" ${name};\n`).join(''),
    'extensions.map': names.map(name => `${name} SIPSIP;\n`).join(''),
  };
  // Nginx itself stands in for the vendor: whatever is slower would be what is measured.
  const vendor = await start(nginxRoot, { 'site.conf': toVendorSite() });
  const vendors = { voicenter: `http://127.0.0.1:${vendor.port}` };
  const plain = await start(nginxRoot, files, vendors);
  const results: Record<string, Result> = {};
  const path = '/voicenter/api/MuteUnmuteCalls';
  for (const count of [crowd, few]) {
    results[`vendor alone, ${count} connections`] = await load(
      wrkRoot,
      `http://127.0.0.1:${vendor.port}/vendor`,
      count,
    );
    results[`gateway, HTTP, ${count} connections`] = await load(
      wrkRoot,
      `http://127.0.0.1:${plain.port}${path}`,
      count,
    );
  }
  const noCertificates = whyNoCertificates();
  if (noCertificates !== null) {
    console.log(`SKIPPED: TLS: ${noCertificates}`);
    return results;
  }
  createAuthority(dir, 'agents-ca');
  issueCertificate(dir, 'gateway', 'agents-ca');
  const tls = await start(nginxRoot, { ...files, 'site.conf': toTlsSite(dir) }, vendors);
  for (const count of [crowd, few])
    results[`gateway, TLS, ${count} connections`] = await load(
      wrkRoot,
      `https://127.0.0.1:${tls.port}${path}`,
      count,
    );
  return results;
}

async function start(root: string, site: Record<string, string>, vendors = {}): Promise<Nginx> {
  const one = await startGateway({ root, vendors, site, workers: cpus().length });
  running.push(one);
  return one;
}

/** Sends for the time asked for, and reads what wrk's own script prints. */
async function load(root: string, url: string, connections: number): Promise<Result> {
  const script = join(dir, 'load.lua');
  writeFileSync(script, toScript());
  console.log(`${new URL(url).protocol}//…${new URL(url).pathname}: ${seconds} s`);
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, url];
  const child = spawn(join(root, 'usr/bin/wrk'), args, {
    env: { ...process.env, LD_LIBRARY_PATH: toLibraryPath(root) },
    timeout: (seconds + 15) * 1_000,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (said += String(data)));
  await new Promise(resolve => void child.on('close', resolve));
  const line = /^RESULT (.*)$/m.exec(said)?.[1];
  if (line === undefined) throw new Error(`wrk said: ${said.slice(-500)}`);
  const [count = 0, durationUs = 1, p50 = 0, p99 = 0, max = 0, bad = 0] = line.split(' ').map(Number);
  const toMs = (us: number) => Math.round(us / 10) / 100;
  return {
    requestsPerSecond: Math.round(count / (durationUs / 1e6)),
    medianMs: toMs(p50),
    p99Ms: toMs(p99),
    maxMs: toMs(max),
    bad,
  };
}

/** A vendor that says yes to everything, at once. */
function toVendorSite(): string {
  const yes = '{"ErrorCode":"200","Message":"Success"}';
  return `listen 127.0.0.1:%PORT%;
server_name vendor.localhost;
access_log off;
error_log %DIR%/error.log crit;
location = /vendor { default_type application/json; return 200 '${yes}'; }
location = /api/MuteUnmuteCalls { default_type application/json; return 200 '${yes}'; }
`;
}

function toToken(name: string): string {
  return `${name}-${'0'.repeat(50)}`;
}

function toScript(): string {
  return `
request = function()
  local headers = { ["content-type"] = "application/json" }
  headers["${gatewayHeader}"] = "bench-" .. math.random(0, ${agents - 1}) .. "-${'0'.repeat(50)}"
  return wrk.format("POST", nil, headers, '{"extension":"SIPSIP","state":"1"}')
end
done = function(summary, latency)
  local e = summary.errors
  print(string.format("RESULT %d %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), latency.max, e.connect + e.read + e.write + e.status + e.timeout))
end
`;
}
