// An agent on a call at a fake Genesys Web Services, with the desktop signed in, in a browser of Node's.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { genesys } from '../../src/recorders/genesys.ts';
import { createHttpClient } from '../../src/recorders/http.ts';
import type { CallRef } from '../../src/recorders/recorder.ts';
import { createBrowserFetch } from '../conformance/browser-fetch.ts';
import { createMemoryTokens } from '../lab/memory-tokens.ts';
import { Phone } from '../lab/phone.ts';
import { signInDesktop } from '../lab/recorders/genesys-desktop.ts';
import { notificationsPath, startGenesys, type GenesysKnobs } from '../lab/recorders/genesys.ts';

/** The look at the agent's calls, as `asked` writes it. */
export const list = 'GET /api/v2/me/calls';

export type Scene = Awaited<ReturnType<typeof createScene>>;

/** A new scene for each test of the file; to be asked for inside the tests. */
export function useScene(): () => Scene {
  let scene: Scene | undefined;
  beforeEach(async () => {
    scene = await createScene();
  });
  afterEach(async () => await scene?.stop());
  return () => {
    if (scene === undefined) throw new Error('no test is running');
    return scene;
  };
}

async function createScene() {
  const dir = mkdtempSync(join(tmpdir(), 'genesys-'));
  const phone = new Phone({ recordingsDir: dir });
  const call = phone.startCall('SIPSIP');
  const fake = await startGenesys({ phone });
  const send = createBrowserFetch();
  const tokens = createMemoryTokens();
  await signInDesktop(fake, send);
  fake.requests.length = 0;
  const scene = {
    phone,
    call,
    fake,
    /** The browser's fetch, with the cookies that everybody in it shares. */
    send,
    settings: { baseUrl: fake.url } as Record<string, unknown>,
    /** What was named before a command left. */
    targets: [] as CallRef[],
    /** What happens between the look at the calls and the command. */
    onTarget: () => {},
    turn: (knobs: Partial<GenesysKnobs>) => void Object.assign(fake.knobs, knobs),
    pause: (held: CallRef | null = null) => genesys.pause(createContext(), held),
    resume: (callRef: CallRef) => genesys.resume(createContext(), callRef),
    read: (callRef: CallRef | null) => genesys.read(createContext(), callRef),
    check: () => genesys.check(createContext()),
    prepare: () => genesys.prepare(createContext()),
    /** What was asked for, in short, oldest first. */
    asked: () =>
      fake.requests.map(({ method, path, params, body }) => {
        if (path !== notificationsPath) return params['operationName'] ?? `${method} ${path}`;
        return (JSON.parse(body) as { channel: string }[]).map(({ channel }) => channel).join(' ');
      }),
    commands: () => scene.asked().filter(what => what.endsWith('CallRecording')),
    async stop() {
      await fake.stop();
      await phone.stop();
      rmSync(dir, { recursive: true });
    },
  };

  function createContext() {
    const { signal } = new AbortController();
    const origins = genesys.origins({ baseUrl: fake.url });
    return {
      settings: scene.settings,
      signal,
      http: createHttpClient({ timeoutMs: 2_000, origins, signal, fetch: send }),
      tokens,
      now: () => Date.now(),
      async target(callRef: CallRef) {
        scene.targets.push(callRef);
        scene.onTarget();
      },
    };
  }

  return scene;
}
