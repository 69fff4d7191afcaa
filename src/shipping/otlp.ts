// Entries as an OTLP/HTTP logs request in its JSON encoding: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
// (camelCase names, 64-bit integers as decimal strings, enums as numbers).
//
// Written out here and not taken from @opentelemetry/otlp-transformer (read at 0.223.1): that writes int64 attributes as
// JSON numbers, says of itself that it is experimental, and brings eight packages for what are forty lines. Its
// exporters keep their queue in memory, which dies with the worker. The tests hold what is made here against
// OpenTelemetry's own protobuf definitions.
import { toCanonical } from '../ledger/chain.ts';
import type { Entry } from '../ledger/entries.ts';

type AnyValue = { stringValue: string } | { intValue: string } | { boolValue: boolean };
type KeyValue = { key: string; value: AnyValue };

type LogRecord = {
  timeUnixNano: string;
  observedTimeUnixNano: string;
  severityNumber: number;
  severityText: string;
  body: AnyValue;
  attributes: KeyValue[];
};

export type LogsRequest = {
  resourceLogs: {
    resource: { attributes: KeyValue[] };
    scopeLogs: { scope: { name: string; version: string }; logRecords: LogRecord[] }[];
  }[];
};

/** What of a fact is bad news, by the numbers of OpenTelemetry's severities. */
const warnings = new Set<string>(['failed', 'alertStarted', 'contradicted', 'gateBroken', 'notShipped', 'entriesLost', 'notesLost']); // prettier-ignore

/** The request for these entries, in their order. `desk` tells this browser's ledger from others'. */
export function toLogsRequest(entries: Entry[], desk: string): LogsRequest {
  return toRequest(entries.map(toLogRecord), desk, entries.at(-1)?.version ?? '');
}

/** A request with one record that is no entry, to find out whether the receiver takes any. */
export function toTestRequest(desk: string, version: string, nowMs: number): LogsRequest {
  const record = toRecord(nowMs, 'CardHush test', false, { 'cardhush.type': 'test' });
  return toRequest([record], desk, version);
}

function toRequest(logRecords: LogRecord[], desk: string, version: string): LogsRequest {
  const attributes = toAttributes({
    'service.name': 'cardhush',
    'service.instance.id': desk,
    'service.version': version,
  });
  return {
    resourceLogs: [
      { resource: { attributes }, scopeLogs: [{ scope: { name: 'cardhush.ledger', version }, logRecords }] },
    ],
  };
}

/** The body is the entry as it stands in an export, from which its hash can be computed again. */
function toLogRecord(entry: Entry): LogRecord {
  const { seq, hash, prev, run, n, agent, version, policy, fact } = entry;
  return toRecord(entry.atMs, toCanonical(entry), warnings.has(fact.type), {
    'cardhush.type': fact.type,
    'cardhush.seq': seq,
    'cardhush.hash': hash,
    'cardhush.prev': prev,
    'cardhush.run': run,
    'cardhush.n': n,
    'cardhush.agent': agent,
    'cardhush.version': version,
    'cardhush.policy': policy,
    'cardhush.recorder': 'recorder' in fact ? fact.recorder : undefined,
    'cardhush.call': 'call' in fact ? fact.call : undefined,
    'cardhush.code': 'code' in fact ? fact.code : undefined,
  });
}

function toRecord(
  atMs: number,
  body: string,
  isWarning: boolean,
  attributes: Record<string, string | number | boolean | undefined>,
): LogRecord {
  // Milliseconds as nanoseconds are beyond what a number holds.
  const timeUnixNano = `${Math.max(0, Math.round(atMs))}000000`;
  return {
    timeUnixNano,
    observedTimeUnixNano: timeUnixNano,
    severityNumber: isWarning ? 13 : 9,
    severityText: isWarning ? 'WARN' : 'INFO',
    body: { stringValue: body },
    attributes: toAttributes(attributes),
  };
}

function toAttributes(values: Record<string, string | number | boolean | undefined>): KeyValue[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: toAnyValue(value) }],
  );
}

function toAnyValue(value: string | number | boolean): AnyValue {
  if (typeof value === 'string') return { stringValue: value };
  return typeof value === 'boolean' ? { boolValue: value } : { intValue: String(Math.round(value)) };
}
