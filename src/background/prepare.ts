// Gets ready when a card field may get focus soon: recorders, so that the pause need not wait for a token, and the worker.
import type { State } from '../recording/state.ts';
import type { Frame } from '../sender.ts';
import type { Stored } from '../settings/store.ts';
import { rehearse } from './rehearse.ts';
import { runPrepare } from './requests.ts';

type World = {
  desk: { inForce(): Promise<Stored> };
  coordinator: { state(): Promise<State> };
  now(): number;
};

/** What takes the network goes first. Never rejects but where nothing can be loaded at all. */
export async function getReady(frame: Frame, { desk, coordinator, now }: World): Promise<void> {
  const inForce = await desk.inForce();
  void prepareRecorders(inForce);
  await rehearse(await coordinator.state(), inForce, frame, now());
}

const minIntervalMs = 20_000;

/** In memory only: a worker that has just started may prepare once more, which costs nothing that is fresh. */
let preparedAtMs = -Infinity;

/** Prepares every recorder, at most once in 20 s. Never rejects: what goes wrong shows in "test connection". */
export async function prepareRecorders({ settings, secrets }: Stored): Promise<void> {
  const nowMs = Date.now();
  if (Math.abs(nowMs - preparedAtMs) < minIntervalMs) return;
  preparedAtMs = nowMs;
  await Promise.all(settings.recorders.map(entry => runPrepare(entry, secrets)));
}
