// A fake wolkvox: the microphone button of its agent API and the real-time list, as the vendor's pages describe them
// (https://www.wolkvox.com/en/mute-agents-microphone-agent-v2/, https://wolkvox.com/en/api-response-codes). Where those
// say nothing there is a knob. The recordings are the phone's, and nothing here ever touches them.
import { setTimeout as wait } from 'node:timers/promises';
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

export type WolkvoxKnobs = Faults & {
  token: string;
  /** Agents that are logged in, whether or not they are on a call. */
  agents: string[];
  /** `agent_status` of an agent on a call and of one without; the vendor's words are known in part. */
  statuses: { busy: string; idle: string };
  /** HTTP status of a refusal: its code, or 200. */
  httpStatus: 'code' | 200;
  /** A string in the samples of the agent API, a number in others. */
  codeType: 'string' | 'number';
  /** What is answered for an agent who is not logged in; the press does nothing. */
  unknownAgent: { code: number; error: string; msg: string };
  /** Whether a pressed button stays pressed when the call is over and the next one begins. */
  doesOutliveCall: boolean;
  /** How many requests one token may have under way. */
  maxAtOnce: number;
  /** How long a request is under way, in ms. */
  workMs: number;
  /** How many requests the token may still make. */
  quota: number;
};

const defaults: WolkvoxKnobs = {
  ...noFaults,
  token: '7b74FAKE-token/"with" signs',
  agents: ['12004', '12005'],
  statuses: { busy: 'inbound', idle: 'ready' },
  httpStatus: 'code',
  codeType: 'string',
  unknownAgent: { code: 400, error: 'BAD REQUEST', msg: 'THE AGENT IS NOT CONNECTED' },
  doesOutliveCall: false,
  maxAtOnce: 2,
  workMs: 0,
  quota: Infinity,
};

export type FakeWolkvox = FakeServer & {
  knobs: WolkvoxKnobs;
  /** Every press of an agent's button, oldest first. */
  presses: { agentId: string; isMuted: boolean }[];
  /** Whether the agent's microphone is off in this call. */
  isMuted(call: PhoneCall): boolean;
  /** The agent presses the button by hand. */
  pressByHand(agentId: string): void;
};

export const buttonPath = '/api/v2/agentbox.php';
export const realTimePath = '/api/v2/real_time.php';

/** Starts a wolkvox whose agents are the phone's extensions. */
export async function startWolkvox({
  phone,
  knobs: given = {},
}: {
  phone: Phone;
  knobs?: Partial<WolkvoxKnobs>;
}): Promise<FakeWolkvox> {
  const knobs = { ...defaults, ...given };
  const presses: FakeWolkvox['presses'] = [];
  /** When each microphone was switched off. */
  const mutedAtMs = new Map<string, number>();
  let underWay = 0;
  const server = await startFakeServer(knobs, async request => {
    if (underWay >= knobs.maxAtOnce)
      return refuse(
        403,
        'FORBIDDEN',
        `EXCEEDS THE LIMIT OF SIMULTANEOUS REQUESTS PER TOKEN (${knobs.maxAtOnce})`,
      );
    underWay += 1;
    try {
      if (knobs.workMs > 0) await wait(knobs.workMs);
      return act(request);
    } finally {
      underWay -= 1;
    }
  });
  return { ...server, knobs, presses, isMuted, pressByHand: press };

  function act({ method, path, params, headers }: LoggedRequest): Answer {
    const token = headers['wolkvox-token'];
    if (token === undefined) return refuse(401, 'UNAUTHORIZED', 'PLEASE ENTER THE WOLKVOX-TOKEN');
    if (token !== knobs.token) return refuse(403, 'FORBIDDEN', 'PLEASE VALIDATE TOKEN');
    if (knobs.quota <= 0) return refuse(403, 'FORBIDDEN', 'TOKEN LIMIT EXCEEDED');
    knobs.quota -= 1;
    if (path === buttonPath && method === 'POST' && params['api'] === 'mute') return mute(params['agent_id']);
    if (path === realTimePath && method === 'GET' && params['api'] === 'agents') return listAgents();
    return refuse(400, 'BAD REQUEST', 'THE API YOU WANT TO CONSULT DOES NOT EXIST');
  }

  function mute(agentId: string | undefined): Answer {
    if (agentId === undefined || agentId === '')
      return refuse(400, 'BAD REQUEST', 'SOME PARAMETERS ARE REQUIRED');
    const { code, error, msg } = knobs.unknownAgent;
    if (!knobs.agents.includes(agentId)) return refuse(code, error, msg);
    press(agentId);
    return { json: { code: toCode(200), error: null, msg: 'Microphone agentbox has been excecuted' } };
  }

  function press(agentId: string): void {
    const isOff = isSwitchedOff(agentId, phone.callsOf(agentId).at(-1));
    if (isOff) mutedAtMs.delete(agentId);
    else mutedAtMs.set(agentId, nowMs());
    presses.push({ agentId, isMuted: !isOff });
  }

  function isMuted(call: PhoneCall): boolean {
    return isSwitchedOff(call.extension, call);
  }

  function isSwitchedOff(agentId: string, call: PhoneCall | undefined): boolean {
    const atMs = mutedAtMs.get(agentId);
    if (atMs === undefined) return false;
    return knobs.doesOutliveCall || call === undefined || call.startedAtMs <= atMs;
  }

  function listAgents(): Answer {
    const data = knobs.agents.map(agentId => ({
      agent_id: agentId,
      agent_name: `AGENT ${agentId}`,
      agent_status: phone.callsOf(agentId).length > 0 ? knobs.statuses.busy : knobs.statuses.idle,
      calls: '3',
      inbound: '2',
      outbound: '1',
      internal: '0',
      time_state_now: '00:00:42',
      login_time: '01:02:03',
    }));
    return { json: { code: toCode(200), error: null, msg: '', data } };
  }

  function refuse(code: number, error: string, msg: string): Answer {
    return {
      status: knobs.httpStatus === 'code' ? code : 200,
      json: { code: toCode(code), error, msg },
    };
  }

  function toCode(code: number): string | number {
    return knobs.codeType === 'string' ? String(code) : code;
  }
}
