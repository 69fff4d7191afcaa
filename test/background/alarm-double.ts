// A browser with alarms that a test lets go off, local storage, and tabs that can be counted.
type Listener = (alarm: { name: string }) => void;

export const alarms = new Map<string, number>();
export const local = new Map<string, unknown>();
export const opened: { url: string; active: boolean }[] = [];
export const world = { hasWindow: true, canReach: true, isDiskFull: false };
const listeners = new Set<Listener>();

/** As after an installation. */
export function resetAlarms(): void {
  alarms.clear();
  local.clear();
  opened.length = 0;
  listeners.clear();
  Object.assign(world, { hasWindow: true, canReach: true, isDiskFull: false });
}

/** Lets an alarm go off. @throws {Error} where none is set */
export function ring(name: string): void {
  if (!alarms.delete(name)) throw new Error(`no alarm ${name} is set`);
  for (const listener of listeners) listener({ name });
}

/** In how many ms an alarm is due; null where none is set. */
export function dueIn(name: string): number | null {
  const when = alarms.get(name);
  return when === undefined ? null : when - Date.now();
}

export const browser = {
  runtime: { getURL: (path: string) => `chrome-extension://own/${path}` },
  storage: {
    local: {
      get: async (key: string) => (local.has(key) ? { [key]: structuredClone(local.get(key)) } : {}),
      // As Chromium stores: as JSON, and nothing where there is no room.
      set: async (items: object) => {
        if (world.isDiskFull) throw new Error('IO error: No space left on device');
        const stored = JSON.parse(JSON.stringify(items)) as object;
        for (const [key, value] of Object.entries(stored)) local.set(key, value);
      },
    },
  },
  permissions: { contains: async () => world.canReach },
  tabs: {
    create: async (tab: { url: string; active: boolean }) => {
      if (!world.hasWindow) throw new Error('No current window');
      opened.push(tab);
    },
  },
  alarms: {
    create: (name: string, { when }: { when: number }) => void alarms.set(name, when),
    clear: async (name: string) => alarms.delete(name),
    get: async (name: string) => (alarms.has(name) ? { name } : undefined),
    onAlarm: { addListener: (listener: Listener) => void listeners.add(listener) },
  },
};
