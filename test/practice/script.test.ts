import { describe, expect, it } from 'vitest';
import {
  countSaid,
  digitsOf,
  isOver,
  parts,
  toNextPart,
  toWritten,
  type Part,
  type SaidDigit,
} from '../../src/practice/script.ts';
import { views } from '../ui/views.ts';

/** Whole parts, or the first digits of one. */
function say(...given: (Part | [Part, number])[]): SaidDigit[] {
  return given.flatMap(one => {
    const [part, count] = typeof one === 'string' ? [one, digitsOf[one].length] : one;
    return Array.from(digitsOf[part].slice(0, count), (digit, index) => ({
      digit,
      startMs: index * 320,
      part,
    }));
  });
}

const pausedFor = (kind: 'card-number' | 'card-expiry' | 'card-csc') => ({
  ...views.verified,
  holds: views.verified.holds.map(hold => ({ ...hold, kind })),
});

describe('what the simulated caller goes on with', () => {
  it.each([
    ['begins with what is harmless', say(), views.ready, 'before'],
    ['waits for the agent after that', say('before'), views.ready, null],
    ['says nothing harmless while a pause is asked for', say(['before', 2]), views.pausing, null],
    ['keeps the card for itself until the desk says paused', say('before'), views.pausing, null],
    ['keeps the card for itself in the alarm', say('before'), views.stillRecording, null],
    ['keeps the card for itself where there is no call', say(), views.noCall, null],
    ['gives the number when its field has focus', say('before'), pausedFor('card-number'), 'card-number'],
    [
      'gives the expiry date when its field has focus',
      say('before'),
      pausedFor('card-expiry'),
      'card-expiry',
    ],
    ['gives nothing twice', say('before', 'card-number'), pausedFor('card-number'), null],
    ['waits while no field has focus', say('before', ['card-number', 5]), views.lingering, null],
    ['goes on with the rest when recording again', say('before', 'card-number'), views.ready, 'after'],
    [
      'does not stop reading because somebody resumes',
      say('before', ['card-number', 5]),
      views.overridden,
      'card-number',
    ],
    [
      'begins nothing of the card after somebody resumed',
      say('before', 'card-number'),
      views.overridden,
      null,
    ],
    ['says no more at the end', say(...parts), views.ready, null],
  ] as const)('%s', (_, said, view, part) => {
    expect(toNextPart([...said], view)).toBe(part);
  });

  it('is over after the last digit and not before', () => {
    expect(isOver(say(...parts))).toBe(true);
    expect(isOver(say('before', ['after', 4]))).toBe(false);
  });

  it('counts and writes what was said', () => {
    expect(countSaid(say('before', ['card-number', 6]), 'card-number')).toBe(6);
    expect(toWritten('card-number', 6)).toBe('4111 11');
    expect(toWritten('card-expiry', 3)).toBe('11 / 2');
    expect(toWritten('card-csc', 2)).toBe('73');
  });
});
