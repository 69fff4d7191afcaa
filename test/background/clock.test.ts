import { expect, test } from 'vitest';
import { createClock } from '../../src/background/clock.ts';

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
