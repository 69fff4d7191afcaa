// Which origins the settings need the browser's permission for.
import { toMatchPattern } from '../recorders/http.ts';
import { findRecorder } from '../recorders/index.ts';
import type { RecorderEntry, Secrets, Settings } from '../settings/schema.ts';
import type { StoredSecrets } from './draft.ts';
import { toPageSite } from '../ui/site-pattern.ts';
import { withSecrets } from './with-secrets.ts';

/** Match patterns of the origins that a recorder talks to; none while its settings do not fit. */
export function toRecorderOrigins(
  { type, settings }: RecorderEntry,
  storedSecrets: string[],
  newSecrets: Record<string, string>,
): string[] {
  try {
    return findRecorder(type)?.origins(withSecrets(settings, storedSecrets, newSecrets)) ?? [];
  } catch {
    return [];
  }
}

/** Match patterns of every watched site, every recorder, and wherever evidence is sent to. */
export function toNeededOrigins(
  { sites, pages, recorders, shipping }: Settings,
  storedSecrets: StoredSecrets,
  newSecrets: Secrets,
): string[] {
  const origins = recorders.flatMap(entry =>
    toRecorderOrigins(entry, storedSecrets[entry.id] ?? [], newSecrets[entry.id] ?? {}),
  );
  const receivers = [shipping.url, shipping.exposureUrl].filter(url => URL.canParse(url)).map(toMatchPattern);
  return [...new Set([...sites, ...pages.map(toPageSite), ...origins, ...receivers])];
}
