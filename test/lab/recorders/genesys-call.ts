// A call as Genesys Web Services shows it (docs.genesys.com, CallResource and the samples of CallRecordingOperations).
import type { PhoneCall } from '../phone.ts';

/** How much a call tells of itself; the vendor's versions differ. */
export type CallKnobs = {
  /** What call ids begin with: of what signs they are made up is documented nowhere. */
  callIdPrefix: string;
  /** `state` by call id; `Established` where none is given. */
  callStates: Map<string, string>;
  /** Ids of calls that nobody records. */
  unrecorded: Set<string>;
  /** Whether the agent may control the recording (the feature `api-voice-recording`). */
  isControllable: boolean;
  hasRecordingState: boolean;
  /** Whether the attached data holds the recorder's mark `GSIP_RECORD`. */
  hasAttachedData: boolean;
  hasCapabilities: boolean;
  /** Whether only events tell any of that, and the calls themselves nothing. */
  isToldByEventsOnly: boolean;
};

export type RecordingState = 'Recording' | 'Paused' | 'Stopped';

export function toRecordingState({ unrecorded }: CallKnobs, { id, recording }: PhoneCall): RecordingState {
  if (unrecorded.has(id)) return 'Stopped';
  return recording.isPaused ? 'Paused' : 'Recording';
}

const marks = { Recording: 'ON', Paused: 'PAUSED', Stopped: 'OFF' };

const operations = {
  Recording: ['PauseCallRecording', 'StopCallRecording'],
  Paused: ['ResumeCallRecording', 'StopCallRecording'],
  Stopped: ['StartCallRecording'],
};

/** The id by which GWS knows a call. */
export function toCallId({ callIdPrefix }: CallKnobs, { id }: PhoneCall): string {
  return callIdPrefix + id;
}

/** The call resource. */
export function toCallResource(knobs: CallKnobs, base: string, call: PhoneCall): Record<string, unknown> {
  const silent = { hasRecordingState: false, hasAttachedData: false, hasCapabilities: false };
  return toCallJson(knobs.isToldByEventsOnly ? { ...knobs, ...silent } : knobs, base, call);
}

/** The call as events hold it. */
export function toCallJson(knobs: CallKnobs, base: string, call: PhoneCall): Record<string, unknown> {
  const state = toRecordingState(knobs, call);
  const id = toCallId(knobs, call);
  return {
    id,
    state: knobs.callStates.get(call.id) ?? 'Established',
    callUuid: id,
    connId: '007102719818001f',
    deviceUri: `${base}/api/v2/devices/631608b3-ceb1-472b-ba05-2ae39555b0d1`,
    participants: [{ e164Number: '', formattedPhoneNumber: '15001', phoneNumber: '15001', digits: '15001' }],
    dnis: '15001',
    callType: 'Inbound',
    ...(knobs.hasCapabilities
      ? {
          capabilities: [
            'UpdateUserData',
            'SendDtmf',
            'Hold',
            'Hangup',
            ...(knobs.isControllable ? operations[state] : []),
          ],
        }
      : {}),
    userData: {
      Segment: 'gold',
      ...(knobs.hasAttachedData ? { GSIP_RECORD: marks[state], GSIP_REC_FN: `${id}_15000` } : {}),
    },
    duration: '7',
    mute: 'Off',
    ...(knobs.hasRecordingState ? { recordingState: state } : {}),
    supervisorListeningIn: false,
    monitoredUserMuted: false,
    monitoring: false,
    uri: `${base}/api/v2/me/calls/${encodeURIComponent(id)}`,
    path: `/calls/${encodeURIComponent(id)}`,
  };
}

/** An event about a call; `old` is the format of mid-2015. */
export function toEvent(
  call: Record<string, unknown>,
  format: 'new' | 'old' | 'noMessageType',
): Record<string, unknown> {
  const event = {
    messageType: 'CallStateChangeMessage',
    notificationType: 'CallRecordingStateChange',
    phoneNumber: '15000',
    call,
  };
  if (format === 'new') return event;
  const { messageType: _type, ...untyped } = event;
  if (format === 'noMessageType') return untyped;
  const { recordingState: _state, participants: _participants, ...old } = call;
  return {
    messageType: event.messageType,
    phoneNumber: event.phoneNumber,
    call: {
      ...old,
      participants: ['15001'],
      participantsInfo: [{ phoneNumber: '15001' }],
      extensions: { WrapUpTime: '0', BusinessCall: 1 },
    },
  };
}
