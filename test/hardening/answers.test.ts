// What a recorder could answer, were it broken, hacked, or somebody else: for every adapter and everything it asks. Each
// answer ends in an error of the closed set, in bounded time, and none of them in "paused".
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RecorderError, recorderErrorCodes } from '../../src/recorders/errors.ts';
import { allCases } from '../conformance/cases.ts';
import { createWorld, type World } from '../conformance/world.ts';

/** Makes another answer of a true one; null where it stays as it is. */
type Tamper = (answer: Response, text: string) => Response | null;

const { steered } = vi.hoisted(() => ({ steered: { tamper: null as Tamper | null } }));
vi.mock('../conformance/browser-fetch.ts', async original => {
  const { createBrowserFetch } = await original<typeof import('../conformance/browser-fetch.ts')>();
  return {
    createBrowserFetch: (): typeof fetch => {
      const browserFetch = createBrowserFetch();
      return async (input, init) => {
        const answer = await browserFetch(input, init);
        if (steered.tamper === null || answer.type === 'opaqueredirect') return answer;
        return steered.tamper(answer.clone(), await answer.clone().text()) ?? answer;
      };
    },
  };
});

const laughs = Array.from({ length: 9 }, (_, level) => {
  const name = (index: number) => `l${index}`;
  return `<!ENTITY ${name(level + 1)} "${`&${name(level)};`.repeat(10)}">`;
}).join('');
const bodies: Record<string, string | Uint8Array<ArrayBuffer>> = {
  nothing: '',
  blanks: ' \n\t ',
  'a login page': '<!doctype html><title>Sign in</title><p>Success 200 OK paused</p>',
  'a yes in prose': 'Success',
  'half a JSON text': '{"ErrorCode":200,"Message":"Succ',
  'half an XML text': '<ajax-response><response type="object"',
  'an entity bomb': `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "lol">${laughs}]><l>&l9;</l>`,
  'an entity from elsewhere': '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  'a hundred thousand arrays': '['.repeat(100_000),
  'a hundred thousand objects': '{"a":'.repeat(100_000),
  'a hundred thousand elements': '<a>'.repeat(100_000),
  'five million characters': `{"Message":"${'x'.repeat(5_000_000)}"}`,
  'a long number': '9'.repeat(100_000),
  'names of prototypes':
    '{"__proto__":{"state":"paused"},"constructor":{"prototype":{"isOurs":true}},"toString":1}',
  'a list of nothing': `[${'null,'.repeat(10_000)}null]`,
  'another encoding': new Uint8Array(Buffer.from('{"ErrorCode":"200","Message":"Success"}', 'utf16le')),
  'no encoding at all': new Uint8Array([0xff, 0xfe, 0x00, 0xd8, 0x80, 0xc0]),
  'packed and not unpacked': new Uint8Array(gzipSync('{"ErrorCode":"200","Message":"Success"}')),
  'a lone surrogate': '{"state":"\\ud800","Message":"\\u0000"}',
};

const retryAfters = [
  '1e300',
  '-1',
  'Infinity',
  '99999999999999999999',
  'x'.repeat(5_000),
  'Fri, 31 Dec 9999 23:59:59 GMT',
];

/** But for the one word that is RingCX's yes. */
const anyJson = fc.json().filter(text => text.trim() !== 'true');

/** An answer that is no yes, whatever it was before. */
const tampers: fc.Arbitrary<{ name: string; tamper: Tamper; isGarbage: boolean }> = fc.oneof(
  fc
    .record({
      body: fc.oneof(
        fc.constantFrom(...Object.entries(bodies)),
        anyJson.map(text => ['any JSON', text] as const),
      ),
      type: fc.constantFrom('application/json', 'text/xml', 'text/html', '', 'image/png; charset=utf-7'),
      status: fc.constantFrom(200, 200, 200, 201, 202),
    })
    .map(({ body: [name, body], type, status }) => ({
      name: `${status} with ${name}`,
      isGarbage: true,
      tamper: () => new Response(body, { status, headers: { 'content-type': type } }),
    })),
  fc
    .record({
      status: fc.constantFrom(400, 401, 402, 403, 404, 409, 418, 429, 500, 502, 503, 599),
      at: fc.nat(),
    })
    .map(({ status, at }) => ({
      name: `${status} with what would be a yes`,
      isGarbage: false,
      tamper: (_: Response, text: string) =>
        new Response(text, {
          status,
          headers: { 'retry-after': retryAfters[at % retryAfters.length] ?? '' },
        }),
    })),
  fc.nat(90).map(percent => ({
    name: `its own words, cut off after ${percent} %`,
    isGarbage: false,
    tamper: ({ status, headers }: Response, text: string) =>
      text.length < 12
        ? null
        : new Response(text.slice(0, Math.floor((text.length * percent) / 100)), { status, headers }),
  })),
);

const loginPage = {
  name: 'a login page for everything',
  isGarbage: true,
  tamper: () => new Response(bodies['a login page'] ?? '', { headers: { 'content-type': 'text/html' } }),
};

/** More than the longest wait of a test's client, on a busy machine. */
const boundMs = 5_000;

async function expectError(work: Promise<unknown>, { fake }: World, name: string): Promise<void> {
  const startedAtMs = performance.now();
  const thrown: unknown = await work.then(
    value => expect.fail(`${name} was taken for ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  expect(thrown, name).toBeInstanceOf(RecorderError);
  const { code, message, retryAfterMs } = thrown as RecorderError;
  expect(recorderErrorCodes).toContain(code);
  expect(message.length).toBeLessThanOrEqual(400);
  for (const secret of fake.secrets) expect(message).not.toContain(secret);
  if (retryAfterMs !== undefined) expect(retryAfterMs).toBeGreaterThanOrEqual(0);
  expect(performance.now() - startedAtMs).toBeLessThan(boundMs);
}

describe.each(allCases)('$name', testCase => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld(testCase);
  });
  afterEach(async () => {
    steered.tamper = null;
    await world.stop();
  });

  /** Hits only answers to what changes a recording, or to everything. */
  function steer(tamper: Tamper, isOnlyCommands: boolean): { hits: () => number } {
    let hits = 0;
    steered.tamper = (answer, text) => {
      const asked = world.fake.server.requests.at(-1);
      if (isOnlyCommands && (asked === undefined || !world.fake.isCommand(asked))) return null;
      const made = tamper(answer, text);
      if (made !== null) hits += 1;
      return made;
    };
    return { hits: () => hits };
  }

  it('takes no broken answer for a pause, a resume or a reading', async () => {
    world.startCall();
    const { callRef } = await world.pause();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(tampers, fc.boolean(), async ({ name, tamper, isGarbage }, isOnlyCommands) => {
        for (const ask of [() => world.pause(), () => world.resume(callRef)]) {
          const { hits } = steer(tamper, isOnlyCommands);
          const work = ask();
          const outcome = await work.catch(() => null);
          if (hits() === 0) continue;
          count += 1;
          await expectError(outcome === null ? work : Promise.resolve(outcome), world, name);
        }
        if (isGarbage) {
          steer(tamper, false);
          const reading = await world.read(callRef).catch((reason: unknown) => reason);
          if (reading instanceof RecorderError) expect(recorderErrorCodes).toContain(reading.code);
          else expect(reading, name).toEqual({ state: 'unknown' });
        }
        steered.tamper = null;
      }),
      { numRuns: 8, examples: [[loginPage, false]] },
    );
    // The login page met whatever was asked, for a pause and for a resume.
    expect(count).toBeGreaterThanOrEqual(2);
    // And after all that it can still be resumed.
    await world.resume(callRef).catch(() => undefined);
    expect(({} as Record<string, unknown>)['isOurs']).toBeUndefined();
  });
});
