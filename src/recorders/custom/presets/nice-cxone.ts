import type { CommonRule, Preset } from './preset.ts';

const service = '/interaction-recording-management-service/v1/interactions';
const done: CommonRule[] = [
  // "Successful operation", and no body is documented.
  { status: [200], anyBody: true, is: 'success' },
  { status: [202], is: 'success' },
];
const refused: CommonRule[] = [
  { status: [400, 409], is: 'refused' },
  // The request before this one is still at work.
  { status: [425], is: 'rateLimited', retryAfterMs: 1_000 },
];

/** The latest call that one user joined, for customers without CXone's own ACD. */
export const niceCxone: Preset = {
  id: 'nice-cxone',
  name: 'NICE CXone (Multi-ACD)',
  baseUrl: 'https://api-na1.niceincontact.com',
  sources: [
    'help.nice-incontact.com, Mask and Unmask APIs: by user, voice and screen of the latest call, silence, nothing happens where nothing is recorded, the permission Multi-ACD Masking API',
    'help.nice-incontact.com, Record on Demand APIs: 200, 202, 400, 401, 403, 404, 409 and 425 of the sister requests',
  ],
  inferred: ['preset_niceCxone_statuses', 'preset_niceCxone_query', 'preset_niceCxone_host'],
  description: {
    version: 1,
    name: 'NICE CXone (Multi-ACD)',
    warning:
      'Nothing tells whether a recording was masked: the vendor says yes also where none runs. Other calls than the latest one are not masked. For CXone ACD this is not the right request.',
    traits: {
      effect: 'silence',
      command: 'set',
      scope: 'agent',
      coversNewCalls: false,
      reassertEveryMs: 10_000,
    },
    auth: { type: 'bearer' },
    pause: {
      method: 'POST',
      path: `${service}/mask`,
      query: { userId: '{agentId}' },
      outcomes: [...done, { status: [404], is: 'noCall' }, ...refused],
    },
    resume: {
      method: 'POST',
      path: `${service}/unmask`,
      query: { userId: '{agentId}' },
      outcomes: [...done, { status: [404], is: 'callOver' }, ...refused],
    },
  },
};
