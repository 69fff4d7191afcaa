// What is heard and told for each way from one view to the next.
import { describe, expect, it } from 'vitest';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import { noticeKinds, toSignals, type Memory } from '../../src/background/signals.ts';
import type { View } from '../../src/recording/view.ts';
import { views, viewNames, type ViewName } from '../ui/views.ts';

/** The sounds on the way through these views. */
function hear(...names: ViewName[]): (string | null)[] {
  let memory: Memory | null = null;
  return names.map(name => {
    const signals = toSignals(memory, views[name]);
    ({ memory } = signals);
    return signals.sound;
  });
}

describe('sounds', () => {
  it('are heard for a pause and its end, once each', () => {
    expect(
      hear('ready', 'pausing', 'accepted', 'verified', 'lingering', 'resuming', 'ready', 'ready'),
    ).toEqual([null, null, 'paused', null, null, null, 'resumed', null]);
  });

  it('are heard for a failure, and for the pause that comes after all', () => {
    expect(hear('ready', 'pausing', 'stillRecording', 'needsPerson', 'accepted')).toEqual([
      null,
      null,
      'failed',
      null,
      'paused',
    ]);
  });

  it('tell of the end after a resume that failed at first', () => {
    expect(hear('ready', 'accepted', 'resuming', 'stillPaused', 'ready')).toEqual([
      null,
      'paused',
      null,
      'failed',
      'resumed',
    ]);
  });

  it('never tell of the end of a pause that never was', () => {
    expect(hear('ready', 'pausing', 'resuming', 'ready')).not.toContain('resumed');
    expect(hear('ready', 'stillRecording', 'ready')).not.toContain('resumed');
    expect(hear('ready', 'noCall', 'ready')).not.toContain('resumed');
  });

  it('never tell of a pause where only a microphone is switched', () => {
    expect(
      hear('microphoneReady', 'microphonePausing', 'microphoneOff', 'microphoneResuming', 'microphoneReady'),
    ).toEqual([null, null, null, null, null]);
  });

  it.each(viewNames)('are not repeated by a worker that starts in %s', name => {
    expect(toSignals(null, views[name]).sound).toBeNull();
  });
});

describe('notifications', () => {
  const kinds: Record<View['status'] | 'limitNear', string | null> = {
    notSetUp: null,
    observing: null,
    ready: null,
    noCall: null,
    pausing: null,
    paused: null,
    microphoneOff: null,
    resuming: null,
    stillRecording: 'stillRecording',
    stillPaused: 'stillPaused',
    microphoneStuck: 'microphoneStuck',
    limitNear: 'limitNear',
  };

  it.each(viewNames)('tell of failures and of pauses that last too long, and of nothing else: %s', name => {
    const view: View = views[name];
    const expected = kinds[view.warning === 'limitNear' ? 'limitNear' : view.status];
    expect(toSignals(null, view).notice).toBe(expected);
  });

  it.each(noticeKinds)('say nothing of a call in %s', kind => {
    const [title, detail] = [messages[`notify_${kind}`], messages[`notify_${kind}_detail`]];
    expect(title.message.length).toBeGreaterThan(0);
    // Without placeholders nothing of a call can get in.
    expect([title, detail].filter(entry => 'placeholders' in entry || entry.message.includes('$'))).toEqual(
      [],
    );
  });
});
