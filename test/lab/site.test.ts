import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSite, type Site } from './site.ts';

describe('the site', () => {
  let site: Site;
  let hangUps = 0;
  beforeEach(async () => {
    hangUps = 0;
    site = await startSite({
      toCallStatus: () => ({ startedAtMs: 1, isPaused: true, caller: 'Somebody' }),
      onHangUp: () => (hangUps += 1),
    });
  });
  afterEach(() => site.stop());

  // Node may not know *.localhost, as browsers do.
  const get = (origin: string, path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${new URL(origin).port}${path}`, init);

  it('puts the card fields on another site than the CRM', async () => {
    expect(new URL(site.crm).hostname).not.toBe(new URL(site.pay).hostname);
    expect(await (await get(site.crm, '/')).text()).toContain(`src="${site.pay}/card.html"`);
    expect(await (await get(site.pay, '/card.html')).text()).toContain('autocomplete="cc-number"');
    expect((await get(site.crm, '/card.html')).status).toBe(404);
  });

  it('frames fields of another origin where told to', async () => {
    const other = await startSite({ payOrigin: 'http://elsewhere.localhost:1' });
    const html = await (await get(other.crm, '/')).text();
    await other.stop();
    expect(html).toContain('src="http://elsewhere.localhost:1/card.html"');
  });

  it('has the fixtures on both, and nothing outside of its pages', async () => {
    for (const origin of [site.crm, site.pay])
      expect((await get(origin, '/fixtures/closed-shadow.html')).status).toBe(200);
    expect((await get(site.crm, '/../site.ts')).status).toBe(404);
    expect((await get(site.crm, '/%2e%2e/site.ts')).status).toBe(404);
  });

  it('tells the call bar how the call stands, and hears it hang up', async () => {
    expect(await (await get(site.crm, '/call')).json()).toEqual({
      startedAtMs: 1,
      isPaused: true,
      caller: 'Somebody',
    });
    expect(await (await get(site.pay, '/call')).json()).toBeNull();
    await get(site.crm, '/hang-up');
    await get(site.crm, '/hang-up', { method: 'POST' });
    expect(hangUps).toBe(1);
  });

  it('is gone after stop', async () => {
    const { crm } = await startSite().then(async other => {
      await other.stop();
      return other;
    });
    await expect(get(crm, '/')).rejects.toThrow();
  });
});
