import { describe, expect, it } from 'vitest';
import { toBadge } from '../../src/ui/badge.ts';
import { viewNames, views, type ViewName } from './views.ts';

const rows: [ViewName, string, string, string][] = [
  ['notSetUp', 'off', '?', 'title_notSetUp'],
  ['observing', 'off', 'OBS', 'title_observing'],
  ['observingHold', 'off', 'OBS', 'title_observing'],
  ['ready', 'idle', '', 'title_ready'],
  ['overridden', 'idle', 'REC', 'title_overridden'],
  ['noCall', 'idle', '–', 'title_noCall'],
  ['pausing', 'idle', '…', 'title_pausing'],
  ['accepted', 'paused', '', 'title_paused'],
  ['verified', 'paused', '', 'title_pausedVerified'],
  ['away', 'paused', '', 'title_paused'],
  ['lingering', 'paused', '', 'title_pausedVerified'],
  ['limitNear', 'paused', '!', 'title_pausedEnding'],
  ['hardLimitNear', 'paused', '!', 'title_pausedEnding'],
  ['pausedAgain', 'paused', '!', 'title_pausedAgain'],
  ['cardInText', 'paused', '!', 'title_cardInText'],
  ['resuming', 'idle', '…', 'title_resuming'],
  ['stillRecording', 'alert', 'REC', 'title_stillRecording'],
  ['needsPerson', 'alert', 'REC', 'title_stillRecording'],
  ['stillPaused', 'alert', 'II', 'title_stillPaused'],
  ['microphoneReady', 'idle', '', 'title_microphoneReady'],
  ['microphonePausing', 'idle', '…', 'title_microphonePausing'],
  ['microphoneOff', 'idle', 'MIC', 'title_microphoneOff'],
  ['microphoneResuming', 'idle', '…', 'title_microphoneResuming'],
  ['microphoneStuck', 'alert', 'MIC', 'title_microphoneStuck'],
];

describe('toBadge', () => {
  it('has a row for every view', () => {
    expect(rows.map(([name]) => name)).toEqual(viewNames);
  });

  it.each(rows)('%s: %s, "%s", %s', (name, icon, text, title) => {
    expect(toBadge(views[name])).toMatchObject({ icon, text, title });
  });

  it.each(viewNames)('%s shows the pause shape only where the recorder has paused', name => {
    expect(toBadge(views[name]).icon === 'paused').toBe(views[name].status === 'paused');
  });

  it.each(viewNames)('%s has at most three characters, and white letters can be read on its colour', name => {
    const { text, color } = toBadge(views[name]);
    expect(text.length).toBeLessThanOrEqual(3);
    expect(toContrastWithWhite(color)).toBeGreaterThanOrEqual(4.5);
  });

  it('says in its title alone what a colour-blind person would miss in the badge', () => {
    const shown = viewNames.map(name => toBadge(views[name]));
    for (const one of shown)
      for (const other of shown)
        if (one.color !== other.color)
          expect([one.icon, one.text, one.title]).not.toEqual([other.icon, other.text, other.title]);
  });
});

function toContrastWithWhite(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(start => {
    const share = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
