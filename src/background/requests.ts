// Runs one request to one recorder: builds the adapter's context, and turns whatever comes back into an answer.
import type { Answer } from '../recording/events.ts';
import { RecorderError, toFailure } from '../recorders/errors.ts';
import { createHttpClient } from '../recorders/http.ts';
import { findRecorder } from '../recorders/index.ts';
import type { CallRef, CheckStep, Recorder, RecorderContext } from '../recorders/recorder.ts';
import { withSecrets } from '../settings/check.ts';
import type { RecorderEntry, Secrets } from '../settings/schema.ts';
import type { Stored } from '../settings/store.ts';
import type { RequestEffect } from './coordinator.ts';
import { ensureOrigins } from './origin-rules.ts';
import { createTokenStore } from './tokens.ts';

/** Longest wait for one HTTP answer, and for everything that one command needs; both well under 30 s of worker life. */
const requestTimeoutMs = 4_000;
const commandTimeoutMs = 10_000;

type OnTarget = (callRef: CallRef) => Promise<void>;

/** Runs a request of the core; nothing leaves before `saved`. Never rejects: every failure is an answer. */
export async function runRequest(
  effect: RequestEffect,
  stored: Stored,
  saved: Promise<void>,
  onTarget: OnTarget,
): Promise<Answer> {
  try {
    const entry = stored.settings.recorders.find(({ id }) => id === effect.channelId);
    if (entry === undefined)
      throw new RecorderError('misconfigured', 'this recorder is no longer configured');
    const recorder = toRecorder(entry);
    const context = createContext(recorder, entry, stored.secrets, saved, onTarget);
    return await runCommand(recorder, context, effect);
  } catch (thrown) {
    return { type: 'failure', failure: toFailure(thrown) };
  }
}

const nothing = Promise.resolve();

/** "Test connection": looks without touching a recording; what is thrown becomes the last step. */
export async function runCheck(entry: RecorderEntry, secrets: Secrets): Promise<CheckStep[]> {
  try {
    const recorder = toRecorder(entry);
    return await recorder.check(createIdleContext(recorder, entry, secrets));
  } catch (thrown) {
    const { code, reason } = toFailure(thrown);
    return [{ label: 'options_recorder_type', isOk: false, found: [], detail: reason ?? code, code }];
  }
}

/** Makes a recorder ready for a pause. Never rejects: what fails here fails in the check, and there it is said. */
export async function runPrepare(entry: RecorderEntry, secrets: Secrets): Promise<void> {
  try {
    const recorder = toRecorder(entry);
    await recorder.prepare(createIdleContext(recorder, entry, secrets));
  } catch {
    // The pause itself will try again, and is the one to raise an alert.
  }
}

async function runCommand(
  recorder: Recorder,
  context: RecorderContext<unknown>,
  { command, callRef }: RequestEffect,
): Promise<Answer> {
  switch (command) {
    case 'pause':
      return { type: 'outcome', outcome: await recorder.pause(context, callRef) };
    case 'resume':
      return { type: 'outcome', outcome: await recorder.resume(context, callRef) };
    case 'read':
      return { type: 'reading', reading: await recorder.read(context, callRef) };
    default:
      return command satisfies never;
  }
}

/** The adapter of a configured recorder. @throws {RecorderError} misconfigured for one that this version does not know */
export function toRecorder(entry: RecorderEntry): Recorder {
  const recorder = findRecorder(entry.type);
  if (recorder === undefined)
    throw new RecorderError('misconfigured', `there is no recorder type "${entry.type}"`);
  return recorder;
}

/** For whatever changes no recording: there is nothing to store first. */
export function createIdleContext(
  recorder: Recorder,
  entry: RecorderEntry,
  secrets: Secrets,
): RecorderContext<unknown> {
  return createContext(recorder, entry, secrets, nothing, () => nothing);
}

function createContext(
  recorder: Recorder,
  entry: RecorderEntry,
  secrets: Secrets,
  saved: Promise<void>,
  target: OnTarget,
): RecorderContext<unknown> {
  const settings = withSecrets(entry, secrets);
  const signal = AbortSignal.timeout(commandTimeoutMs);
  const ready = Promise.all([saved, ensureOrigins(recorder.originRewrites(settings))]);
  const http = createHttpClient({ timeoutMs: requestTimeoutMs, origins: recorder.origins(settings), signal });
  return {
    settings,
    signal,
    target,
    http: {
      async send(request) {
        await ready;
        return http.send(request);
      },
    },
    tokens: createTokenStore(entry.id, signal),
    now: () => Date.now(),
  };
}
