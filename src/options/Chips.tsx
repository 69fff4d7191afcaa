import type { Chip } from './offer.ts';

/** Each drawn with lines of the words' own colour, in a square of 16. */
const shapes: Record<Chip['icon'], string> = {
  silence: 'M1 8h2m3 0h1m2 0h1m3 0h2M3 5v6M13 5v6',
  cut: 'M5 5.5 13 12M5 10.5 13 4M3.5 6a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5M3.5 13.5a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5',
  newFile: 'M2 2.5h4v11H2zM10 2.5h4v11h-4z',
  agentMicrophone:
    'M8 1.5a2 2 0 0 1 2 2v4a2 2 0 0 1-4 0v-4a2 2 0 0 1 2-2zM3.5 7.5a4.5 4.5 0 0 0 9 0M8 12v2.5M5.5 14.5h5',
  unknown: 'M5.5 6a2.5 2.5 0 1 1 3.5 2.300c-.7.3-1 .8-1 1.700M8 13v.2',
  settings: 'M2 5h7m3 0h2M2 11h2m3 0h7M10.5 3.5v3M5.5 9.5v3',
  verified: 'm1.5 8.5 3 3 6-7M8.5 11l.5.5 6-7',
  accepted: 'm3 8.5 3.5 3.5L13 4.5',
  either: 'm3 8.5 3.5 3.5L13 4.5',
  calls: 'M5.5 1.5h-3c0 7 5 12 12 12v-3l-3.5-1.5-1.5 1.5C7.5 9.5 6.5 8.5 5.5 6.5L7 5z',
  identity: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.5 14.5c0-3 2.5-4.5 5.5-4.5s5.5 1.5 5.5 4.5',
};

/** What a recorder can and cannot promise, each as an icon and words. */
export function Chips({ chips }: { chips: Chip[] }) {
  return (
    <ul class="chips">
      {chips.map(({ icon, words }) => (
        <li key={words} class={`chip chip-${icon}`}>
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d={shapes[icon]} />
          </svg>
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}
