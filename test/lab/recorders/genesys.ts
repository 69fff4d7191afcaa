// A fake Genesys Web Services 8.5.2: the agent's calls, the recording operations, and events over a real CometD
// server, as docs.genesys.com describes them (Documentation/HTCC/latest/API). Where that says nothing there is a knob.
import type { Phone, PhoneCall } from '../phone.ts';
import {
  noFaults,
  startFakeServer,
  type Answer,
  type FakeServer,
  type Faults,
  type LoggedRequest,
} from './fake-server.ts';
import {
  toCallId,
  toCallJson,
  toCallResource,
  toEvent,
  toRecordingState,
  type CallKnobs,
} from './genesys-call.ts';
import { createEvents, type EventKnobs } from './genesys-events.ts';
import { createSessions, type Session, type SessionKnobs } from './genesys-sessions.ts';

export type GenesysKnobs = Faults &
  CallKnobs &
  EventKnobs &
  SessionKnobs & {
    /** What a list of calls looks like: the calls, their addresses, or the agent with the calls. */
    listShape: 'calls' | 'uris' | 'me';
    /** Whether failures have an HTTP status of their own, or 200. */
    hasErrorStatus: boolean;
    /** What pausing the paused and resuming the recording gets. */
    isRepeatAllowed: boolean;
    /** What the back end does with what was passed on to it. */
    backEnd: 'acts' | 'ignores' | 'complains';
    /** When it does, after the request came in, in ms. */
    backEndMs: number;
    /** How long the answer to an operation takes, in ms: longer than the rest puts the event before the answer. */
    answerMs: number;
    /** How long after the change its event is published, in ms; null for never. */
    eventMs: number | null;
    eventFormat: 'new' | 'old' | 'noMessageType';
  };

export const agentName = 'agent@example.test';

const toDefaults = (): GenesysKnobs => ({
  ...noFaults,
  agents: { [agentName]: { password: 'FAKE+pass/"word" 7', extension: 'SIPSIP' } },
  hasCsrf: true,
  csrfHeader: 'X-CSRF-TOKEN',
  isCookieEnough: true,
  isOriginChecked: true,
  allowedOrigins: [],
  callIdPrefix: '',
  callStates: new Map(),
  unrecorded: new Set(),
  isControllable: true,
  hasRecordingState: true,
  hasAttachedData: true,
  hasCapabilities: true,
  isToldByEventsOnly: false,
  listShape: 'calls',
  hasErrorStatus: false,
  isRepeatAllowed: false,
  backEnd: 'acts',
  backEndMs: 0,
  answerMs: 0,
  eventMs: 20,
  eventFormat: 'new',
  toldClients: 'all',
  isClientTheSession: false,
  clientLifeMs: 10_000,
});

export type FakeGenesys = FakeServer & {
  knobs: GenesysKnobs;
  sessions: ReturnType<typeof createSessions>;
  events: ReturnType<typeof createEvents>;
};

export const notificationsPath = '/api/v2/notifications';

