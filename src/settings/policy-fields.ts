// One recorder of the policy, setting by setting: the policy's own, those that it leaves to the agent, and those that
// it got wrong.
import type { Recorder } from '../recorders/recorder.ts';
import { toProblems, toSecretNames } from './check.ts';
import type { PolicyRecorder } from './policy-schema.ts';
import type { Report } from './policy-values.ts';

type Values = Record<string, unknown>;

type Given = {
  recorder: Recorder;
  wanted: PolicyRecorder;
  /** What a policy per user says of the agent's own settings. */
  agent: Values;
  /** What the user has stored for this recorder, secrets included. */
  own: Values;
  /** Where the recorder and the agent's values stand in the policy. */
  path: string;
  agentPath: string;
  onProblem: Report;
  onWarning: Report;
};

/** Settings in force, secrets among them, and the names of those that only policy sets. */
export type LaidFields = { values: Values; locked: string[] };

/** Lays the policy's settings over the user's. */
export function layFields(given: Given): LaidFields {
  const { recorder, wanted, own, path, onProblem } = given;
  const names = Object.keys(recorder.settings.def.shape);
  const isAgents = (name: string) => wanted.agentFields.includes(name);
  reportStrangers(given, names);

  /** Where each of the policy's values stands in it, for those that the agent cannot change. */
  const places = new Map<string, string>();
  const fixed: Values = {};
  for (const name of names) {
    if (name in given.agent && isAgents(name)) {
      fixed[name] = given.agent[name];
      places.set(name, `${given.agentPath}.${name}`);
    } else if (name in wanted.settings && !isAgents(name)) {
      fixed[name] = wanted.settings[name];
      places.set(name, `${path}.settings.${name}`);
    }
  }
  /** What the policy got wrong: the user's value is in force, and the user may change it. */
  const wrong = new Set<string>();
  const toValues = (): Values => {
    const isOwn = (name: string) => (isAgents(name) && !(name in fixed)) || wrong.has(name);
    const suggested = Object.entries(wanted.settings).filter(
      ([name]) => isAgents(name) && names.includes(name),
    );
    const mine = Object.entries(own).filter(([name]) => isOwn(name));
    return { ...Object.fromEntries(suggested), ...Object.fromEntries(mine), ...fixed };
  };

  for (;;) {
    const values = toValues();
    const parsed = recorder.settings.safeParse(values);
    const issues = parsed.success ? [] : parsed.error.issues;
    const bad = issues.filter(({ path: [name] }) => typeof name === 'string' && name in fixed);
    if (bad.length === 0) {
      const free = issues.filter(
        ({ path: [name] }) => !(typeof name === 'string' && (isAgents(name) || wrong.has(name))),
      );
      onProblem(...toProblems(free, values, `${path}.settings.`));
      return { values, locked: names.filter(name => name in fixed || !(isAgents(name) || wrong.has(name))) };
    }
    for (const problem of toProblems(bad, values, '')) {
      const [name = '', ...rest] = problem.path.split('.');
      onProblem({ ...problem, path: [places.get(name) ?? path, ...rest].join('.') });
      wrong.add(name);
      delete fixed[name];
    }
  }
}

function reportStrangers(
  { recorder, wanted, agent, path, agentPath, onProblem, onWarning }: Given,
  names: string[],
): void {
  const secretNames = toSecretNames(recorder);
  for (const name of Object.keys(wanted.settings))
    if (!names.includes(name))
      onProblem({ path: `${path}.settings.${name}`, code: 'policyUnknown', detail: name });
    else if (secretNames.includes(name))
      onWarning({ path: `${path}.settings.${name}`, code: 'policySecret', detail: '' });
  for (const [index, name] of wanted.agentFields.entries())
    if (!names.includes(name))
      onProblem({ path: `${path}.agentFields.${index}`, code: 'policyUnknown', detail: name });
  for (const name of Object.keys(agent))
    if (!names.includes(name) || !wanted.agentFields.includes(name))
      onProblem({ path: `${agentPath}.${name}`, code: 'policyNotAgents', detail: name });
    else if (secretNames.includes(name))
      onWarning({ path: `${agentPath}.${name}`, code: 'policySecret', detail: '' });
}
