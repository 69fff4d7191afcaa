// The preview is what is sent, but for the secret.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { descriptionShape } from '../../../src/recorders/custom/description.ts';
import { toPreview } from '../../../src/recorders/custom/preview.ts';
import { presets } from '../../../src/recorders/custom/presets/index.ts';
import type { LoggedRequest } from '../../lab/recorders/fake-server.ts';
import { rich } from './descriptions.ts';
import { startScripted, toRequests, type Scripted } from './scripted.ts';

let vendor: Scripted;
beforeEach(async () => {
  vendor = await startScripted({});
});
afterEach(() => vendor.stop());

const secret = 'hush-"secret"+7=';

it.each([
  ['basic', { type: 'basic' }, `Basic ${btoa(`ann:${secret}`)}`],
  ['bearer', { type: 'bearer' }, `Bearer ${secret}`],
  ['header', { type: 'header', name: 'X-Key', prefix: 'Key ' }, `Key ${secret}`],
  ['none', { type: 'none' }, null],
] as const)('shows every request as it is sent, with %s', async (_, auth, sentSecret) => {
  const site = 'h&q /ü';
  const pause = { ...rich.pause, headers: { 'X-Site': '{call}' } };
  const described = { ...rich, auth, pause, check: { ...rich.read, path: '/check', outcomes: [] } };
  described.check.outcomes = [{ status: [204], is: 'success' }] as never;
  const settings = {
    baseUrl: `${vendor.url}/gateway/`,
    agentId: 'ann',
    values: `site = ${site}`,
    user: 'ann',
    secret,
  };
  Object.assign(vendor.script, {
    'GET /gateway/check': { status: 204 },
    [`GET /gateway/calls?${new URLSearchParams({ site })}`]: {
      json: { calls: [{ id: 'c-1', agent: 'ann' }] },
    },
    'POST /gateway/calls/c-1/pause': { json: { state: 'paused', ticket: 't-1' } },
    'GET /gateway/calls/c-1': { json: { state: 'paused' } },
    'POST /gateway/calls/c-1/resume': { json: { state: 'recording' } },
  });
  const agent = toRequests({ ...settings, description: JSON.stringify(described) });
  await agent.check();
  vendor.requests.splice(1);
  const { callRef } = await agent.pause();
  await agent.read(callRef);
  vendor.requests.splice(3, 1);
  await agent.resume(callRef);

  const preview = toPreview(descriptionShape.parse(described), { ...settings, values: { site } }, {});
  expect(preview.map(({ step }) => step)).toEqual(['check', 'lookUp', 'pause', 'read', 'resume']);
  expect(preview.map(toShown)).toEqual(vendor.requests.map(request => toSeen(request, sentSecret)));
  expect(JSON.stringify(preview)).not.toContain('secret');
  expect(JSON.stringify(preview)).not.toContain(btoa(secret).slice(0, 12));
});

function toShown({ method, url, headers, body }: ReturnType<typeof toPreview>[number]) {
  return { method, url, headers: Object.fromEntries(headers.map(({ name, value }) => [name, value])), body };
}

/** What Node's fetch adds by itself is not ours to show. */
const ownHeaders = new Set(['authorization', 'content-type', 'x-key', 'x-site']);

function toSeen({ method, path, search, headers, body }: LoggedRequest, sentSecret: string | null) {
  const own = Object.entries(headers).filter(([name]) => ownHeaders.has(name));
  const masked = own.map(([name, value]) => [
    name,
    value === sentSecret ? String(value).replace(/(?<=Basic |Bearer |Key ).*/, '••••') : value,
  ]);
  return {
    method,
    url: vendor.url + path + search,
    headers: Object.fromEntries(masked),
    body: body === '' ? null : body,
  };
}

it('says which request cannot be sent with these values, and why', () => {
  const [lookUp, pause] = toPreview(
    descriptionShape.parse(rich),
    { baseUrl: 'https://recorder.example.test', agentId: 'ann', values: { site: 'hq' } },
    { call: '..' },
  );
  expect(lookUp).toMatchObject({ url: 'https://recorder.example.test/calls?site=hq', problem: null });
  expect(pause).toMatchObject({ step: 'pause', problem: 'no value that can stand in the path: {call}' });
});

it('takes samples before examples, and settings before samples', () => {
  const description = descriptionShape.parse(rich);
  const settings = { baseUrl: 'https://recorder.example.test', values: { site: 'mine' } };
  const urls = toPreview(description, settings, { site: 'sample', call: 'sampled' }).map(({ url }) => url);
  expect(urls[0]).toContain('site=mine');
  expect(urls[1]).toContain('/calls/sampled/pause');
});

it.each(presets)('$name can be previewed before anything is filled in', ({ description, baseUrl }) => {
  const preview = toPreview(descriptionShape.parse(description), { baseUrl }, {});
  expect(preview.filter(({ problem }) => problem !== null)).toEqual([]);
  for (const { url } of preview) expect(new URL(url).origin).toBe(new URL(baseUrl).origin);
});
