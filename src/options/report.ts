// What support needs to know of this desk, and nothing that it need not: no secrets, no identities, no paths.
import type { Note } from '../recording/notes.ts';
import type { View } from '../recording/view.ts';
import { redact } from '../recorders/errors.ts';
import type { PolicyReport } from '../settings/in-force.ts';
import { unwrap } from '../settings/policy-values.ts';
import { settingsSchema, type RecorderEntry, type Settings } from '../settings/schema.ts';
import { z } from '../zod.ts';
import { fieldsOf, type StoredSecrets } from './draft.ts';

/** Everything that the report is made of. */
export type Facts = {
  version: string;
  /** The browser as it names itself. */
  browser: string;
  language: string;
  /** How the extension came here: `admin` by policy, `normal` from a store, `development` by hand. */
  installedBy: string;
  /** Wall clock, ms since the epoch. */
  nowMs: number;
  settings: Settings;
  storedSecrets: StoredSecrets;
  policy: PolicyReport;
  /** Match patterns that are needed, and those of them that the browser lets us use. */
  needed: string[];
  granted: Set<string>;
  shortcuts: Record<string, string>;
  /** Null where the background does not answer. */
  view: View | null;
  events: Note[];
};

/** The report's text, as JSON that people can read. */
export function toReport(facts: Facts): string {
  const { settings, storedSecrets, needed, granted, nowMs, view, events, ...rest } = facts;
  const { recorders, rules, pages, ...others } = settings;
  const report = {
    cardhush: 'report',
    at: new Date(nowMs).toISOString(),
    ...rest,
    access: Object.fromEntries(needed.map(pattern => [pattern, granted.has(pattern)])),
    settings: {
      ...(toKnown(others, settingsSchema) as object),
      recorders: recorders.map(entry => toRecorder(entry, storedSecrets[entry.id] ?? [])),
      rules: rules.map(({ id, site, by, verdict, kind }) => ({ id, site, by, verdict, kind })),
      pages: pages.map(toOrigin),
    },
    view,
    events: events
      .slice(-maxEvents)
      .map(({ atMs, ...event }) => ({ at: new Date(atMs).toISOString(), ...event })),
  };
  return JSON.stringify(report, redactValue, 2);
}

/** Values as they are where they say nothing of anybody: what a person has typed is told by its length only. */
function toKnown(value: unknown, schema: z.ZodMiniType): unknown {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodMiniObject && typeof value === 'object' && value !== null) {
    const { shape } = inner.def;
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => [name, toKnown(part, shape[name] as z.ZodMiniType)]),
    );
  }
  if (typeof value !== 'string' || inner instanceof z.ZodMiniEnum || value === '') return value;
  return toLength(value);
}

function toLength(value: string): string {
  return `${value.length} characters`;
}

/** More than this says nothing more to anybody. */
const maxEvents = 100;

/** Identities are told by their length only; addresses by their origin. */
function toRecorder({ settings, ...entry }: RecorderEntry, storedSecrets: string[]): object {
  const known = new Map(fieldsOf(entry.type).map(field => [field.name, field.input]));
  const values = Object.entries(settings).map(([name, value]) => {
    const input = known.get(name);
    if (typeof value !== 'string' || input === 'choice')
      return [name, input === undefined ? 'unknown' : value];
    if (URL.canParse(value) && /^https?:/i.test(value)) return [name, toOrigin(value)];
    return [name, toLength(value)];
  });
  return { ...entry, settings: Object.fromEntries(values) as object, storedSecrets };
}

function toOrigin(address: string): string {
  return /^https?:\/\/[^/?#]*/i.exec(address)?.[0] ?? '';
}

/** Whatever a vendor has said, and a person has typed, is made safe once more. */
function redactValue(key: string, value: unknown): unknown {
  return typeof value === 'string' && key !== 'at' ? redact(value) : value;
}
