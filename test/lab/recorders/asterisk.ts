// A fake Asterisk: AMI over HTTP with MixMonitor's calls, and ARI with recordings of its own, as a real one answered
// (`asterisk-recorded.json`, see `test/lab/asterisk/exchanges.ts`).
import type { Phone, PhoneCall } from '../phone.ts';
import { createAmi } from './asterisk-ami.ts';
import { createAri } from './asterisk-ari.ts';
import {
  noFaults,
  startFakeServer,
  type FakeServer,
  type Faults,
  type LoggedRequest,
} from './fake-server.ts';

/** A user of both interfaces. */
export type User = { secret: string; mayMute: boolean; mayList: boolean };

export type AsteriskKnobs = Faults & {
  users: Record<string, User>;
  version: string;
  /** How long an AMI session lives without being used, in ms. */
  sessionLifeMs: number;
  /** Whether the browser keeps the session's cookie; here it is not even given one. */
  areCookiesKept: boolean;
  /** The user that a gateway in front of it logs in for everybody; null where there is none. */
  gatewayUser: string | null;
  /** Whether AMI over HTTP is turned on at all. */
  isWebEnabled: boolean;
  /** Which leg MixMonitor is on; null where nothing records the call. A colleague's leg is there only for this. */
  recordedLeg: 'caller' | 'agent' | 'colleague' | null;
  /** The linked id of a call's legs, where it was merged into another call; else the caller's channel. */
  linkedId: string | null;
  /** Whether another listener is on every leg, for whose sake Asterisk 20.3 and later say yes to any mute. */
  isSpied: boolean;
  /** Whether the agent has answered, or still rings. */
  isAnswered: boolean;
  /** The name of the agent's channel, without its serial. */
  toAgentChannel(call: PhoneCall): string;
  /** What an ARI application calls the recording of a call. */
  toRecordingName(call: CallOnPbx): string;
  /** Where an ARI recording stands while nobody pauses it. */
  runningState: 'recording' | 'queued';
};

/** A call of the phone as the PBX knows it: two legs in one bridge. */
export type CallOnPbx = {
  call: PhoneCall;
  callerId: string;
  agentId: string;
  colleagueId: string;
  bridgeId: string;
  serial: string;
};

export type FakeAsterisk = FakeServer & {
  knobs: AsteriskKnobs;
  /** The phone's calls as the PBX knows them, oldest first. */
  calls(): CallOnPbx[];
  /** Ends every AMI session, as a restart of Asterisk does. */
  expireSessions(): void;
  /** Whether a request changes a recording: legs without one, and names that are none, are only asked. */
  isCommand(request: LoggedRequest): boolean;
};

const defaults: AsteriskKnobs = {
  ...noFaults,
  users: {
    narrow: { secret: 'Narr0w&secret=for tests', mayMute: true, mayList: true },
    viewer: { secret: 'V1ewer-secret', mayMute: false, mayList: true },
  },
  version: '16.28.0~dfsg-0+deb11u10',
  sessionLifeMs: 60_000,
  areCookiesKept: true,
  gatewayUser: null,
  isWebEnabled: true,
  recordedLeg: 'caller',
  linkedId: null,
  isSpied: false,
  isAnswered: true,
  toAgentChannel: ({ extension }) => `PJSIP/${extension}`,
  toRecordingName: ({ bridgeId }) => `call/${bridgeId}`,
  runningState: 'recording',
};

/** Starts an Asterisk whose calls are the phone's. */
export async function startAsterisk({
  phone,
  knobs: given = {},
}: {
  phone: Phone;
  knobs?: Partial<AsteriskKnobs>;
}): Promise<FakeAsterisk> {
  const knobs = { ...defaults, users: structuredClone(defaults.users), ...given };
  const serials = new Map<string, number>();
  const pbx = {
    knobs,
    calls: () => phone.calls().map(toCallOnPbx),
  };
  const ami = createAmi(pbx);
  const ari = createAri(pbx);
  const server = await startFakeServer(knobs, request => {
    if (request.path === '/rawman' && knobs.isWebEnabled) return ami.act(request);
    if (request.path.startsWith('/ari/')) return ari.act(request);
    return { status: 404, headers: { 'content-type': 'text/html' }, body: notFound };
  });
  return {
    ...server,
    knobs,
    calls: pbx.calls,
    expireSessions: ami.expireSessions,
    isCommand: request => ami.isCommand(request) || ari.isCommand(request),
  };

  function toCallOnPbx(call: PhoneCall): CallOnPbx {
    const number = serials.get(call.id) ?? serials.size;
    serials.set(call.id, number);
    const startedAtS = Math.floor(call.startedAtMs / 1000);
    return {
      call,
      callerId: `${startedAtS}.${3 * number}`,
      agentId: `${startedAtS}.${3 * number + 1}`,
      colleagueId: `${startedAtS}.${3 * number + 2}`,
      bridgeId: `5d1c0de0-0000-4000-8000-${call.id.slice(0, 12)}`,
      serial: number.toString(16).padStart(8, '0'),
    };
  }
}

const notFound = '<!DOCTYPE html>\n<title>404 Not Found</title>\n<h1>Not Found</h1>\n';
