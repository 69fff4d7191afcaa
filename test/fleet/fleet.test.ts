import { expect, test } from 'vitest';
import { atOnce, perMinute, perSecond } from './limits.ts';
import { runFleet } from './run-fleet.ts';
import { Simulation } from './simulation.ts';
import { vendors } from './vendors.ts';

test.each(vendors)('a small site starves nobody: $id', async vendor => {
  const result = await runFleet({
    vendor,
    desks: 20,
    arrival: 'steady',
    cardsPerHour: 12,
    seed: 3,
    lengthMs: 600_000,
    onProgress: () => undefined,
  });
  expect(result.cards).toBeGreaterThan(15);
  expect(result).toMatchObject({ starved: 0, stuck: 0 });
  expect(result.acceptedMedianMs).toBeLessThan(1_000);
});

test('a limit that is far too low does starve desks, so that the simulation can tell', async () => {
  const vendor = vendors.find(({ id }) => id.startsWith('described'));
  if (vendor === undefined) throw new Error('the vendor is gone');
  const result = await runFleet({
    vendor: { ...vendor, limit: () => perSecond(0.05, 1) },
    desks: 30,
    arrival: 'burst',
    cardsPerHour: 12,
    seed: 3,
    lengthMs: 400_000,
    onProgress: () => undefined,
  });
  expect(result.starved).toBeGreaterThan(0.5);
});

test('limits let in as many as they say', () => {
  const minute = perMinute(2);
  expect([minute.enter(0), minute.enter(10_000), minute.enter(20_000), minute.enter(60_000)]).toEqual([
    null,
    null,
    40_000,
    null,
  ]);
  const second = perSecond(2, 1);
  expect([second.enter(0), second.enter(100), second.enter(500)]).toEqual([null, 400, null]);
  const two = atOnce(2);
  expect([two.enter(0), two.enter(0), two.enter(0)]).toEqual([null, null, 0]);
  two.leave();
  expect(two.enter(0)).toBeNull();
});

test('the simulated clock runs everything in its order, however it was asked for', async () => {
  const simulation = new Simulation();
  const seen: number[] = [];
  const times = [5, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5];
  for (const atMs of times) simulation.after(atMs, () => seen.push(simulation.nowMs));
  simulation.after(3, () => simulation.after(0, () => seen.push(simulation.nowMs)));
  await simulation.play(8, () => undefined);
  expect(seen).toEqual([...times, 3].filter(atMs => atMs <= 8).sort((a, b) => a - b));
});
