// Everything that can happen in the model, and how likely it is.
import fc from 'fast-check';
import type { RecorderErrorCode } from '../../src/recorders/errors.ts';
import type { Traits } from '../../src/recorders/recorder.ts';
import type { Mode } from '../../src/recording/state.ts';
import { setTraits } from './scene.ts';

/** One thing that happens. Frames are 0..2, channels 0..1. */
export type Op =
  | { type: 'focus'; frame: number; isNew: boolean; isAway: boolean }
  /** A new focus, and recorders that do as they are told, or say so. */
  | { type: 'visit'; frame: number; isLie: boolean }
  /** Every frame lets go, the linger goes by, and the recorders resume, but the answers may be lost. */
  | { type: 'leaveAll'; then: 'nothing' | 'resumed' | 'lost' }
  /** The time between two read-backs goes by, and what is asked is answered. */
  | { type: 'look'; isStale: boolean }
  /** A payment page, in a frame that may have a field with focus as well. */
  | { type: 'page'; frame: number; isNew: boolean; isAway: boolean; isLeaving: boolean }
  /** An administrator switches between pausing and only watching, whatever goes on. */
  | { type: 'mode'; mode: Mode }
  /** An administrator sets other limits: short ones are reached more often. */
  | { type: 'limits'; isShort: boolean }
  /** An administrator makes a recorder required, or no longer. */
  | { type: 'required'; channel: number }
  | { type: 'leave'; frame: number; isOld: boolean; isGone: boolean }
  | { type: 'activity'; frame: number }
  /** `short`: a pause by hand that policy ends; `why`: its reason, which bounds it otherwise; `refused`: it was not allowed. */
  | {
      type: 'press';
      button: 'pause' | 'resume' | 'extend' | 'short' | 'why' | 'refused' | 'trial' | 'endTrial';
    }
  /** The recorder gets the request, and the worker may get the answer. */
  | {
      type: 'serve';
      channel: number;
      fate: 'answered' | 'answeredTwice' | 'lost' | 'dropped';
      code: RecorderErrorCode | 'yes';
      /** It says yes and does nothing: only where we could find out. */
      isLie: boolean;
      /** A read-back shows how things stood before the newest change, within the lag that the recorder admits. */
      isStale: boolean;
    }
  /** Somebody resumes the recording in the recorder's own program. */
  | { type: 'elsewhere'; channel: number }
  | { type: 'kill' }
  | { type: 'time'; ms: number }
  /** Somebody sets the clock, or the machine sleeps. */
  | { type: 'jump'; byMs: number }
  | { type: 'call'; change: 'begins' | 'ends' };

const codes: (RecorderErrorCode | 'yes')[] = [
  'yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'unauthorized', 'noCall', 'ambiguousCall', 'callOver', 'rateLimited',
  'timedOut', 'timedOut', 'badAnswer', 'refused',
]; // prettier-ignore

const rarely = fc.nat(3).map(some => some === 3);

/** How likely each kind is. */
const weights: { [Type in Op['type']]: [number, fc.Arbitrary<Extract<Op, { type: Type }>>] } = {
  focus: [
    2,
    fc.record({ type: fc.constant('focus'), frame: fc.nat(2), isNew: fc.boolean(), isAway: fc.boolean() }),
  ],
  page: [
    1,
    fc.record({
      type: fc.constant('page'), frame: fc.nat(2), isNew: fc.boolean(), isAway: fc.boolean(), isLeaving: fc.boolean(),
    }), // prettier-ignore
  ],
  visit: [3, fc.record({ type: fc.constant('visit'), frame: fc.nat(2), isLie: rarely })],
  leaveAll: [
    2,
    // oxlint-disable-next-line unicorn/no-thenable -- one word of an operation, never awaited
    fc.record({ type: fc.constant('leaveAll'), then: fc.constantFrom('nothing', 'resumed', 'lost') }),
  ],
  look: [2, fc.record({ type: fc.constant('look'), isStale: fc.boolean() })],
  limits: [1, fc.record({ type: fc.constant('limits'), isShort: fc.boolean() })],
  mode: [1, fc.record({ type: fc.constant('mode'), mode: fc.constantFrom('enforce', 'enforce', 'observe') })],
  required: [1, fc.record({ type: fc.constant('required'), channel: fc.nat(1) })],
  leave: [
    1,
    fc.record({ type: fc.constant('leave'), frame: fc.nat(2), isOld: fc.boolean(), isGone: fc.boolean() }),
  ],
  activity: [1, fc.record({ type: fc.constant('activity'), frame: fc.nat(2) })],
  press: [
    1,
    fc.record({
      type: fc.constant('press'),
      button: fc.constantFrom('pause', 'resume', 'extend', 'short', 'why', 'refused', 'trial', 'endTrial'),
    }),
  ],
  serve: [
    9,
    fc.record({
      type: fc.constant('serve'),
      channel: fc.nat(1),
      fate: fc.constantFrom(
        'answered',
        'answered',
        'answered',
        'answered',
        'answeredTwice',
        'lost',
        'dropped',
      ),
      code: fc.constantFrom(...codes),
      isLie: rarely,
      isStale: fc.boolean(),
    }),
  ],
  elsewhere: [1, fc.record({ type: fc.constant('elsewhere'), channel: fc.nat(1) })],
  kill: [1, fc.record({ type: fc.constant('kill') })],
  time: [
    6,
    fc.record({
      type: fc.constant('time'),
      ms: fc.oneof(
        // When something is usually due.
        fc.constantFrom(300, 3_000, 5_000, 10_000, 15_000),
        fc.integer({ min: 1, max: 4_000 }),
        fc.integer({ min: 4_000, max: 30_000 }),
        fc.integer({ min: 4_000, max: 700_000 }),
      ),
    }),
  ],
  jump: [
    1,
    fc.record({
      type: fc.constant('jump'),
      byMs: fc.oneof(
        fc.integer({ min: -4_000_000, max: 4_000_000 }),
        fc.integer({ min: -5_000, max: 5_000 }),
      ),
    }),
  ],
  call: [1, fc.record({ type: fc.constant('call'), change: fc.constantFrom('begins', 'ends') })],
};

export const opArbitrary: fc.Arbitrary<Op> = fc.oneof(
  ...Object.values(weights).map(([weight, arbitrary]) => ({
    weight,
    arbitrary: arbitrary as fc.Arbitrary<Op>,
  })),
);

/** Mostly short ones, as they cost less and fail more readably; and some long ones, as some trouble takes its time. */
export const opsArbitrary: fc.Arbitrary<Op[]> = fc.oneof(
  { weight: 3, arbitrary: fc.array(opArbitrary, { maxLength: 12, size: 'max' }) },
  { weight: 1, arbitrary: fc.array(opArbitrary, { maxLength: 40, size: 'max' }) },
);

export const traitsArbitrary: fc.Arbitrary<Traits[]> = fc.array(
  fc
    .record({
      effect: fc.constantFrom('silence', 'silence', 'agentMicrophone'),
      command: fc.constantFrom('set', 'set', 'toggle'),
      canRead: fc.boolean(),
      coversNewCalls: fc.boolean(),
    })
    // A toggle whose read-back lags could never be used safely: settings that describe one are refused.
    .map(some => ({ ...setTraits, ...some, readLagMs: some.command === 'toggle' ? 0 : 10_000 }) as Traits),
  { minLength: 1, maxLength: 2 },
);
