import { useRef } from 'preact/hooks';
import type { Moment } from '../ui/caller-words.ts';
import type { ViewLink } from '../ui/view-link.ts';

/** The moment that the caller should hear of: paused, or resumed since the popup was opened. */
export function useMoment(link: ViewLink): Moment | null {
  const hasPaused = useRef(false);
  if (link.state !== 'live') return null;
  const { status, isOverridden } = link.view;
  if (status === 'paused') {
    hasPaused.current = true;
    return 'paused';
  }
  return status === 'ready' && hasPaused.current && !isOverridden ? 'resumed' : null;
}
