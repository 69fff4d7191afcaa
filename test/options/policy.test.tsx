// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { settingsSchema } from '../../src/settings/schema.ts';
import { text } from '../../src/ui/text.ts';
import { double } from '../ui/browser-double.ts';
import { clear, find, findAll, findViolations, type } from '../ui/page.ts';
import { body, open, press, resetWorker, settle, worker } from './desk.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetWorker);
afterEach(clear);

const gateway = {
  id: 'voicenter-1',
  type: 'voicenter',
  settings: { baseUrl: 'https://gate.example.com/voicenter' },
  agentFields: ['extension'],
};
const policy = {
  sets: ['recorders', 'sites', 'timings'],
  recorders: [gateway],
  sites: ['https://crm.example.com/*'],
  timings: { lingerMs: 5_000 },
};
/** In itself, or with the part of the page in which it stands. */
const isDisabled = (input: HTMLElement) =>
  input.matches(':disabled') || input.closest('fieldset[disabled]') !== null;
const isLocked = (name: string) => isDisabled(find('input', name));

describe('a managed desk', () => {
  it('marks what policy sets, lets nobody change it, and leaves the rest', async () => {
    worker.policy = policy;
    await open();
    expect(find<HTMLInputElement>('input', 'Monitor host').value).toBe('https://gate.example.com/voicenter');
    expect(isLocked('Monitor host')).toBe(true);
    expect(isLocked(text('options_required'))).toBe(true);
    expect(isLocked('Stay paused after the field is left')).toBe(true);
    expect(isLocked('Extension (SIP id)')).toBe(false);
    expect(isLocked('Longest pause')).toBe(false);
    for (const name of ['Add recorder', 'Remove Voicenter', 'Add', 'Remove crm.example.com'])
      expect(() => find('button', name)).toThrow('there is no');
    const described = find('input', 'Monitor host').getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(described.map(id => document.getElementById(id)?.textContent)).toContain(text('options_locked'));
    expect(await findViolations()).toEqual([]);
  });

  it('can be set by policy as a whole: nothing is left to change but what policy leaves', async () => {
    const { version: _version, ...all } = settingsSchema.parse({ kinds: ['iban'], sites: policy.sites });
    worker.policy = { ...all, recorders: [gateway], sets: [], shippingSecret: 'Bearer 7' };
    await open();
    const sections = findAll('section').filter(
      section =>
        !['organisation', 'file', 'diagnostics'].includes(section.getAttribute('aria-labelledby') ?? ''),
    );
    const free = sections.flatMap(section => [
      ...section.querySelectorAll<HTMLElement>('input, select, textarea'),
    ]);
    expect(free.filter(input => !isDisabled(input)).map(({ id }) => id)).toEqual([
      'recorders.0.settings.extension',
    ]);
  });

  it('saves the agent’s own, which the worker takes', async () => {
    worker.policy = policy;
    await open();
    await type('Extension (SIP id)', 'OTHER');
    await press('Save');
    expect(find('.save-bar [role=status]').textContent).toBe('Saved.');
    expect(worker.settings.recorders[0]?.settings).toEqual({
      baseUrl: 'https://monitor5.voicenter.co',
      extension: 'OTHER',
    });
    expect(find<HTMLInputElement>('input', 'Monitor host').value).toBe('https://gate.example.com/voicenter');
  });

  it('can be saved although the policy’s own values are wrong', async () => {
    worker.policy = { ...policy, recorders: [gateway, { id: 'b', type: 'telegraph' }] };
    await open();
    await type('Longest pause', '700');
    await press('Save');
    expect(find('.save-bar [role=status]').textContent).toBe('Saved.');
  });

  it('lets agents add sites where policy lets them', async () => {
    worker.policy = { ...policy, allowOwnSites: true };
    await open();
    await type('Add a site', 'own.example.com');
    await press('Add');
    expect(() => find('button', 'Remove crm.example.com')).toThrow('there is no');
    await press('Save');
    expect(worker.settings.sites).toEqual(['https://crm.example.com/*', 'https://own.example.com/*']);
  });

  it('follows a change of the policy at once', async () => {
    await open();
    expect(isLocked('Stay paused after the field is left')).toBe(false);
    worker.policy = policy;
    double.changePolicy();
    await settle();
    expect(isLocked('Stay paused after the field is left')).toBe(true);
    expect(find<HTMLInputElement>('input', 'Stay paused after the field is left').value).toBe('5');
    worker.policy = {};
    double.changePolicy();
    await settle();
    expect(isLocked('Stay paused after the field is left')).toBe(false);
    expect(body()).not.toContain(text('options_organisation_help'));
  });

  it('keeps what was typed and is not saved, but for what is locked now', async () => {
    await open();
    await type('Longest pause', '700');
    await type('Stay paused after the field is left', '9');
    worker.policy = policy;
    double.changePolicy();
    await settle();
    expect(find<HTMLInputElement>('input', 'Longest pause').value).toBe('700');
    expect(find<HTMLInputElement>('input', 'Stay paused after the field is left').value).toBe('5');
    expect(body()).toContain('Changes that are not saved yet');
  });
});

describe('a policy with faults', () => {
  it('is said, with the path by which an administrator finds each, and can be copied', async () => {
    const writeText = vi.fn(async (_copied: string) => {});
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    worker.policy = { ...policy, kinds: ['cards'], telegraph: 1, sets: ['gate'] };
    await open();
    const lines = findAll('section[aria-labelledby=organisation] li').map(({ textContent }) => textContent);
    expect(lines).toEqual([
      expect.stringMatching(/^telegraph: There is no such setting: “telegraph”\./),
      expect.stringMatching(/^gate: The browser did not deliver “gate”\./),
      expect.stringMatching(/^kinds\.0: /),
    ]);
    expect(await findViolations()).toEqual([]);
    await press(text('options_organisation_copy'));
    expect(writeText).toHaveBeenCalledExactlyOnceWith(lines.join('\n'));
    expect(body()).toContain(text('options_copied'));
  });

  it('warns of secrets in it, and does not show them', async () => {
    worker.policy = {
      ...policy,
      recorders: [{ ...gateway, settings: { ...gateway.settings, code: 'ACCOUNT7' } }],
    };
    await open();
    expect(body()).toContain(text('problem_policySecret'));
    expect(document.documentElement.outerHTML).not.toContain('ACCOUNT7');
    expect(isLocked('Account code (optional)')).toBe(true);
  });

  it('has a sentence of ours for everything that can be wrong', async () => {
    const codes = ['Unknown', 'Dropped', 'NotList', 'NotGroup', 'NotAgents', 'Secret', 'Empty', 'NoSets'];
    const { findText } = await import('../../src/ui/text.ts');
    expect(codes.filter(code => findText(`problem_policy${code}`, 'x') === null)).toEqual([]);
  });
});
