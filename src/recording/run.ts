// A step in the making.
import type { Note } from './notes.ts';
import type { Channel, Command, State } from './state.ts';
import type { CallRef } from '../recorders/recorder.ts';

/** What the edge has to do. The state is to be saved before any of it. */
export type Effect =
  | { type: 'request'; channelId: string; attemptId: number; command: Command; callRef: CallRef | null }
  | { type: 'note'; note: Note };

/** A step in the making: the pieces of the core change its draft and add effects. */
export type Run = { state: State; nowMs: number; effects: Effect[] };

type WithoutBase<T> = T extends unknown ? Omit<T, 'atMs' | 'episode'> : never;

/** Adds a note to the effects. */
export function note(run: Run, fact: WithoutBase<Note>): void {
  run.effects.push({ type: 'note', note: { atMs: run.nowMs, episode: run.state.episodes, ...fact } as Note });
}

/** What a note says in addition where not a recording but only the agent's microphone was switched. */
export function toMicrophoneMark({ traits }: Channel): { isMicrophone?: true } {
  return traits.effect === 'agentMicrophone' ? { isMicrophone: true } : {};
}
