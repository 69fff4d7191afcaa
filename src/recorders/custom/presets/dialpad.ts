import type { Preset } from './preset.ts';

const activeCall = '/api/v2/users/{agentId}/activecall';

/** The active call of one user. */
export const dialpad: Preset = {
  id: 'dialpad',
  name: 'Dialpad',
  baseUrl: 'https://dialpad.com',
  sources: [
    'dialpad/dialpad-python-sdk 4beb560 (2026-03-31): the request, recording_type, the answer’s is_recording, GET /users/{id}',
    'developers.dialpad.com/reference/usersupdate_active_call: by user, 1200 a minute',
  ],
  inferred: ['preset_dialpad_noCall', 'preset_dialpad_files', 'preset_dialpad_twice'],
  description: {
    version: 1,
    name: 'Dialpad',
    warning:
      'Resuming turns the recording on, also where it was off before. Use it only where every call is recorded.',
    traits: {
      effect: 'unknown',
      command: 'set',
      scope: 'agent',
      coversNewCalls: false,
      reassertEveryMs: 10_000,
    },
    auth: { type: 'bearer' },
    pause: {
      method: 'PATCH',
      path: activeCall,
      // "user" alone would leave a department's recording running.
      json: { is_recording: false, play_message: false, recording_type: 'all' },
      outcomes: [{ status: [200], at: '/is_recording', equals: false, is: 'success' }],
    },
    resume: {
      method: 'PATCH',
      path: activeCall,
      json: { is_recording: true, play_message: false, recording_type: 'all' },
      outcomes: [{ status: [200], at: '/is_recording', equals: true, is: 'success' }],
    },
    check: {
      method: 'GET',
      path: '/api/v2/users/{agentId}',
      outcomes: [{ status: [200], at: '/id', exists: true, is: 'success' }],
    },
  },
};
