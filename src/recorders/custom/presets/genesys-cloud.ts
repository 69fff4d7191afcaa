import type { CommonRule, Preset } from './preset.ts';

const recordingState = '/api/v2/conversations/calls/{conversationId}/recordingstate';
const noCall: CommonRule = { status: [404], is: 'callOver', reasonAt: '/message' };
const nothingRecorded: CommonRule = { status: [200], at: '', equals: 'NONE', is: 'notRecording' };

/** Secure pause of the signed-in agent's own calls. */
export const genesysCloud: Preset = {
  id: 'genesys-cloud',
  name: 'Genesys Cloud',
  baseUrl: 'https://api.mypurecloud.com',
  sources: [
    'MyPureCloud/platform-client-sdk-cli 44244cc5 (2026-07-13): the requests, their permission conversation:recording:pauseOthers, the answer ACTIVE, PAUSED or NONE as a JSON string, securePause of a conversation',
    'developer.genesys.cloud forum 14779, 24290: made for payment screens; a hold shows PAUSED too, securePause tells the two apart',
  ],
  inferred: ['preset_genesysCloud_ended', 'preset_genesysCloud_lag', 'preset_effect'],
  description: {
    version: 1,
    name: 'Genesys Cloud',
    warning:
      'The token has to be the agent’s own, with the permission Conversation > Recording > Pause Others, and it has to outlast the shift: CardHush does not renew it. A gateway can add a fresh one.',
    traits: {
      effect: 'unknown',
      command: 'set',
      scope: 'call',
      coversNewCalls: false,
      readEveryMs: 5_000,
      readLagMs: 3_000,
    },
    auth: { type: 'bearer' },
    lookUp: [
      {
        method: 'GET',
        path: '/api/v2/conversations/calls',
        outcomes: [{ status: [200], at: '/entities', exists: true, is: 'success' }],
        list: '/entities',
        capture: { conversationId: { at: '/id', example: '3fa85f64-5717-4562-b3fc-2c963f66afa6' } },
      },
    ],
    many: 'each',
    pause: {
      method: 'PUT',
      path: recordingState,
      json: { recordingState: 'PAUSED' },
      outcomes: [{ status: [200], at: '', equals: 'PAUSED', is: 'success' }, nothingRecorded, noCall],
    },
    resume: {
      method: 'PUT',
      path: recordingState,
      json: { recordingState: 'ACTIVE' },
      outcomes: [{ status: [200], at: '', equals: 'ACTIVE', is: 'success' }, nothingRecorded, noCall],
    },
    read: {
      method: 'GET',
      path: '/api/v2/conversations/calls/{conversationId}',
      outcomes: [
        { status: [200], at: '/securePause', equals: true, is: 'paused' },
        { status: [200], at: '/recordingState', in: ['ACTIVE', 'active'], is: 'recording' },
        { status: [200], at: '/recordingState', in: ['NONE', 'none'], is: 'notRecording' },
        // On hold: what it will be afterwards cannot be told.
        { status: [200], at: '/recordingState', in: ['PAUSED', 'paused'], is: 'unknown' },
        { status: [404], is: 'callOver', reasonAt: '/message' },
      ],
    },
  },
};
