// Entries as the real core's notes become them, without a database.
import { seal, toCanonical } from '../../src/ledger/chain.ts';
import type { Body, Entry } from '../../src/ledger/entries.ts';
import { toExportParts, toHeaderHash, type Header } from '../../src/ledger/export-format.ts';
import type { Fact, Queued } from '../../src/ledger/facts.ts';
import { genesis, type Link } from '../../src/ledger/link.ts';
import { toBody, type Privacy } from '../../src/ledger/to-body.ts';
import { Scene } from '../recording/scene.ts';

export const stamp = { version: '0.1.0', agent: 'agent-7', policy: '0123456789abcdef' };
const privacy: Privacy = { callRefs: 'plain', secrets: [] };

export function toQueued(facts: Fact[], run = 'run-1', from = 1): Queued[] {
  return facts.map((fact, index) => ({ run, n: from + index, fact }));
}

export async function toEntries(facts: Fact[], after: Link = genesis, run = 'run-1'): Promise<Entry[]> {
  const bodies: Body[] = [];
  for (const queued of toQueued(facts, run)) bodies.push(await toBody(queued, stamp, privacy));
  return seal(after, bodies);
}

/** What a scene has noted so far, as entries. */
export function entriesOf(scene: Desk): Promise<Entry[]> {
  return toEntries([opened(scene.startedAtMs), ...scene.notes]);
}

export function opened(atMs: number): Fact {
  return { type: 'opened', atMs, ...stamp };
}

/** A scene whose clock reads like one, so that times are easy to tell from durations. */
export class Desk extends Scene {
  readonly startedAtMs = 1_000_000;

  /** A focus, a pause that takes `answerMs`, card entry for `forMs`, and the resume. */
  pauseFor(forMs: number, { answerMs = 20, call = 'call-1', resumeMs = 20 } = {}): this {
    const seq = (this.#seq += 1);
    this.focus('f', seq);
    this.#target(call);
    this.wait(answerMs);
    this.yes('r0', call);
    this.on({ type: 'activity', id: 'f', seq });
    this.wait(forMs);
    this.blur('f', seq);
    this.wait(this.state.timings.lingerMs);
    this.wait(resumeMs);
    return this.yes('r0', call);
  }

  #seq = 100;

  #target(callRef: string): void {
    const attemptId = this.requests.at(-1)?.attemptId ?? 0;
    this.on({ type: 'targeted', channelId: 'r0', attemptId, callRef });
  }
}

/** The file as the extension writes it. */
export async function toFile(entries: Entry[], extra: Partial<Header> = {}): Promise<string> {
  const [first] = entries;
  const last = entries.at(-1);
  const after = first === undefined ? genesis : { seq: first.seq - 1, hash: first.prev };
  const head = last === undefined ? after : { seq: last.seq, hash: last.hash };
  const parts = toExportParts({
    exportedAtMs: 1_700_000_000_000,
    exportedBy: stamp.version,
    isSlice: false,
    count: entries.length,
    after,
    head,
    batches: [entries.slice(0, 3), entries.slice(3)],
  });
  let text = '';
  for await (const part of parts) text += part;
  return Object.keys(extra).length === 0 ? text : withHeader(text, extra);
}

/** The file with a header that somebody has made fit. */
export async function withHeader(text: string, extra: Partial<Header>): Promise<string> {
  const file = JSON.parse(text) as { header: Header; entries: Entry[] };
  const header = { ...file.header, ...extra };
  return toText({ ...header, hash: await toHeaderHash(header) }, file.entries);
}

/** The lines of a file, whatever is in them. */
export function toText(header: Header, entries: unknown[]): string {
  const lines = entries.map(toCanonical).join(',\n');
  return `{"header":${toCanonical(header)},"entries":[\n${lines === '' ? '' : `${lines}\n`}]}\n`;
}

export function parseFile(text: string): { header: Header; entries: Entry[] } {
  return JSON.parse(text) as { header: Header; entries: Entry[] };
}
