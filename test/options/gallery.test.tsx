// @vitest-environment happy-dom
// The gallery of recorders: what each card promises, and the way from one recorder to another and back.
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recorders } from '../../src/recorders/index.ts';
import { clear, find, findAll, findViolations, type } from '../ui/page.ts';
import { addRecorder, open, press, resetWorker, worker } from './desk.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetWorker);
afterEach(clear);

const without = () => {
  worker.settings = { ...worker.settings, recorders: [] };
};
const radio = (name: string) => find<HTMLInputElement>('input[type=radio]', name);
const pick = (name: string) => act(() => radio(name).click());
const cardOf = (name: string) => {
  const card = radio(name).closest<HTMLElement>('.offer');
  if (card === null) throw new Error(`${name} has no card`);
  return card;
};
const chipsIn = (part: ParentNode) =>
  [...part.querySelectorAll('.chip')].map(({ textContent }) => textContent);

describe('the gallery', () => {
  beforeEach(async () => {
    without();
    await open();
  });

  it('is one group of cards, each named and told about, and breaks no rule', async () => {
    const group = find('fieldset.gallery');
    expect(group.querySelector('legend')?.textContent).toBe('Recorder');
    const radios = [...group.querySelectorAll<HTMLInputElement>('input')];
    expect(radios.map(({ id }) => document.querySelector(`label[for="${id}"]`)?.textContent)).toEqual(
      recorders.map(({ name }) => name),
    );
    expect(new Set(radios.map(({ name }) => name)).size).toBe(1);
    expect(radios.map(({ checked }) => checked).indexOf(true)).toBe(0);
    for (const { id } of radios)
      expect(document.getElementById(`${id}-about`)?.textContent).toContain('Needs: ');
    expect(await findViolations()).toEqual([]);
  });

  it.each([
    [
      'Genesys Web Services',
      ['Leaves silence', 'Verified: read back', 'New calls: asked again every 2 seconds'],
    ],
    ['Asterisk (recordings made through ARI)', ['Cuts it out', 'Verified: read back']],
    [
      'wolkvox',
      ['Agent’s microphone only', 'Accepted only', 'New calls not covered', 'Finds calls by agent ID'],
    ],
    ['RingCentral RingCX (Engage Voice)', ['Accepted only', 'New calls: asked again every 10 seconds']],
    ['Voicenter', ['Verified or accepted: by settings', 'Finds calls by extension']],
    ['Custom HTTP', ['Effect: as you describe it', 'New calls: as you describe it']],
  ])('says of %s what its adapter says', (name, words) => {
    expect(chipsIn(cardOf(name))).toEqual(expect.arrayContaining(words));
  });

  it('says plainly where settings decide', () => {
    expect(cardOf('Voicenter').textContent).toContain('Verified only with the account code');
    expect(cardOf('Custom HTTP').textContent).toContain('follows from your description');
    expect(cardOf('Genesys Web Services').querySelector('.offer-depends')).toBeNull();
  });

  it('folds to the card that was added', async () => {
    await addRecorder('Verint Financial Compliance (Verba)');
    expect(findAll('.gallery')).toEqual([]);
    expect(chipsIn(find('.chosen'))).toContain('Accepted only');
    expect(document.activeElement?.id).toBe('recorders.0.settings.baseUrl');
  });
});

describe('another recorder', () => {
  it('is added from the same gallery, which can be left again', async () => {
    await open();
    await press('Add another recorder');
    expect(document.activeElement).toBe(radio('Voicenter'));
    await press('Cancel');
    expect(findAll('.gallery')).toEqual([]);
    await press('Add another recorder');
    await addRecorder('wolkvox');
    expect(findAll('.forms > fieldset > legend').map(({ textContent }) => textContent)).toEqual([
      'Voicenter',
      'wolkvox',
    ]);
  });
});

describe('the chosen card', () => {
  it('says what the settings decide, as they are typed', async () => {
    await open();
    expect(chipsIn(find('.chosen'))).toContain('Verified: read back');
    expect(find('.chosen').querySelector('.offer-depends')).toBeNull();
    await press('Remove Account code');
    expect(chipsIn(find('.chosen'))).toContain('Accepted only');
    expect(find('.chosen').textContent).toContain('Verified only with the account code');
  });

  it('gives way to another, and comes back with what was entered', async () => {
    await open();
    await type('Extension (SIP id)', 'TYPED');
    await press('Change recorder: Voicenter');
    expect(document.activeElement).toBe(radio('Voicenter'));
    expect(find('.gallery').textContent).toContain('What you entered for Voicenter is kept');
    await pick('wolkvox');
    await press('Use this recorder');
    expect(find('fieldset.card > legend').textContent).toBe('wolkvox');
    await type('Agent id', '12004');
    await press('Change recorder: wolkvox');
    await pick('Voicenter');
    await press('Use this recorder');
    expect(find<HTMLInputElement>('input', 'Extension (SIP id)').value).toBe('TYPED');
    // It is the same one as before: its stored secret still belongs to it.
    expect(find<HTMLInputElement>('input', 'Account code (optional)').placeholder).toBe(
      'Stored. Type to replace it.',
    );
    await press('Change recorder: Voicenter');
    await pick('wolkvox');
    await press('Use this recorder');
    expect(find<HTMLInputElement>('input', 'Agent id').value).toBe('12004');
  });

  it('stays when nothing else is chosen, with the focus where it was', async () => {
    await open();
    await press('Change recorder: Voicenter');
    await pick('wolkvox');
    await press('Keep Voicenter');
    expect(find('fieldset.card > legend').textContent).toBe('Voicenter');
    expect(document.activeElement).toBe(find('button', 'Change recorder: Voicenter'));
  });

  it('that takes the place of a saved one is saved as a recorder of its own', async () => {
    await open();
    await press('Change recorder: Voicenter');
    await pick('wolkvox');
    await press('Use this recorder');
    await type('Server address', 'https://wv0012.wolkvox.com');
    await type('Agent id', '12004');
    await press('Save');
    expect(worker.settings.recorders).toMatchObject([{ type: 'wolkvox', isRequired: true }]);
    expect(worker.settings.recorders[0]?.id).not.toBe('voicenter-1');
  });
});
