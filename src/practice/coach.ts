// What to do next, in one sentence.
import type { MessageKey } from '../ui/text.ts';
import { countSaid, digitsOf, isCard, type Part } from './script.ts';
import type { Scene } from './session.ts';

/** The sentence for a scene. */
export function toCoach({ stage, view, said, verdict }: Scene): MessageKey {
  if (stage === 'idle') return 'practice_coach_idle';
  if (stage === 'over') return verdict?.card.heard === 0 ? 'practice_coach_over' : 'practice_coach_leaked';
  const isSaid = (part: Part) => countSaid(said, part) === digitsOf[part].length;
  const isCardBegun = said.some(({ part }) => isCard(part));
  if (view === null) return 'practice_coach_before';
  if (view.isOverridden) return 'practice_coach_overridden';
  switch (view.status) {
    case 'pausing':
      return 'practice_coach_pausing';
    case 'stillRecording':
      return 'practice_coach_stillRecording';
    case 'stillPaused':
      return 'practice_coach_stillPaused';
    case 'resuming':
      return 'practice_coach_resuming';
    case 'paused':
      return toPausedCoach(view.holds, isSaid);
    case 'ready':
      if (isCardBegun) return 'practice_coach_after';
      return isSaid('before') ? 'practice_coach_focus' : 'practice_coach_before';
    case 'noCall':
    case 'notSetUp':
    case 'observing':
    case 'microphoneOff':
    case 'microphoneStuck':
      return 'practice_coach_before';
    default:
      return view.status satisfies never;
  }
}

function toPausedCoach(
  holds: { kind?: string | undefined; origin: string }[],
  isSaid: (part: Part) => boolean,
): MessageKey {
  const focused = (['card-number', 'card-expiry', 'card-csc'] as const).find(part =>
    holds.some(({ kind }) => kind === part),
  );
  if (focused === undefined) return holds.length === 0 ? 'practice_coach_linger' : 'practice_coach_manual';
  if (!isSaid(focused)) return 'practice_coach_reading';
  return focused === 'card-csc' ? 'practice_coach_leave' : 'practice_coach_next';
}
