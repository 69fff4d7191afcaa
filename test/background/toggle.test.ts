import { expect, test } from 'vitest';
import { toResumeEvent, toToggleEvent } from '../../src/background/toggle.ts';
import { toView } from '../../src/recording/view.ts';
import { createState } from '../../src/recording/state.ts';

const view = toView(createState(), 0);
const manual = { origin: 'manual' as const, sinceMs: 0, isAway: false };

test.each([
  ['ready', 'manualPause'],
  ['paused', 'manualResume'],
  ['pausing', 'manualResume'],
  ['stillPaused', 'manualResume'],
  ['microphoneOff', 'manualResume'],
  ['microphoneStuck', 'manualResume'],
  // In an alarm the press means: do pause.
  ['stillRecording', 'manualPause'],
  ['resuming', 'manualPause'],
  ['noCall', 'manualPause'],
  // Nothing would be paused by it: no hold may begin that looks as if.
  ['observing', 'tick'],
] as const)('the shortcut in %s is %s', (status, type) => {
  expect(toToggleEvent({ ...view, status })).toEqual({ type });
});

test('a manual hold without a call is taken back by the same key', () => {
  expect(toToggleEvent({ ...view, status: 'noCall', holds: [manual] })).toEqual({ type: 'manualResume' });
});

const field = { ...manual, origin: 'field' as const };
const onlyOwn = { type: 'release', id: 'manual', seq: null, reason: 'person' };

test.each([
  ['resumes, where that is allowed', [field, manual], true, { type: 'manualResume' }],
  ['ends only the person’s own hold while a field holds, where it is not', [field, manual], false, onlyOwn],
  ['resumes a manual pause all the same', [manual], false, { type: 'manualResume' }],
  ['tries a failed resume again all the same', [], false, { type: 'manualResume' }],
])('a person’s resume %s', (_, holds, mayOverride, event) => {
  expect(toResumeEvent({ ...view, holds }, { mayOverride, asksReason: false })).toEqual(event);
});

const why = { reason: 'notCard', detail: '' } as const;
test.each([
  ['ends nothing but its own hold without one', [field], true, undefined, onlyOwn],
  ['goes through with one', [field], true, why, { type: 'manualResume', why }],
  ['is not bought with one where overrides are forbidden', [field], false, why, onlyOwn],
  ['needs none where nothing but the person holds', [manual], true, undefined, { type: 'manualResume' }],
])('a resume that needs a reason %s', (_, holds, mayOverride, given, event) => {
  expect(toResumeEvent({ ...view, holds }, { mayOverride, asksReason: true }, given)).toEqual(event);
});
