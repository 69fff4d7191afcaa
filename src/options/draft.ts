// What stands in the form: settings as people type them, and the way back to settings.
import { findRecorder } from '../recorders/index.ts';
import type { Problem, RecorderEntry, Secrets, Settings } from '../settings/schema.ts';
import { shippingSecret } from '../settings/shipping.ts';
import { toSitePattern } from '../ui/site-pattern.ts';
import { toPages, toRules } from './draft-rules.ts';
import { toNumbers, toTypedNumbers, type TypedNumbers } from './draft-numbers.ts';
import { toFieldValue, toFormFields, type FieldValue, type FormField } from './form-fields.ts';

export type DraftRecorder = {
  /** The entry as it is stored, or as it was added. */
  entry: RecorderEntry;
  isRequired: boolean;
  values: Record<string, FieldValue>;
  /** New secrets by field; empty ones are to be deleted, and those that are not named stay. */
  secrets: Record<string, string>;
};

export type TimingName = keyof Settings['timings'];

export type Draft = {
  recorders: DraftRecorder[];
  sites: string[];
  /** What stands in the box for a new site; saving takes it along. */
  newSites: string;
  kinds: Settings['kinds'];
  /** With their sites as typed. */
  rules: Settings['rules'];
  /** Payment pages as typed, one on each line. */
  pages: string;
  mode: Settings['mode'];
  watchesText: boolean;
  gate: Settings['gate'];
  gateNeeds: Settings['gateNeeds'];
  asksReason: boolean;
  comforts: Settings['comforts'];
  governance: Settings['governance'];
  ledger: Settings['ledger'];
  shipping: Settings['shipping'];
  /** A new value of the header's secret; '' removes it, undefined leaves it. */
  shippingSecret: string | undefined;
  drill: Settings['drill'];
  /** What of these is a number, as typed. */
  numbers: TypedNumbers;
  /** Seconds, as typed. */
  timings: Record<TimingName, string>;
};

/** Names of the stored secrets, by recorder entry id. */
export type StoredSecrets = Record<string, string[]>;

/** What the form shows for stored settings. */
export function toDraft(settings: Settings): Draft {
  const { recorders, sites, kinds, rules, pages, mode, watchesText, timings, gate, gateNeeds } = settings;
  const { asksReason, comforts, governance, ledger, shipping, drill } = settings;
  const seconds = (name: TimingName) => String(timings[name] / 1000);
  return {
    recorders: recorders.map(toDraftRecorder),
    sites: [...sites],
    newSites: '',
    kinds: [...kinds],
    rules: [...rules],
    pages: pages.join('\n'),
    mode,
    watchesText,
    gate,
    gateNeeds,
    asksReason,
    comforts,
    governance,
    ledger,
    shipping,
    shippingSecret: undefined,
    drill,
    numbers: toTypedNumbers(settings),
    timings: {
      lingerMs: seconds('lingerMs'),
      awayMs: seconds('awayMs'),
      softLimitMs: seconds('softLimitMs'),
      manualSoftLimitMs: seconds('manualSoftLimitMs'),
      hardLimitMs: seconds('hardLimitMs'),
    },
  };
}

/** A recorder as it is added: nothing filled in. The id is new each time, as stored secrets go by it. */
export function createRecorder(type: string): DraftRecorder {
  const id = `${type}-${crypto.randomUUID().slice(0, 8)}`;
  return toDraftRecorder({ id, type, isRequired: true, settings: {} });
}

function toDraftRecorder(entry: RecorderEntry): DraftRecorder {
  const values = Object.fromEntries(
    fieldsOf(entry.type).map(field => [field.name, toFieldValue(entry.settings[field.name], field)]),
  );
  return { entry, isRequired: entry.isRequired, values, secrets: {} };
}

/** The fields of a recorder's form; none for a recorder that this version does not know. */
export function fieldsOf(type: string): FormField[] {
  const recorder = findRecorder(type);
  return recorder === undefined ? [] : toFormFields(recorder.settings);
}

export type Made = { settings: Settings; secrets: Secrets; problems: Problem[] };

