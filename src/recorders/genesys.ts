// Genesys Web Services (GWS, also HTCC), the API behind Workspace Web Edition, on premises, 8.5.2.
// Facts: https://docs.genesys.com/Documentation/HTCC/latest/API/CallRecordingPauseCallRecording and its neighbours.
//
// Beside the agent's desktop in the same browser the session is one: GWS knows us by the desktop's cookie. That needs
// no password, and gives the reasons for two choices.
// - Nothing is done to the session: none is started, none ended, and no cookie touched.
// - What a pause has done is read from the call, unless the settings ask for events. Events need a CometD client of
//   our own in the agent's session. How GWS serves two of them, and whether it takes the end of one for the end of
//   the agent's session (it watches over stale CometD sessions), is documented nowhere; a read cannot log anybody out.
import { later, z } from '../zod.ts';
import { defineRecorder } from './define-recorder.ts';
import { RecorderError, toRecorderError } from './errors.ts';
import { listCalls, whoAmI } from './genesys-api.ts';
import type { Call } from './genesys-call.ts';
import { change } from './genesys-change.ts';
import { listenToCalls } from './genesys-events.ts';
import { planPause, toReading } from './genesys-recording.ts';
import { openSession, toOrigin, type GenesysSession } from './genesys-session.ts';
import { genesysSettings, type GenesysSettings } from './genesys-settings.ts';
import { toMatchPattern } from './http.ts';
import type { CallRef, CheckTask, RecorderContext } from './recorder.ts';
import type { Sentence } from './words.ts';

type Context = RecorderContext<GenesysSettings>;

const callRefSchema = later(() => z.object({ callIds: z.array(z.string()).check(z.minLength(1)) }));

/** @throws {RecorderError} badAnswer for what is no call reference of ours */
function toCallIds(callRef: CallRef): string[] {
  const parsed = callRefSchema.safeParse(callRef);
  if (parsed.success) return parsed.data.callIds;
  throw new RecorderError('badAnswer', 'the stored call reference is not one of ours');
}

/** The recorder "Genesys Web Services". */
export const genesys = defineRecorder({
  id: 'genesys',
  name: 'Genesys Web Services',
  docs: 'https://docs.genesys.com/Documentation/HTCC/latest/API/CallRecordingPauseCallRecording',
  settings: genesysSettings,
  offer: { identity: 'session', examples: [{ baseUrl: 'https://example.com' }] },
  origins: ({ baseUrl }) => [toMatchPattern(baseUrl)],
  originRewrites: given => [{ to: new URL(given.baseUrl).origin, origin: toOrigin(given) }],
  traits: () => ({
    // Paused spans are padded with silence (docs.genesys.com, Documentation/CR, Fulltimerecording).
    effect: 'silence',
    command: 'set',
    scope: 'call',
    canRead: true,
    coversNewCalls: false,
    // No rate limit is documented; a new call is found by this look.
    readEveryMs: 2_000,
    readLagMs: 1_000,
    reassertEveryMs: 2_000,
  }),
  async pause(context, held) {
    const session = openSession(context);
    const plan = planPause(await listCalls(session), held === null ? [] : toCallIds(held));
    const { callIds, toPause } = plan;
    if (toPause.length === 0) return { callRef: { callIds }, evidence: 'verified' };
    await context.target({ callIds });
    const isPaused = callIds.filter(id => !toPause.includes(id));
    const { evidence, lost } = await change(context, session, toPause, 'paused').catch((thrown: unknown) => {
      const error = toRecorderError(thrown);
      const isOver = error.code === 'callOver' || error.code === 'notRecording';
      // Only the new calls are over: what we paused before is still to be resumed.
      if (isOver && isPaused.length > 0) return { evidence: 'verified' as const, lost: toPause };
      throw error;
    });
    return { callRef: { callIds: callIds.filter(id => !lost.includes(id)) }, evidence };
  },
  async resume(context, callRef) {
    const callIds = toCallIds(callRef);
    await context.target(callRef);
    const { evidence } = await change(context, openSession(context), callIds, 'recording');
    return { callRef, evidence };
  },
  async read(context, callRef) {
    const calls = await listCalls(openSession(context));
    return toReading(calls, callRef === null ? null : toCallIds(callRef));
  },
  async prepare(context) {
    // Opens the connection and brings the CSRF token; the calls are looked up anew by the pause.
    await listCalls(openSession(context));
  },
  check: context => toTasks(context, openSession(context)),
});

function toTasks({ settings: given }: Context, session: GenesysSession): CheckTask[] {
  const tasks: CheckTask[] = [
    {
      label: 'check_signIn',
      async run() {
        const name = await whoAmI(session);
        const isOther = given.account === 'password' && name.toLowerCase() !== given.userName?.toLowerCase();
        return isOther
          ? [['check_signedInAs', name], ['check_genesys_otherName']]
          : [['check_signedInAs', name]];
      },
    },
    { label: 'check_findCalls', run: async () => describe(await listCalls(session)) },
  ];
  if (given.confirmBy === 'read') return tasks;
  return [...tasks, { label: 'check_genesys_events', run: () => tryEvents(session) }];
}

/** @throws {RecorderError} refused where the call that is up cannot be paused */
function describe(calls: Call[]): Sentence[] {
  const live = calls.filter(({ isLive }) => isLive);
  if (live.length === 0) return [['check_noCallNow']];
  const { state } = toReading(live, null);
  if (state === 'recording' || state === 'unknown') planPause(live, []);
  return [['check_calls', String(live.length)], [`check_state_${state}`]];
}

async function tryEvents(session: GenesysSession): Promise<Sentence[]> {
  const listener = listenToCalls(session);
  try {
    await listener.joined();
    return [['check_genesys_events_good']];
  } finally {
    listener.close();
  }
}
