// Notifications as Chromium shows them: each when its picture has loaded, however soon it was taken back.
import { expect, it, vi } from 'vitest';
import { attend } from '../../src/background/attend.ts';
import type { View } from '../../src/recording/view.ts';
import type { Comforts } from '../../src/settings/comforts.ts';

const { standing, pictureMs } = vi.hoisted(() => ({ standing: new Set<string>(), pictureMs: 40 }));

vi.mock('../../src/browser.ts', () => ({
  browser: {
    i18n: { getMessage: (key: string) => key },
    runtime: { getURL: (path: string) => path },
    notifications: {
      create: async (id: string) => {
        await new Promise(resolve => setTimeout(resolve, pictureMs));
        standing.add(id);
      },
      clear: async (id: string) => standing.delete(id),
    },
  },
}));

const comforts = { playsSounds: false, volume: 1, notifies: true } as Comforts;
const show = (status: string) => attend({ status, warning: null } as unknown as View, comforts);

it('an alarm that is over while its notification is being made does not stay', async () => {
  vi.useFakeTimers();
  show('ready');
  await vi.advanceTimersByTimeAsync(10);
  show('stillRecording');
  await vi.advanceTimersByTimeAsync(1_500 + pictureMs / 2);
  show('ready');
  await vi.advanceTimersByTimeAsync(1_000);
  expect([...standing]).toEqual([]);
  // And one that goes on is told.
  show('stillPaused');
  await vi.advanceTimersByTimeAsync(2_000);
  expect([...standing]).toEqual(['stillPaused']);
  vi.useRealTimers();
});
