// That the result is what the tape holds, whatever the script wanted.
import { describe, expect, it } from 'vitest';
import type { Part, SaidDigit } from '../../src/practice/script.ts';
import { createTape, columnMs } from '../../src/practice/tape.ts';
import { toVerdict } from '../../src/practice/verdict.ts';

/** Says `digits` one after the other from `fromMs` on, and gives back what was said. */
function say(tape: ReturnType<typeof createTape>, digits: string, part: Part, fromMs: number): SaidDigit[] {
  return [...digits].map((digit, index) => {
    const startMs = fromMs + index * 320;
    tape.advance(startMs);
    tape.say({ digit, startMs });
    tape.advance(startMs + 320);
    return { digit, startMs, part };
  });
}

describe('a tape', () => {
  it('holds what is said while it runs, and silence while it is paused', () => {
    const tape = createTape();
    const before = say(tape, '6035', 'before', 500);
    tape.setPaused(true);
    const card = say(tape, '4111', 'card-number', 2_000);
    tape.setPaused(false);
    const after = say(tape, '82714', 'after', 4_000);
    const verdict = toVerdict(tape.samples(), [...before, ...card, ...after]);
    expect(verdict.card).toEqual({ said: 4, heard: 0 });
    expect(verdict.others).toEqual({ said: 9, heard: 9 });
    expect(verdict.digits.filter(({ isHeard }) => isHeard).map(({ digit }) => digit)).toEqual([
      ...'603582714',
    ]);
  });

  it('gives away every card digit that was said while it ran', () => {
    const tape = createTape();
    const card = say(tape, '41', 'card-number', 500);
    tape.setPaused(true);
    card.push(...say(tape, '11', 'card-number', 1_500));
    tape.setPaused(false);
    card.push(...say(tape, '11', 'card-number', 3_000));
    expect(toVerdict(tape.samples(), card).card).toEqual({ said: 6, heard: 4 });
  });

  it('counts a digit that was cut off as heard', () => {
    const tape = createTape();
    tape.advance(500);
    tape.say({ digit: '7', startMs: 500 });
    tape.advance(540);
    tape.setPaused(true);
    tape.advance(2_000);
    const said: SaidDigit[] = [{ digit: '7', startMs: 500, part: 'card-csc' }];
    expect(toVerdict(tape.samples(), said).card).toEqual({ said: 1, heard: 1 });
  });

  it('finds a harmless digit missing that was said into the pause', () => {
    const tape = createTape();
    tape.setPaused(true);
    const said = say(tape, '60', 'before', 500);
    expect(toVerdict(tape.samples(), said).others).toEqual({ said: 2, heard: 0 });
  });

  it('draws what it holds: loud where something was said, nothing where it was paused', () => {
    const tape = createTape();
    say(tape, '5', 'before', 400);
    tape.setPaused(true);
    say(tape, '5', 'card-csc', 1_200);
    const at = (ms: number) => tape.columns()[Math.floor(ms / columnMs)];
    expect(at(440)?.held).toBeGreaterThan(0.5);
    expect(at(440)?.isPaused).toBe(false);
    expect(at(1_240)).toMatchObject({ held: 0, isPaused: true });
    expect(at(1_240)?.said).toBeGreaterThan(0.5);
  });

  it('is as long as the call, and grows beyond its first length', () => {
    const tape = createTape(() => 0.5);
    tape.advance(61_000);
    tape.advance(10_000);
    expect(tape.samples().length).toBe(61 * 8_000);
  });
});
