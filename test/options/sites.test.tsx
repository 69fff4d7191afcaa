// @vitest-environment happy-dom
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { double } from '../ui/browser-double.ts';
import { clear, find, findAll, type } from '../ui/page.ts';
import { crm, monitor, open, press, problemAt, resetWorker, settle, worker } from './desk.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetWorker);
afterEach(clear);

describe('watched sites', () => {
  it('are made of what is pasted, and asked for when saved: exactly these and the recorder', async () => {
    await open();
    await type('Add a site', 'https://pay.example.com/checkout?order=7');
    await press('Add');
    expect(findAll('.sites strong').map(({ textContent }) => textContent)).toEqual([
      'crm.example.com',
      'pay.example.com',
    ]);
    expect(double.request).not.toHaveBeenCalled();
    find('button', 'Save').click();
    expect(double.request).toHaveBeenCalledExactlyOnceWith([
      crm,
      'https://pay.example.com/*',
      monitor,
      'https://monapisec.voicenter.co.il/*',
    ]);
    await settle();
    expect(worker.settings.sites).toEqual([crm, 'https://pay.example.com/*']);
  });

  it('are saved before the browser’s question is answered', async () => {
    double.request.mockReturnValue(new Promise(() => {}));
    await open();
    await type('Add a site', 'pay.example.com');
    await press('Save');
    expect(worker.settings.sites).toContain('https://pay.example.com/*');
    expect(find('.sites').textContent).toContain('Not protected');
  });

  it('are said to be unprotected where the answer is no', async () => {
    double.request.mockResolvedValue(false);
    await open();
    await type('Add a site', 'pay.example.com');
    await press('Save');
    expect(find('.save-bar [role=alert]').textContent).toContain(
      'does not let CardHush reach: pay.example.com',
    );
    await press('Allow access to pay.example.com');
    expect(double.request).toHaveBeenLastCalledWith(['https://pay.example.com/*']);
  });

  it('show it when access is granted elsewhere', async () => {
    double.granted.delete(crm);
    await open();
    expect(find('.sites').textContent).toContain('Not protected');
    double.granted.add(crm);
    await act(() => double.onAdded.fire());
    await settle();
    expect(find('.sites').textContent).toContain('Watched');
  });

  it('give their access back when they are removed', async () => {
    await open();
    await press('Remove crm.example.com');
    expect(document.activeElement).toBe(find('input', 'Add a site'));
    await press('Save');
    expect(double.granted.has(crm)).toBe(false);
    expect(double.granted.has(monitor)).toBe(true);
  });

  it('refuse what is no site, in the box where it stands', async () => {
    await open();
    await type('Add a site', 'chrome://settings');
    await press('Add');
    expect(problemAt('newSites').isInvalid).toBe(true);
    expect(document.activeElement?.id).toBe('newSites');
    expect(findAll('.sites li')).toHaveLength(1);
  });
});
