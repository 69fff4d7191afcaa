// What every section of the bench is given.

export type Progress = {
  /** Says what is being done. */
  tell(what: string): void;
  /** Whether the section has used up its time: what is measured by then has to do. */
  isOver(): boolean;
};

/** On a terminal one line that changes; elsewhere a line for each that begins differently. */
export function createProgress(section: string, budgetMs: number): Progress {
  const endMs = performance.now() + budgetMs;
  let last = '';
  return {
    tell(what) {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${section}: ${what}`);
      else if (what.split(':')[0] !== last) console.error(`${section}: ${what}`);
      last = what.split(':')[0] ?? '';
    },
    isOver: () => performance.now() > endMs,
  };
}
