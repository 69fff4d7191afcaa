import { describe, expect, it } from 'vitest';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import { toCoach } from '../../src/practice/coach.ts';
import { digitsOf, type Part, type SaidDigit } from '../../src/practice/script.ts';
import type { Scene } from '../../src/practice/session.ts';
import { views } from '../ui/views.ts';

const say = (...given: Part[]): SaidDigit[] =>
  given.flatMap(part => [...digitsOf[part]].map((digit, index) => ({ digit, startMs: index, part })));
const toScene = (change: Partial<Scene>): Scene => ({
  stage: 'talking',
  view: views.ready,
  said: [],
  behaviour: 'works',
  pausedAfterMs: null,
  verdict: null,
  ...change,
});
const heard = (count: number) => ({
  digits: [],
  card: { said: 4, heard: count },
  others: { said: 0, heard: 0 },
});

describe('the coach', () => {
  it.each([
    ['before the call', { stage: 'idle' }, 'practice_coach_idle'],
    ['at the beginning', {}, 'practice_coach_before'],
    ['when it is the agent’s turn', { said: say('before') }, 'practice_coach_focus'],
    ['while the recorder is asked', { view: views.pausing }, 'practice_coach_pausing'],
    ['while the caller reads', { view: views.verified, said: say('before') }, 'practice_coach_reading'],
    ['when the number is given', { view: views.verified, said: say('card-number') }, 'practice_coach_next'],
    ['between field and resume', { view: views.lingering }, 'practice_coach_linger'],
    ['in the alarm', { view: views.stillRecording }, 'practice_coach_stillRecording'],
    ['when it does not resume', { view: views.stillPaused }, 'practice_coach_stillPaused'],
    [
      'after somebody resumed',
      { view: views.overridden, said: say('card-number') },
      'practice_coach_overridden',
    ],
    ['when recording again', { said: say('before', 'card-number') }, 'practice_coach_after'],
    ['after a good call', { stage: 'over', verdict: heard(0) }, 'practice_coach_over'],
    ['after a leak', { stage: 'over', verdict: heard(1) }, 'practice_coach_leaked'],
  ] as const)('%s', (_, change, sentence) => {
    expect(toCoach(toScene(change as Partial<Scene>))).toBe(sentence);
  });

  it.each(Object.entries(views))('has a sentence for %s', (_, view) => {
    expect(messages).toHaveProperty(toCoach(toScene({ view })));
  });
});
