// @vitest-environment happy-dom
// What stands on the options page besides the settings: search, a file of them, and the report for support.
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSettingsFile, toImported, toSettingsFile } from '../../src/options/settings-file.ts';
import { layPolicy } from '../../src/settings/policy.ts';
import { settingsSchema, type Settings } from '../../src/settings/schema.ts';
import { text } from '../../src/ui/text.ts';
import { double } from '../ui/browser-double.ts';
import { clear, find, findAll, findViolations, type } from '../ui/page.ts';
import { views } from '../ui/views.ts';
import { body, open, press, resetWorker, secret, settle, worker } from './desk.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetWorker);
afterEach(clear);

describe('search', () => {
  const found = () => findAll('.found button').map(({ textContent }) => textContent);

  it.each([
    ['LONGEST pause', [`${text('options_timings')}: ${text('options_hard')}`]],
    // By the help beside it, and by the heading above it.
    ['cpanel', ['Voicenter: Extension (SIP id)']],
    ['watched sites add', [`${text('options_sites')}: ${text('options_site_new')}`]],
    ['no such thing', []],
  ])('“%s” finds %j', async (query, wanted) => {
    await open();
    await type('Search settings', query);
    expect(found()).toEqual(wanted);
    expect(find('form[role=search] [role=status]').textContent).toBe(
      wanted.length === 0 ? text('options_search_none') : text('options_search_found', String(wanted.length)),
    );
    expect(await findViolations()).toEqual([]);
  });

  it('finds a heading, and not everything below it', async () => {
    await open();
    await type('Search settings', 'fields that pause');
    expect(found()).toContain(text('options_kinds'));
    expect(found().join()).not.toContain(text('kind_iban'));
  });

  it('takes people to the setting, and clears itself', async () => {
    await open();
    await type('Search settings', 'longest pause');
    await press(found()[0] ?? '');
    expect(document.activeElement?.id).toBe('timings.hardLimitMs');
    expect(found()).toEqual([]);
  });

  it('takes people to a setting that is locked, too', async () => {
    worker.policy = { timings: { hardLimitMs: 700_000 } };
    await open();
    await type('Search settings', 'longest pause');
    await press(found()[0] ?? '');
    expect(document.activeElement?.querySelector('input')?.id).toBe('timings.hardLimitMs');
  });
});

describe('a settings file', () => {
  const settings = settingsSchema.parse({
    recorders: [{ id: 'one', type: 'voicenter', settings: { baseUrl: 'https://a.example', extension: 'A' } }],
    sites: ['https://crm.example.com/*'],
  });

  it('comes back as it was', () => {
    expect(readSettingsFile(toSettingsFile(settings))).toEqual(settings);
  });

  it('holds settings that are a policy as they stand', () => {
    const { settings: policy } = JSON.parse(toSettingsFile(settings)) as { settings: object };
    const laid = layPolicy({ ...policy, sets: [] }, { settings: settingsSchema.parse({}), secrets: {} });
    expect(laid.policy.problems).toEqual([]);
    expect(laid.settings).toEqual(settings);
  });

  it.each([['{'], ['[]'], ['{"cardhush":"settings"}'], ['{"cardhush":"settings","settings":{"sites":[7]}}']])(
    'that is none is refused: %s',
    content => {
      expect(readSettingsFile(content)).toBeNull();
    },
  );

  it('cannot send stored secrets to an address of its own', () => {
    const file: Settings = structuredClone(settings);
    Object.assign(file.recorders[0]?.settings ?? {}, { baseUrl: 'https://evil.example' });
    const [entry] = toImported(settings, file, new Set()).recorders;
    expect(entry?.settings['baseUrl']).toBe('https://evil.example');
    expect(entry?.id).not.toBe('one');
    expect(toImported(settings, settings, new Set())).toEqual(settings);
  });

  it('changes nothing that is locked', () => {
    const file = settingsSchema.parse({ kinds: ['iban'], sites: [], timings: { lingerMs: 1, awayMs: 2 } });
    const locked = new Set(['recorders', 'sites', 'timings.lingerMs']);
    expect(toImported(settings, file, locked)).toEqual({
      ...settings,
      kinds: ['iban'],
      timings: { ...settings.timings, awayMs: 2 },
    });
  });

  it('is read into the form, to be looked at and saved', async () => {
    await open();
    const input = find<HTMLInputElement>('input[type=file]');
    const file = new File(
      [toSettingsFile(settingsSchema.parse({ sites: ['https://new.example.com/*'] }))],
      'x.json',
    );
    Object.defineProperty(input, 'files', { value: [file], configurable: true });
    await act(() => void input.dispatchEvent(new Event('change', { bubbles: true })));
    await settle();
    expect(body()).toContain(text('options_imported'));
    expect(body()).toContain('Changes that are not saved yet');
    expect(worker.settings.sites).toEqual(['https://crm.example.com/*']);
    await press('Save');
    expect(worker.settings.sites).toEqual(['https://new.example.com/*']);
  });
});

describe('the report for support', () => {
  it('is shown before it is copied, and says nothing that it should not', async () => {
    const writeText = vi.fn(async (_copied: string) => {});
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    const answer = double.answer.getMockImplementation();
    double.answer.mockImplementation(message => {
      if (message.type === 'getView') return { view: views.stillRecording };
      if (message.type === 'getEvents')
        return {
          events: [
            {
              type: 'failed',
              atMs: 1_790_000_000_000,
              episode: 1,
              recorder: 'voicenter-1',
              attempt: 1,
              command: 'pause',
              code: 'badAnswer',
              reason: 'echo of 4111111111111111 and Bearer abc.def',
            },
          ],
        };
      return answer?.(message);
    });
    worker.settings = settingsSchema.parse({
      ...worker.settings,
      recorders: [
        {
          id: 'voicenter-1',
          type: 'voicenter',
          settings: {
            baseUrl: 'https://gate.example.com/voicenter/team7',
            extension: 'SIPSIP',
            mode: 'ivrid',
          },
        },
      ],
      pages: ['https://pay.example.com/checkout/team7/*'],
      ledger: { agent: 'Dana-team7' },
    });
    worker.policy = { timings: { lingerMs: -1 }, sets: [] };
    await open();
    expect(findAll('#report')).toEqual([]);
    await settle();
    await press(text('options_report_make'));
    const report = find<HTMLTextAreaElement>('#report').value;
    expect(writeText).not.toHaveBeenCalled();
    const { settings, policy, view, events, access } = JSON.parse(report) as Record<string, unknown>;
    expect(settings).toMatchObject({
      recorders: [
        {
          type: 'voicenter',
          settings: { baseUrl: 'https://gate.example.com', extension: '6 characters', mode: 'ivrid' },
          storedSecrets: ['code'],
        },
      ],
      pages: ['https://pay.example.com'],
    });
    expect(policy).toMatchObject({ isManaged: true, problems: [{ path: 'timings.lingerMs' }] });
    expect(view).toMatchObject({ status: 'stillRecording' });
    expect(events).toMatchObject([{ at: new Date(1_790_000_000_000).toISOString(), code: 'badAnswer' }]);
    expect(access).toHaveProperty(['https://crm.example.com/*'], true);
    for (const kept of ['SIPSIP', secret, 'team7', '4111111111111111', 'abc.def'])
      expect(report).not.toContain(kept);
    expect(await findViolations()).toEqual([]);
    await press(text('options_report_copy'));
    expect(writeText).toHaveBeenCalledExactlyOnceWith(report);
  });
});
