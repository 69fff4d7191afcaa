// Asterisk, and the PBXs built on it (FreePBX, Issabel), where MixMonitor records: `MixMonitorMute` over AMI's HTTP.
// Facts: the action's own documentation, and what Asterisk 16.28 and 22.10 answered and recorded in our tests.
//
// MixMonitor sits on one leg of a call, and which one depends on the dialplan: the caller's for incoming calls, the
// agent's for outgoing ones. Nothing lists where. So the agent's answered channels are looked up first, and then every
// leg of their calls is muted at once; those that nobody records say so. Muted time is silence in the file.
//
// What is not told: whether a leg is muted at the moment. A pause is accepted and said again every 2 s, which also
// mutes what began meanwhile. Since 20.3 (18.18), a yes does not prove that there is a MixMonitor at all, where
// another listener is on the leg (ChanSpy, with which other recorders record): so a yes counts only where MixMonitor
// has left its channel variable. Before, of several MixMonitors on one leg only the first is muted: the check says so.
import { later, z } from '../zod.ts';
import { addressSchema } from './address.ts';
import { hasSession, keepSession, logIn, logOff } from './asterisk-ami.ts';
import { extensionSetting } from './asterisk-channels.ts';
import { toCheckTasks } from './asterisk-check.ts';
import { hasMonitor, listLegs, muteLeg, toCallsOf, type Leg } from './asterisk-legs.ts';
import { defineRecorder } from './define-recorder.ts';
import { forEachCall, toNoCall } from './each-call.ts';
import { RecorderError, toRecorderError } from './errors.ts';
import { gatewayTokenSetting } from './gateway.ts';
import { toMatchPattern } from './http.ts';
import { settingFields, type CallRef, type RecorderContext } from './recorder.ts';

const settings = later(() =>
  z
    .object({
      baseUrl: addressSchema().register(settingFields, {
        label: 'field_asterisk_baseUrl',
        help: 'field_asterisk_baseUrl_help',
        placeholder: 'https://pbx.example.com:8089',
      }),
      extension: extensionSetting(),
      username: z.optional(z.string().check(z.trim())).register(settingFields, {
        label: 'field_asterisk_username',
        help: 'field_asterisk_username_help',
      }),
      secret: z.optional(z.string()).register(settingFields, {
        label: 'field_asterisk_secret',
        help: 'field_asterisk_secret_help',
        isSecret: true,
      }),
      gatewayToken: gatewayTokenSetting(),
    })
    .check(
      z.refine(({ username, secret }) => !username === !secret, {
        path: ['secret'],
        error: 'asteriskLoginIncomplete',
      }),
    ),
);

export type Context = RecorderContext<z.infer<typeof settings>>;

/**
 * Linked ids find the legs that a call has gained; unique ids find the one that we muted where its call was merged
 * into another and took on that one's linked id.
 */
const callRefSchema = later(() =>
  z.object({
    linkedIds: z.array(z.string()).check(z.minLength(1)),
    uniqueIds: z.array(z.string()).check(z.minLength(1)),
    /** Whether MixMonitor was seen on each of these calls that said yes. */
    isSeen: z.boolean(),
  }),
);
type LegsRef = z.infer<typeof callRefSchema>;

/** The recorder "Asterisk (MixMonitor)". */
export const asterisk = defineRecorder({
  id: 'asterisk',
  name: 'Asterisk, FreePBX, Issabel (MixMonitor)',
  docs: 'https://docs.asterisk.org/Latest_API/API_Documentation/AMI_Actions/MixMonitorMute/',
  settings,
  offer: { identity: 'extension', examples: [{ baseUrl: 'https://example.com', extension: '1001' }] },
  origins: ({ baseUrl }) => [toMatchPattern(baseUrl)],
  traits: () => ({
    effect: 'silence',
    command: 'set',
    scope: 'call',
    canRead: false,
    coversNewCalls: false,
    readEveryMs: 0,
    readLagMs: 0,
    reassertEveryMs: 2_000,
  }),
  async pause(context, held) {
    const legs = await listLegs(context);
    const calls = toCallsOf(context.settings.extension, legs);
    const before = held === null ? null : toLegsRef(held);
    const ref = toWiderRef(before, legs, calls);
    const addressed = ref === null ? [] : toAddressed(ref, legs);
    if (ref === null || addressed.length === 0)
      throw new RecorderError('noCall', 'Asterisk shows no answered channel of the extension');
    await context.target(ref);
    const muted = await muteEach(context, addressed, true).catch(toNoCall);
    if (!ref.isSeen) await requireMonitors(context, muted);
    await keepSession(context);
    return { callRef: { ...ref, isSeen: true }, evidence: 'accepted' };
  },
  async resume(context, callRef) {
    const addressed = toAddressed(toLegsRef(callRef), await listLegs(context));
    await context.target(callRef);
    await muteEach(context, addressed, false);
    // The session has done its work; where it cannot be ended it ends by itself.
    await logOff(context).catch(() => {});
    return { callRef, evidence: 'accepted' };
  },
  async prepare(context) {
    if (context.settings.username && !(await hasSession(context))) await logIn(context);
  },
  check: toCheckTasks,
});

