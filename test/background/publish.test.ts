// What is shown is never older than what was shown before, whoever has to be waited for.
import { expect, it, vi } from 'vitest';
import { publish } from '../../src/background/publish.ts';
import type { Facts } from '../../src/background/words.ts';

const { posted, answers, told, query } = vi.hoisted(() => ({
  posted: [] as string[],
  answers: [] as (() => void)[],
  /** What the top frames of tabs were told, in order. */
  told: [] as string[],
  query: vi.fn(async (_about: { active?: boolean }): Promise<{ id: number }[]> => []),
}));
const frame = { id: 'child', tabId: 1, isTop: false, site: 'https://crm.example' };

vi.mock('../../src/browser.ts', () => ({ browser: { tabs: { query } } }));
vi.mock('../../src/background/attend.ts', () => ({ attend: () => undefined }));
vi.mock('../../src/background/tab-badge.ts', () => ({ showBadge: () => undefined }));
vi.mock('../../src/background/words.ts', () => ({ toWord: ({ view }: Facts) => ({ view }) }));
vi.mock('../../src/background/ports.ts', () => ({
  holdingFrames: () => [frame],
  postToPages: () => undefined,
  topOf: () => ({}),
  postToFrame: (_id: string, { view }: Facts) => posted.push(view.status),
}));
// A top frame in which nobody listens, and which takes its time to say so.
vi.mock('../../src/background/page-reach.ts', () => ({
  tellTop: (tabId: number, { view }: Facts) => {
    told.push(`${tabId}:${view.status}`);
    return new Promise(resolve => answers.push(() => resolve(false)));
  },
}));

const toFacts = (status: string) =>
  ({ view: { status }, state: { holds: [{ tabId: 1 }] }, settings: { comforts: {} } }) as unknown as Facts;

it('a frame that shows by itself is told the newest view last', async () => {
  publish(toFacts('paused'));
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  publish(toFacts('stillRecording'));
  await vi.waitFor(() => expect(posted).toEqual(['paused', 'stillRecording']));
  for (const answer of answers) answer();
  await vi.waitFor(() => expect(posted.length).toBeGreaterThan(2));
  expect(posted.slice(2)).not.toContain('paused');
});

it('a tab in front is told the newest view last, however long the browser takes to say which one that is', async () => {
  for (const tell of answers) tell();
  let answer = (_tabs: { id: number }[]) => {};
  query.mockImplementationOnce(() => new Promise(resolve => (answer = resolve)));
  told.length = 0;
  publish(toFacts('paused'));
  await vi.waitFor(() => expect(query).toHaveBeenCalledWith({ active: true }));
  publish(toFacts('ready'));
  await vi.waitFor(() => expect(told).toContain('1:ready'));
  answer([{ id: 1 }, { id: 2 }]);
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(told.findLast(word => word.startsWith('1:'))).toBe('1:ready');
  expect(told).not.toContain('2:paused');
});

it('a tab that came to the front in mid-pause, and was told by others, hears that the pause is over', async () => {
  query.mockResolvedValue([{ id: 1 }]);
  publish(toFacts('paused'));
  await vi.waitFor(() => expect(told.at(-1)).toBe('1:paused'));
  // Whoever looks whether a page is protected tells it what there is to show, and so does the answer to its own question.
  query.mockResolvedValue([{ id: 3 }]);
  told.length = 0;
  publish(toFacts('ready'));
  await vi.waitFor(() => expect(told).toContain('3:ready'));
  // With nothing shown any more the browser is not asked again.
  query.mockClear();
  publish(toFacts('ready'));
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(query).not.toHaveBeenCalled();
});

it('and hears it as well where the news of the resume was overtaken while the browser was asked', async () => {
  query.mockResolvedValue([{ id: 1 }]);
  publish(toFacts('paused'));
  await vi.waitFor(() => expect(told.at(-1)).toBe('1:paused'));
  let answer = (_tabs: { id: number }[]) => {};
  query.mockImplementation(() => new Promise(resolve => (answer = resolve)));
  publish(toFacts('resuming'));
  await new Promise(resolve => setTimeout(resolve, 20));
  told.length = 0;
  publish(toFacts('ready'));
  await new Promise(resolve => setTimeout(resolve, 20));
  answer([{ id: 4 }]);
  await vi.waitFor(() => expect(told).toContain('4:ready'));
});
