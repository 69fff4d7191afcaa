// Adapters as nobody may write them. Were the suite to pass one, it would pass the next newcomer's.
import { describe, expect, it } from 'vitest';
import { addressSchema, joinPath } from '../../src/recorders/address.ts';
import { defineRecorder } from '../../src/recorders/define-recorder.ts';
import { RecorderError } from '../../src/recorders/errors.ts';
import { parseJson, throwForStatus, toMatchPattern } from '../../src/recorders/http.ts';
import type { Outcome, Recorder, RecorderContext } from '../../src/recorders/recorder.ts';
import { z } from '../../src/zod.ts';
import { nowMs } from '../lab/clock.ts';
import { noFaults, startFakeServer } from '../lab/recorders/fake-server.ts';
import {
  expectNoSecretInAddresses,
  expectNoYesCutShort,
  expectNoYesOfTheOther,
  expectTrueReadings,
  expectVerifiedByAsking,
} from './lies.ts';
import { createWorld, type RecorderCase, type World } from './world.ts';

const extension = '10%2F&x=1?é';
const secret = 'FAKE key/"7"+%';
const settings = z.object({ baseUrl: addressSchema(), extension: z.string(), secret: z.string() });
type Context = RecorderContext<z.infer<typeof settings>>;

type Lie = {
  /** Any well-formed answer is a yes. */
  isYesToAll?: boolean;
  /** The answer to the command is taken for proof. */
  isProof?: boolean;
  /** A word that is found in an answer is believed, whatever stands around it. */
  isSkimming?: boolean;
  isSecretInQuery?: boolean;
  isUnescaped?: boolean;
  /** How long the vendor's reads are late, and how long the adapter says that they are, in ms. */
  lagMs?: number;
  readLagMs?: number;
};

function toLiar({
  isYesToAll,
  isProof,
  isSkimming,
  isSecretInQuery,
  isUnescaped,
  readLagMs = 0,
}: Lie): Recorder {
  async function ask(context: Context, state: 'paused' | 'recording' | null): Promise<string> {
    const { baseUrl, extension: id, secret: key } = context.settings;
    if (state !== null) await context.target({ id });
    const answer = await context.http.send({
      method: state === null ? 'GET' : 'POST',
      url: joinPath(baseUrl, `/recordings/${isUnescaped === true ? id : encodeURIComponent(id)}`),
      headers: { 'x-api-key': key },
      ...(isSecretInQuery === true ? { query: { key } } : {}),
      ...(state === null ? {} : { json: { state } }),
    });
    throwForStatus(answer);
    if (isSkimming === true) return answer.text.includes('paused') ? 'paused' : 'recording';
    return parseJson(answer, z.object({ state: z.string() })).state;
  }

  async function change(context: Context, state: 'paused' | 'recording'): Promise<Outcome> {
    const said = await ask(context, state);
    if (said !== state && isYesToAll !== true) throw new RecorderError('badAnswer', said);
    return { callRef: {}, evidence: isProof === true ? 'verified' : 'accepted' };
  }

  return defineRecorder({
    id: 'liar',
    name: 'Liar',
    docs: '',
    settings,
    offer: { identity: 'extension', examples: [] },
    origins: ({ baseUrl }) => [toMatchPattern(baseUrl)],
    traits: () => ({
      effect: 'silence',
      command: 'set',
      scope: 'extension',
      canRead: true,
      coversNewCalls: false,
      readEveryMs: 1_000,
      readLagMs,
      reassertEveryMs: 0,
    }),
    pause: context => change(context, 'paused'),
    resume: context => change(context, 'recording'),
    read: async context => ({ state: (await ask(context, null)) === 'paused' ? 'paused' : 'recording' }),
    check: () => [],
  });
}

/** A vendor with one address for each extension, which says how its recording stands. */
function toCase(lie: Lie): RecorderCase {
  return {
    name: 'Liar',
    recorder: toLiar(lie),
    async startFake(phone) {
      const faults = { ...noFaults };
      const server = await startFakeServer(faults, ({ method, path, params, headers }) => {
        if (headers['x-api-key'] !== secret) return { status: 401 };
        const [, id = ''] = /^\/recordings\/([^/]+)$/.exec(path) ?? [];
        const call = phone.callsOf(decodeURIComponent(id)).at(-1);
        if (call === undefined) return { status: 404 };
        const { recording } = call;
        if (method === 'POST') recording.setPaused(params['state'] === 'paused');
        const seenAtMs = nowMs() - (method === 'GET' ? (lie.lagMs ?? 0) : 0);
        const isPaused = recording.changes.findLast(({ atMs }) => atMs <= seenAtMs)?.isPaused === true;
        return { json: { state: isPaused ? 'paused' : 'recording', at: nowMs() } };
      });
      return {
        server,
        faults,
        settings: { baseUrl: server.url, extension, secret },
        extension,
        secrets: [secret],
        isCommand: ({ method }) => method !== 'GET',
        toErrorAnswer: words => ({ status: 500, body: words }),
      };
    },
  };
}

/** Whether the suite's check passes an adapter with this lie. */
async function isPassed(lie: Lie, check: (world: World) => Promise<void>): Promise<boolean> {
  const world = await createWorld(toCase(lie));
  try {
    await check(world);
    return true;
  } catch {
    return false;
  } finally {
    await world.stop();
  }
}

const pauses = async (world: World) => {
  const call = world.startCall();
  await world.pause();
  expect(world.isSilenced(call)).toBe(true);
};

type Check = (world: World) => Promise<void>;
const lies: { name: string; lie: Lie; check: Check; honest?: Lie }[] = [
  { name: 'takes any answer for a yes', lie: { isYesToAll: true }, check: expectNoYesOfTheOther },
  { name: 'takes half an answer for a yes', lie: { isSkimming: true }, check: expectNoYesCutShort },
  { name: 'takes the answer for proof', lie: { isProof: true }, check: expectVerifiedByAsking },
  {
    name: 'puts a secret with a space into the query',
    lie: { isSecretInQuery: true },
    check: expectNoSecretInAddresses,
  },
  {
    name: 'says nothing of reads that are late',
    lie: { lagMs: 400 },
    check: expectTrueReadings,
    honest: { lagMs: 400, readLagMs: 2_000 },
  },
  { name: 'puts ids into paths as they are', lie: { isUnescaped: true }, check: pauses },
];

describe.each(lies)('an adapter that $name', ({ lie, check, honest = {} }) => {
  it('is found out, and one that does not is left in peace', async () => {
    expect(await isPassed(honest, check)).toBe(true);
    expect(await isPassed(lie, check)).toBe(false);
  });
});
