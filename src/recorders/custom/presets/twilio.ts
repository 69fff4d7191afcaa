import type { Preset } from './preset.ts';

const calls = '/2010-04-01/Accounts/{accountSid}/Calls';
const recording = `${calls}/{callSid}/Recordings/{recordingSid}.json`;
/** Stands for whichever recording runs: before the pause has brought its id, or where that answer was lost. */
const fallback = { recordingSid: 'Twilio.CURRENT' };

/** Recordings of calls, resumed by the id that the pause brought. */
export const twilio: Preset = {
  id: 'twilio',
  name: 'Twilio',
  baseUrl: 'https://api.twilio.com',
  sources: [
    'twilio/twilio-oai d50069b (2026-04-14): the requests, Twilio.CURRENT, PauseBehavior, the states of a recording, the list of calls and its pages',
    'twilio-professional-services/flex-project-template: resumes by the sid of the pause’s answer; error 21220 where nothing is recorded',
  ],
  inferred: ['preset_twilio_parent', 'preset_twilio_current', 'preset_twilio_twice'],
  description: {
    version: 1,
    name: 'Twilio',
    warning:
      'Recordings of a conference (Flex’s default) need /Conferences/ in place of /Calls/. Where both run, describe both, as two recorders. The key is valid for the whole account: better kept in a gateway.',
    traits: {
      effect: 'silence',
      command: 'set',
      scope: 'call',
      coversNewCalls: false,
      readEveryMs: 5_000,
      readLagMs: 2_000,
    },
    auth: { type: 'basic' },
    variables: {
      accountSid: { label: 'Account SID', example: 'ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },
      agentAddress: { label: 'The agent’s client, SIP address or number', example: 'client:alice' },
    },
    lookUp: [
      {
        method: 'GET',
        path: `${calls}.json`,
        query: { To: '{agentAddress}', Status: 'in-progress', PageSize: '20' },
        outcomes: [
          { status: [200], at: '/next_page_uri', exists: true, is: 'ambiguousCall' },
          { status: [200], at: '/calls', exists: true, is: 'success' },
        ],
        list: '/calls',
        capture: { callSid: { at: '/parent_call_sid', example: 'CAbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' } },
      },
    ],
    many: 'each',
    pause: {
      method: 'POST',
      path: recording,
      form: { Status: 'paused', PauseBehavior: 'silence' },
      fallback,
      capture: { recordingSid: { at: '/sid', example: 'REcccccccccccccccccccccccccccccccc' } },
      outcomes: [
        { status: [200], at: '/status', equals: 'paused', is: 'success' },
        // Not "nothing is recorded": it may run on the other leg.
        { at: '/code', equals: 21220, is: 'refused', reasonAt: '/message' },
        { status: [404], is: 'refused', reasonAt: '/message' },
      ],
    },
    resume: {
      method: 'POST',
      path: recording,
      form: { Status: 'in-progress' },
      fallback,
      outcomes: [
        { status: [200], at: '/status', equals: 'in-progress', is: 'success' },
        { at: '/code', equals: 21220, is: 'callOver', reasonAt: '/message' },
        { status: [404], is: 'callOver', reasonAt: '/message' },
      ],
    },
    read: {
      method: 'GET',
      path: recording,
      outcomes: [
        { status: [200], at: '/status', equals: 'paused', is: 'paused' },
        { status: [200], at: '/status', equals: 'in-progress', is: 'recording' },
        {
          status: [200],
          at: '/status',
          in: ['stopped', 'processing', 'completed', 'absent'],
          is: 'callOver',
        },
      ],
    },
  },
};
