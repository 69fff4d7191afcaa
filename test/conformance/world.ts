// One agent, one recorder and a phone: what every conformance test stands on.
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { RecorderError } from '../../src/recorders/errors.ts';
import { createHttpClient, type HttpRequest } from '../../src/recorders/http.ts';
import type {
  CallRef,
  CheckStep,
  Outcome,
  Reading,
  Recorder,
  RecorderContext,
} from '../../src/recorders/recorder.ts';
import { createMemoryTokens } from '../lab/memory-tokens.ts';
import { Phone, type PhoneCall } from '../lab/phone.ts';
import {
  noFaults,
  type Answer,
  type FakeServer,
  type Faults,
  type LoggedRequest,
} from '../lab/recorders/fake-server.ts';
import { createBrowserFetch } from './browser-fetch.ts';

/** A recorder together with a fake of its vendor: one row of the conformance table. */
export type RecorderCase = {
  /** How its tests are headed. */
  name: string;
  recorder: Recorder;
  startFake(phone: Phone): Promise<Fake>;
};

/** A running fake, and what a test has to know of it. */
export type Fake = {
  server: FakeServer;
  /** The faults of the running server; changed by tests. */
  faults: Faults;
  /** Settings that work, secrets included. */
  settings: Record<string, unknown>;
  /** The agent's extension at the phone. */
  extension: string;
  /** What may appear in no error: passwords, codes, and tokens that the fake gives out (it may grow). */
  secrets: string[];
  /** Whether a request changes a recording. */
  isCommand(request: LoggedRequest): boolean;
  /** An answer in the vendor's own shape that tells of an unknown failure in these words. */
  toErrorAnswer(words: string): Answer;
  /** Answers that look like success to a careless reader; in addition to those that every recorder gets. */
  falseSuccesses?: Answer[];
  /** The settings with credentials that the vendor does not know; only where it has any. */
  wrongCredentials?: Record<string, unknown>;
  /** Makes every token that was given out expire; only where the vendor has any. */
  expireTokens?(): void;
  /** What the agent's own programs do in the same browser beforehand: they share its cookies. */
  signInDesktop?(fetch: typeof globalThis.fetch): Promise<void>;
  /** How long to wait after a 429 that does not say, as the vendor's documents have it, in ms. */
  defaultRetryAfterMs?: number;
  /** Which secrets the vendor's documents put into addresses; none where not told. */
  mayBeInAddress?(secret: string): boolean;
  /** Whether the vendor itself refuses a command that fits several calls, so that it has to be sent to be refused. */
  isRefusedByVendor?: boolean;
  /** Whether what the caller says is kept out; where not told, whether the recording is paused. */
  isSilenced?(call: PhoneCall): boolean;
};

/** Long enough for a busy machine, short enough to wait for. */
const patienceMs = 2_000;
/** How a world waits as long as nothing is broken. */
export const patience = { timeoutMs: patienceMs, onTarget: async (): Promise<void> => {} };
/** Longer on a busy machine: a request has to have left when it is given up. */
export const impatienceMs = Math.round(
  Math.min(600, 150 * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())),
);
/** How often to read again where a read-back may be late. */
const lookEveryMs = 50;

export type World = Awaited<ReturnType<typeof createWorld>>;

