// @vitest-environment happy-dom
// The form of "Custom HTTP": presets to begin with, and the requests that a description stands for.
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { presets } from '../../src/recorders/custom/presets/index.ts';
import { choose, clear, find, findAll, findViolations, type } from '../ui/page.ts';
import { addRecorder, open, press, problemAt, resetWorker, sent, worker } from './desk.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(async () => {
  resetWorker();
  worker.settings = { ...worker.settings, recorders: [] };
  await open();
  await addRecorder('Custom HTTP');
});
afterEach(clear);

async function write(label: string, value: string): Promise<void> {
  const area = find<HTMLTextAreaElement>('textarea', label);
  await act(() => {
    area.value = value;
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

async function usePreset(id: string): Promise<void> {
  await choose('Preset', id);
  await press('Use this preset');
}

const shown = () => findAll('.requests pre').map(({ textContent }) => textContent);
const description = () => find<HTMLTextAreaElement>('textarea', 'Description');

describe('a preset', () => {
  it('says what it stands on and what is inferred, before it is used', async () => {
    await choose('Preset', 'twilio');
    expect(find('.custom').textContent).toContain('Twilio.CURRENT resumes a recording that is paused');
    expect(find('.custom').textContent).toContain('twilio/twilio-oai d50069b');
    expect(description().value).toBe('');
  });

  it('fills in description, address and the names of its values', async () => {
    await usePreset('twilio');
    expect(JSON.parse(description().value)).toMatchObject({ version: 1, name: 'Twilio' });
    expect(find<HTMLInputElement>('input', 'Address').value).toBe('https://api.twilio.com');
    expect(find<HTMLTextAreaElement>('textarea', 'Values (optional)').value).toBe(
      'accountSid = \nagentAddress = ',
    );
    expect(find('.custom').textContent).toContain('accountSid: Account SID');
  });

  it('warns of what its vendor cannot do', async () => {
    await usePreset('nice-cxone');
    await type('Agent id (optional)', '11ea');
    await type('Password, token or key (optional)', 'TOPSECRET7');
    expect(find('.custom').textContent).toContain('the vendor says yes also where none runs');
    expect(find('.traits').textContent).toContain('“accepted” is the most that CardHush can say');
  });

  it.each(presets)(
    '$name is shown request by request',
    async ({ id, description: { lookUp = [], read, check } }) => {
      await usePreset(id);
      const count = 2 + lookUp.length + (read === undefined ? 0 : 1) + (check === undefined ? 0 : 1);
      expect(shown()).toHaveLength(count);
      expect(await findViolations()).toEqual([]);
    },
  );
});

describe('the preview', () => {
  it('follows what is typed, and hides the secret', async () => {
    await usePreset('dialpad');
    await type('Agent id (optional)', '57 a/b');
    await type('Password, token or key (optional)', 'TOPSECRET7');
    expect(shown()[1]).toBe(
      [
        'PATCH https://dialpad.com/api/v2/users/57%20a%2Fb/activecall',
        'content-type: application/json',
        'authorization: Bearer ••••',
        '',
        '{"is_recording":false,"play_message":false,"recording_type":"all"}',
      ].join('\n'),
    );
    await type('Address', 'https://gateway.example.com/dialpad');
    expect(shown()[1]).toContain(
      'PATCH https://gateway.example.com/dialpad/api/v2/users/57%20a%2Fb/activecall',
    );
    expect(document.body.textContent).not.toContain('TOPSECRET7');
  });

  it('says what cannot be sent', async () => {
    await usePreset('dialpad');
    await type('Agent id (optional)', '..');
    expect(find('.requests').textContent).toContain('Cannot be sent like this');
    expect(shown()).toEqual([]);
  });

  it('says what is wrong with the description, and where', async () => {
    await usePreset('genesys-cloud');
    const changed = description().value.replace('"is": "success"', '"is": "done"');
    await write('Description', changed);
    expect(find('.custom .problem').textContent).toContain(
      'lookUp.0.outcomes.0.is: One of these belongs here',
    );
    expect(shown()).toEqual([]);
    await write('Description', '{"version":');
    expect(find('.custom').textContent).toContain('As soon as address and description are complete');
  });
});

describe('saving', () => {
  it('keeps the description as it was typed, and the secret apart', async () => {
    await usePreset('dialpad');
    await type('Agent id (optional)', '57');
    await type('Password, token or key (optional)', 'TOPSECRET7');
    const text = description().value;
    await press('Save');
    const [entry] = worker.settings.recorders;
    expect(entry?.settings).toMatchObject({
      description: text,
      agentId: '57',
      baseUrl: 'https://dialpad.com',
    });
    expect(JSON.stringify(worker.settings)).not.toContain('TOPSECRET7');
    expect(sent('saveSettings')[0]?.secrets).toEqual({ [entry?.id ?? '']: { secret: 'TOPSECRET7' } });
  });

  it('is refused with the place in the description', async () => {
    await usePreset('dialpad');
    await type('Agent id (optional)', '57');
    await type('Password, token or key (optional)', 'TOPSECRET7');
    await write('Description', description().value.replace('"scope": "agent"', '"scope": "call"'));
    await press('Save');
    expect(problemAt('recorders.0.settings.description')).toMatchObject({ isInvalid: true });
    expect(problemAt('recorders.0.settings.description').sentences.join()).toContain(
      'traits.scope: To pause single',
    );
    expect(worker.settings.recorders).toEqual([]);
  });

  it('is refused while something is missing', async () => {
    await usePreset('twilio');
    await press('Save');
    expect(problemAt('recorders.0.settings.values').sentences.join()).toContain('name = value');
    await write('Values (optional)', 'accountSid = AC1\nagentAddress = client:ann');
    await press('Save');
    expect(problemAt('recorders.0.settings.user').isInvalid).toBe(true);
  });
});
