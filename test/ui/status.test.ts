import { describe, expect, it } from 'vitest';
import { toStatus } from '../../src/ui/status.ts';
import { viewNames, views, type ViewName } from './views.ts';

const rows: [ViewName, string, string, string | null][] = [
  ['notSetUp', 'calm', 'status_notSetUp', 'status_notSetUp_advice'],
  ['observing', 'busy', 'status_observing', 'status_observing_advice'],
  ['observingHold', 'busy', 'status_observing', 'status_observing_advice'],
  ['ready', 'calm', 'status_ready', 'status_ready_advice'],
  ['overridden', 'busy', 'status_overridden', 'status_overridden_advice'],
  ['noCall', 'calm', 'status_noCall', 'status_noCall_advice'],
  ['pausing', 'busy', 'status_pausing', 'status_pausing_advice'],
  ['accepted', 'safe', 'status_paused', 'status_pausedAccepted_advice'],
  ['verified', 'safe', 'status_paused', 'status_pausedVerified_advice'],
  ['away', 'safe', 'status_paused', 'status_pausedAccepted_advice'],
  ['lingering', 'safe', 'status_paused', 'status_pausedVerified_advice'],
  ['limitNear', 'safe', 'status_paused', 'status_pausedVerified_advice'],
  ['hardLimitNear', 'safe', 'status_paused', 'status_pausedVerified_advice'],
  ['pausedAgain', 'busy', 'status_paused', 'status_pausedAgain_advice'],
  ['cardInText', 'busy', 'status_paused', 'status_cardInText_advice'],
  ['resuming', 'busy', 'status_resuming', 'status_resuming_advice'],
  ['stillRecording', 'danger', 'status_stillRecording', 'status_stillRecording_advice'],
  ['needsPerson', 'danger', 'status_stillRecording', 'status_needsPerson_advice'],
  ['stillPaused', 'danger', 'status_stillPaused', 'status_stillPaused_advice'],
  ['microphoneReady', 'calm', 'status_ready', 'status_microphoneReady_advice'],
  ['microphonePausing', 'busy', 'status_microphonePausing', 'status_pausing_advice'],
  ['microphoneOff', 'busy', 'status_microphoneOff', 'status_microphoneOff_advice'],
  ['microphoneResuming', 'busy', 'status_microphoneResuming', 'status_resuming_advice'],
  ['microphoneStuck', 'danger', 'status_microphoneStuck', 'status_microphoneLost_advice'],
];

describe('toStatus', () => {
  it('has a row for every view', () => {
    expect(rows.map(([name]) => name)).toEqual(viewNames);
  });

  it.each(rows)('%s is %s: %s, %s', (name, tone, headline, advice) => {
    expect(toStatus({ state: 'live', view: views[name] })).toMatchObject({ tone, headline, advice });
  });

  it.each(viewNames)('%s looks safe and says "paused" only where the recorder has paused', name => {
    const { tone, shape, headline } = toStatus({ state: 'live', view: views[name] });
    const isPaused = views[name].status === 'paused';
    expect(shape === 'paused').toBe(isPaused);
    expect(headline === 'status_paused').toBe(isPaused);
    if (tone === 'safe') expect(isPaused).toBe(true);
  });

  it('is an alert while nobody answers', () => {
    expect(toStatus({ state: 'silent' })).toMatchObject({
      tone: 'danger',
      shape: 'alert',
      headline: 'status_silent',
    });
  });

  it('promises nothing before the first answer', () => {
    expect(toStatus({ state: 'connecting' })).toMatchObject({ tone: 'calm', shape: 'idle', advice: null });
  });
});
