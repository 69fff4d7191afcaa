// Why no test notices these changes of the core. A change is known by its text, not by its place, so that it is
// found again when lines move; when the line itself changes, somebody has to think again.

export type Reason = {
  /** Name of the file in src/recording, without `.ts`. */
  file: string;
  /**
   * `same`: nobody can see a difference from outside. `unreachable`: it would take a state that no event leads to.
   * `words`: a sentence for people, of which only the sense matters.
   */
  kind: 'same' | 'unreachable' | 'words';
  /** The line, or lines, as they are: in one line, with single spaces. */
  was: string;
  /** What they become, in the same form. */
  becomes: string[];
  why: string;
};

export const reasons: Reason[] = [];