/** Starts everything, with a call of another agent that nobody may ever touch. */
export async function createWorld({ recorder, startFake }: RecorderCase) {
  const dir = mkdtempSync(join(tmpdir(), 'conformance-'));
  const phone = new Phone({ recordingsDir: dir });
  const fake = await startFake(phone);
  const bystander = phone.startCall('BYSTANDER');
  const tokens = createMemoryTokens();
  const browserFetch = createBrowserFetch();
  const calls: PhoneCall[] = [];
  const targets: { callRef: CallRef; commandsBefore: number }[] = [];
  const world = {
    phone,
    fake,
    recorder,
    traits: recorder.traits(fake.settings),
    /** Settings that the next requests use. */
    settings: fake.settings,
    /** How long the next requests may take, in ms. */
    timeoutMs: patience.timeoutMs,
    /** Which calls were named before a command left, and how many commands had left by then. */
    targets,
    /** What storing a target does besides. */
    onTarget: patience.onTarget,
    startCall() {
      const call = phone.startCall(fake.extension);
      calls.push(call);
      return call;
    },
    isSilenced: (call: PhoneCall) => fake.isSilenced?.(call) ?? call.recording.isPaused,
    commands: () => fake.server.requests.filter(request => fake.isCommand(request)),
    pause: async (held: CallRef | null = null): Promise<Outcome> =>
      stored(await recorder.pause(createContext(), held)),
    resume: async (callRef: CallRef): Promise<Outcome> =>
      stored(await recorder.resume(createContext(), callRef)),
    read: async (callRef: CallRef | null): Promise<Reading> => await recorder.read(createContext(), callRef),
    /** Reads until it reads as one of these, for as long as a read-back may be late by the recorder's own word. */
    async readsAs(callRef: CallRef | null, ...expected: Reading[]): Promise<void> {
      const untilMs = performance.now() + world.traits.readLagMs;
      let reading = await world.read(callRef);
      const isExpected = () => expected.some(one => isDeepStrictEqual(reading, one));
      while (!isExpected() && performance.now() < untilMs) {
        await wait(lookEveryMs);
        reading = await world.read(callRef);
      }
      expect(expected).toContainEqual(reading);
    },
    check: async (): Promise<CheckStep[]> => await recorder.check(createContext()),
    prepare: async (): Promise<void> => await recorder.prepare(createContext()),
    async stop() {
      await fake.server.stop();
      expect(bystander.recording.changes, 'another agent’s recording').toEqual([]);
      if (world.traits.effect === 'agentMicrophone')
        for (const { recording } of calls) expect(recording.changes, 'the recording goes on').toEqual([]);
      await phone.stop();
      rmSync(dir, { recursive: true });
    },
  };

  /** A new one for each request, as after the death of a worker: only what is stored lives on. */
  function createContext() {
    const { settings } = world;
    const { signal } = new AbortController();
    const origins = recorder.origins(fake.settings);
    return {
      settings: structuredClone(settings),
      http: {
        send: (request: HttpRequest) =>
          createHttpClient({ timeoutMs: world.timeoutMs, origins, signal, fetch: browserFetch }).send(
            request,
          ),
      },
      tokens,
      signal,
      now: () => Date.now(),
      async target(callRef: CallRef) {
        targets.push({ callRef: stored(callRef), commandsBefore: world.commands().length });
        await world.onTarget();
      },
    };
  }

  if (recorder.signIn?.isNeeded(fake.settings) === true) await signIn(recorder, createContext);
  await fake.signInDesktop?.(browserFetch);
  fake.server.requests.length = 0;
  return world;
}

/** The address that a sign-in window comes back to in a browser. */
const redirectUrl = 'https://conformance.chromiumapp.org/';

/** Signs in as the browser's window does, where the vendor sends it back at once. */
async function signIn(
  { signIn: steps }: Recorder,
  createContext: () => RecorderContext<unknown>,
): Promise<void> {
  if (steps === null) return;
  const { url } = await steps.start(createContext(), redirectUrl);
  const { headers } = await fetch(url, { redirect: 'manual' });
  await steps.finish(createContext(), headers.get('location') ?? '');
}

/** What is left of a value after a trip through storage. */
function stored<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** Only requests that change a recording meet the faults; what is asked before goes well. */
export function breakCommands({ fake }: World, faults: Partial<Faults>): void {
  Object.assign(fake.faults, noFaults, faults, { isFaulty: fake.isCommand });
}

/** The error that a promise rejects with; anything but an error of ours fails the test. */
export async function toError(promise: Promise<unknown>, hint = 'this must fail'): Promise<RecorderError> {
  const thrown: unknown = await promise.then(
    value => expect.fail(`succeeded with ${JSON.stringify(value)}: ${hint}`),
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(RecorderError);
  return thrown as RecorderError;
}
