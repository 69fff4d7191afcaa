import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toEventText } from '../../src/ui/event-text.ts';
import { noteSchema, type Note } from '../../src/recording/notes.ts';
import { endReasons } from '../../src/recording/state.ts';
import { recorderErrorCodes } from '../../src/recorders/errors.ts';
import { resetDouble } from '../ui/browser-double.ts';
import { nowMs } from '../ui/views.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetDouble);

const base = { atMs: nowMs, episode: 1 };
const request = { ...base, recorder: 'voicenter-1', attempt: 1 };
const site = 'https://crm.example.com';
const say = (note: Note, microphones: string[] = []) =>
  toEventText(note, { 'voicenter-1': 'Voicenter' }, new Set(microphones));

const rows: [Note, string | null][] = [
  [
    { type: 'holdStarted', ...base, origin: 'field', kind: 'card-csc', site },
    'Security code on crm.example.com got the focus',
  ],
  [{ type: 'holdStarted', ...base, origin: 'field' }, 'A card field on an unknown site got the focus'],
  [{ type: 'holdStarted', ...base, origin: 'manual' }, 'You asked for a pause'],
  [{ type: 'holdEnded', ...base, origin: 'field', reason: 'blur' }, null],
  [{ type: 'typed', ...base, origin: 'field' }, null],
  [{ type: 'targeted', ...request, call: 'call-1' }, null],
  [{ type: 'alertStarted', ...base, alert: 'stillRecording' }, null],
  [{ type: 'alertEnded', ...base, alert: 'stillRecording' }, null],
  [{ type: 'clockJumped', ...base, byMs: 60_000 }, null],
  [{ type: 'episodeStarted', ...base }, null],
  [{ type: 'episodeEnded', ...base, reason: 'blur' }, null],
  [{ type: 'requested', ...request, command: 'pause' }, null],
  [{ type: 'extended', ...base, by: 'person' }, 'You kept the recording paused longer'],
  [{ type: 'extended', ...base, by: 'activity' }, 'Kept paused longer, as card entry went on'],
  [{ type: 'overridden', ...base }, 'You resumed while a card field had focus'],
  [
    { type: 'overridden', ...base, reason: 'notCard' },
    'You resumed while a card field had focus: This is no card field',
  ],
  [
    { type: 'overridden', ...base, reason: 'other', detail: 'wrong form' },
    'You resumed while a card field had focus: Another reason. wrong form',
  ],
  [
    { type: 'pauseReasoned', ...base, reason: 'callerAsked' },
    'You said why you paused: The caller asks for it',
  ],
  [
    { type: 'pauseReasoned', ...base, reason: 'other', detail: 'a password' },
    'You said why you paused: Another reason. a password',
  ],
  [
    { type: 'gateBroken', ...base, reason: 'notRecorded' },
    'You typed although the pause had failed: This call is not recorded',
  ],
  [
    { type: 'gateBroken', ...base, reason: 'other', detail: 'fire drill' },
    'You typed although the pause had failed: Another reason. fire drill',
  ],
  [{ type: 'heldAgain', ...base, after: 'hardLimit' }, 'Paused again, as card entry went on after the limit'],
  [{ type: 'paused', ...request, evidence: 'accepted' }, 'Voicenter paused (accepted)'],
  [{ type: 'paused', ...request, evidence: 'verified' }, 'Voicenter paused (checked)'],
  [{ type: 'verified', ...request }, 'Voicenter was checked: paused'],
  [{ type: 'contradicted', ...request, isNewCall: false }, 'Voicenter was checked: not paused'],
  [{ type: 'contradicted', ...request, isNewCall: true }, 'Voicenter records a new call'],
  [{ type: 'resumed', ...request, reason: null }, 'Voicenter resumed'],
  [{ type: 'resumed', ...request, reason: 'softLimit' }, 'Voicenter resumed: the time limit came'],
  [{ type: 'callOver', ...request }, 'The call that Voicenter had paused is over'],
  [{ type: 'absent', ...request, what: 'noCall' }, 'Voicenter has no call'],
  [{ type: 'absent', ...request, what: 'notRecording' }, 'Voicenter is not recording this call'],
  [{ type: 'recovered', ...base, recorder: 'voicenter-1' }, 'Voicenter was found paused after a restart'],
];

describe('toEventText', () => {
  it.each(rows)('$type: %s', (note, sentence) => {
    expect(say(note)).toBe(sentence);
  });

  it('knows every kind of event', () => {
    const told = new Set([...rows.map(([{ type }]) => type), 'failed', 'personSaw']);
    expect(told).toEqual(new Set(noteSchema.def.options.map(option => option.shape.type.def.values[0])));
  });

  it.each(recorderErrorCodes)('says what %s means, and to which request it happened', code => {
    const sentences = (['pause', 'resume', 'read'] as const).map(
      command => say({ type: 'failed', ...request, command, code }) ?? '',
    );
    expect(new Set(sentences).size).toBe(3);
    for (const sentence of sentences) expect(sentence).not.toMatch(/error_|event_/);
  });

  it.each(endReasons)('says why a recording resumed: %s', reason => {
    expect(say({ type: 'resumed', ...request, reason })).toMatch(/^Voicenter resumed: (?!because_).+/);
  });

  it('calls a recorder by its id where its name is not known', () => {
    expect(toEventText({ type: 'callOver', ...request, recorder: 'gone-1' }, {}, new Set())).toContain(
      'gone-1',
    );
  });

  it('never says "paused" of a recorder that only switches a microphone', () => {
    for (const evidence of ['accepted', 'verified'] as const)
      expect(say({ type: 'paused', ...request, evidence }, ['voicenter-1'])).toBe(
        'Voicenter switched your microphone off',
      );
    expect(say({ type: 'resumed', ...request, reason: 'blur' }, ['voicenter-1'])).toBe(
      'Voicenter switched your microphone on',
    );
  });
});
