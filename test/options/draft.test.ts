import { describe, expect, it, vi } from 'vitest';
import { addSites, createRecorder, toDraft, toSettings, type Draft } from '../../src/options/draft.ts';
import { mergeSettings } from '../../src/options/merge.ts';
import { toNeededOrigins, toRecorderOrigins } from '../../src/options/origins.ts';
import { settingsSchema, type Settings } from '../../src/settings/schema.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));

const voicenter = {
  id: 'voicenter-1',
  type: 'voicenter',
  isRequired: true,
  // Neither defaults nor an order of its own: what was stored is what has to come back.
  settings: { extension: 'SIPSIP', baseUrl: 'https://monitor5.voicenter.co', laterVersionsSetting: 7 },
};
const settings: Settings = settingsSchema.parse({
  recorders: [voicenter],
  sites: ['https://crm.example.com/*'],
  timings: { lingerMs: 1_500 },
});
const stored = { 'voicenter-1': ['code'] };

const edit = (change: (draft: Draft) => void) => {
  const draft = toDraft(settings);
  change(draft);
  return toSettings(draft, 1, stored);
};
const recorderOf = (draft: Draft) => {
  const [recorder] = draft.recorders;
  if (recorder === undefined) throw new Error('no recorder');
  return recorder;
};

describe('a draft', () => {
  it('that nobody touched gives the settings back to the letter', () => {
    const { settings: back, secrets, problems } = edit(() => {});
    expect(JSON.stringify(back)).toBe(JSON.stringify(settings));
    expect(secrets).toEqual({});
    expect(problems).toEqual([]);
  });

  it('changes what was typed and nothing else', () => {
    const { settings: back } = edit(draft => {
      recorderOf(draft).values['extension'] = 'OTHER';
      recorderOf(draft).values['mode'] = 'ivrid';
      draft.timings.lingerMs = '2.5';
      draft.kinds = [];
    });
    expect(back).toEqual({
      ...settings,
      recorders: [{ ...voicenter, settings: { ...voicenter.settings, extension: 'OTHER', mode: 'ivrid' } }],
      timings: { ...settings.timings, lingerMs: 2_500 },
      kinds: [],
    });
  });

  it('drops an optional setting that was emptied', () => {
    const withUrl = {
      ...voicenter,
      settings: { ...voicenter.settings, activeCallsUrl: 'https://gateway.example.com' },
    };
    const draft = toDraft({ ...settings, recorders: [withUrl] });
    recorderOf(draft).values['activeCallsUrl'] = '';
    expect(toSettings(draft, 1, stored).settings.recorders).toEqual([voicenter]);
  });

  it.each([
    [
      'a required setting',
      (draft: Draft) => void (recorderOf(draft).values['extension'] = ''),
      'recorders.0.settings.extension',
      'required',
    ],
    ['a time', (draft: Draft) => void (draft.timings.awayMs = ' '), 'timings.awayMs', 'required'],
    ['a time in words', (draft: Draft) => void (draft.timings.awayMs = 'long'), 'timings.awayMs', 'invalid'],
    ['a site', (draft: Draft) => void (draft.newSites = 'chrome://settings'), 'newSites', 'site'],
  ])('refuses %s', (_, change, path, code) => {
    expect(edit(change).problems).toMatchObject([{ path, code }]);
  });

  it('takes along the site that was typed and not added', () => {
    const { settings: back, problems } = edit(draft => {
      draft.newSites = 'https://pay.example.com/checkout';
    });
    expect(back.sites).toEqual(['https://crm.example.com/*', 'https://pay.example.com/*']);
    expect(problems).toEqual([]);
  });

  it('keeps a recorder that this version does not know', () => {
    const unknown = { id: 'later-1', type: 'later', isRequired: true, settings: { a: 1 } };
    const draft = toDraft({ ...settings, recorders: [unknown] });
    expect(toSettings(draft, 1, {}).settings.recorders).toEqual([unknown]);
  });
});

