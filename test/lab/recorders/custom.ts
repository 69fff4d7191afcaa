// A small recorder API of no vendor's, on the phone: a list of every agent's calls, pause and resume set by call or by
// extension, a toggle, a read-back, and a pause whose answer brings what the resume needs.
import type { Phone, PhoneCall } from '../phone.ts';
import {
  noFaults,
  startFakeServer,
  type Answer,
  type FakeServer,
  type Faults,
  type LoggedRequest,
} from './fake-server.ts';

export type CustomFake = FakeServer & {
  faults: Faults;
  /** Tickets that pauses were given, by call id. */
  tickets: Map<string, string>;
};

/** Starts the API. `isAdmitted` looks at the credentials of every request. */
export async function startCustom(
  phone: Phone,
  isAdmitted: (request: LoggedRequest) => boolean,
): Promise<CustomFake> {
  const faults = { ...noFaults };
  const tickets = new Map<string, string>();
  const server = await startFakeServer(faults, request => {
    if (!isAdmitted(request)) return { status: 401, json: toError('NOT_SIGNED_IN') };
    const [version, ...path] = request.path.slice(1).split('/').map(decodeURIComponent);
    if (version !== 'v1') return notFound;
    return act(request, path);
  });
  return { ...server, faults, tickets };

  function act({ method, params }: LoggedRequest, [thing, id = '', what, verb]: string[]): Answer {
    if (method === 'GET' && thing === 'ping') return { json: { service: 'recorder', version: 7 } };
    if (method === 'GET' && thing === 'calls' && id === '')
      return { json: { calls: phone.calls().map(toEntry) } };
    if (method === 'POST' && thing === 'extensions' && what === 'recording')
      return setAll(phone.callsOf(id), params['state']);
    if (method === 'POST' && thing === 'resumptions')
      return resumeByTicket(params['call'] ?? '', params['ticket']);
    if (thing !== 'calls' || what !== 'recording') return notFound;
    const call = phone.call(id);
    if (call === undefined) return { status: 404, json: toError('CALL_GONE') };
    if (method === 'POST' && verb === 'toggle') return set(call, !call.recording.isPaused);
    if (method === 'POST' && verb === 'pauses') return pauseWithTicket(call);
    if (verb !== undefined) return notFound;
    if (method === 'GET') return { json: toState(call) };
    return method === 'PUT' ? set(call, params['state'] === 'paused') : { status: 405 };
  }

  function setAll(calls: PhoneCall[], state: string | undefined): Answer {
    if (state !== 'paused' && state !== 'recording') return { status: 400, json: toError('BAD_STATE') };
    for (const call of calls) call.recording.setPaused(state === 'paused');
    return { json: { result: 'done', state, calls: calls.length } };
  }

  function pauseWithTicket(call: PhoneCall): Answer {
    const ticket = tickets.get(call.id) ?? `ticket/${tickets.size + 1}`;
    tickets.set(call.id, ticket);
    return { ...set(call, true), status: 201, headers: { 'x-ticket': ticket } };
  }

  function resumeByTicket(id: string, ticket: string | undefined): Answer {
    const call = phone.call(id);
    if (call === undefined) return { status: 404, json: toError('CALL_GONE') };
    const isRight = ticket === 'current' || ticket === tickets.get(id);
    return isRight ? set(call, false) : { status: 409, json: toError('WRONG_TICKET') };
  }
}

const notFound: Answer = { status: 404, json: toError('NO_SUCH_ROUTE') };

function toError(code: string) {
  return { ok: false, error: { code, message: `The request failed: ${code}` } };
}

function set(call: PhoneCall, isPaused: boolean): Answer {
  call.recording.setPaused(isPaused);
  return { json: { ok: true, ...toState(call) } };
}

function toState({ id, recording }: PhoneCall) {
  return { id, state: recording.isPaused ? 'paused' : 'recording' };
}

function toEntry({ id, extension }: PhoneCall) {
  return { call: { id }, agent: { extension }, status: 'connected' };
}
