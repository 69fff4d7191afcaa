import type { Effect } from './offer.ts';

/** Heights of a voice, in percent; the middle third is where the card is said. */
const voice = [
  30, 55, 80, 45, 65, 95, 60, 35, 50, 85, 70, 40, 90, 60, 45, 75, 30, 55, 90, 65, 40, 80, 50, 35,
];
const [from, to] = [8, 16];
const step = 8;

/** How a recording looks where it was paused. Decoration: the words beside it say the same. */
export function EffectPicture({ effect }: { effect: Effect }) {
  const isOpen = effect === 'unknown' || effect === 'settings';
  return (
    <svg
      class="effect"
      viewBox={`0 0 ${voice.length * step} 32`}
      aria-hidden="true"
      preserveAspectRatio="none"
    >
      {voice.map((percent, index) => {
        const isPaused = index >= from && index < to;
        const height = toHeight(effect, percent, isPaused);
        return height === 0 ? null : (
          <rect
            key={index}
            class={isPaused ? 'effect-paused' : 'effect-voice'}
            x={index * step + 2 + toShift(effect, index)}
            y={16 - height / 2}
            width={4}
            height={height}
            rx={2}
          />
        );
      })}
      {isOpen && (
        <rect class="effect-open" x={from * step} y={3} width={(to - from) * step} height={26} rx={4} />
      )}
      {effect === 'cut' && <path class="effect-line" d="M96 2v28" />}
      {effect === 'newFile' && <path class="effect-line" d="M70 3H2v26h68zM122 3h68v26h-68z" />}
    </svg>
  );
}

/** What is cut out leaves no room: its two ends meet. */
function toShift(effect: Effect, index: number): number {
  if (effect !== 'cut') return 0;
  const half = ((to - from) * step) / 2;
  return index < from ? half : -half;
}

function toHeight(effect: Effect, percent: number, isPaused: boolean): number {
  const full = (percent * 24) / 100;
  if (!isPaused) return full;
  switch (effect) {
    case 'silence':
      return 2;
    // The caller is still heard.
    case 'agentMicrophone':
      return full / 2;
    case 'cut':
    case 'newFile':
    case 'unknown':
    case 'settings':
      return 0;
    default:
      return effect satisfies never;
  }
}
