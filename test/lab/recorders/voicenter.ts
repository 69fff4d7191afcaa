// A fake Voicenter: the mute request and the Active Calls list, as the vendor's pages describe them
// (https://www.voicenter.com/API/Mute-Call-Recording-API, https://voicenter.com/API/Active-Calls). Where those say
// nothing there is a knob.
import { createHash } from 'node:crypto';
import { nowMs } from '../clock.ts';
import type { Phone, PhoneCall } from '../phone.ts';
import {
  noFaults,
  startFakeServer,
  type Answer,
  type FakeServer,
  type Faults,
  type LoggedRequest,
} from './fake-server.ts';

export type VoicenterKnobs = Faults & {
  /** The account code that Active Calls asks for; the mute request takes no credential. */
  accountCode: string;
  /** SIP ids of the account that are listed even without a call. */
  extensions: string[];
  /** Documented as a number, shown as a string. */
  errorCodeType: 'string' | 'number';
  /** ErrorCode and HTTP status of a mute request that failed. */
  failureErrorCode: number;
  failureStatus: number;
  /** Whether our public address is on the account's list. */
  isAddressListed: boolean;
  /** What a wrong account code gets. */
  wrongCode: 'emptyList' | 'error';
  /** Whether muting an extension without a call is answered with success. */
  isSuccessWithoutCall: boolean;
  /** How long IsMuted still shows the state before a change, in ms. */
  readLagMs: number;
  /** For how long an Active Calls answer is given again as it was, in ms; the vendor's is up to 5,000. */
  listCacheMs: number;
  /** Whether a call's entry tells of its recording at all. */
  hasRecordingInfo: boolean;
};

const defaults: VoicenterKnobs = {
  ...noFaults,
  accountCode: 'FAKEACCOUNTCODE7',
  extensions: ['SIPSIP', 'SIPSIP2'],
  errorCodeType: 'string',
  failureErrorCode: 400,
  failureStatus: 200,
  isAddressListed: true,
  wrongCode: 'emptyList',
  isSuccessWithoutCall: true,
  readLagMs: 0,
  listCacheMs: 0,
  hasRecordingInfo: true,
};

export type FakeVoicenter = FakeServer & { knobs: VoicenterKnobs };

export const mutePath = '/api/MuteUnmuteCalls';
export const activeCallsPath = '/comet/API/GetExtensionsCalls';

/** Starts a Voicenter whose calls are the phone's; a call's ivrid is its id. */
export async function startVoicenter({
  phone,
  knobs: given = {},
}: {
  phone: Phone;
  knobs?: Partial<VoicenterKnobs>;
}): Promise<FakeVoicenter> {
  const knobs = { ...defaults, ...given };
  const lists = new Map<string, { atMs: number; list: unknown }>();
  const server = await startFakeServer(knobs, request => {
    if (!knobs.isAddressListed) return { status: 403, body: '<h1>403 Forbidden</h1>' };
    if (!['GET', 'POST'].includes(request.method)) return { status: 405 };
    if (request.path === mutePath) return mute(request);
    if (request.path === activeCallsPath) return { json: listCalls(request) };
    return { status: 404, body: '<h1>404 Not Found</h1>' };
  });
  return { ...server, knobs };

  function mute({ params }: LoggedRequest): Answer {
    const { extension, ivrid, state } = params;
    const isOneGiven = (extension === undefined) !== (ivrid === undefined);
    if (!isOneGiven || (state !== '1' && state !== '0'))
      return toFailure('Parameters are not valid, should be "ivrid" and "mute"');
    const one = ivrid === undefined ? undefined : phone.call(ivrid);
    if (ivrid !== undefined && one === undefined) return toFailure('UniqueIvrID not found');
    const calls = extension === undefined ? [] : phone.callsOf(extension);
    // Only the calls of this very moment: what the extension starts later is recorded.
    for (const call of one === undefined ? calls : [one]) call.recording.setPaused(state === '1');
    if (one === undefined && calls.length === 0 && !knobs.isSuccessWithoutCall)
      return toFailure('UniqueIvrID not found');
    return { json: toBody(200, 'Success') };
  }

  function toFailure(message: string): Answer {
    return { status: knobs.failureStatus, json: toBody(knobs.failureErrorCode, message) };
  }

  function toBody(errorCode: number, message: string) {
    return {
      ErrorCode: knobs.errorCodeType === 'number' ? errorCode : String(errorCode),
      Message: message,
      ActionID: createHash('md5').update(`${nowMs()}`).digest('hex'),
    };
  }

  function listCalls({ params: { code, extension } }: LoggedRequest): unknown {
    if (code !== knobs.accountCode)
      return knobs.wrongCode === 'error' || code === undefined
        ? { ERR: 1, DESC: 'Authorization failed.' }
        : { ERR: 0, DESC: 'OK', EXTENSIONS: [] };
    const cached = lists.get(extension ?? '');
    if (cached !== undefined && nowMs() - cached.atMs < knobs.listCacheMs) return cached.list;
    const all = new Set([...knobs.extensions, ...phone.calls().map(call => call.extension)]);
    const wanted = [...all].filter(one => extension === undefined || one === extension);
    const list = { ERR: 0, DESC: 'OK', EXTENSIONS: wanted.map(toExtension) };
    lists.set(extension ?? '', { atMs: nowMs(), list });
    return list;
  }

  function toExtension(username: string, index: number) {
    return {
      name: `Agent ${index + 1}`,
      representative: `Agent ${index + 1}`,
      username,
      extensionID: 1001 + index,
      userID: 2001 + index,
      onlineUserID: 2001 + index,
      onlineUserStatus: 1,
      calls: phone.callsOf(username).map(toCall),
    };
  }

  function toCall(call: PhoneCall) {
    const startedAtS = Math.floor(call.startedAtMs / 1000);
    return {
      callStarted: startedAtS,
      callAnswered: startedAtS,
      answered: 1,
      callername: '',
      callerphone: '0501234567',
      callstatus: 'Talking',
      customdata: {},
      direction: 'Incoming',
      ivrid: call.id,
      ...(knobs.hasRecordingInfo
        ? { recording: { Filename: `${call.id}.mp3`, IsMuted: wasMuted(call) ? 1 : 0 } }
        : {}),
      did: '',
    };
  }

  function wasMuted({ recording }: PhoneCall): boolean {
    const visibleAtMs = nowMs() - knobs.readLagMs;
    return recording.changes.findLast(({ atMs }) => atMs <= visibleAtMs)?.isPaused ?? false;
  }
}
