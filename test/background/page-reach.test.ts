// Who answers in a page, and what is done where nobody does: with browsers' own words for why not.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { reachPage } from '../../src/background/page-reach.ts';
import type { FromWorker } from '../../src/messages.ts';

const sendMessage = vi.fn<(tabId: number, message: unknown, options: object) => Promise<void>>();
const executeScript = vi.fn<(injection: object) => Promise<void>>();
vi.mock('../../src/browser.ts', () => ({
  browser: {
    tabs: { sendMessage: (...args: [number, unknown, object]) => sendMessage(...args) },
    scripting: { executeScript: (injection: object) => executeScript(injection) },
  },
}));

const message: FromWorker = { type: 'ordersChanged' };
const files = ['gate.js', 'watch.js'];
const nobody = new Error('Could not establish connection. Receiving end does not exist.');
const reach = () => reachPage(7, files, async () => message);

beforeEach(() => {
  sendMessage.mockReset().mockResolvedValue();
  executeScript.mockReset().mockResolvedValue();
});

describe('a page', () => {
  it('in which our script listens is left alone', async () => {
    expect(await reach()).toBe('alive');
    expect(sendMessage).toHaveBeenCalledExactlyOnceWith(7, message, { frameId: 0 });
    expect(executeScript).not.toHaveBeenCalled();
  });

  it('with an orphan or nobody in it gets a script that listens, in every frame', async () => {
    sendMessage.mockRejectedValueOnce(nobody);
    expect(await reach()).toBe('alive');
    expect(executeScript).toHaveBeenCalledExactlyOnceWith({
      target: { tabId: 7, allFrames: true },
      files,
      injectImmediately: true,
    });
  });

  it('that stays silent all the same has to be reloaded', async () => {
    sendMessage.mockRejectedValue(nobody);
    expect(await reach()).toBe('missing');
  });

  it('is told what is so by then, not what was so before the script came', async () => {
    const words: FromWorker[] = [{ type: 'ordersChanged' }, { type: 'pickEnd' }];
    let now = 0;
    sendMessage.mockRejectedValueOnce(nobody);
    executeScript.mockImplementationOnce(async () => void (now = 1));
    expect(await reachPage(7, files, async () => words[now] ?? message)).toBe('alive');
    expect(sendMessage.mock.lastCall?.[1]).toEqual({ type: 'pickEnd' });
  });

  // In Chromium neither answers while a page shows `confirm`, or is busy.
  it('with a dialog open is not waited for, and not accused of anything', async () => {
    vi.useFakeTimers();
    const never = new Promise<never>(() => {});
    sendMessage.mockReturnValue(never);
    const silent = reach();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await silent).toBe('unknown');
    expect(executeScript).not.toHaveBeenCalled();
    sendMessage.mockRejectedValueOnce(nobody);
    executeScript.mockReturnValueOnce(never);
    const busy = reach();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await busy).toBe('unknown');
    vi.useRealTimers();
  });

  it.each([
    ['This page cannot be scripted due to an ExtensionsSettings policy.', 'blocked'],
    [
      'Cannot access contents of the page. Extension manifest must request permission to access the respective host.',
      'refused',
    ],
    ['Cannot access contents of url "https://crm.example.com/".', 'refused'],
    ['Missing host permission for the tab', 'refused'],
    ['Frame with ID 0 is showing error page', 'unknown'],
    ['No tab with id: 7.', 'unknown'],
    ['The tab was closed.', 'unknown'],
  ] as const)('that refuses with "%s" is %s', async (words, outcome) => {
    sendMessage.mockRejectedValue(nobody);
    executeScript.mockRejectedValue(new Error(words));
    expect(await reach()).toBe(outcome);
  });
});
