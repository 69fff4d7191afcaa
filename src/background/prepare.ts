// Has recorders made ready when a card field may get focus soon, so that the pause need not wait for a token.
import type { Stored } from '../settings/store.ts';
import { runPrepare } from './requests.ts';

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
