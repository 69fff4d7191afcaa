// The browser's own list of shortcuts.
import { browser } from '../browser.ts';

/** The command's name in the manifest. */
const commandName = 'toggle-pause';

/** The keys that pause and resume, as the browser shows them; empty where there are none. */
export async function readShortcut(): Promise<string> {
  const commands = await browser.commands.getAll();
  return commands.find(({ name }) => name === commandName)?.shortcut ?? '';
}

/** Opens the page where the browser lets people set shortcuts. */
export async function openShortcutSettings(): Promise<void> {
  // Firefox has a call for it; Chrome and Edge have an address, which Edge translates to its own.
  const commands: { openShortcutSettings?: () => Promise<void> } = browser.commands;
  await (commands.openShortcutSettings?.() ?? browser.tabs.create({ url: 'chrome://extensions/shortcuts' }));
}
