// A person who resumes over a card field may have to say why; what they say is kept, without what could be a card.
import { expect, test } from 'vitest';
import { noteSchema } from '../../src/recording/notes.ts';
import { isOverride, overrideSchema, type Override } from '../../src/recording/override.ts';
import { pauseWhySchema } from '../../src/recording/pause-reason.ts';
import { Scene } from './scene.ts';

function override(why?: Override) {
  const scene = new Scene().focus().yes();
  scene.on(why === undefined ? { type: 'manualResume' } : { type: 'manualResume', why });
  return scene.notes.filter(({ type }) => type === 'overridden');
}

test.each([
  [{ reason: 'cardDone', detail: '' }, { reason: 'cardDone' }],
  [
    { reason: 'other', detail: ' caller hung up ' },
    { reason: 'other', detail: 'caller hung up' },
  ],
  [
    { reason: 'other', detail: 'said 4111 1111 1111 1111 again' },
    { reason: 'other', detail: 'said … again' },
  ],
] as const)('notes %j as %j', (why, noted) => {
  const [note] = override(why);
  expect(note).toMatchObject({ type: 'overridden', ...noted });
  if (!('detail' in noted)) expect(note).not.toHaveProperty('detail');
  expect(noteSchema.safeParse(note).success).toBe(true);
});

test('notes an override without a reason as before', () => {
  expect(override()).toEqual([expect.not.objectContaining({ reason: expect.anything() })]);
});

test('keeps no reason where nothing was overridden', () => {
  const scene = new Scene().on({ type: 'manualPause' }).yes();
  scene.on({ type: 'manualResume', why: { reason: 'other', detail: '' } });
  expect(scene.notes.map(({ type }) => type)).not.toContain('overridden');
});

test.each([
  ['resume', overrideSchema, ['cardDone', 'notCard', 'mustRecord', 'allowed', 'other']],
  ['pause', pauseWhySchema, ['cardSpoken', 'otherData', 'callerAsked', 'allowed', 'other']],
] as const)('a reason to %s is one of five, and what is added to it is short', (_, schema, reasons) => {
  for (const reason of reasons) expect(schema.parse({ reason })).toEqual({ reason, detail: '' });
  expect(schema.safeParse({ reason: 'because' }).success).toBe(false);
  expect(schema.safeParse({ reason: 'other', detail: 'x'.repeat(120) }).success).toBe(true);
  expect(schema.safeParse({ reason: 'other', detail: 'x'.repeat(121) }).success).toBe(false);
});

test('to resume overrides what a field or a page holds, and not what the person held themselves', () => {
  const scene = new Scene();
  expect(isOverride(scene.view)).toBe(false);
  expect(isOverride(scene.on({ type: 'manualPause' }).view)).toBe(false);
  expect(isOverride(scene.focus().view)).toBe(true);
});