/** @throws {RecorderError} badAnswer for what is no call reference of ours */
function toLegsRef(callRef: CallRef): LegsRef {
  const parsed = callRefSchema.safeParse(callRef);
  if (parsed.success) return parsed.data;
  throw new RecorderError('badAnswer', 'the stored call reference is not one of ours');
}

/**
 * What is held already, and the agent's calls of now. A call that is held stays as it is, whatever legs it gained: the
 * linked id finds them, and a reference that changes means a new call.
 */
function toWiderRef(held: LegsRef | null, legs: Leg[], calls: string[]): LegsRef | null {
  const news = calls.filter(linkedId => held?.linkedIds.includes(linkedId) !== true);
  if (news.length === 0) return held;
  const uniqueIds = legs.filter(({ linkedId }) => news.includes(linkedId)).map(({ uniqueId }) => uniqueId);
  return {
    linkedIds: [...(held?.linkedIds ?? []), ...news],
    uniqueIds: [...new Set([...(held?.uniqueIds ?? []), ...uniqueIds])],
    isSeen: false,
  };
}

/** The legs of a reference that there are. */
function toAddressed({ linkedIds, uniqueIds }: LegsRef, legs: Leg[]): Leg[] {
  return legs.filter(
    ({ linkedId, uniqueId }) => linkedIds.includes(linkedId) || uniqueIds.includes(uniqueId),
  );
}

/**
 * Mutes or unmutes every leg, all at once, and returns those that said yes.
 * @throws {RecorderError} notRecording where no leg is recorded, callOver where all are gone, and as `forEachCall`
 */
async function muteEach(context: Context, legs: Leg[], isMuted: boolean): Promise<Leg[]> {
  let unrecorded: RecorderError | null = null;
  const send = async (uniqueId: string) => {
    try {
      await muteLeg(context, uniqueId, isMuted);
    } catch (thrown) {
      const error = toRecorderError(thrown);
      if (error.code !== 'notRecording') throw error;
      unrecorded = error;
      throw new RecorderError('callOver', error.message);
    }
  };
  const ids = legs.map(({ uniqueId }) => uniqueId);
  const reached = await forEachCall(ids, send).catch((thrown: unknown) => {
    const error = toRecorderError(thrown);
    throw error.code === 'callOver' && unrecorded !== null
      ? new RecorderError('notRecording', 'no MixMonitor records any leg of the call')
      : error;
  });
  return legs.filter(({ uniqueId }) => reached.some(({ id }) => id === uniqueId));
}

/**
 * Makes sure that each call with a leg that said yes has MixMonitor on one of them.
 * @throws {RecorderError} timedOut, unreachable, badAnswer; nothing that would mean that nothing happened, as the legs
 * may be muted and have to be resumed
 */
async function requireMonitors(context: Context, muted: Leg[]): Promise<void> {
  const found = await Promise.all(
    muted.map(async leg => ({ ...leg, isSeen: await hasMonitor(context, leg.uniqueId) })),
  ).catch((thrown: unknown) => {
    const error = toRecorderError(thrown);
    if (error.code === 'timedOut' || error.code === 'unreachable') throw error;
    throw new RecorderError('badAnswer', `looking for MixMonitor: ${error.message}`);
  });
  const isSeen = (linkedId: string) => found.some(leg => leg.linkedId === linkedId && leg.isSeen);
  if (!found.every(({ linkedId }) => isSeen(linkedId)))
    throw new RecorderError(
      'badAnswer',
      'Asterisk says yes, and nothing shows that MixMonitor records the call',
    );
}
