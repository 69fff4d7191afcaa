// Rows of the conformance table for recorders that an administrator describes.
import { custom } from '../../src/recorders/custom.ts';
import { startCustom } from '../lab/recorders/custom.ts';
import type { LoggedRequest } from '../lab/recorders/fake-server.ts';
import type { RecorderCase } from './world.ts';

const secret = 'FAKE+key/"7"=';
const extension = '10%2F&x=1 é';
const user = 'card hush';

const gone = { status: [404], at: '/error/code', equals: 'CALL_GONE', is: 'callOver' };
const refused = { at: '/error/message', exists: true, is: 'refused', reasonAt: '/error/message' };
const unauthorized = { status: [401], is: 'unauthorized', reasonAt: '/error/code' };
const toRules = (state: string) => [
  { status: [200, 201], at: '/state', equals: state, is: 'success' },
  gone,
  unauthorized,
  refused,
];

const lookUp = [
  {
    method: 'GET',
    path: '/v1/calls',
    outcomes: [{ status: [200], at: '/calls', exists: true, is: 'success' }, unauthorized, refused],
    list: '/calls',
    where: [
      { at: '/agent/extension', equals: '{extension}' },
      { at: '/status', in: ['connected', 'held'] },
    ],
    capture: { callId: { at: '/call/id', example: '7f3a' } },
  },
];
const read = {
  method: 'GET',
  path: '/v1/calls/{callId}/recording',
  outcomes: [
    { status: [200], at: '/state', equals: 'paused', is: 'paused' },
    { status: [200], at: '/state', equals: 'recording', is: 'recording' },
    gone,
    unauthorized,
    refused,
  ],
};
const check = {
  method: 'GET',
  path: '/v1/ping',
  outcomes: [{ status: [200], at: '/service', equals: 'recorder', is: 'success' }, unauthorized, refused],
};
const traits = { effect: 'silence', command: 'set', scope: 'call', coversNewCalls: false };
const common = { version: 1, name: 'Test recorder' };
const putState = (state: string) => ({
  method: 'PUT',
  path: '/v1/calls/{callId}/recording',
  json: { state },
  outcomes: toRules(state),
});
const toggle = {
  warning: 'It flips.',
  traits: { ...traits, command: 'toggle' },
  auth: { type: 'header', name: 'X-Api-Key' },
  lookUp,
  pause: { method: 'POST', path: '/v1/calls/{callId}/recording/toggle', outcomes: toRules('paused') },
  resume: { method: 'POST', path: '/v1/calls/{callId}/recording/toggle', outcomes: toRules('recording') },
};

const byCall = {
  ...common,
  traits,
  auth: { type: 'bearer' },
  lookUp,
  many: 'each',
  pause: putState('paused'),
  resume: putState('recording'),
  read,
  check,
};

const byExtension = {
  ...common,
  traits: { ...traits, scope: 'extension' },
  auth: { type: 'basic' },
  pause: {
    method: 'POST',
    path: '/v1/extensions/{extension}/recording',
    form: { state: 'paused' },
    outcomes: toRules('paused'),
  },
  resume: {
    method: 'POST',
    path: '/v1/extensions/{extension}/recording',
    form: { state: 'recording' },
    outcomes: toRules('recording'),
  },
  check,
};

const byTicket = {
  ...common,
  traits,
  auth: { type: 'header', name: 'Authorization', prefix: 'Token ' },
  variables: { site: { label: 'Site', initial: 'hq' } },
  lookUp,
  many: 'each',
  pause: {
    method: 'POST',
    path: '/v1/calls/{callId}/recording/pauses',
    query: { site: '{site}' },
    capture: { ticket: { header: 'X-Ticket' } },
    outcomes: toRules('paused'),
  },
  resume: {
    method: 'POST',
    path: '/v1/resumptions',
    headers: { 'X-Site': '{site}' },
    json: { call: '{callId}', ticket: '{ticket}' },
    fallback: { ticket: 'current' },
    outcomes: toRules('recording'),
  },
};

const credentials: Record<string, string> = {
  bearer: `Bearer ${secret}`,
  basic: `Basic ${btoa(`${user}:${secret}`)}`,
  token: `Token ${secret}`,
};

function isAdmitted({ headers }: LoggedRequest): boolean {
  return headers['x-api-key'] === secret || Object.values(credentials).includes(headers.authorization ?? '');
}

function toCase(name: string, description: object): RecorderCase {
  return {
    name: `Custom HTTP, ${name}`,
    recorder: custom,
    async startFake(phone) {
      const server = await startCustom(phone, isAdmitted);
      const settings = {
        baseUrl: server.url,
        description: JSON.stringify(description),
        extension,
        user,
        secret,
      };
      return {
        server,
        faults: server.faults,
        settings,
        extension,
        secrets: [secret],
        isCommand: ({ method }) => method !== 'GET',
        toErrorAnswer: words => ({ json: { ok: false, error: { code: 'OTHER', message: words } } }),
        falseSuccesses: [
          { json: { ok: true } },
          { json: { ok: true, state: 'other' } },
          { status: 204 },
          { status: 500, json: { ok: true, state: 'paused' } },
          { body: '<!doctype html><title>{"state":"paused"}</title>' },
          { status: 404, json: { error: { code: 'NO_SUCH_ROUTE' } } },
        ],
        wrongCredentials: { ...settings, secret: 'wrong' },
      };
    },
  };
}

export const customCases = [
  toCase('set by call, with look-up and read-back', byCall),
  toCase('set by call, one at a time', { ...byCall, many: 'refuse' }),
  toCase('set by extension, blind', byExtension),
  toCase('toggled, read before it is switched', { ...common, ...toggle, read, check }),
  toCase('toggled blind', { ...common, ...toggle }),
  toCase('resumed with what the pause brought', byTicket),
];
