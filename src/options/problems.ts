// From refused settings to sentences at their fields.
import type { Problem } from '../settings/schema.ts';
import { findText, text } from '../ui/text.ts';

/** The sentence for a problem; where there is none of ours, what the checking library says goes along. */
export function toProblemText({ code, detail }: Problem): string {
  const sentence = findText(`problem_${code}`, detail);
  if (sentence !== null) return sentence;
  return detail === '' ? text('problem_invalid') : `${text('problem_invalid')} (${detail})`;
}

/** The sentence for the field at `path`, or null where nothing is wrong with it or with what it holds. */
export function findProblem(problems: Problem[], path: string): string | null {
  const problem = problems.find(known => known.path === path || known.path.startsWith(`${path}.`));
  if (problem === undefined) return null;
  // A field can hold a whole description: its problems say where in it they are.
  const place = problem.path.slice(path.length + 1);
  return place === '' ? toProblemText(problem) : `${place}: ${toProblemText(problem)}`;
}