describe('secrets', () => {
  it('are sent apart from the settings, and only where they changed', () => {
    const { settings: back, secrets } = edit(draft => void (recorderOf(draft).secrets = { code: 'NEWCODE' }));
    expect(secrets).toEqual({ 'voicenter-1': { code: 'NEWCODE' } });
    expect(JSON.stringify(back)).not.toContain('NEWCODE');
  });

  it('are deleted by an empty one', () => {
    expect(edit(draft => void (recorderOf(draft).secrets = { code: '' })).secrets).toEqual({
      'voicenter-1': { code: '' },
    });
  });
});

describe('a new recorder', () => {
  it('never takes over the secrets of one that was removed', () => {
    expect(createRecorder('voicenter').entry.id).not.toBe(createRecorder('voicenter').entry.id);
  });

  it('has to be filled in', () => {
    const draft = { ...toDraft(settings), recorders: [createRecorder('voicenter')] };
    expect(toSettings(draft, 1, {}).problems.map(({ path }) => path)).toEqual([
      'recorders.0.settings.baseUrl',
      'recorders.0.settings.extension',
    ]);
  });
});

describe('addSites', () => {
  it('takes several at once, each once, and gives back what is no site', () => {
    expect(addSites(['https://a.example/*'], 'a.example, b.example\nhttps://c.example/x  foo*bar')).toEqual({
      sites: ['https://a.example/*', 'https://b.example/*', 'https://c.example/*'],
      refused: ['foo*bar'],
    });
  });
});

describe('mergeSettings', () => {
  const change = (changes: Partial<Settings>): Settings => ({ ...settings, ...changes });

  it('keeps the site that the popup added meanwhile', () => {
    const theirs = change({ sites: [...settings.sites, 'https://popup.example/*'] });
    const mine = change({ sites: [...settings.sites, 'https://mine.example/*'], kinds: [] });
    expect(mergeSettings(settings, mine, theirs)).toEqual(
      change({
        sites: ['https://crm.example.com/*', 'https://popup.example/*', 'https://mine.example/*'],
        kinds: [],
      }),
    );
  });

  it('removes what was removed here, and nothing of theirs', () => {
    const theirs = change({ sites: [...settings.sites, 'https://popup.example/*'] });
    expect(mergeSettings(settings, change({ sites: [] }), theirs).sites).toEqual(['https://popup.example/*']);
  });

  it('takes from elsewhere what was not changed here', () => {
    const theirs = change({ timings: { ...settings.timings, awayMs: 1_000 }, recorders: [] });
    expect(mergeSettings(settings, change({ kinds: [] }), theirs)).toEqual({ ...theirs, kinds: [] });
  });
});

describe('origins', () => {
  const listUrl = 'https://monapisec.voicenter.co.il/*';

  it('are those that the recorder talks to', () => {
    expect(toRecorderOrigins(voicenter, [], {})).toEqual(['https://monitor5.voicenter.co/*']);
  });

  it('follow from a stored secret without knowing it, and from a new one', () => {
    expect(toRecorderOrigins(voicenter, ['code'], {})).toContain(listUrl);
    expect(toRecorderOrigins(voicenter, [], { code: 'NEW' })).toContain(listUrl);
    expect(toRecorderOrigins(voicenter, ['code'], { code: '' })).not.toContain(listUrl);
  });

  it('are none while the settings do not fit', () => {
    expect(toRecorderOrigins({ ...voicenter, settings: {} }, [], {})).toEqual([]);
    expect(toRecorderOrigins({ ...voicenter, type: 'later' }, [], {})).toEqual([]);
  });

  it('are asked for together with the sites, each once', () => {
    expect(toNeededOrigins({ ...settings, recorders: [voicenter, voicenter] }, {}, {})).toEqual([
      'https://crm.example.com/*',
      'https://monitor5.voicenter.co/*',
    ]);
  });
});
