// Genesys Web Services (GWS, also HTCC), the API behind Workspace Web Edition, on premises, 8.5.2.
// Facts: https://docs.genesys.com/Documentation/HTCC/latest/API/CallRecordingPauseCallRecording and its neighbours.
//
// Beside the agent's desktop in the same browser the session is one: GWS knows us by the desktop's cookie. That needs
// no password, and gives the reasons for two choices.
// - Nothing is done to the session: none is started, none ended, and no cookie touched.
// - What a pause has done is read from the call, unless the settings ask for events. Events need a CometD client of
//   our own in the agent's session. How GWS serves two of them, and whether it takes the end of one for the end of
//   the agent's session (it watches over stale CometD sessions), is documented nowhere; a read cannot log anybody out.
import { z } from '../zod.ts';
import { addressSchema } from './address.ts';
import { defineRecorder } from './define-recorder.ts';
import { RecorderError, toRecorderError } from './errors.ts';
import { listCalls, operate, whoAmI } from './genesys-api.ts';
import type { Call } from './genesys-call.ts';
import { confirm } from './genesys-confirm.ts';
import { listenToCalls } from './genesys-events.ts';
import { planPause, toReading } from './genesys-recording.ts';
import { openSession, toOrigin, type GenesysSession } from './genesys-session.ts';
import { toMatchPattern } from './http.ts';
import {
  settingFields,
  type CallRef,
  type CheckTask,
  type Evidence,
  type RecorderContext,
} from './recorder.ts';

const settings = z
  .object({
    baseUrl: addressSchema().register(settingFields, {
      label: 'Server address',
      help: 'The address of Genesys Web Services, where the agent’s desktop is opened too.',
      placeholder: 'https://gws.example.com',
    }),
    account: z._default(z.enum(['desktop', 'password']), 'desktop').register(settingFields, {
      label: 'Signed in by',
      help:
        'The desktop’s session needs no password here. With a password of another agent than the one at the desktop ' +
        'in this browser, the desktop would become that agent’s.',
      choices: { desktop: 'The agent’s desktop in this browser', password: 'User name and password' },
    }),
    userName: z
      .optional(z.string().check(z.trim(), z.regex(/^[^:]*$/, 'genesysNoColon')))
      .register(settingFields, {
        label: 'User name',
      }),
    password: z.optional(z.string()).register(settingFields, { label: 'Password', isSecret: true }),
    confirmBy: z._default(z.enum(['read', 'events']), 'read').register(settingFields, {
      label: 'Verify a pause by',
      help:
        'Events are for servers whose calls do not show whether they are recorded. They open a second CometD client ' +
        'in the agent’s session: try beside the desktop before you roll it out.',
      choices: { read: 'Reading the call back', events: 'CometD events, and reading where none come' },
    }),
    origin: z.optional(z.union([addressSchema(), z.literal('')])).register(settingFields, {
      label: 'Origin header',
      help: 'Only where the server’s allowedOrigins do not hold its own address.',
      placeholder: 'https://desktop.example.com',
    }),
  })
  .check(
    z.refine(given => given.account === 'desktop' || (given.userName && given.password), {
      path: ['password'],
      error: 'genesysPasswordMissing',
    }),
  );

type Context = RecorderContext<z.infer<typeof settings>>;

const callRefSchema = z.object({ callIds: z.array(z.string()).check(z.minLength(1)) });

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
  settings,
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
    const { evidence, lost } = await change(context, session, toPause, 'paused');
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

type Change = {
  evidence: Evidence;
  /** Calls that were over before they could be changed. */
  lost: string[];
};

/**
 * Asks for all calls at once, every round trip is audible; then looks at what became of them.
 * @throws {RecorderError} callOver where all are over; refused where the calls' present state does not allow it; what
 * the requests throw; badAnswer where that is more than one, or a call is still as it was
 */
async function change(
  { settings: { confirmBy }, signal }: Context,
  session: GenesysSession,
  callIds: string[],
  wanted: 'paused' | 'recording',
): Promise<Change> {
  const operationName = wanted === 'paused' ? 'PauseCallRecording' : 'ResumeCallRecording';
  // Not waited for: a subscription that comes too late costs a read, a pause that comes too late costs a card.
  const listener = confirmBy === 'events' ? listenToCalls(session) : null;
  try {
    const results = await Promise.allSettled(callIds.map(id => operate(session, id, operationName)));
    throwFailures(results);
    const asked = callIds.filter((_, index) => results[index]?.status === 'fulfilled');
    const isPassedOn = results.some(result => result.status === 'fulfilled' && result.value);
    const { seen, complaint, ...left } = await confirm(session, { callIds: asked, wanted, listener, signal });
    const lost = callIds.filter(id => !left.callIds.includes(id));
    // "Not in its present state" is a yes where that state was seen to be the wanted one.
    if (seen === 'wanted') return { evidence: 'verified', lost };
    if (!isPassedOn && seen === 'before')
      throw new RecorderError('refused', `GWS says that ${operationName} is not possible now`);
    if (isPassedOn && seen === 'unknown' && complaint === '') return { evidence: 'accepted', lost };
    // Never a refusal, whatever is complained of: it may be about another request, and ours only late.
    throw new RecorderError(
      'badAnswer',
      `the call is not seen as ${wanted} after ${operationName}. ${complaint}`,
    );
  } finally {
    listener?.close();
  }
}

/** Calls that are over are no failure as long as one is not. */
function throwFailures(results: PromiseSettledResult<unknown>[]): void {
  const failures = results.flatMap(result =>
    result.status === 'rejected' ? [toRecorderError(result.reason)] : [],
  );
  const first = failures.find(({ code }) => code !== 'callOver');
  if (first !== undefined)
    throw results.length === 1 ? first : new RecorderError('badAnswer', first.message, first);
  if (failures.length === results.length) throw new RecorderError('callOver', 'GWS finds none of the calls');
}

function toTasks({ settings: given }: Context, session: GenesysSession): CheckTask[] {
  const tasks = [
    {
      label: 'Sign in',
      async run() {
        const name = await whoAmI(session);
        const isOther = given.account === 'password' && name.toLowerCase() !== given.userName?.toLowerCase();
        return isOther
          ? `Signed in as ${name}. Is that the agent whose name stands here?`
          : `Signed in as ${name}.`;
      },
    },
    { label: 'Find the agent’s calls', run: async () => describe(await listCalls(session)) },
  ];
  if (given.confirmBy === 'read') return tasks;
  return [...tasks, { label: 'Listen for events', run: () => tryEvents(session) }];
}

/** @throws {RecorderError} refused where the call that is up cannot be paused */
function describe(calls: Call[]): string {
  const live = calls.filter(({ isLive }) => isLive);
  if (live.length === 0) return 'There is no call at the moment.';
  const { state } = toReading(live, null);
  if (state === 'recording' || state === 'unknown') planPause(live, []);
  return `Calls at the moment: ${live.length}. Recording: ${state}.`;
}

async function tryEvents(session: GenesysSession): Promise<string> {
  const listener = listenToCalls(session);
  try {
    await listener.joined();
    return 'CometD lets us subscribe to the agent’s calls.';
  } finally {
    listener.close();
  }
}
