import type { CommonRule, Preset } from './preset.ts';

const ended: CommonRule = { status: [400], is: 'callOver', reasonAt: '/message' };
const notRecorded: CommonRule = { status: [405], is: 'notRecording', reasonAt: '/message' };
const done: CommonRule = { status: [204], is: 'success' };

/** Calls of one user, found among the newest. */
export const aircall: Preset = {
  id: 'aircall',
  name: 'Aircall',
  baseUrl: 'https://api.aircall.io/v1',
  sources: [
    'Two client libraries: the requests, 204 done, 400 call already ended, 405 recording disabled for this number; harmless when repeated',
    'developer.aircall.io/api-references: Basic with API id and token; calls have the states initial, answered and done',
  ],
  inferred: ['preset_aircall_list', 'preset_aircall_ping', 'preset_effect'],
  description: {
    version: 1,
    name: 'Aircall',
    traits: {
      effect: 'unknown',
      command: 'set',
      scope: 'call',
      coversNewCalls: false,
      reassertEveryMs: 15_000,
    },
    auth: { type: 'basic' },
    lookUp: [
      {
        method: 'GET',
        path: '/calls/search',
        query: { user_id: '{agentId}', from: '{dayAgoSeconds}', order: 'desc', per_page: '20' },
        outcomes: [{ status: [200], at: '/calls', exists: true, is: 'success' }],
        list: '/calls',
        where: [{ at: '/status', equals: 'answered' }],
        capture: { callId: { at: '/id', example: '812345678' } },
      },
    ],
    many: 'each',
    pause: {
      method: 'POST',
      path: '/calls/{callId}/pause_recording',
      outcomes: [done, ended, notRecorded],
    },
    resume: {
      method: 'POST',
      path: '/calls/{callId}/resume_recording',
      outcomes: [done, ended, notRecorded],
    },
    check: {
      method: 'GET',
      path: '/ping',
      outcomes: [{ status: [200], at: '/ping', equals: 'pong', is: 'success' }],
    },
  },
};
