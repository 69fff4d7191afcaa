// The way to each receiver: what is posted where.
import type { Entry } from '../ledger/entries.ts';
import type { ExposureNotice } from '../ledger/exposure.ts';
import type { ShippingSettings } from '../settings/shipping.ts';
import { toLogsRequest, toTestRequest } from './otlp.ts';
import type { Outcome } from './outcome.ts';
import { post, type PostWorld } from './post.ts';
import { toEntriesBody, toExposureBody, toTestBody } from './webhook.ts';

/** What can be sent, the more urgent first. */
export const lanes = ['notices', 'entries'] as const;
export type LaneName = (typeof lanes)[number];

/** The settings, with the value of the header. */
export type Target = ShippingSettings & { secret: string };

type About = { desk: string; version: string };

/** Where a lane leads; empty where it is not set up. */
export function toAddress(lane: LaneName, { url, exposureUrl }: ShippingSettings): string {
  return lane === 'entries' ? url : exposureUrl;
}

/** Whether anything is to be sent at all. */
export function isSetUp(settings: ShippingSettings): boolean {
  return lanes.some(lane => toAddress(lane, settings) !== '');
}

/** Posts what is no evidence. */
export function postTest(lane: LaneName, target: Target, about: About, world: PostWorld): Promise<Outcome> {
  const { desk, version } = about;
  const receiver = toReceiver(lane, target);
  const body =
    receiver.kind === 'otlp' ? toTestRequest(desk, version, world.now()) : toTestBody(desk, version);
  return post(receiver, body, world);
}

export function postEntries(
  entries: Entry[],
  target: Target,
  desk: string,
  world: PostWorld,
): Promise<Outcome> {
  const body = target.kind === 'otlp' ? toLogsRequest(entries, desk) : toEntriesBody(entries, desk);
  return post(toReceiver('entries', target), body, world);
}

export function postNotice(
  notice: ExposureNotice,
  target: Target,
  desk: string,
  world: PostWorld,
): Promise<Outcome> {
  return post(toReceiver('notices', target), toExposureBody(notice, desk), world);
}

function toReceiver(lane: LaneName, target: Target) {
  const { kind, header, secret } = target;
  return {
    url: toAddress(lane, target),
    kind: lane === 'entries' ? kind : ('webhook' as const),
    header,
    secret,
  };
}
