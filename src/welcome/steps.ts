// The steps of the first run, and what is known of each.
import type { MessageKey } from '../ui/text.ts';

/** In their order. */
export const steps = ['recorder', 'practice', 'sites', 'pin', 'shortcut', 'done'] as const;
export type Step = (typeof steps)[number];

export const stepNames = {
  recorder: 'welcome_recorder',
  practice: 'welcome_practice',
  sites: 'welcome_sites',
  pin: 'welcome_pin',
  shortcut: 'welcome_shortcut',
  done: 'welcome_done',
} as const satisfies Record<Step, MessageKey>;

/** What is true on this desk, whoever made it so. */
export type Facts = {
  /** A recorder is set up, and the browser lets us reach it. */
  hasRecorder: boolean;
  /** A practice call was brought to its end. */
  hasPractised: boolean;
  /** Sites are watched, and the browser lets us see all of them. */
  hasSites: boolean;
  /** Null where the browser does not tell. */
  isPinned: boolean | null;
  /** The keys that pause and resume; empty where there are none. */
  shortcut: string;
};

/** Whether there is nothing left to do in a step; the last one is never done. */
export function isDone(step: Step, facts: Facts): boolean {
  switch (step) {
    case 'recorder':
      return facts.hasRecorder;
    case 'practice':
      return facts.hasPractised;
    case 'sites':
      return facts.hasSites;
    case 'pin':
      return facts.isPinned === true;
    case 'shortcut':
      return facts.shortcut !== '';
    case 'done':
      return false;
    default:
      return step satisfies never;
  }
}

export function toNext(step: Step): Step {
  return steps[Math.min(steps.indexOf(step) + 1, steps.length - 1)] ?? 'done';
}

/** Null before the first. */
export function toPrevious(step: Step): Step | null {
  return steps[steps.indexOf(step) - 1] ?? null;
}
