// Lays the administrator's policy over the user's settings, and takes it off again before the user's are stored.
//
// What a policy got wrong is never swallowed and never takes protection away: the user's or the default value is in
// force, and the problem is reported. What the browser drops on the way (Chrome drops a whole setting, silently, for one
// value of a wrong type in it) cannot be seen; `sets` is how it is missed.
import { checkSettings } from './check.ts';
import type { InForce, PolicyReport } from './in-force.ts';
import { layRecorders } from './policy-recorders.ts';
import {
  agentValuesSchema,
  policyOnlySchema,
  setsSchema,
  switchesSchema,
  type Switches,
} from './policy-schema.ts';
import { isRecord, layValue, parse, type Report } from './policy-values.ts';
import { settingsSchema, type Problem, type Settings } from './schema.ts';
import { shippingSecret, shippingSecretPath } from './shipping.ts';
import type { Stored } from './store.ts';
import type { z } from '../zod.ts';

const toShape = (): Record<string, z.ZodMiniType> => settingsSchema.def.shape;
const toNoSwitches = (): Switches => switchesSchema.parse({});

/** What is in force under `policy`: what `browser.storage.managed` holds, or undefined where there is none. */
export function layPolicy(policy: unknown, user: Stored): InForce {
  if (policy === undefined || (isRecord(policy) && Object.keys(policy).length === 0))
    return toUnmanaged(user);
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const onProblem: Report = (...found) => void problems.push(...found);
  const onWarning: Report = (...found) => void warnings.push(...found);
  const given = isRecord(policy) ? policy : {};
  if (!isRecord(policy)) onProblem({ path: '', code: 'policyNotGroup', detail: '' });
  reportStrangers(given, { onProblem, onWarning });

  const laid: Record<string, unknown> = { ...user.settings };
  const locked: string[] = [];
  let { secrets } = user;
  const switches = laySwitches(given, onProblem);
  for (const [name, schema] of Object.entries(toShape())) {
    if (!Object.hasOwn(given, name) || name === 'version') continue;
    if (name === 'recorders') {
      const agent =
        'agent' in given ? parse('agent', agentValuesSchema, given['agent'], onProblem) : undefined;
      const list = layRecorders(given[name], agent ?? {}, user, { onProblem, onWarning });
      if (list === null) continue;
      laid[name] = list.recorders;
      locked.push(...list.locked);
      const own = user.secrets[shippingSecret.id];
      secrets = own === undefined ? list.secrets : { ...list.secrets, [shippingSecret.id]: own };
      continue;
    }
    const one = layValue(name, schema, given[name], user.settings[name as keyof Settings], onProblem);
    laid[name] = one.value;
    locked.push(...one.locked);
  }
  const secret = layShippingSecret(given, onProblem, onWarning);
  if (secret !== undefined) {
    secrets = { ...secrets, [shippingSecret.id]: { [shippingSecret.field]: secret } };
    locked.push(shippingSecretPath);
  }
  for (const name of ['recorders', 'sites', 'kinds'] as const)
    if (locked.includes(name) && Array.isArray(laid[name]) && laid[name].length === 0)
      onWarning({ path: name, code: 'policyEmpty', detail: '' });
  const policyReport: PolicyReport = {
    isManaged: true,
    switches,
    locked,
    problems,
    warnings,
    isWaiting: false,
  };
  const inForce = withOwnSites({ settings: settingsSchema.parse(laid), secrets, policy: policyReport }, user);
  return settle(inForce, user, onProblem);
}

/** Settings that are right by themselves may not go together: then those at fault are the user's again, or the default. */
function settle(inForce: InForce, user: Stored, report: Report): InForce {
  const found = findContradictions(inForce);
  report(...found);
  const back = withdraw(inForce, found, user.settings);
  return withdraw(back, findContradictions(back), settingsSchema.parse({}));
}

function findContradictions({ settings, secrets }: InForce): Problem[] {
  return checkSettings(settings, secrets).problems.filter(({ path }) => !path.startsWith('recorders.'));
}

function withdraw(inForce: InForce, found: Problem[], others: Settings): InForce {
  if (found.length === 0) return inForce;
  const toName = (path: string) => path.split('.')[0] ?? '';
  const names = new Set(found.map(({ path }) => toName(path)));
  const { settings, policy } = inForce;
  return {
    ...inForce,
    settings: { ...settings, ...pick(others, names) },
    policy: { ...policy, locked: policy.locked.filter(path => !names.has(toName(path))) },
  };
}

function pick(settings: Settings, names: Set<string>): Partial<Settings> {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.has(name)));
}

function toUnmanaged(user: Stored): InForce {
  return {
    ...user,
    policy: {
      isManaged: false,
      switches: toNoSwitches(),
      locked: [],
      problems: [],
      warnings: [],
      isWaiting: false,
    },
  };
}

/** The same caution as with recorders' secrets: whoever administers the desk can read it. */
function layShippingSecret(
  given: Record<string, unknown>,
  onProblem: Report,
  onWarning: Report,
): string | undefined {
  if (!('shippingSecret' in given)) return undefined;
  const { shippingSecret: schema } = policyOnlySchema.def.shape;
  const secret = parse('shippingSecret', schema, given['shippingSecret'], onProblem);
  if (secret !== undefined) onWarning({ path: 'shippingSecret', code: 'policySecret', detail: '' });
  return secret;
}

function laySwitches(given: Record<string, unknown>, report: Report): Switches {
  const initials = toNoSwitches();
  const laid = Object.entries(switchesSchema.def.shape).map(([name, schema]) => {
    const initial = initials[name as keyof Switches];
    return [name, name in given ? (parse(name, schema, given[name], report) ?? initial) : initial] as const;
  });
  return switchesSchema.parse(Object.fromEntries(laid));
}

/** Names that mean nothing, and names that are missed. */
function reportStrangers(
  given: Record<string, unknown>,
  { onProblem, onWarning }: Record<'onProblem' | 'onWarning', Report>,
): void {
  const isKnown = (name: string) =>
    Object.hasOwn(toShape(), name) || Object.hasOwn(policyOnlySchema.def.shape, name);
  for (const name of Object.keys(given))
    if (!isKnown(name)) onProblem({ path: name, code: 'policyUnknown', detail: name });
  if (!('sets' in given)) {
    onWarning({ path: 'sets', code: 'policyNoSets', detail: '' });
    return;
  }
  for (const [index, name] of (parse('sets', setsSchema, given['sets'], onProblem) ?? []).entries())
    if (!isKnown(name)) onProblem({ path: `sets.${index}`, code: 'policyUnknown', detail: name });
    else if (!Object.hasOwn(given, name)) onProblem({ path: name, code: 'policyDropped', detail: name });
}

/** Where agents may have sites of their own, the policy's come first and each is locked by itself. */
function withOwnSites(inForce: InForce, user: Stored): InForce {
  const { settings, policy } = inForce;
  if (!policy.switches.allowOwnSites || !policy.locked.includes('sites')) return inForce;
  const locked = [
    ...policy.locked.filter(path => path !== 'sites'),
    ...settings.sites.map(site => `sites.${site}`),
  ];
  const sites = [...new Set([...settings.sites, ...user.settings.sites])];
  return { ...inForce, settings: { ...settings, sites }, policy: { ...policy, locked } };
}