/** The settings that a draft stands for. With problems they are not to be sent. */
export function toSettings(draft: Draft, version: Settings['version'], stored: StoredSecrets): Made {
  const problems: Problem[] = [];
  const recorders = draft.recorders.map((recorder, index) =>
    toEntry(recorder, stored[recorder.entry.id] ?? [], problem =>
      problems.push({ ...problem, path: `recorders.${index}.${problem.path}` }),
    ),
  );
  const { sites, refused } = addSites(draft.sites, draft.newSites);
  if (refused.length > 0) problems.push({ path: 'newSites', code: 'site', detail: refused.join(' ') });
  const timing = (name: TimingName) => {
    const typed = draft.timings[name].trim();
    if (typed === '' || !Number.isFinite(Number(typed)))
      problems.push({ path: `timings.${name}`, code: typed === '' ? 'required' : 'invalid', detail: typed });
    return Math.round(Number(typed) * 1000);
  };
  const timings = {
    lingerMs: timing('lingerMs'),
    awayMs: timing('awayMs'),
    softLimitMs: timing('softLimitMs'),
    manualSoftLimitMs: timing('manualSoftLimitMs'),
    hardLimitMs: timing('hardLimitMs'),
  };
  const secrets: Secrets = Object.fromEntries(
    draft.recorders
      .filter(recorder => Object.keys(recorder.secrets).length > 0)
      .map(recorder => [recorder.entry.id, recorder.secrets]),
  );
  const { shippingSecret: secret } = draft;
  if (secret !== undefined) secrets[shippingSecret.id] = { [shippingSecret.field]: secret };
  const { kinds, mode, watchesText, gate, gateNeeds, asksReason, comforts, governance, ledger } = draft;
  const onProblem = (problem: Problem) => void problems.push(problem);
  const settings = {
    version,
    recorders,
    sites,
    kinds,
    rules: toRules(draft.rules, onProblem),
    pages: toPages(draft.pages, onProblem),
    mode,
    watchesText,
    timings,
    gate,
    gateNeeds,
    asksReason,
    governance: { ...governance, ...toNumbers(draft.numbers, 'governance', onProblem) },
    comforts,
    ledger: { ...ledger, ...toNumbers(draft.numbers, 'ledger', onProblem) },
    shipping: { ...draft.shipping, ...toNumbers(draft.numbers, 'shipping', onProblem) },
    drill: { ...draft.drill, ...toNumbers(draft.numbers, 'drill', onProblem) },
  };
  return { settings, secrets, problems };
}

/** The entry that a draft stands for. What was not touched stays as it is stored, to the letter. */
export function toEntry(
  { entry, isRequired, values, secrets }: DraftRecorder,
  storedSecrets: string[],
  onProblem: (problem: Problem) => void,
): RecorderEntry {
  const settings = { ...entry.settings };
  for (const field of fieldsOf(entry.type)) {
    const { name, input, isOptional } = field;
    const value = values[name] ?? '';
    const isEmpty = input === 'secret' ? !(secrets[name] ?? storedSecrets.includes(name)) : value === '';
    if (isEmpty && !isOptional) onProblem({ path: `settings.${name}`, code: 'required', detail: '' });
    if (input === 'secret' || value === toFieldValue(entry.settings[name], field)) continue;
    if (value === '') delete settings[name];
    else settings[name] = input === 'number' ? Number(value) : value;
    if (Number.isNaN(settings[name])) onProblem({ path: `settings.${name}`, code: 'invalid', detail: '' });
  }
  return { ...entry, isRequired, settings };
}

/** Adds what was typed or pasted, one or several addresses, to the list of sites. */
export function addSites(sites: string[], typed: string): { sites: string[]; refused: string[] } {
  const words = typed.split(/[\s,;]+/).filter(word => word !== '');
  const patterns = words.map(toSitePattern);
  return {
    sites: [...new Set([...sites, ...patterns.filter(pattern => pattern !== null)])],
    refused: words.filter((_, index) => patterns[index] === null),
  };
}
