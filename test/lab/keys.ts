// Presses the keys of an extension's command. Pages and Playwright's keyboard cannot: such keys belong to the browser.
import type { Page } from 'playwright-core';

const modifierBits: Record<string, number> = { Alt: 1, Ctrl: 2, MacCtrl: 2, Command: 4, Shift: 8 };

/** Presses keys as `chrome.commands` writes them, for example `Alt+Shift+K`. Letters and digits only. */
export async function pressKeys(page: Page, keys: string): Promise<void> {
  const parts = keys.split('+');
  const key = parts.pop() ?? '';
  if (!/^[A-Z0-9]$/.test(key)) throw new RangeError(`cannot press ${keys}`);
  const modifiers = parts.reduce((bits, name) => bits | (modifierBits[name] ?? 0), 0);
  const code = key.charCodeAt(0);
  const event = {
    modifiers,
    key,
    code: /\d/.test(key) ? `Digit${key}` : `Key${key}`,
    windowsVirtualKeyCode: code,
    // Without this one the key reaches the page, but never the browser.
    nativeVirtualKeyCode: code,
  };
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event });
  await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  await cdp.detach();
}
