import { expect, test, vi } from 'vitest';
import { createClock } from '../../src/background/clock.ts';
import { createCoordinator } from '../../src/background/coordinator.ts';
import type { Answer } from '../../src/recording/events.ts';
import { createState, defaultTimings } from '../../src/recording/state.ts';
import { setTraits } from '../recording/scene.ts';

test('goes by the steady clock, and takes over a jump of the wall clock when it is asked', () => {
  let wallMs = 1_000_000;
  let steadyMs = 500;
  const clock = createClock({ wall: () => wallMs, steady: () => steadyMs });
  steadyMs += 1_000;
  wallMs += 1_000;
  expect(clock.now()).toBe(1_001_000);
  expect(clock.takeJump()).toBe(0);
  wallMs -= 3_600_000;
  expect(clock.now()).toBe(1_001_000);
  expect(clock.takeJump()).toBe(-3_600_000);
  expect(clock.now()).toBe(1_001_000 - 3_600_000);
  expect(clock.takeJump()).toBe(0);
});

test('drift is no jump', () => {
  let wallMs = 0;
  const clock = createClock({ wall: () => wallMs, steady: () => 0 });
  wallMs = 1_999;
  expect(clock.takeJump()).toBe(0);
});

test('a clock that is set back while a resume is under way does not put the next try off', async () => {
  let [wallMs, steadyMs] = [Date.UTC(2026, 10, 20, 9), 1_000];
  const clock = createClock({ wall: () => wallMs, steady: () => steadyMs });
  const pass = (ms: number) => {
    wallMs += ms;
    steadyMs += ms;
  };
  /** In how many ms the next tick comes, as the browser counts: by the wall clock. */
  let waitMs: number | null = null;
  const answers: ((answer: Answer) => void)[] = [];
  const coordinator = createCoordinator({
    ...clock,
    load: async () => ({
      state: createState(),
      events: [
        {
          type: 'configured',
          timings: defaultTimings,
          channels: [{ id: 'r0', isRequired: true, traits: setTraits }],
        },
      ],
    }),
    save: async () => undefined,
    request: () => new Promise(resolve => answers.push(resolve)),
    publish: () => undefined,
    wakeAt: atMs => void (waitMs = atMs === null ? null : atMs - wallMs),
    report: () => undefined,
  });
  await coordinator.dispatch({ type: 'manualPause' });
  answers.shift()?.({ type: 'outcome', outcome: { callRef: 'call-1', evidence: 'accepted' } });
  await vi.waitFor(async () => expect((await coordinator.view()).status).toBe('paused'));
  await coordinator.dispatch({ type: 'manualResume' });
  pass(1_000);
  wallMs -= 3_600_000;
  answers.shift()?.({ type: 'failure', failure: { code: 'unreachable' } });
  await vi.waitFor(async () => expect((await coordinator.state()).channels[0]?.attempt).toBeNull());
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThan(60_000);
});
