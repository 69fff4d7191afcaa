// Settings and secrets in local storage: apart, and the secrets readable by our own pages and worker only.
import { browser } from '../browser.ts';
import { sitePatternSchema } from './patterns.ts';
import { secretsSchema, settingsSchema, type Secrets, type Settings } from './schema.ts';
import type { z } from '../zod.ts';

const settingsKey = 'settings';
const secretsKey = 'secrets';

export type Stored = { settings: Settings; secrets: Secrets };

/**
 * Reads both. What does not fit its schema is reported and counts as not set, each setting by itself: one that another
 * version wrote must not take the watched sites away with it. Recorders are all there or none: one less, and those that
 * are left could make the view say "paused".
 */
export async function loadSettings(report: (problem: unknown) => void): Promise<Stored> {
  const stored = await browser.storage.local.get([settingsKey, secretsKey]);
  const secrets = secretsSchema.safeParse(stored[secretsKey] ?? {});
  if (!secrets.success) report(toRefusal(secrets.error));
  return {
    settings: salvage(stored[settingsKey] ?? {}, report),
    secrets: secrets.success ? secrets.data : {},
  };
}

/** Writes both in one piece. */
export async function saveSettings({ settings, secrets }: Stored): Promise<void> {
  await browser.storage.local.set({ [settingsKey]: settings, [secretsKey]: secrets });
}

/**
 * Keeps content scripts out of local storage and out of the administrator's policy, where the browser can (Chromium;
 * Firefox only for session storage).
 */
export async function closeStorageToPages(): Promise<void> {
  for (const area of [browser.storage.local, browser.storage.managed])
    if ('setAccessLevel' in area && typeof area.setAccessLevel === 'function')
      // Older Chromium knows no levels for the policy.
      await area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' }).catch(() => undefined);
}

function salvage(raw: unknown, report: (problem: unknown) => void): Settings {
  const whole = settingsSchema.safeParse(raw);
  if (whole.success) return whole.data;
  report(toRefusal(whole.error));
  const given = typeof raw === 'object' ? (raw as Record<string, unknown> | null) : null;
  const parts = Object.entries(settingsSchema.def.shape).flatMap(([name, schema]) => {
    const part = given !== null && Object.hasOwn(given, name) ? given[name] : undefined;
    const parsed = schema.safeParse(name === 'sites' ? toSites(part) : part);
    return parsed.success ? [[name, parsed.data] as const] : [];
  });
  return settingsSchema.parse(Object.fromEntries(parts));
}

/** A site less is a page that is not watched, and nobody would see why. */
function toSites(given: unknown): unknown {
  return Array.isArray(given) ? given.filter(site => sitePatternSchema.safeParse(site).success) : given;
}

function toRefusal({ issues }: z.core.$ZodError): Error {
  return new Error(`Stored settings were refused at "${issues[0]?.path.join('.') ?? ''}".`);
}
