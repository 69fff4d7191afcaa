// A vendor that answers as its script says, over real HTTP: requests are looked at whole, as they came in.
import { createHttpClient } from '../../../src/recorders/http.ts';
import { custom } from '../../../src/recorders/custom.ts';
import type { CallRef } from '../../../src/recorders/recorder.ts';
import type { Preset } from '../../../src/recorders/custom/presets/preset.ts';
import { toDescriptionText } from '../../../src/recorders/custom/presets/index.ts';
import { createMemoryTokens } from '../../lab/memory-tokens.ts';
import {
  noFaults,
  startFakeServer,
  type Answer,
  type LoggedRequest,
} from '../../lab/recorders/fake-server.ts';

/** What is answered to `METHOD /path?query`; what is not in it gets 404 with an empty body. */
export type Script = Record<string, Answer | ((request: LoggedRequest) => Answer)>;

export type Scripted = Awaited<ReturnType<typeof startScripted>>;

/** Starts the vendor. The script may be changed at any time. */
export async function startScripted(script: Script) {
  const server = await startFakeServer({ ...noFaults }, request => {
    const answer = script[toLine(request)] ?? { status: 404 };
    return typeof answer === 'function' ? answer(request) : answer;
  });
  return {
    script,
    url: server.url,
    requests: server.requests,
    /** `METHOD /path?query` of what has come in, oldest first. */
    lines: () => server.requests.map(toLine),
    /** The newest request. */
    last: () => server.requests.at(-1),
    stop: () => server.stop(),
  };
}

function toLine({ method, path, search }: LoggedRequest): string {
  return `${method} ${path}${search}`;
}

/** A preset as an administrator has filled it in, at the scripted vendor. */
export function toAgent(
  preset: Preset,
  { url }: Scripted,
  given: Record<string, string>,
  nowMs = 1_790_000_000_000,
) {
  const { pathname } = new URL(preset.baseUrl);
  const settings = {
    baseUrl: url + (pathname === '/' ? '' : pathname),
    description: toDescriptionText(preset),
    ...given,
  };
  return toRequests(settings, nowMs);
}

/** The requests of one agent with these settings. */
export function toRequests(settings: Record<string, unknown>, nowMs = Date.now()) {
  const targets: CallRef[] = [];
  const { signal } = new AbortController();
  const createContext = () => ({
    settings,
    http: createHttpClient({ timeoutMs: 2_000, origins: custom.origins(settings), signal }),
    tokens: createMemoryTokens(),
    signal,
    now: () => nowMs,
    target: (callRef: CallRef) => {
      targets.push(structuredClone(callRef));
      return Promise.resolve();
    },
  });
  return {
    settings,
    targets,
    traits: custom.traits(settings),
    pause: (held: CallRef | null = null) => custom.pause(createContext(), held),
    resume: (callRef: CallRef) => custom.resume(createContext(), callRef),
    read: (callRef: CallRef | null) => custom.read(createContext(), callRef),
    check: () => custom.check(createContext()),
  };
}
