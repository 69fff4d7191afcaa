import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { prepareRecorders } from '../../src/background/prepare.ts';
import { runPrepare } from '../../src/background/requests.ts';
import { settingsSchema } from '../../src/settings/schema.ts';

vi.mock('../../src/background/requests.ts', () => ({ runPrepare: vi.fn(async () => {}) }));

const entry = (id: string) => ({ id, type: 'ringcx', isRequired: true, settings: {} });
const stored = { settings: settingsSchema.parse({ recorders: [entry('one'), entry('two')] }), secrets: {} };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('prepares every recorder, at most once in 20 s, and at once where the clock was set back', async () => {
  const calls = vi.mocked(runPrepare);
  vi.setSystemTime(1_000_000);
  await prepareRecorders(stored);
  expect(calls.mock.calls.map(([{ id }]) => id)).toEqual(['one', 'two']);
  vi.setSystemTime(1_019_999);
  await prepareRecorders(stored);
  expect(calls).toHaveBeenCalledTimes(2);
  vi.setSystemTime(1_020_000);
  await prepareRecorders(stored);
  expect(calls).toHaveBeenCalledTimes(4);
  vi.setSystemTime(500_000);
  await prepareRecorders(stored);
  expect(calls).toHaveBeenCalledTimes(6);
});
