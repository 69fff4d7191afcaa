// The fake Asterisk's REST interface: channels, bridges, variables, and live recordings, of which there is no list.
import type { AsteriskKnobs, CallOnPbx } from './asterisk.ts';
import type { Answer, LoggedRequest } from './fake-server.ts';

type Pbx = { knobs: AsteriskKnobs; calls(): CallOnPbx[] };

/** The channel variable that holds the recording's name, on the caller's channel. */
export const nameVariable = 'RECORDING_NAME';

export function createAri({ knobs, calls }: Pbx) {
  /** Of every recording that there ever was: what is logged is asked about later. */
  const known = new Set<string>();

  function act(request: LoggedRequest): Answer {
    const user = toUser(request);
    if (user === null)
      return {
        status: 401,
        headers: { 'www-authenticate': 'Basic realm="Asterisk REST Interface"' },
        json: { message: 'Authentication required' },
      };
    if (request.method !== 'GET' && !user.mayMute)
      return { status: 403, json: { message: 'Write access denied' } };
    const parts = request.path.split('/').slice(2).map(decodeURIComponent);
    const recorded = calls().map(one => ({ one, name: knobs.toRecordingName(one) }));
    for (const { name } of recorded) known.add(name);
    if (parts[0] === 'recordings' && parts[1] === 'live' && parts[2] !== undefined) {
      const found = recorded.find(({ name }) => name === parts[2]);
      return toRecording(request.method, parts[3], found);
    }
    return toList(request, parts);
  }

  function toRecording(
    method: string,
    operation: string | undefined,
    found: { one: CallOnPbx; name: string } | undefined,
  ): Answer {
    if (operation !== undefined && operation !== 'pause') return resourceNotFound;
    const isRead = operation === undefined;
    if (!(isRead ? ['GET'] : ['POST', 'DELETE']).includes(method))
      return { status: 405, json: { message: 'Invalid method' } };
    if (found === undefined) return { status: 404, json: { message: 'Recording not found' } };
    const { one, name } = found;
    const { recording } = one.call;
    const state = recording.isPaused ? 'paused' : knobs.runningState;
    if (isRead) return { json: { name, format: 'wav', state, target_uri: `bridge:${one.bridgeId}` } };
    if (state === 'queued') return { status: 409, json: { message: 'Recording not in session' } };
    recording.setPaused(method === 'POST');
    return { status: 204 };
  }

  function toList({ method, params }: LoggedRequest, [kind, id, what]: string[]): Answer {
    if (method !== 'GET') return resourceNotFound;
    if (kind === 'channels' && id === undefined) return { json: calls().flatMap(toChannels) };
    if (kind === 'bridges' && id === undefined)
      return {
        json: calls()
          .filter(() => knobs.isAnswered)
          .map(toBridge),
      };
    if (kind !== 'channels' || what !== 'variable') return resourceNotFound;
    const one = calls().find(({ callerId, agentId }) => id === callerId || id === agentId);
    if (one === undefined) return { status: 404, json: { message: 'Provided channel was not found' } };
    if (params['variable'] === nameVariable && id === one.callerId)
      return { json: { value: knobs.toRecordingName(one) } };
    return { status: 404, json: { message: 'Provided variable was not found' } };
  }

  function toChannels(one: CallOnPbx): object[] {
    const { call, callerId, agentId, serial } = one;
    return [
      toChannel(callerId, `PJSIP/trunk-${serial}`, 'Up'),
      toChannel(agentId, `${knobs.toAgentChannel(call)}-${serial}`, knobs.isAnswered ? 'Up' : 'Ringing'),
    ];
  }

  function toUser({ headers }: LoggedRequest) {
    if (knobs.gatewayUser !== null) return knobs.users[knobs.gatewayUser] ?? null;
    const [, encoded = ''] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? [];
    const [, name = '', secret = ''] =
      /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
    const user = knobs.users[name];
    return user?.secret === secret ? user : null;
  }

  return {
    act,
    isCommand: ({ method, path }: LoggedRequest) => {
      const [, name = ''] = /^\/ari\/recordings\/live\/([^/]+)\/pause$/.exec(path) ?? [];
      return method !== 'GET' && known.has(decodeURIComponent(name));
    },
  };
}

const resourceNotFound: Answer = { status: 404, json: { message: 'Resource not found' } };

function toChannel(id: string, name: string, state: string) {
  return {
    id,
    name,
    state,
    protocol_id: '',
    caller: { name: 'Robin', number: '5550142' },
    connected: { name: '', number: '' },
    accountcode: '',
    dialplan: { context: 'from-trunk', exten: 'desk', priority: 2, app_name: 'Stasis', app_data: 'desk' },
    creationtime: '2026-01-01T00:00:00.000+0000',
    language: 'en',
  };
}

function toBridge({ bridgeId, callerId, agentId }: CallOnPbx) {
  return {
    id: bridgeId,
    technology: 'simple_bridge',
    bridge_type: 'mixing',
    bridge_class: 'stasis',
    creator: 'Stasis',
    name: '',
    channels: [callerId, agentId],
    creationtime: '2026-01-01T00:00:00.000+0000',
    video_mode: 'none',
  };
}
