// Sound that comes late is lost: what carries it runs ahead of everything else on a busy machine, where that is allowed.
import { spawnSync } from 'node:child_process';

/** Linux's own; where it is not, nothing is in a hurry. */
const scheduler = 'chrt';

let isAllowed: boolean | undefined;

/** Whether programs may be run in real time here. Asterisk has an option for it, and ends where it may not. */
export function mayHurry(): boolean {
  isAllowed ??= spawnSync(scheduler, ['-r', '5', 'true'], { stdio: 'ignore' }).status === 0;
  return isAllowed;
}

/** A command, run in real time where that is allowed. */
export function toUrgent(program: string, args: string[]): [program: string, args: string[]] {
  return mayHurry() ? [scheduler, ['-r', '5', program, ...args]] : [program, args];
}
