import { describe, expect, it } from 'vitest';
import type { View } from '../../src/recording/view.ts';
import { toMainAction, toOtherAction } from '../../src/popup/actions.ts';
import { toRecorderView, viewNames, views, type ViewName } from '../ui/views.ts';

const rows: [ViewName, main: [string, string | null], other: [string, string] | null][] = [
  ['notSetUp', ['popup_set_up', 'setUp'], null],
  ['observing', ['popup_observing', null], null],
  ['observingHold', ['popup_observing', null], null],
  ['ready', ['popup_pause', 'pause'], null],
  ['overridden', ['popup_pause', 'pause'], null],
  ['noCall', ['popup_stop_waiting', 'resume'], null],
  ['pausing', ['status_pausing', null], ['popup_cancel', 'resume']],
  ['accepted', ['popup_resume', 'resume'], null],
  ['verified', ['popup_resume', 'resume'], null],
  ['away', ['popup_resume', 'resume'], null],
  ['lingering', ['popup_resume', 'resume'], null],
  ['limitNear', ['popup_resume', 'resume'], null],
  ['hardLimitNear', ['popup_resume', 'resume'], null],
  ['pausedAgain', ['popup_resume', 'resume'], null],
  ['cardInText', ['popup_resume', 'resume'], null],
  ['resuming', ['popup_pause', 'pause'], null],
  ['stillRecording', ['popup_retry_pause', 'pause'], ['popup_give_up', 'resume']],
  ['needsPerson', ['popup_retry_pause', 'pause'], ['popup_give_up', 'resume']],
  ['stillPaused', ['popup_retry_resume', 'resume'], ['popup_keep_paused', 'pause']],
  ['microphoneReady', ['popup_microphone_off', 'pause'], null],
  ['microphonePausing', ['status_microphonePausing', null], ['popup_microphone_cancel', 'resume']],
  ['microphoneOff', ['popup_microphone_on', 'resume'], null],
  ['microphoneResuming', ['popup_microphone_off', 'pause'], null],
  ['microphoneStuck', ['popup_answer_first', null], null],
];

describe('the buttons', () => {
  it('have a row for every view', () => {
    expect(rows.map(([name]) => name)).toEqual(viewNames);
  });

  it.each(rows)('%s: %j and %j', (name, [label, command], other) => {
    const link = { state: 'live', view: views[name] } as const;
    expect(toMainAction(link, null)).toEqual({ label, command });
    expect(toOtherAction(link, null)).toEqual(other === null ? null : { label: other[0], command: other[1] });
  });

  it.each(viewNames)('%s: a press shows at once, does nothing more, and claims nothing', name => {
    const link = { state: 'live', view: views[name] } as const;
    expect(toMainAction(link, 'pause').label).toMatch(/[pP]ausing$/);
    expect(toMainAction(link, 'resume').label).toMatch(/[rR]esuming$/);
    expect(toMainAction(link, 'pause').command).toBeNull();
    expect(toOtherAction(link, 'pause')).toBeNull();
  });

  it('try to switch a microphone back on where nobody has to be asked', () => {
    const view: View = {
      ...views.microphoneStuck,
      recorders: [toRecorderView({ effect: 'agentMicrophone' })],
    };
    expect(toMainAction({ state: 'live', view }, null)).toEqual({
      label: 'popup_microphone_retry',
      command: 'resume',
    });
  });

  it.each(['connecting', 'silent'] as const)('can be asked for a pause while %s', state => {
    expect(toMainAction({ state }, null)).toEqual({ label: 'popup_pause', command: 'pause' });
    expect(toOtherAction({ state }, null)).toBeNull();
  });
});
