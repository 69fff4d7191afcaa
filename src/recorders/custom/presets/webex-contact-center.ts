import type { Preset } from './preset.ts';

/** Tasks of one agent, found among those of the last day. */
export const webexContactCenter: Preset = {
  id: 'webex-contact-center',
  name: 'Webex Contact Center',
  baseUrl: 'https://api.wxcc-us1.cisco.com',
  sources: [
    'webex/webex-openapi-specs, webex-contact-center.json (republished, retrieved 2026-08): record/pause and record/resume with autoResumed, 202, scope cjp:user, the caller must be the agent; GET /v1/tasks with owner, status and channelType',
  ],
  inferred: ['preset_webex_host', 'preset_webex_list', 'preset_webex_twice', 'preset_webex_autoResumed'],
  description: {
    version: 1,
    name: 'Webex Contact Center',
    warning:
      'Pauses are only accepted (202): nothing tells whether they happened. The platform may resume by itself; ask its administrator after how long. The token has to be the agent’s own.',
    traits: {
      effect: 'unknown',
      command: 'set',
      scope: 'call',
      coversNewCalls: false,
      reassertEveryMs: 30_000,
    },
    auth: { type: 'bearer' },
    lookUp: [
      {
        method: 'GET',
        path: '/v1/tasks',
        query: { channelTypes: 'telephony', from: '{dayAgoMs}', pageSize: '1000' },
        outcomes: [
          // Oldest first: in a full page the newest are missing.
          { status: [200], at: '/data/999', exists: true, is: 'badAnswer' },
          { status: [200], at: '/data', exists: true, is: 'success' },
        ],
        list: '/data',
        where: [
          { at: '/attributes/owner/id', equals: '{agentId}' },
          { at: '/attributes/status', equals: 'assigned' },
        ],
        capture: { taskId: { at: '/id', example: '93e58d0b-18ae-4d9b-96a4-8c1e3b5a6f70' } },
      },
    ],
    many: 'each',
    pause: {
      method: 'POST',
      path: '/v1/tasks/{taskId}/record/pause',
      outcomes: [{ status: [202], is: 'success' }],
    },
    resume: {
      method: 'POST',
      path: '/v1/tasks/{taskId}/record/resume',
      json: { autoResumed: false },
      outcomes: [{ status: [202], is: 'success' }],
    },
  },
};
