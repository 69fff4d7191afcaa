// The notes tell one story: everything that begins ends, and every answer has its request.
import { alertSchema, type Note } from '../../src/recording/notes.ts';
import type { State } from '../../src/recording/state.ts';
import { toStatus } from '../../src/recording/status.ts';

/** Which request each kind of note may answer. */
const answers: Partial<Record<Note['type'], string[]>> = {
  targeted: ['pause'],
  paused: ['pause'],
  resumed: ['resume'],
  verified: ['read'],
  contradicted: ['pause', 'read'],
  callOver: ['pause', 'resume', 'read'],
  absent: ['pause', 'resume', 'read'],
};

export class Story {
  readonly #requested = new Map<number, { recorder: string; command: string }>();
  /** Recorders whose pause has begun and not ended. */
  readonly #paused = new Set<string>();
  #holds = 0;
  #isEpisodeOpen = false;
  #alert: string | undefined;

  /** Takes in one note of a step that came to `state` at `nowMs`. */
  add(note: Note, nowMs: number): void {
    if (note.atMs !== nowMs) throw new Error('a note of another time');
    this.#addRequest(note);
    switch (note.type) {
      case 'holdStarted':
        this.#holds += 1;
        return;
      case 'holdEnded':
        this.#holds -= 1;
        return;
      case 'episodeStarted':
      case 'episodeEnded':
        if (this.#isEpisodeOpen === (note.type === 'episodeStarted'))
          throw new Error('an episode out of turn');
        this.#isEpisodeOpen = !this.#isEpisodeOpen;
        return;
      case 'alertStarted':
      case 'alertEnded':
        if (this.#alert !== (note.type === 'alertStarted' ? undefined : note.alert))
          throw new Error('an alert out of turn');
        this.#alert = note.type === 'alertStarted' ? note.alert : undefined;
        return;
      default:
    }
  }

  #addRequest(note: Note): void {
    if (note.type === 'requested') {
      if (note.attempt <= Math.max(0, ...this.#requested.keys())) throw new Error('a number was used twice');
      this.#requested.set(note.attempt, note);
      return;
    }
    // 6. Every pause has exactly one end.
    if (note.type === 'paused') {
      if (this.#paused.has(note.recorder)) throw new Error('a pause began twice');
      this.#paused.add(note.recorder);
    }
    if (['resumed', 'callOver', 'contradicted', 'failed'].includes(note.type))
      this.#paused.delete((note as { recorder: string }).recorder);
    if (!('attempt' in note)) return;
    const request = this.#requested.get(note.attempt);
    const commands = note.type === 'failed' ? [note.command] : answers[note.type];
    if (request?.recorder !== note.recorder || commands?.includes(request.command) !== true)
      throw new Error(`"${note.type}" answers no request`);
  }

  /** What the notes say is what the state is. */
  check(state: State): void {
    if (this.#holds !== state.holds.length) throw new Error('the notes know of other holds');
    if (this.#isEpisodeOpen !== (state.episode !== null))
      throw new Error('the notes know of another episode');
    if (this.#alert !== alertSchema.safeParse(toStatus(state)).data)
      throw new Error('an alert was not noted');
  }

  /** Nothing is open when everything is over. */
  finish(): void {
    if (this.#paused.size > 0) throw new Error('a pause has no end');
  }
}
