import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createViewFeed } from '../../src/content/view-feed.ts';
import type { FromContent } from '../../src/messages.ts';
import type { Word } from '../../src/word.ts';
import { paused, ready, stillRecording } from './views.ts';

type Pending = { message: FromContent; resolve(word: Word): void; reject(): void };

let asked: Pending[];
let shown: string[];
let push: (word: Word) => void;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  shown = [];
});
afterEach(() => vi.useRealTimers());

const createFeed = () =>
  createViewFeed({
    send: message =>
      new Promise((resolve, reject) => {
        asked.push({ message, resolve, reject: () => reject(new Error('nobody there')) });
      }),
    listen: onWord => {
      push = onWord;
    },
    onWord: ({ view }) => shown.push(view.status),
  });

it('takes the answer for the newest view', async () => {
  void createFeed().send({ type: 'getView' });
  asked[0]?.resolve({ view: paused });
  await vi.advanceTimersByTimeAsync(0);
  expect(shown).toEqual(['paused']);
});

it('lets no answer undo what was pushed meanwhile, and asks once more', async () => {
  void createFeed().send({ type: 'getView' });
  push({ view: stillRecording });
  asked[0]?.resolve({ view: paused });
  await vi.advanceTimersByTimeAsync(0);
  expect(shown).toEqual(['stillRecording']);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toHaveLength(2);
  asked[1]?.resolve({ view: ready });
  await vi.advanceTimersByTimeAsync(0);
  expect(shown).toEqual(['stillRecording', 'ready']);
});

it('knows when nobody answers: at once where it is refused, after 3 s of silence', async () => {
  const feed = createFeed();
  const refused = feed.refresh();
  asked[0]?.reject();
  expect(await refused).toBe(false);
  const ignored = feed.refresh();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await ignored).toBe(false);
});

it('shows nothing after it was stopped', async () => {
  const feed = createFeed();
  void feed.send({ type: 'getView' });
  feed.stop();
  push({ view: paused });
  asked[0]?.resolve({ view: paused });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown).toEqual([]);
});
