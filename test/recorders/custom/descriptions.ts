// A description that works, for tests to change.
import type { Preset } from '../../../src/recorders/custom/presets/preset.ts';

type Described = Preset['description'];

const done: Described['pause']['outcomes'][number] & Described['resume']['outcomes'][number] = {
  status: [204],
  is: 'success',
};

/** By extension, with nothing to look up or read. */
export const simple: Described = {
  version: 1,
  name: 'Simple',
  traits: { effect: 'silence', command: 'set', scope: 'extension', coversNewCalls: false },
  auth: { type: 'none' },
  pause: { method: 'POST', path: '/{extension}/pause', outcomes: [done] },
  resume: { method: 'POST', path: '/{extension}/resume', outcomes: [done] },
};

/** Call by call, all of them, with a read-back and an id that the pause brings. */
export const rich: Described = {
  ...simple,
  name: 'Rich',
  traits: { ...simple.traits, scope: 'call' },
  variables: { site: { label: 'Site', example: 'hq' } },
  lookUp: [
    {
      method: 'GET',
      path: '/calls',
      query: { site: '{site}' },
      outcomes: [
        { status: [200], at: '/calls', exists: true, is: 'success' },
        { status: [404], is: 'noCall' },
      ],
      list: '/calls',
      where: [{ at: '/agent', equals: '{agentId}' }],
      capture: { call: { at: '/id', example: 'c-1' } },
    },
  ],
  many: 'each',
  pause: {
    method: 'POST',
    path: '/calls/{call}/pause',
    capture: { ticket: { at: '/ticket', example: 't-1' } },
    outcomes: [
      { status: [200], at: '/state', equals: 'paused', is: 'success' },
      { status: [208], is: 'alreadyPaused' },
      { status: [404], is: 'callOver' },
      { status: [409], is: 'notRecording' },
      { status: [429], is: 'refused', reasonAt: '/why' },
    ],
  },
  resume: {
    method: 'POST',
    path: '/calls/{call}/resume',
    json: { ticket: '{ticket}' },
    fallback: { ticket: 'any' },
    outcomes: [
      { status: [200], at: '/state', equals: 'recording', is: 'success' },
      { status: [208], is: 'alreadyRecording' },
      { status: [404], is: 'callOver' },
      { status: [409], is: 'notRecording' },
    ],
  },
  read: {
    method: 'GET',
    path: '/calls/{call}',
    outcomes: [
      { status: [200], at: '/state', equals: 'paused', is: 'paused' },
      { status: [200], at: '/state', equals: 'recording', is: 'recording' },
      { status: [200], at: '/state', equals: 'none', is: 'notRecording' },
      { status: [200], at: '/state', equals: 'odd', is: 'unknown' },
      { status: [404], is: 'callOver' },
    ],
  },
};
