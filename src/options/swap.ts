// Another recorder in the place of one: what was entered for each of them is kept while the page is open.
import { createRecorder, type DraftRecorder } from './draft.ts';

/** What was entered in one place of the list, by recorder type. */
type Place = Map<string, DraftRecorder>;

/** Swaps recorders, and remembers. */
export type Swap = (before: DraftRecorder, type: string) => DraftRecorder;

/** A memory of its own; to be kept as long as the page. */
export function createSwap(): Swap {
  const places = new Map<string, Place>();
  return (before, type) => {
    const place = places.get(before.entry.id) ?? new Map<string, DraftRecorder>();
    place.set(before.entry.type, before);
    const after = place.get(type) ?? { ...createRecorder(type), isRequired: before.isRequired };
    places.set(before.entry.id, place);
    places.set(after.entry.id, place);
    return after;
  };
}
