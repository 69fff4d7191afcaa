// Why evidence does not get where it should, and what to do.
import type { ShippingProblem } from '../shipping/problem.ts';
import { text } from '../ui/text.ts';

export function toShippingProblem(problem: ShippingProblem): string {
  return text(`options_ship_problem_${problem}`);
}