/** Starts a GWS whose agents have the phone's calls. */
export async function startGenesys({
  phone,
  knobs: given = {},
}: {
  phone: Phone;
  knobs?: Partial<GenesysKnobs>;
}): Promise<FakeGenesys> {
  const knobs = { ...toDefaults(), ...given };
  const sessions = createSessions(knobs);
  const events = createEvents(knobs, ({ id }) => sessions.close(id));
  const timers = new Set<NodeJS.Timeout>();
  const server = await startFakeServer(knobs, answer);

  async function answer(request: LoggedRequest): Promise<Answer> {
    const admission = sessions.admit(request, server.url);
    if (admission.refusal !== undefined) return admission.refusal;
    const { session, headers } = admission;
    // CometD's own client puts the kind of message behind the path.
    if (`${request.path}/`.startsWith(`${notificationsPath}/`))
      return events.takeOver(request, session, headers);
    return { headers, ...(await act(request, session)) };
  }

  async function act(request: LoggedRequest, session: Session): Promise<Answer> {
    const { method, path, params } = request;
    const operation = params['operationName'];
    const calls = phone.callsOf(knobs.agents[session.userName]?.extension ?? '');
    const id = /^\/api\/v2\/me\/calls\/([^/]+)$/.exec(path)?.[1];
    const call = calls.find(one => toCallId(knobs, one) === decodeURIComponent(id ?? ''));
    if (method === 'GET' && path === '/api/v2/me') return ok({ user: toUser(session, calls) });
    if (method === 'GET' && path === '/api/v2/me/calls') return ok(toList(session, calls, params['fields']));
    if (method === 'POST' && path === '/api/v2/me' && operation === 'EndContactCenterSession') {
      sessions.close(session.id);
      return ok({});
    }
    if (id === undefined) return toFailure(6, 'Resource not found');
    if (call === undefined) return toFailure(6, 'Call not found');
    if (method === 'GET') return ok({ call: toCallResource(knobs, server.url, call) });
    return await operate(call, operation ?? '', session);
  }

  async function operate(call: PhoneCall, operation: string, { userName }: Session): Promise<Answer> {
    if (!['PauseCallRecording', 'ResumeCallRecording'].includes(operation))
      return toFailure(1, 'Unknown operation');
    if (!knobs.isControllable) return toFailure(5, 'api-voice-recording is not enabled');
    const isPausing = operation === 'PauseCallRecording';
    const state = toRecordingState(knobs, call);
    const isNeeded = state === (isPausing ? 'Recording' : 'Paused');
    if (!isNeeded && (state === 'Stopped' || !knobs.isRepeatAllowed))
      return toFailure(2, `${operation} is not possible in the state ${state}`);
    if (isNeeded && knobs.backEnd !== 'ignores')
      await after(knobs.backEndMs, () => carryOut(call, isPausing, userName));
    if (knobs.answerMs > 0) await new Promise<void>(resolve => void after(knobs.answerMs, resolve));
    return ok({});
  }

  function carryOut(call: PhoneCall, isPausing: boolean, userName: string): void {
    if (knobs.backEnd === 'complains') {
      events.publish(userName, { errorMessage: 'The recorder did not answer', errorCode: 4 });
      return;
    }
    call.recording.setPaused(isPausing);
    const { eventMs, eventFormat } = knobs;
    if (eventMs === null) return;
    const event = toEvent(toCallJson(knobs, server.url, call), eventFormat);
    void after(eventMs, () => events.publish(userName, event));
  }

  /** At once where there is nothing to wait for: what has no delay must not come a moment later. */
  async function after(ms: number, work: () => void): Promise<void> {
    if (ms <= 0) return work();
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, ms);
    timers.add(timer);
  }

  function toUser({ userName }: Session, calls: PhoneCall[]) {
    const all = calls.map(call => toCallResource(knobs, server.url, call));
    return { id: '2e6e', userName, firstName: 'Paula', lastName: 'Agent', roles: ['ROLE_AGENT'], calls: all };
  }

  function toList(session: Session, calls: PhoneCall[], fields: string | undefined) {
    if (knobs.listShape === 'me') return { user: toUser(session, calls) };
    if (knobs.listShape === 'uris' || fields !== '*')
      return { uris: calls.map(call => toCallResource(knobs, 'http://gws.internal:8080', call)['uri']) };
    return { calls: calls.map(call => toCallResource(knobs, server.url, call)) };
  }

  function toFailure(statusCode: number, statusMessage: string): Answer {
    const status = knobs.hasErrorStatus ? (statuses[statusCode] ?? 500) : 200;
    return { status, json: { statusCode, statusMessage } };
  }

  return {
    ...server,
    knobs,
    sessions,
    events,
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      events.stop();
      await server.stop();
    },
  };
}

const statuses: Record<number, number> = { 1: 400, 2: 409, 5: 403, 6: 404 };

function ok(fields: object): Answer {
  return { json: { statusCode: 0, ...fields } };
}
