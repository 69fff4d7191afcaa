// What a call tells of itself in the vendor's different words, and what follows from it.
import { describe, expect, it } from 'vitest';
import { RecorderError } from '../../src/recorders/errors.ts';
import { callJsonSchema, type Call } from '../../src/recorders/genesys-call.ts';
import { planPause, toReading } from '../../src/recorders/genesys-recording.ts';

const base: Call = { id: 'A', isLive: true, isRinging: false, recording: 'recording', canPause: true };
const other: Call = { ...base, id: 'B' };
const paused: Call = { ...base, recording: 'paused', canPause: false };
const stopped: Call = { ...base, recording: 'stopped', canPause: false };
const silent: Call = { ...base, recording: 'unknown', canPause: undefined };
const unable: Call = { ...base, recording: 'unknown', canPause: false };
const ringing: Call = { ...unable, isRinging: true };
const over: Call = { ...base, isLive: false };

describe('a call in JSON', () => {
  it.each([
    [{ recordingState: 'Recording' }, 'recording'],
    [{ recordingState: 'Paused' }, 'paused'],
    [{ recordingState: 'Stopped' }, 'stopped'],
    [{ recordingState: 'Paused', userData: { GSIP_RECORD: 'ON' } }, 'paused'],
    [{ userData: { GSIP_RECORD: 'ON' } }, 'recording'],
    [{ userData: { GSIP_RECORD: 'PAUSED' } }, 'paused'],
    [{ userData: { GSIP_RECORD: 'OFF' } }, 'stopped'],
    [{ capabilities: ['Hold', 'PauseCallRecording', 'StopCallRecording'] }, 'recording'],
    [{ capabilities: ['ResumeCallRecording', 'StopCallRecording'] }, 'paused'],
    [{ capabilities: ['StartCallRecording'] }, 'stopped'],
    [{ capabilities: ['Hold', 'Hangup'] }, 'unknown'],
    [{ recordingState: 'Starting', userData: { GSIP_RECORD: 7 } }, 'unknown'],
    // The microphone's own state is none of our business.
    [{ mute: 'On', userData: null, capabilities: null, recordingState: null }, 'unknown'],
    [{}, 'unknown'],
  ])('%j is %s', (fields, recording) => {
    expect(callJsonSchema.parse({ id: 'A', state: 'Established', ...fields }).recording).toBe(recording);
  });

  it.each([
    ['Established', true, false],
    ['Held', true, false],
    ['Dialing', true, true],
    ['Ringing', true, true],
    ['Released', false, false],
    ['Completed', false, false],
    [undefined, true, false],
  ])('in the state %s', (state, isLive, isRinging) => {
    expect(callJsonSchema.parse({ id: 'A', state })).toMatchObject({ isLive, isRinging });
  });

  it('needs an id, of whatever form', () => {
    expect(callJsonSchema.safeParse({ id: '007102719818001f' }).success).toBe(true);
    expect(callJsonSchema.safeParse({ id: '' }).success).toBe(false);
    expect(callJsonSchema.safeParse({}).success).toBe(false);
  });
});

describe('a plan to pause', () => {
  it.each<[string, Call[], string[], ReturnType<typeof planPause>]>([
    ['one call', [base], [], { callIds: ['A'], toPause: ['A'] }],
    ['both calls', [base, other], [], { callIds: ['A', 'B'], toPause: ['A', 'B'] }],
    ['what is recorded only', [stopped, other, over], [], { callIds: ['B'], toPause: ['B'] }],
    ['a call that tells nothing', [silent], [], { callIds: ['A'], toPause: ['A'] }],
    ['no call that we paused before', [paused], ['A'], { callIds: ['A'], toPause: [] }],
    ['only the new call', [paused, other], ['A'], { callIds: ['A', 'B'], toPause: ['B'] }],
    ['in the order of before', [base, other], ['B', 'A'], { callIds: ['B', 'A'], toPause: ['A', 'B'] }],
    ['without the call that is over', [over, other], ['A'], { callIds: ['B'], toPause: ['B'] }],
    ['not what somebody else paused', [paused, other], [], { callIds: ['B'], toPause: ['B'] }],
    ['beside a call that tells nothing', [unable, other], [], { callIds: ['B'], toPause: ['B'] }],
    ['beside a call that rings', [ringing, other], [], { callIds: ['B'], toPause: ['B'] }],
  ])('names %s', (_, calls, ours, plan) => {
    expect(planPause(calls, ours)).toEqual(plan);
  });

  it.each<[string, Call[], string]>([
    ['no call', [], 'noCall'],
    ['a call that is over', [over], 'noCall'],
    ['a call that rings', [ringing], 'noCall'],
    ['a call that nobody records', [stopped], 'notRecording'],
    ['a call that somebody else paused', [paused], 'notRecording'],
    ['a call that cannot be paused', [{ ...base, canPause: false }], 'refused'],
    ['a call that offers nothing', [unable], 'refused'],
    ['one of two that cannot be paused', [{ ...base, canPause: false }, other], 'refused'],
  ])('fails for %s', (_, calls, code) => {
    expect(() => planPause(calls, [])).toThrow(RecorderError);
    expect(() => planPause(calls, [])).toThrow(expect.objectContaining({ code }));
  });
});

describe('a reading', () => {
  it.each<[string, Call[], string[] | null, ReturnType<typeof toReading>]>([
    ['ours is paused', [paused], ['A'], { state: 'paused' }],
    ['ours is recorded', [base], ['A'], { state: 'recording' }],
    ['a new call is recorded', [paused, other], ['A'], { state: 'recording', isNewCall: true }],
    ['ours is over', [over], ['A'], { state: 'callOver' }],
    ['ours is over and another is paused', [{ ...paused, id: 'B' }], ['A'], { state: 'callOver' }],
    ['ours is over and another is recorded', [other], ['A'], { state: 'recording', isNewCall: true }],
    ['ours was stopped', [stopped], ['A'], { state: 'notRecording' }],
    ['ours tells nothing', [silent], ['A'], { state: 'unknown' }],
    [
      'a new call tells nothing',
      [paused, { ...silent, id: 'B' }],
      ['A'],
      { state: 'recording', isNewCall: true },
    ],
    ['a new call offers nothing', [paused, { ...unable, id: 'B' }], ['A'], { state: 'unknown' }],
    ['a new call rings', [paused, { ...ringing, id: 'B' }], ['A'], { state: 'paused' }],
    ['nobody is asked for, and one is recorded', [base], null, { state: 'recording' }],
    ['nobody is asked for, and all are paused', [paused], null, { state: 'paused' }],
    ['nobody is asked for, and nothing is there', [], null, { state: 'callOver' }],
  ])('where %s', (_, calls, ours, reading) => {
    expect(toReading(calls, ours)).toEqual(reading);
  });
});
