// RingCentral RingCX (formerly Engage Voice), "Active Calls": facts at
// https://developers.ringcentral.com/engage/voice/guide/analytics/active-calls
//
// A pause is two requests: which call is the agent's at this very moment, and stop its recording. Despite its name
// `toggleCallRecording` sets a state. It starts and stops rather than pauses; whether one file with a gap is left, or
// several, the vendor does not say, nor does it let the state be read.
import { later, z } from '../zod.ts';
import { defineRecorder } from './define-recorder.ts';
import { forEachCall, toNoCall } from './each-call.ts';
import { RecorderError, toRecorderError } from './errors.ts';
import { toMatchPattern } from './http.ts';
import type { CallRef, Outcome } from './recorder.ts';
import { setRecording } from './ringcx-api.ts';
import { findAccount, findCalls, type Found } from './ringcx-calls.ts';
import { toTasks } from './ringcx-check.ts';
import { settingsSchema, type Context } from './ringcx-settings.ts';
import { finishSignIn, isSignInNeeded, startSignIn } from './ringcx-sign-in.ts';
import { takeToken } from './ringcx-tokens.ts';

const callRefSchema = later(() =>
  z.object({
    accountId: z.string(),
    uiis: z.array(z.string()).check(z.minLength(1)),
    /** Those of them that RingCX has said to be stopped. */
    stopped: z.array(z.string()),
  }),
);
type Ref = z.infer<typeof callRefSchema>;

/** @throws {RecorderError} badAnswer for what is no call reference of ours */
function toRef(callRef: CallRef): Ref {
  const parsed = callRefSchema.safeParse(callRef);
  if (parsed.success) return parsed.data;
  throw new RecorderError('badAnswer', 'the stored call reference is not one of ours');
}

/** The recorder "RingCX". */
export const ringcx = defineRecorder({
  id: 'ringcx',
  name: 'RingCentral RingCX (Engage Voice)',
  docs: 'https://developers.ringcentral.com/engage/voice/guide/analytics/active-calls',
  settings: settingsSchema,
  offer: { identity: 'session', examples: [{ clientId: 'x' }] },
  origins(given) {
    const urls = isSignInNeeded(given) ? [given.baseUrl, given.authUrl] : [given.baseUrl];
    return [...new Set(urls.map(toMatchPattern))];
  },
  traits: () => ({
    effect: 'unknown',
    command: 'set',
    scope: 'call',
    canRead: false,
    coversNewCalls: false,
    readEveryMs: 0,
    readLagMs: 0,
    // Real-time data may be asked for every 10 to 30 s, and all agents of a gateway share 120 requests a minute.
    reassertEveryMs: 10_000,
  }),
  async pause(context, held) {
    const before = held === null ? null : toRef(held);
    const found = await findCalls(context).catch((thrown: unknown) => toNoCalls(thrown, before));
    const ref = toWanted(context, found, before);
    if (ref.uiis.length === 0) throw new RecorderError('noCall', 'RingCX shows no call of this agent');
    const wanted = ref.uiis.filter(uii => !ref.stopped.includes(uii));
    if (wanted.length === 0) return toOutcome(ref);
    await context.target(ref);
    const { stopped } = ref;
    const reached = await forEachCall(wanted, uii => setOne(context, ref.accountId, uii, false)).catch(
      // What is stopped already still is where the others are over.
      (thrown: unknown) => (stopped.length > 0 && isOver(thrown) ? [] : toNoCall(thrown)),
    );
    const uiis = [...stopped, ...reached.map(({ id }) => id)];
    return toOutcome({ ...ref, uiis, stopped: uiis });
  },
  async resume(context, callRef) {
    const ref = toRef(callRef);
    await context.target(callRef);
    await forEachCall(ref.uiis, uii => setOne(context, ref.accountId, uii, true));
    return toOutcome(ref);
  },
  check: toTasks,
  // Not the call: which one it is has to be asked anew right before the pause.
  async prepare(context) {
    const own = isSignInNeeded(context.settings) ? (await takeToken(context)).agents : [];
    await findAccount(context, own);
  },
  signIn: { isNeeded: isSignInNeeded, start: startSignIn, finish: finishSignIn },
});

/** An agent who has logged out may have left a paused call behind. */
function toNoCalls(thrown: unknown, before: Ref | null): Found {
  if (before === null || toRecorderError(thrown).code !== 'noCall') throw thrown;
  return { accountId: before.accountId, uiis: [], liveUiis: new Set(), who: '' };
}

/**
 * The calls to be paused: those found, and what an earlier pause of this episode addressed. Where RingCX is not to be
 * asked twice, those that it has stopped stay so for as long as they are up.
 */
function toWanted({ settings }: Context, { accountId, uiis, liveUiis }: Found, before: Ref | null): Ref {
  const all = [...new Set([...(before?.uiis ?? []), ...uiis])];
  if (settings.repeat === 'send') return { accountId, uiis: all, stopped: [] };
  const stopped = (before?.stopped ?? []).filter(uii => liveUiis.has(uii));
  return { accountId, uiis: all, stopped };
}

/**
 * A call that RingCX does not find, and still shows, is not over: something on the way does not lead to it, or hides
 * it from us.
 */
async function setOne(context: Context, accountId: string, uii: string, isOn: boolean): Promise<void> {
  try {
    await setRecording(context, accountId, uii, isOn);
  } catch (thrown) {
    if (!isOver(thrown)) throw thrown;
    const { liveUiis } = await findCalls(context).catch(() => ({ liveUiis: new Set<string>() }));
    if (!liveUiis.has(uii)) throw thrown;
    throw new RecorderError(
      'badAnswer',
      'HTTP 404 to a call that RingCX shows as up: check address and rights',
    );
  }
}

function isOver(thrown: unknown): boolean {
  return toRecorderError(thrown).code === 'callOver';
}

function toOutcome(ref: Ref): Outcome {
  return { callRef: ref, evidence: 'accepted' };
}
