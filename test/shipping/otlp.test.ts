// What is sent is what OpenTelemetry means: held against its own protobuf definitions.
import otlpRoot from '@opentelemetry/otlp-transformer/build/src/generated/root.js';
import { beforeEach, describe, expect, test } from 'vitest';
import { toEntryHash } from '../../src/ledger/chain.ts';
import type { Entry } from '../../src/ledger/entries.ts';
import { toLogsRequest, toTestRequest } from '../../src/shipping/otlp.ts';
import { logsRequest } from '../lab/collector.ts';
import { Desk, entriesOf } from '../ledger/story.ts';

/** The part of what `pbjs` generates that is used here. */
type MessageType = {
  fromObject(json: object): object;
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
  toObject(message: object, options: object): object;
};
type Root = {
  opentelemetry: { proto: { collector: { logs: { v1: { ExportLogsServiceRequest: MessageType } } } } };
};
const request = (otlpRoot as unknown as Root).opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;

/** Through OpenTelemetry's binary encoding and back: what it does not know, or takes for something else, is different then. */
function throughProtobuf(json: object): object {
  const bytes = request.encode(request.fromObject(json)).finish();
  return request.toObject(request.decode(bytes), { longs: String, enums: Number, defaults: false });
}

let entries: Entry[] = [];

beforeEach(async () => {
  entries = await entriesOf(new Desk().pauseFor(5_000).pauseFor(8_000, { answerMs: 6_000 }));
});

describe('a request of entries', () => {
  test('comes out of protobuf as it went in: every name and every type is known there', () => {
    const json = toLogsRequest(entries, 'desk-7');
    expect(throughProtobuf(json)).toEqual(json);
  });

  test('is exactly the documented JSON encoding', () => {
    expect(logsRequest.safeParse(toLogsRequest(entries, 'desk-7')).error).toBeUndefined();
  });

  test('has one record for each entry, in order, with its time in nanoseconds', () => {
    const records = toLogsRequest(entries, 'desk-7').resourceLogs[0]?.scopeLogs[0]?.logRecords ?? [];
    expect(records.map(({ timeUnixNano }) => timeUnixNano)).toEqual(
      entries.map(({ atMs }) => String(BigInt(atMs) * 1_000_000n)),
    );
    const seqs = records.map(({ attributes }) => attributes.find(({ key }) => key === 'cardhush.seq')?.value);
    expect(seqs).toEqual(entries.map(({ seq }) => ({ intValue: String(seq) })));
  });

  test('holds each entry whole: its hash can be computed from what arrives', async () => {
    const records = toLogsRequest(entries, 'desk-7').resourceLogs[0]?.scopeLogs[0]?.logRecords ?? [];
    for (const { body } of records) {
      const arrived = JSON.parse('stringValue' in body ? body.stringValue : '') as Entry;
      expect(await toEntryHash(arrived)).toBe(arrived.hash);
    }
  });
});

test('the test request is as well-formed', () => {
  const json = toTestRequest('desk-7', '0.1.0', Date.now());
  expect(throughProtobuf(json)).toEqual(json);
  expect(logsRequest.safeParse(json).error).toBeUndefined();
});

describe('what holds the requests', () => {
  const wrong = (change: (record: Record<string, unknown>) => void) => {
    const json = structuredClone(toLogsRequest(entries, 'desk-7'));
    const record = json.resourceLogs[0]?.scopeLogs[0]?.logRecords[0];
    change(record as unknown as Record<string, unknown>);
    return json;
  };

  test.each<[string, (record: Record<string, unknown>) => void]>([
    ['a name in snake case', record => (record['time_unix_nano'] = record['timeUnixNano'])],
    [
      'a number for a 64-bit integer',
      record => (record['attributes'] = [{ key: 'a', value: { intValue: 7 } }]),
    ],
    ['an id in base64', record => (record['traceId'] = 'AAECAwQFBgcICQoLDA0ODw==')],
    ['an enum by name', record => (record['severityNumber'] = 'SEVERITY_NUMBER_INFO')],
    ['a bare value', record => (record['body'] = 'text')],
  ])('sees %s', (_what, change) => {
    expect(logsRequest.safeParse(wrong(change)).success).toBe(false);
  });
});
