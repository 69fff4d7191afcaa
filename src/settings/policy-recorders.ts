// The policy's recorders: whole and locked, but for the settings that it leaves to each agent.
//
// A recorder that the policy got wrong stays in the list, broken: left out, the others alone could make the view say
// "paused". Its pauses fail, and the view says that.
import { findRecorder } from '../recorders/index.ts';
import { toSecretNames } from './check.ts';
import { layFields, type LaidFields } from './policy-fields.ts';
import { policyRecorderSchema, type AgentValues, type PolicyRecorder } from './policy-schema.ts';
import { isRecord, parse, type Report } from './policy-values.ts';
import type { RecorderEntry, Secrets } from './schema.ts';
import type { Stored } from './store.ts';

export type LaidRecorders = { recorders: RecorderEntry[]; secrets: Secrets; locked: string[] };

type Reports = { onProblem: Report; onWarning: Report };

/** Lays the policy's list over the user's; null where it is none, so that the user's stays. */
export function layRecorders(
  given: unknown,
  agent: AgentValues,
  user: Stored,
  reports: Reports,
): LaidRecorders | null {
  const { onProblem } = reports;
  if (!Array.isArray(given)) {
    onProblem({ path: 'recorders', code: 'policyNotList', detail: '' });
    return null;
  }
  const laid: LaidRecorders = { recorders: [], secrets: {}, locked: ['recorders'] };
  for (const [index, one] of given.entries()) {
    const path = `recorders.${index}`;
    const wanted = toWanted(one, path, onProblem);
    const { type, isRequired } = wanted;
    const id = toFreeId(wanted, laid.recorders, path, onProblem);
    const { values, locked } = layOne(wanted, path, agent, { ...toOwn(user, id, type) }, id, reports);
    const { settings, secrets } = split(type, values);
    laid.recorders.push({ id, type, isRequired, settings });
    laid.secrets[id] = secrets;
    laid.locked.push(...['id', 'type', 'isRequired'].map(name => `${path}.${name}`));
    laid.locked.push(...locked.map(name => `${path}.settings.${name}`));
  }
  const ids = new Set(laid.recorders.map(({ id }) => id));
  for (const id of Object.keys(agent))
    if (!ids.has(id)) onProblem({ path: `agent.${id}`, code: 'policyUnknown', detail: id });
  return laid;
}

function layOne(
  wanted: PolicyRecorder,
  path: string,
  agent: AgentValues,
  own: Record<string, unknown>,
  id: string,
  { onProblem, onWarning }: Reports,
): LaidFields {
  const recorder = findRecorder(wanted.type);
  if (recorder !== undefined)
    return layFields({
      recorder,
      wanted,
      agent: (Object.hasOwn(agent, id) ? agent[id] : undefined) ?? {},
      own,
      path,
      agentPath: `agent.${id}`,
      onProblem,
      onWarning,
    });
  onProblem({ path: `${path}.type`, code: 'unknownRecorder', detail: wanted.type });
  return { values: {}, locked: [] };
}

/** What of an entry can be understood; the rest is reported, and as if it were not there. */
function toWanted(given: unknown, path: string, report: Report): PolicyRecorder {
  const { shape } = policyRecorderSchema.def;
  if (!isRecord(given)) report({ path, code: 'policyNotGroup', detail: '' });
  const parts = isRecord(given) ? given : {};
  for (const name of Object.keys(parts))
    if (!Object.hasOwn(shape, name)) report({ path: `${path}.${name}`, code: 'policyUnknown', detail: name });
  const id = parse(`${path}.id`, shape.id, parts['id'], report);
  return {
    ...(id === undefined ? {} : { id }),
    type:
      (isRecord(given) ? parse(`${path}.type`, shape.type, parts['type'], report) : undefined) ?? 'unknown',
    isRequired: parse(`${path}.isRequired`, shape.isRequired, parts['isRequired'], report) ?? true,
    settings: parse(`${path}.settings`, shape.settings, parts['settings'], report) ?? {},
    agentFields: parse(`${path}.agentFields`, shape.agentFields, parts['agentFields'], report) ?? [],
  };
}

function toFreeId(
  { id, type }: PolicyRecorder,
  before: RecorderEntry[],
  path: string,
  report: Report,
): string {
  const wanted = id ?? type;
  if (!before.some(entry => entry.id === wanted)) return wanted;
  report({ path: `${path}.id`, code: 'duplicate', detail: '' });
  return `${wanted} ${before.length + 1}`;
}

/** What the user has stored for this recorder. */
function toOwn({ settings, secrets }: Stored, id: string, type: string): Record<string, unknown> {
  const entry = settings.recorders.find(known => known.id === id && known.type === type);
  return { ...entry?.settings, ...secrets[id] };
}

/** Secrets stay apart from the settings, wherever an administrator has put them. */
function split(
  type: string,
  values: Record<string, unknown>,
): Pick<RecorderEntry, 'settings'> & { secrets: Secrets[string] } {
  const recorder = findRecorder(type);
  const secretNames = new Set(recorder === undefined ? [] : toSecretNames(recorder));
  const entries = Object.entries(values);
  return {
    settings: Object.fromEntries(entries.filter(([name]) => !secretNames.has(name))),
    secrets: Object.fromEntries(
      entries.flatMap(([name, value]) =>
        secretNames.has(name) && typeof value === 'string' ? [[name, value]] : [],
      ),
    ),
  };
}
