// Settings as a file: for a second desk, for a policy, for keeping. Without secrets.
import { isSame } from '../settings/same.ts';
import { settingsSchema, type Settings } from '../settings/schema.ts';
import { later, z } from '../zod.ts';
import { keepLocked } from './rebase.ts';

const fileSchema = later(() =>
  z.object({
    /** What kind of file it is. */
    cardhush: z.literal('settings'),
    settings: settingsSchema,
  }),
);

/** The file's text. Its `settings` also are a policy, as they stand. */
export function toSettingsFile(settings: Settings): string {
  return `${JSON.stringify({ cardhush: 'settings', settings } satisfies z.infer<typeof fileSchema>, null, 2)}\n`;
}

/** The settings in a file; null where it holds none that fit. */
export function readSettingsFile(text: string): Settings | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = fileSchema.safeParse(json);
  return parsed.success ? parsed.data.settings : null;
}

/**
 * What the form shows after a file was read: what is locked stays as it is. A recorder that is not the one we have gets
 * a name of its own: stored secrets go by it, and must not go to the address that a file names.
 */
export function toImported(now: Settings, file: Settings, locked: ReadonlySet<string>): Settings {
  const isOurs = (entry: Settings['recorders'][number]) => now.recorders.some(known => isSame(known, entry));
  const recorders = file.recorders.map(entry =>
    isOurs(entry) ? entry : { ...entry, id: `${entry.type}-${crypto.randomUUID().slice(0, 8)}` },
  );
  return keepLocked({ ...file, recorders }, now, locked);
}
