import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toNotice, type Trouble } from '../../src/content/notice.ts';
import { statusSchema } from '../../src/recording/status.ts';
import type { View } from '../../src/recording/view.ts';
import { paused, ready, recorder, stillRecording } from './views.ts';

const nowMs = 1_000_000;
const at = (view: View | null, trouble: Trouble | null = null) => toNotice(view, trouble, nowMs);

describe('what is said', () => {
  const failed: View = {
    ...stillRecording,
    recorders: [{ ...recorder, failure: { code: 'unauthorized' } }],
  };
  const lost: View = { ...stillRecording, recorders: [{ ...recorder, needsPerson: true }] };

  it.each<[string, View | null, Trouble | null, string | undefined, string | undefined]>([
    ['nothing before the first view', null, null, undefined, undefined],
    ['nothing while ready', ready, null, undefined, undefined],
    ['nothing while not set up', { ...ready, status: 'notSetUp' }, null, undefined, undefined],
    [
      'nothing while nothing is paused but only counted',
      { ...ready, status: 'observing' },
      null,
      undefined,
      undefined,
    ],
    ['that a person resumed', { ...ready, isOverridden: true }, null, 'banner_overridden', 'busy'],
    ['that there is no call', { ...ready, status: 'noCall' }, null, 'banner_no_call', 'busy'],
    ['to wait', { ...ready, status: 'pausing' }, null, 'banner_pausing', 'busy'],
    ['that the pause is verified', paused, null, 'banner_paused_verified', 'calm'],
    [
      'that the pause is only accepted',
      { ...paused, evidence: 'accepted' },
      null,
      'banner_paused_accepted',
      'calm',
    ],
    [
      'no more than that without evidence',
      { ...paused, evidence: null },
      null,
      'banner_paused_accepted',
      'calm',
    ],
    ['that it resumes', { ...ready, status: 'resuming' }, null, 'banner_resuming', 'busy'],
    ['not to take the card', stillRecording, null, 'banner_still_recording', 'alert'],
    [
      'that a microphone is no pause',
      { ...ready, status: 'microphoneOff', isMicrophoneOnly: true },
      null,
      'banner_microphone_off',
      'busy',
    ],
    [
      'that the microphone may still be off',
      { ...ready, status: 'microphoneStuck', isMicrophoneOnly: true },
      null,
      'banner_microphone_stuck',
      'alert',
    ],
    [
      'no more than that a microphone is switched',
      { ...ready, status: 'pausing', isMicrophoneOnly: true },
      null,
      'banner_microphone_switching',
      'busy',
    ],
    ['that it is still paused', { ...ready, status: 'stillPaused' }, null, 'banner_still_paused', 'alert'],
    [
      'not to take the card, whatever the last view was',
      paused,
      'unanswered',
      'banner_still_recording',
      'alert',
    ],
    ['to reload, whatever the last view was', paused, 'orphaned', 'banner_not_protected', 'alert'],
  ])('%s', (_, view, trouble, title, tone) => {
    const notice = at(view, trouble);
    expect(notice?.title).toBe(title);
    expect(notice?.tone).toBe(tone);
  });

  it('why, with the general sentence where the reason has none', () => {
    expect(at(failed)?.details).toEqual(['error_unauthorized_agent', 'banner_still_recording_detail']);
    expect(at(lost)?.details[0]).toBe('banner_needs_person_detail');
  });

  it('whom to ask about a microphone', () => {
    const view: View = {
      ...stillRecording,
      recorders: [{ ...recorder, effect: 'agentMicrophone', needsPerson: true }],
    };
    expect(at(view)?.details[0]).toBe('banner_needs_person_microphone_detail');
  });

  it('recording again only where a recording was paused', () => {
    expect(at(paused)?.over).toBe('banner_over');
    for (const status of [
      'pausing',
      'microphoneOff',
      'resuming',
      'stillRecording',
      'microphoneStuck',
    ] as const)
      expect(at({ ...ready, status, isMicrophoneOnly: true })?.over).toBe('banner_microphone_over');
  });

  it('that something is on again, only where it was off', () => {
    const over = (view: View) => at(view)?.over;
    expect([
      over(paused),
      over({ ...ready, status: 'resuming' }),
      over({ ...ready, status: 'stillPaused' }),
    ]).toEqual(Array(3).fill('banner_over'));
    for (const status of ['noCall', 'pausing', 'stillRecording'] as const)
      expect(over({ ...ready, status })).toBeNull();
    expect(at(paused, 'unanswered')?.over).toBeNull();
  });

  it('paused only of a view that says so, and only without trouble', () => {
    for (const status of statusSchema.options) {
      for (const trouble of [null, 'orphaned', 'unanswered'] as const) {
        const notice = at({ ...paused, status }, trouble);
        const saysPaused = /banner_paused_|_linger/.test(JSON.stringify(notice));
        expect(saysPaused, `${status} ${trouble}`).toBe(status === 'paused' && trouble === null);
      }
    }
  });
});

describe('the countdown', () => {
  it('runs while lingering, and says "resuming" rather than a time that is over', () => {
    expect(at({ ...paused, lingerUntilMs: nowMs + 2_100 })?.countdown).toEqual({
      text: 'banner_linger',
      seconds: 3,
    });
    expect(at({ ...paused, lingerUntilMs: nowMs - 1 })?.countdown).toEqual({
      text: 'banner_resuming',
      seconds: 0,
    });
  });

  it('runs near the limit, with a button where the limit can be moved', () => {
    const near = { ...paused, limitAtMs: nowMs + 30_000 };
    expect(at({ ...near, canExtend: true })).toMatchObject({ countdown: { seconds: 30 }, canExtend: true });
    expect(at(near)).toMatchObject({ countdown: { seconds: 30 }, canExtend: false });
  });

  it('runs beside a microphone too, in words of its own', () => {
    const off: View = { ...ready, status: 'microphoneOff', isMicrophoneOnly: true };
    expect(at({ ...off, lingerUntilMs: nowMs + 2_100 })).toMatchObject({
      countdown: { text: 'banner_microphone_back', seconds: 3 },
      canExtend: false,
    });
    expect(at({ ...off, limitAtMs: nowMs + 30_000, canExtend: true })).toMatchObject({
      countdown: { text: 'banner_microphone_back', seconds: 30 },
      canExtend: true,
    });
    expect(at({ ...off, limitAtMs: nowMs + 30_001, canExtend: true })?.countdown).toBeNull();
  });

  it('is not there while the limit is far', () => {
    expect(at({ ...paused, limitAtMs: nowMs + 30_001, canExtend: true })).toMatchObject({
      countdown: null,
      canExtend: false,
    });
  });
});

it('has a sentence for every key', () => {
  const path = join(import.meta.dirname, '../../public/_locales/en/messages.json');
  const messages = Object.keys(JSON.parse(readFileSync(path, 'utf8')) as object);
  const source = readFileSync(join(import.meta.dirname, '../../src/content/notice.ts'), 'utf8');
  const keys = [...source.matchAll(/'(banner_\w+)'/g)].map(([, key]) => key);
  expect(keys.length).toBeGreaterThan(20);
  expect(messages).toEqual(expect.arrayContaining(keys));
});
