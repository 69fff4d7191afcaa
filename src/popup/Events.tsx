import type { Note } from '../recording/notes.ts';
import { toTimeOfDay } from '../ui/duration.ts';
import { text } from '../ui/text.ts';
import { toEventText } from '../ui/event-text.ts';

type Props = {
  /** Oldest first. */
  events: Note[];
  /** Products' names by recorder entry id. */
  names: Record<string, string>;
  /** Entry ids of the recorders that switch a microphone and pause nothing. */
  microphones: Set<string>;
};

const shown = 6;

/** The last things that happened. */
export function Events({ events, names, microphones }: Props) {
  const rows = events
    .map(note => ({ atMs: note.atMs, sentence: toEventText(note, names, microphones) }))
    .filter(({ sentence }) => sentence !== null)
    .slice(-shown)
    .toReversed();
  if (rows.length === 0) return null;
  return (
    <details class="events">
      <summary>{text('popup_events')}</summary>
      <ol>
        {rows.map(({ atMs, sentence }) => (
          <li key={`${atMs} ${sentence}`}>
            <time dateTime={new Date(atMs).toISOString()}>{toTimeOfDay(atMs)}</time>
            <span>{sentence}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}
