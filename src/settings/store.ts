// Settings and secrets in local storage: apart, and the secrets readable by our own pages and worker only.
import { browser } from '../browser.ts';
import { secretsSchema, settingsSchema, type Secrets, type Settings } from './schema.ts';
import type { z } from '../zod.ts';

const settingsKey = 'settings';
const secretsKey = 'secrets';

export type Stored = { settings: Settings; secrets: Secrets };

/** Reads both; what does not fit its schema is reported and counts as not set, never as half set. */
export async function loadSettings(report: (problem: unknown) => void): Promise<Stored> {
  const stored = await browser.storage.local.get([settingsKey, secretsKey]);
  return {
    settings: parse(settingsSchema, stored[settingsKey], report),
    secrets: parse(secretsSchema, stored[secretsKey], report),
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

function parse<T>(schema: z.ZodMiniType<T>, raw: unknown, report: (problem: unknown) => void): T {
  const parsed = schema.safeParse(raw ?? {});
  if (parsed.success) return parsed.data;
  report(new Error(`Stored settings were refused at "${parsed.error.issues[0]?.path.join('.') ?? ''}".`));
  return schema.parse({});
}
