// The browser's own list of shortcuts.
import { browser } from '../browser.ts';

/** Our commands, by their names in the manifest. */
const commandNames = { toggle: 'toggle-pause', open: '_execute_action' } as const;

/** Keys as the browser shows them; empty where there are none. */
export type Shortcuts = Record<keyof typeof commandNames, string>;

/** The keys that are really bound, which need not be those that we suggested. */
export async function readShortcuts(): Promise<Shortcuts> {
  const commands = await browser.commands.getAll();
  const find = (wanted: string) => commands.find(({ name }) => name === wanted)?.shortcut ?? '';
  return { toggle: find(commandNames.toggle), open: find(commandNames.open) };
}

/** The keys that pause and resume. */
export async function readShortcut(): Promise<string> {
  return (await readShortcuts()).toggle;
}

/** Opens the page where the browser lets people set shortcuts. */
export async function openShortcutSettings(): Promise<void> {
  // Firefox has a call for it; Chrome and Edge have an address, which Edge translates to its own.
  const commands: { openShortcutSettings?: () => Promise<void> } = browser.commands;
  await (commands.openShortcutSettings?.() ?? browser.tabs.create({ url: 'chrome://extensions/shortcuts' }));
}
