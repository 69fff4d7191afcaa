// What of edited settings is the user's own: all that policy does not set. Only this is stored, so that a policy that
// goes away leaves nothing of itself behind, and the user's settings as they were.
import type { InForce } from './in-force.ts';
import { isRecord } from './policy-values.ts';
import { isSame } from './same.ts';
import { settingsSchema, type RecorderEntry, type Secrets, type Settings } from './schema.ts';

/** `edited` began as what was in force; `user` is what is stored. */
export function toUserSettings(edited: Settings, user: Settings, inForce: InForce): Settings {
  const locked = new Set(inForce.policy.locked);
  const own = Object.keys(settingsSchema.def.shape).map(name => {
    const key = name as keyof Settings;
    return [key, toOwn(key, edited, user, locked, inForce)] as const;
  });
  return settingsSchema.parse(Object.fromEntries(own));
}

/** New secrets without those that only policy sets. */
export function toUserSecrets(changes: Secrets, { settings, policy }: InForce): Secrets {
  const locked = new Set(policy.locked);
  return Object.fromEntries(
    Object.entries(changes).map(([id, fields]) => {
      const index = settings.recorders.findIndex(entry => entry.id === id);
      return [id, keep(fields, name => !locked.has(`recorders.${index}.settings.${name}`))];
    }),
  );
}

function toOwn(
  key: keyof Settings,
  edited: Settings,
  user: Settings,
  locked: Set<string>,
  inForce: InForce,
): unknown {
  const [now, before, stored]: unknown[] = [edited[key], inForce.settings[key], user[key]];
  // What applies may be a default where the user's value does not go with the policy's: left so, it is not the user's.
  if (isSame(now, before) || (locked.has(key) && key !== 'recorders')) return stored;
  if (key === 'recorders' && locked.has(key)) return toOwnRecorders(edited, user, locked, inForce);
  if (key === 'sites') return toOwnSites(edited, user, locked);
  if (!isRecord(now) || !isRecord(before) || !isRecord(stored)) return now;
  const isChanged = (name: string) => !locked.has(`${key}.${name}`) && !isSame(now[name], before[name]);
  return { ...keep(stored, name => !isChanged(name)), ...keep(now, isChanged) };
}

function toOwnSites(edited: Settings, user: Settings, locked: Set<string>): string[] {
  const isLocked = (site: string) => locked.has(`sites.${site}`);
  const kept = user.sites.filter(site => isLocked(site) || edited.sites.includes(site));
  const added = edited.sites.filter(site => !isLocked(site) && !user.sites.includes(site));
  return [...kept, ...added];
}

/** The user's own recorders wait as they are; of the policy's, what it leaves to the agent is stored. */
function toOwnRecorders(
  edited: Settings,
  user: Settings,
  locked: Set<string>,
  inForce: InForce,
): RecorderEntry[] {
  const own = [...user.recorders];
  for (const [index, { id, type, settings: before }] of inForce.settings.recorders.entries()) {
    const now = edited.recorders.find(entry => entry.id === id)?.settings ?? before;
    const isFree = (name: string) => !locked.has(`recorders.${index}.settings.${name}`);
    const names = new Set([...Object.keys(now), ...Object.keys(before)]);
    // What stands there by the policy's suggestion, and was left so, is not the user's.
    const changed = [...names].filter(name => isFree(name) && !isSame(now[name], before[name]));
    if (changed.length === 0) continue;
    const at = own.findIndex(entry => entry.id === id && entry.type === type);
    const stored = own[at]?.settings ?? {};
    const settings = {
      ...keep(stored, name => !changed.includes(name)),
      ...keep(now, name => changed.includes(name)),
    };
    if (at < 0) own.push({ id, type, isRequired: true, settings });
    else own[at] = { id, type, isRequired: own[at]?.isRequired ?? true, settings };
  }
  return own;
}

function keep<T>(values: Record<string, T>, isKept: (name: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => isKept(name)));
}
