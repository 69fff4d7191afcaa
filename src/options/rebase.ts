import { settingsSchema, type Settings } from '../settings/schema.ts';
import { mergeSettings } from './merge.ts';

/** The settings in a form after something else is in force: what is locked is `theirs`, whatever was typed. */
export function rebase(
  base: Settings,
  mine: Settings,
  theirs: Settings,
  locked: ReadonlySet<string>,
): Settings {
  return keepLocked(mergeSettings(base, mine, theirs), theirs, locked);
}

/** `mine`, but for what is locked, which is `theirs`. */
export function keepLocked(mine: Settings, theirs: Settings, locked: ReadonlySet<string>): Settings {
  return settingsSchema.parse(
    Object.fromEntries(
      Object.entries(mine).map(([key, value]) => {
        const other: unknown = theirs[key as keyof Settings];
        return [key, locked.has(key) ? other : toKept(key, value, other, locked)];
      }),
    ),
  );
}

function toKept(key: string, mine: unknown, theirs: unknown, locked: ReadonlySet<string>): unknown {
  const isLocked = (name: unknown) => locked.has(`${key}.${String(name)}`);
  if (Array.isArray(mine) && Array.isArray(theirs))
    return [...theirs.filter(one => isLocked(one) && !mine.includes(one)), ...mine];
  if (typeof mine !== 'object' || mine === null) return mine;
  const fixed = Object.entries(theirs as object).filter(([name]) => isLocked(name));
  return { ...mine, ...Object.fromEntries(fixed) };
}
