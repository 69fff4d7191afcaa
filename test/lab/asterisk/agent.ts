// An adapter as one agent's browser uses it, against a real Asterisk.
import { setTimeout as wait } from 'node:timers/promises';
import { createHttpClient } from '../../../src/recorders/http.ts';
import type { CallRef, Recorder } from '../../../src/recorders/recorder.ts';
import { nowMs } from '../clock.ts';
import { createBrowserFetch } from '../../conformance/browser-fetch.ts';
import { createMemoryTokens } from '../memory-tokens.ts';
import type { Voice } from './voice.ts';

export type Agent = ReturnType<typeof createAgent>;

/** One cookie jar, one token store, and a new context for each request. */
export function createAgent(recorder: Recorder, settings: Record<string, unknown>) {
  const tokens = createMemoryTokens();
  const browserFetch = createBrowserFetch();
  let requests = 0;
  const counted: typeof fetch = async (input, init) => {
    requests += 1;
    return await browserFetch(input, init);
  };
  const toContext = (given: Record<string, unknown> = {}) => {
    const { signal } = new AbortController();
    const all = { ...settings, ...given };
    return {
      settings: all,
      http: createHttpClient({ timeoutMs: 4_000, origins: recorder.origins(all), signal, fetch: counted }),
      tokens,
      signal,
      now: () => Date.now(),
      target: async () => {},
    };
  };
  return {
    /** The browser's own fetch, with its cookies. */
    fetch: browserFetch,
    countRequests: () => requests,
    prepare: async () => await recorder.prepare(toContext()),
    pause: async (held: CallRef | null = null) => await recorder.pause(toContext(), held),
    resume: async (callRef: CallRef) => await recorder.resume(toContext(), callRef),
    read: async (callRef: CallRef | null) => await recorder.read(toContext(), callRef),
    check: async (given: Record<string, unknown> = {}) => await recorder.check(toContext(given)),
  };
}

export const before = '5550142';
export const card = '4539148803436467';
export const after = '31077';

/** The whole call as a caller speaks it: what comes before, the card while paused, and what comes after. */
export async function readOut(caller: Voice, agent: Agent) {
  await wait(200);
  caller.say(before, 'other');
  await untilSaid(caller, 150);
  const requestsBefore = agent.countRequests();
  const askedAtMs = nowMs();
  const { callRef, evidence } = await agent.pause();
  const answeredAfterMs = nowMs() - askedAtMs;
  const requests = agent.countRequests() - requestsBefore;
  caller.say(card, 'card');
  await untilSaid(caller, 100);
  const reading = await agent.read(callRef);
  await agent.resume(callRef);
  caller.say(after, 'other');
  await untilSaid(caller, 100);
  return { askedAtMs, answeredAfterMs, requests, evidence, reading, callRef };
}

/** Waits until everything is said, and a little longer. */
export async function untilSaid(caller: Voice, restMs: number): Promise<void> {
  await wait(Math.max(0, caller.saidUntilMs() - nowMs() + restMs));
}
