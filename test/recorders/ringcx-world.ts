// RingCX with one agent, a phone, and a clock that tests move: tokens live by it on both sides.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallRef } from '../../src/recorders/recorder.ts';
import { createHttpClient } from '../../src/recorders/http.ts';
import { ringcx } from '../../src/recorders/ringcx.ts';
import { createMemoryTokens } from '../lab/memory-tokens.ts';
import { Phone } from '../lab/phone.ts';
import { john, type RingcxKnobs } from '../lab/recorders/ringcx-knobs.ts';
import { startRingcx } from '../lab/recorders/ringcx.ts';

export const redirectUrl = 'https://unit.chromiumapp.org/';
export const minuteMs = 60_000;

export type RingcxWorld = Awaited<ReturnType<typeof createRingcxWorld>>;

/** Starts it all, with nobody signed in. */
export async function createRingcxWorld(knobs: Partial<RingcxKnobs> = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'ringcx-'));
  const phone = new Phone({ recordingsDir: dir });
  const clock = { nowMs: Date.parse('2026-11-20T10:00:00Z') };
  const fake = await startRingcx({ phone, knobs: { now: () => clock.nowMs, ...knobs } });
  const tokens = createMemoryTokens();
  const steps = ringcx.signIn;
  if (steps === null) throw new Error('RingCX signs nobody in');

  const world = {
    phone,
    fake,
    clock,
    tokens,
    settings: { baseUrl: fake.url, authUrl: fake.url, clientId: fake.knobs.clientId } as Record<
      string,
      unknown
    >,
    timeoutMs: 2_000,
    startCall: (extension = john.extension) => phone.startCall(extension),
    pause: (held: CallRef | null = null) => ringcx.pause(toContext(), held),
    resume: (callRef: CallRef) => ringcx.resume(toContext(), callRef),
    check: () => ringcx.check(toContext()),
    prepare: () => ringcx.prepare(toContext()),
    start: () => steps.start(toContext(), redirectUrl),
    finish: (redirectedUrl: string) => steps.finish(toContext(), redirectedUrl),
    /** Opens the address, and gives back where the window was sent on to. */
    async visit(url: string): Promise<string> {
      const { headers } = await fetch(url, { redirect: 'manual' });
      return headers.get('location') ?? '';
    },
    /** Signs in, and forgets the requests that it took. */
    async signIn(): Promise<void> {
      await world.finish(await world.visit((await world.start()).url));
      fake.requests.length = 0;
    },
    /** What was asked since the last time, in short words. */
    asked(): string[] {
      return fake.requests.splice(0).map(({ path, params }) => {
        if (path === '/restapi/oauth/token') return `ringcentral ${params['grant_type']}`;
        if (path.endsWith('/rc/accesstoken')) return 'exchange';
        if (path.endsWith('/token/refresh')) return 'refresh';
        if (path.endsWith('/toggleCallRecording')) return `record=${params['record']}`;
        return path.split('/').at(-1) ?? '';
      });
    },
    async stop(): Promise<void> {
      await fake.stop();
      await phone.stop();
      rmSync(dir, { recursive: true });
    },
  };

  function toContext() {
    const { signal } = new AbortController();
    const { settings, timeoutMs } = world;
    return {
      settings,
      http: createHttpClient({ timeoutMs, origins: ringcx.origins(settings), signal }),
      tokens,
      signal,
      now: () => clock.nowMs,
      target: async () => {},
    };
  }

  return world;
}

/** The error of ours that a promise rejects with. */
export async function toFailure(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => 'no failure',
    (error: unknown) => error,
  );
}
