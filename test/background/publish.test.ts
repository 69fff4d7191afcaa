// What is shown is never older than what was shown before, whoever has to be waited for.
import { expect, it, vi } from 'vitest';
import { publish } from '../../src/background/publish.ts';
import type { Facts } from '../../src/background/words.ts';

const { posted, answers } = vi.hoisted(() => ({
  posted: [] as string[],
  answers: [] as (() => void)[],
}));
const frame = { id: 'child', tabId: 1, isTop: false, site: 'https://crm.example' };

vi.mock('../../src/browser.ts', () => ({ browser: { tabs: { query: async () => [] } } }));
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
  tellTop: () => new Promise(resolve => answers.push(() => resolve(false))),
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
