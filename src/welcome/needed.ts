// Which permissions the settings in the form need, and what they are for.
import { toSettings } from '../options/draft.ts';
import type { OptionsProps } from '../options/Options.tsx';
import { toRecorderOrigins } from '../options/origins.ts';

export type Needed = { recorders: string[]; sites: string[] };

/** Match patterns, none twice. */
export function toNeeded({ draft, saved, storedSecrets }: OptionsProps): Needed {
  const made = toSettings(draft, saved.version, storedSecrets);
  const recorders = made.settings.recorders.flatMap(entry =>
    toRecorderOrigins(entry, storedSecrets[entry.id] ?? [], made.secrets[entry.id] ?? {}),
  );
  return { recorders: [...new Set(recorders)], sites: [...new Set(made.settings.sites)] };
}

/** Those of `patterns` that the browser does not let us use yet. */
export function toMissing(patterns: string[], granted: ReadonlySet<string>): string[] {
  return patterns.filter(pattern => !granted.has(pattern));
}
