/** Something broke that must not. */
export function report(problem: unknown): void {
  // oxlint-disable-next-line no-console -- the worker's console is where an administrator's engineer looks
  console.error('CardHush:', problem instanceof Error ? problem.message : problem);
}
