import { isSame } from '../settings/same.ts';
import type { Settings } from '../settings/schema.ts';

/**
 * Settings that were changed here and elsewhere since both began from `base`: the popup can add a site while this
 * page is open. What was not changed here is taken from `theirs`, and no site of theirs gets lost.
 */
export function mergeSettings(base: Settings, mine: Settings, theirs: Settings): Settings {
  const pick = <Key extends keyof Settings>(key: Key): Settings[Key] =>
    isSame(mine[key], base[key]) ? theirs[key] : mine[key];
  const removed = new Set(base.sites.filter(site => !mine.sites.includes(site)));
  const added = mine.sites.filter(site => !base.sites.includes(site));
  const sites = new Set([...theirs.sites.filter(site => !removed.has(site)), ...added]);
  return {
    version: theirs.version,
    recorders: pick('recorders'),
    sites: [...sites],
    kinds: pick('kinds'),
    rules: mergeRules(base.rules, mine.rules, theirs.rules),
    pages: pick('pages'),
    mode: pick('mode'),
    watchesText: pick('watchesText'),
    timings: pick('timings'),
    gate: pick('gate'),
    gateNeeds: pick('gateNeeds'),
    asksReason: pick('asksReason'),
    governance: pick('governance'),
    comforts: pick('comforts'),
    ledger: pick('ledger'),
    shipping: pick('shipping'),
    drill: pick('drill'),
  };
}

/** The order is mine; a rule that was added elsewhere meanwhile, as the popup does, comes first. */
function mergeRules(
  base: Settings['rules'],
  mine: Settings['rules'],
  theirs: Settings['rules'],
): Settings['rules'] {
  if (isSame(mine, base)) return theirs;
  const known = new Set([...base, ...mine].map(({ id }) => id));
  return [...theirs.filter(({ id }) => !known.has(id)), ...mine];
}
