// One POST to a receiver, and what its answer means.
import { createHttpClient, toMatchPattern } from '../recorders/http.ts';
import type { ShippingSettings } from '../settings/shipping.ts';
import { toNoAnswer, toOutcome, type Outcome } from './outcome.ts';

export type Receiver = {
  url: string;
  kind: ShippingSettings['kind'];
  header: string;
  /** Empty where the receiver wants none. */
  secret: string;
};

export type PostWorld = {
  now(): number;
  /** Whether the browser lets us reach this match pattern. */
  canReach(pattern: string): Promise<boolean>;
  /** Aborts when a pause begins. */
  signal: AbortSignal;
};

/** Well under the time that a worker lives without anything happening. */
const timeoutMs = 10_000;

/** Posts `body` as JSON. Never rejects. */
export async function post(receiver: Receiver, body: unknown, world: PostWorld): Promise<Outcome> {
  const { url, kind, header, secret } = receiver;
  try {
    const pattern = toMatchPattern(url);
    if (!(await world.canReach(pattern))) return { type: 'later', problem: 'noAccess' };
    const http = createHttpClient({ timeoutMs, origins: [pattern], signal: world.signal });
    const headers = secret === '' ? {} : { [header]: secret };
    return toOutcome(await http.send({ method: 'POST', url, headers, json: body }), kind, world.now());
  } catch (thrown) {
    return toNoAnswer(thrown);
  }
}
