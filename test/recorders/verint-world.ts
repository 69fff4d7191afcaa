// A fake Verint, its phone, and the adapter's methods with nothing left to say but what differs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createHttpClient } from '../../src/recorders/http.ts';
import type { CallRef } from '../../src/recorders/recorder.ts';
import { verint } from '../../src/recorders/verint.ts';
import { createMemoryTokens } from '../lab/memory-tokens.ts';
import { Phone } from '../lab/phone.ts';
import { startVerint } from '../lab/recorders/verint.ts';

export type VerintWorld = Awaited<ReturnType<typeof createVerintWorld>>;

export async function createVerintWorld() {
  const dir = mkdtempSync(join(tmpdir(), 'verint-'));
  const phone = new Phone({ recordingsDir: dir });
  const fake = await startVerint({ phone });
  const tokens = createMemoryTokens();
  const world = {
    phone,
    fake,
    knobs: fake.knobs,
    /** Settings that differ from those that work. */
    given: {} as Record<string, unknown>,
    /** How far the adapter's clock is ahead of the true one, in ms. */
    aheadMs: 0,
    /** What was to be addressed, in order. */
    targets: [] as CallRef[],
    settings() {
      const { apiKey, login, password } = fake.knobs;
      return { baseUrl: fake.url, extension: '8856', apiKey, login, password, ...world.given };
    },
    pause: (held: CallRef | null = null) => verint.pause(toContext(), held),
    resume: (callRef: CallRef) => verint.resume(toContext(), callRef),
    prepare: () => verint.prepare(toContext()),
    check: () => verint.check(toContext()),
    toActions: () => fake.requests.map(({ params }) => params['action']),
    async stop() {
      await fake.stop();
      await phone.stop();
      rmSync(dir, { recursive: true });
    },
  };

  function toContext() {
    const { signal } = new AbortController();
    const settings = world.settings();
    return {
      settings,
      http: createHttpClient({ timeoutMs: 2_000, origins: verint.origins(settings), signal }),
      tokens,
      signal,
      now: () => Date.now() + world.aheadMs,
      target: async (callRef: CallRef) => void world.targets.push(callRef),
    };
  }

  return world;
}

/** What a promise rejects with. */
export async function caught(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => expect.fail('did not fail'),
    (error: unknown) => error,
  );
}
