// A fake Voicenter, its phone, and the adapter's methods with nothing but their settings left to say.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { createHttpClient } from '../../src/recorders/http.ts';
import type { CallRef } from '../../src/recorders/recorder.ts';
import { voicenter } from '../../src/recorders/voicenter.ts';
import { Phone } from '../lab/phone.ts';
import { activeCallsPath, startVoicenter } from '../lab/recorders/voicenter.ts';

type Given = Record<string, unknown>;
export type VoicenterWorld = Awaited<ReturnType<typeof createVoicenterWorld>>;

export async function createVoicenterWorld() {
  const dir = mkdtempSync(join(tmpdir(), 'voicenter-'));
  const phone = new Phone({ recordingsDir: dir });
  const fake = await startVoicenter({ phone });
  const byExtension = { baseUrl: fake.url, extension: 'SIPSIP' };
  const readable = {
    ...byExtension,
    code: fake.knobs.accountCode,
    activeCallsUrl: `${fake.url}${activeCallsPath}`,
  };
  return {
    phone,
    fake,
    knobs: fake.knobs,
    /** Settings without an account code, with one, and with one by ivrid. */
    byExtension,
    readable,
    byIvrid: { ...readable, mode: 'ivrid' },
    pause: (settings: Given, held: CallRef | null = null) => voicenter.pause(toContext(settings), held),
    resume: (settings: Given, callRef: CallRef) => voicenter.resume(toContext(settings), callRef),
    read: (settings: Given, callRef: CallRef | null) => voicenter.read(toContext(settings), callRef),
    check: (settings: Given) => voicenter.check(toContext(settings)),
    toPaths: () => fake.requests.map(({ path }) => path),
    async stop() {
      await fake.stop();
      await phone.stop();
      rmSync(dir, { recursive: true });
    },
  };
}

function toContext(settings: Given) {
  const { signal } = new AbortController();
  return {
    settings,
    http: createHttpClient({ timeoutMs: 2_000, origins: voicenter.origins(settings), signal }),
    tokens: {
      get: async () => undefined,
      set: async () => {},
      alone: <T>(_: string, work: () => Promise<T>) => work(),
    },
    signal,
    now: () => Date.now(),
    target: async () => {},
  };
}

/** What a promise rejects with. */
export async function caught(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => expect.fail('did not fail'),
    (error: unknown) => error,
  );
}
