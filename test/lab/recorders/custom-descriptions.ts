// Descriptions of the lab's own recorder API (`custom.ts`), as an administrator would write them.

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
  ...common,
  warning: 'It flips.',
  traits: { ...traits, command: 'toggle' },
  auth: { type: 'header', name: 'X-Api-Key' },
  lookUp,
  pause: { method: 'POST', path: '/v1/calls/{callId}/recording/toggle', outcomes: toRules('paused') },
  resume: { method: 'POST', path: '/v1/calls/{callId}/recording/toggle', outcomes: toRules('recording') },
};

/** Each call of the extension by its id, found in the list, and read back. */
export const byCall = {
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

/** Whatever the extension has at that moment; nothing can be read. */
export const byExtension = {
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

/** Call by call, resumed with what the pause’s answer brought. */
export const byTicket = {
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

/** One request for both ways, sent only after reading. */
export const toggled = { ...toggle, read, check };

/** The same where nothing can be read. */
export const toggledBlind = toggle;
