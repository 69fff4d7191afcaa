import { describe, expect, it } from 'vitest';
import { createCallerWords } from '../../src/content/caller-words.ts';
import { toNotice } from '../../src/content/notice.ts';
import type { View } from '../../src/recording/view.ts';
import { paused, ready, stillRecording } from './views.ts';

const say = { paused: '', resumed: 'On again.' };

/** What is shown for one view after the other, a second apart unless said otherwise. */
function follow(given: [View | null, number][], words: typeof say | undefined = say) {
  const callerWords = createCallerWords();
  return given.map(([view, atMs]) => callerWords.dress(toNotice(view, null, atMs), view, words, atMs));
}

const lingering = { ...paused, lingerUntilMs: 9_000 };

describe('what to say to the caller', () => {
  it('is there once the recording is paused, and not while that is only asked for', () => {
    const [asked, there] = follow([
      [{ ...ready, status: 'pausing' }, 0],
      [paused, 1_000],
    ]);
    expect(asked).not.toHaveProperty('say');
    expect(there?.say).toEqual({ text: 'words_paused', own: '' });
  });

  it('is not said again while the recording is about to go on', () => {
    expect(follow([[lingering, 0]])[0]).not.toHaveProperty('say');
  });

  it('stays for a while after the recording runs again, and then the strip goes', () => {
    const [, , again, still, gone] = follow([
      [paused, 0],
      [{ ...ready, status: 'resuming' }, 1_000],
      [ready, 2_000],
      [ready, 7_000],
      [ready, 8_500],
    ]);
    expect(again).toMatchObject({ title: 'banner_over', say: { text: 'words_resumed', own: 'On again.' } });
    expect(still).toEqual(again);
    expect(gone).toBeNull();
  });

  it('never looks like a pause when recording again', () => {
    const [, again] = follow([
      [paused, 0],
      [ready, 1_000],
    ]);
    expect(again?.tone).not.toBe('calm');
    expect(again?.icon).toBe('record');
  });

  it.each<[string, View | null]>([
    ['nothing was paused', ready],
    ['the pause failed', stillRecording],
    ['only a microphone is off', { ...ready, status: 'microphoneOff', isMicrophoneOnly: true }],
    ['somebody resumed over the field', { ...ready, isOverridden: true }],
    ['the page was left', null],
  ])('is nothing where %s', (_, view) => {
    const shown = follow([
      [view, 0],
      [ready, 1_000],
    ]);
    for (const notice of shown) expect(notice ?? {}).not.toHaveProperty('say');
  });

  it('is nothing after an override, which is not a resume that the caller should hear of', () => {
    const shown = follow([
      [paused, 0],
      [{ ...ready, isOverridden: true }, 1_000],
      [ready, 2_000],
    ]);
    expect(shown[2]).toBeNull();
  });

  it('is nothing where none is wanted', () => {
    const callerWords = createCallerWords();
    const notice = toNotice(paused, null, 0);
    expect(callerWords.dress(notice, paused, undefined, 0)).toBe(notice);
    expect(callerWords.dress(null, ready, undefined, 1_000)).toBeNull();
  });

  it('leaves an alarm alone', () => {
    const callerWords = createCallerWords();
    const alarm = toNotice(paused, 'unanswered', 0);
    expect(callerWords.dress(alarm, paused, say, 0)).toBe(alarm);
  });
});
