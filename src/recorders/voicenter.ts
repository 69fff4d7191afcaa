// Voicenter, "Mute Call Recording", and its Active Calls list for reading back.
// Facts: https://www.voicenter.com/API/Mute-Call-Recording-API and https://voicenter.com/API/Active-Calls.
//
// By extension, one request mutes whatever calls the extension has at that moment: nothing to look up, nothing to
// miss. By ivrid, the calls are looked up first and each is muted by its own id: one round trip later, from a list
// that may be 5 s old, but the resume finds exactly these calls, even where one was transferred meanwhile. Several
// calls at once are all muted in both modes: they all are this agent's, and the caller may be heard in any of them.
import { later, z } from '../zod.ts';
import { addressSchema } from './address.ts';
import { defineRecorder } from './define-recorder.ts';
import { forEachCall, toNoCall } from './each-call.ts';
import { RecorderError } from './errors.ts';
import { gatewayTokenSetting } from './gateway.ts';
import { toMatchPattern } from './http.ts';
import {
  settingFields,
  type CallRef,
  type CheckTask,
  type Outcome,
  type Reading,
  type RecorderContext,
} from './recorder.ts';
import { listCalls, sendMute, sendNothing, type LiveCall } from './voicenter-api.ts';

/** Where Active Calls is asked for unless the settings name another address. */
const vendorListUrl = 'https://monapisec.voicenter.co.il/comet/API/GetExtensionsCalls';

const settings = later(() =>
  z
    .object({
      baseUrl: addressSchema().register(settingFields, {
        label: 'field_voicenter_baseUrl',
        help: 'field_voicenter_baseUrl_help',
        placeholder: 'https://monitor5.voicenter.co',
      }),
      extension: z
        .string()
        .check(z.trim(), z.minLength(1), z.maxLength(64), z.regex(/^\S*$/, 'noSpaces'))
        .register(settingFields, {
          label: 'field_voicenter_extension',
          help: 'field_voicenter_extension_help',
          placeholder: 'SIPSIP',
        }),
      mode: z._default(z.enum(['extension', 'ivrid']), 'extension').register(settingFields, {
        label: 'field_muteBy',
        help: 'field_voicenter_mode_help',
        choices: { extension: 'field_muteBy_extension', ivrid: 'field_voicenter_mode_ivrid' },
      }),
      method: z._default(z.enum(['POST', 'GET']), 'POST').register(settingFields, {
        label: 'field_method',
        help: 'field_voicenter_method_help',
      }),
      code: z.optional(z.string().check(z.trim())).register(settingFields, {
        label: 'field_voicenter_code',
        help: 'field_voicenter_code_help',
        isSecret: true,
      }),
      activeCallsUrl: z.optional(z.union([addressSchema(), z.literal('')])).register(settingFields, {
        label: 'field_voicenter_activeCallsUrl',
        help: 'field_voicenter_activeCallsUrl_help',
        placeholder: vendorListUrl,
      }),
      gatewayToken: gatewayTokenSetting(),
    })
    .check(
      z.refine(given => given.mode === 'extension' || toListUrl(given) !== null, {
        path: ['code'],
        error: 'voicenterIvridNeedsCode',
      }),
    ),
);

type Context = RecorderContext<z.infer<typeof settings>>;

/** Where to read Active Calls; null where reading back is not set up. */
function toListUrl(given: { code?: string | undefined; activeCallsUrl?: string | undefined }): string | null {
  const { code, activeCallsUrl } = given;
  if (activeCallsUrl) return activeCallsUrl;
  return code ? vendorListUrl : null;
}

const callRefSchema = later(() =>
  z.union([
    z.object({
      extension: z.string(),
      /** When it was muted, by Voicenter's clock. */
      mutedAtMs: z.optional(z.number()),
    }),
    z.object({ ivrids: z.array(z.string()).check(z.minLength(1)) }),
  ]),
);

/** @throws {RecorderError} badAnswer for what is no call reference of ours */
function toCallRef(callRef: CallRef): z.infer<typeof callRefSchema> {
  const parsed = callRefSchema.safeParse(callRef);
  if (parsed.success) return parsed.data;
  throw new RecorderError('badAnswer', 'the stored call reference is not one of ours');
}

