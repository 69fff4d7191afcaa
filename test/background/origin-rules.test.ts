// The rules that give our requests the Origin that a server wants, against a browser that keeps them.
import { beforeEach, describe, expect, it, vi } from 'vitest';

type Rule = { id: number; condition: { urlFilter: string }; action: object };

const chrome = vi.hoisted(() => {
  const rules = new Map<number, { id: number; condition: { urlFilter: string }; action: object }>();
  return { rules, calls: 0, isBroken: false };
});

vi.mock('../../src/browser.ts', () => ({
  browser: {
    runtime: { getURL: () => 'moz-extension://our-extension-host/' },
    declarativeNetRequest: {
      async getSessionRules() {
        chrome.calls += 1;
        return [...chrome.rules.values()];
      },
      async updateSessionRules({ removeRuleIds, addRules }: { removeRuleIds: number[]; addRules: Rule[] }) {
        if (chrome.isBroken) throw new Error('no permission');
        for (const id of removeRuleIds) chrome.rules.delete(id);
        for (const rule of addRules) {
          if (chrome.rules.has(rule.id))
            throw new Error(`Rule with id ${rule.id} does not have a unique ID.`);
          chrome.rules.set(rule.id, rule);
        }
      },
    },
  },
}));

/** A worker that has just begun: nothing in memory, but the browser's rules. */
async function startWorker() {
  vi.resetModules();
  return (await import('../../src/background/origin-rules.ts')).ensureOrigins;
}

const gws = { to: 'https://gws.example.test:8090', origin: 'https://gws.example.test:8090' };

describe('rules for the Origin header', () => {
  beforeEach(() => {
    chrome.rules.clear();
    Object.assign(chrome, { calls: 0, isBroken: false });
  });

  it('are for our own requests to that server', async () => {
    await (
      await startWorker()
    )([gws]);
    expect([...chrome.rules.values()]).toEqual([
      {
        id: 1,
        action: {
          type: 'modifyHeaders',
          requestHeaders: [{ header: 'origin', operation: 'set', value: gws.origin }],
        },
        condition: {
          urlFilter: '|https://gws.example.test:8090/',
          initiatorDomains: ['our-extension-host'],
          resourceTypes: ['xmlhttprequest', 'other'],
        },
      },
    ]);
  });

  it('cost nothing where they stand, or where nobody wants one', async () => {
    const ensureOrigins = await startWorker();
    await ensureOrigins([]);
    expect(chrome.calls).toBe(0);
    await ensureOrigins([gws]);
    await ensureOrigins([gws]);
    expect(chrome.calls).toBe(1);
  });

  it('are found again by the next worker, and changed where the settings did', async () => {
    await (
      await startWorker()
    )([gws]);
    const other = { to: 'https://second.example.test', origin: 'https://desktop.example.test' };
    const ensureOrigins = await startWorker();
    await Promise.all([
      ensureOrigins([other]),
      ensureOrigins([{ ...gws, origin: 'https://a.example.test' }]),
    ]);
    expect([...chrome.rules.values()]).toMatchObject([
      { id: 2, condition: { urlFilter: '|https://second.example.test/' } },
      { id: 1, action: { requestHeaders: [{ value: 'https://a.example.test' }] } },
    ]);
  });

  it('keep no request from leaving where the browser refuses them, and are tried again', async () => {
    const ensureOrigins = await startWorker();
    chrome.isBroken = true;
    await ensureOrigins([gws]);
    expect(chrome.rules.size).toBe(0);
    chrome.isBroken = false;
    await ensureOrigins([gws]);
    expect(chrome.rules.size).toBe(1);
  });
});