/** The recorder "Voicenter". */
export const voicenter = defineRecorder({
  id: 'voicenter',
  name: 'Voicenter',
  docs: 'https://www.voicenter.com/API/Mute-Call-Recording-API',
  settings,
  offer: {
    identity: 'extension',
    examples: [
      { baseUrl: 'https://example.com', extension: 'x' },
      { baseUrl: 'https://example.com', extension: 'x', code: 'x' },
    ],
  },
  origins(given) {
    const listUrl = toListUrl(given);
    const urls = listUrl === null ? [given.baseUrl] : [given.baseUrl, listUrl];
    return [...new Set(urls.map(toMatchPattern))];
  },
  traits: given => ({
    // The vendor says "mute"; whether silence or a cut is left in the file, it does not say.
    effect: 'unknown',
    command: 'set',
    scope: given.mode === 'ivrid' ? 'call' : 'extension',
    canRead: toListUrl(given) !== null,
    coversNewCalls: false,
    // The vendor asks for no more than one look in 5 s; answers within that time may be old ones.
    readEveryMs: 5_000,
    readLagMs: 10_000,
    reassertEveryMs: 5_000,
  }),
  async pause(context, held) {
    if (context.settings.mode === 'ivrid') return await pauseCalls(context, held);
    const { extension } = context.settings;
    // The same reference as before where there is one: this addresses no other call than the extension's.
    await context.target(held ?? { extension });
    const { atMs, actionId } = await sendMute(context, { extension }, '1').catch(toNoCall);
    return toOutcome(atMs === undefined ? { extension } : { extension, mutedAtMs: atMs }, actionId);
  },
  async resume(context, callRef) {
    const ref = toCallRef(callRef);
    await context.target(callRef);
    if ('ivrids' in ref) return await setEach(context, ref.ivrids, '0');
    const { actionId } = await sendMute(context, { extension: ref.extension }, '0');
    return toOutcome(callRef, actionId);
  },
  async read(context, callRef) {
    const listUrl = toListUrl(context.settings);
    if (listUrl === null) return { state: 'unknown' };
    const ref = callRef === null ? null : toCallRef(callRef);
    if (ref === null || 'extension' in ref) {
      const calls = await listCalls(context, listUrl, (ref ?? context.settings).extension);
      return toReading(calls, call => ref !== null && isMissed(call, calls, ref.mutedAtMs));
    }
    const isForeign = ({ ivrid }: LiveCall) => !ref.ivrids.includes(ivrid);
    const reading = toReading(await listCalls(context, listUrl, context.settings.extension), isForeign);
    if (reading.state !== 'callOver') return reading;
    // Gone from this extension: over, or transferred to a colleague and still muted.
    const all = await listCalls(context, listUrl, null);
    return toReading(
      all.filter(call => !isForeign(call)),
      isForeign,
    );
  },
  check: context => [
    {
      label: 'check_voicenter_reach',
      async run() {
        await sendNothing(context);
        return [['check_voicenter_reach_good']];
      },
    },
    toListTask(context),
  ],
});

/** Mutes every live call of the extension, and again what an earlier pause of this episode muted. */
async function pauseCalls(context: Context, held: CallRef | null): Promise<Outcome> {
  const listUrl = toListUrl(context.settings);
  if (listUrl === null) throw new RecorderError('misconfigured', 'muting by ivrid needs Active Calls');
  const calls = await listCalls(context, listUrl, context.settings.extension);
  const ref = held === null ? null : toCallRef(held);
  const before = ref !== null && 'ivrids' in ref ? ref.ivrids : [];
  const ivrids = [...new Set([...before, ...calls.map(({ ivrid }) => ivrid)])];
  if (ivrids.length === 0) throw new RecorderError('noCall', 'Active Calls shows no call of the extension');
  await context.target({ ivrids });
  return await setEach(context, ivrids, '1').catch(toNoCall);
}

async function setEach(context: Context, ivrids: string[], state: '1' | '0'): Promise<Outcome> {
  const reached = await forEachCall(ivrids, ivrid => sendMute(context, { ivrid }, state));
  return toOutcome({ ivrids: reached.map(({ id }) => id) }, reached[0]?.value.actionId);
}

function toOutcome(callRef: CallRef, actionId: string | undefined): Outcome {
  const outcome = { callRef, evidence: 'accepted' } as const;
  return actionId === undefined ? outcome : { ...outcome, reference: actionId };
}

/** `isNew` tells calls that our pause never addressed. */
function toReading(calls: LiveCall[], isNew: (call: LiveCall) => boolean): Reading {
  const recorded = calls.filter(({ isMuted }) => isMuted === false);
  if (recorded.length > 0)
    return { state: 'recording', ...(recorded.some(isNew) ? { isNewCall: true } : {}) };
  if (calls.every(isNew)) return { state: 'callOver' };
  return { state: calls.every(({ isMuted }) => isMuted === true) ? 'paused' : 'unknown' };
}

/**
 * Whether a mute by extension came too early for this call. A list that shows another call muted is newer than the
 * mute, so what it shows unmuted was missed; otherwise the list may only be late, and the call's start decides.
 */
function isMissed(call: LiveCall, calls: LiveCall[], mutedAtMs: number | undefined): boolean {
  if (call.isMuted !== false) return false;
  if (calls.some(({ isMuted }) => isMuted === true)) return true;
  return mutedAtMs !== undefined && call.startedAtMs !== undefined && call.startedAtMs >= mutedAtMs;
}

function toListTask(context: Context): CheckTask {
  const listUrl = toListUrl(context.settings);
  if (listUrl === null)
    return {
      label: 'check_voicenter_unread',
      run: async () => [['check_voicenter_unread_detail']],
    };
  return {
    label: 'check_voicenter_list',
    async run() {
      const calls = await listCalls(context, listUrl, context.settings.extension);
      const muted = calls.filter(({ isMuted }) => isMuted === true).length;
      if (calls.length === 0) return [['check_voicenter_list_none']];
      return [['check_voicenter_list_some', String(calls.length), String(muted)]];
    },
  };
}
