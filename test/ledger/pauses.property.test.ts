// Whatever the core goes through, its rows make sense: nothing negative, nothing open twice, no pause without its row.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Entry } from '../../src/ledger/entries.ts';
import { genesis } from '../../src/ledger/link.ts';
import { createProjection } from '../../src/ledger/desk.ts';
import { project, toPauses } from '../../src/ledger/project.ts';
import { toExposureNotices } from '../../src/ledger/exposure.ts';
import { toBody } from '../../src/ledger/to-body.ts';
import { Model, opArbitrary, traitsArbitrary } from '../recording/model.ts';
import { opened, stamp, toQueued } from './story.ts';

const runs = Number(process.env['CARDHUSH_SEQUENCES'] ?? 600);
// In `npm test` the same ones each time; everywhere else they stay new.
const seed = process.env['CARDHUSH_SEED'] ?? (process.env['CI'] === undefined ? undefined : '20261120');

test(`rows over ${runs} random sequences`, { timeout: 300_000 }, () =>
  fc.assert(
    fc.asyncProperty(traitsArbitrary, fc.array(opArbitrary, { maxLength: 40 }), async (traits, ops) => {
      const model = new Model(traits);
      for (const op of ops) model.run(op);
      model.settle();
      const facts = [opened(model.notes[0]?.atMs ?? 0), ...model.notes];
      const entries: Entry[] = [];
      for (const [index, queued] of toQueued(facts).entries())
        entries.push({
          ...(await toBody(queued, stamp, { callRefs: 'plain', secrets: [] })),
          seq: index + 1,
          prev: genesis.hash,
          hash: genesis.hash,
        });
      const pauses = toPauses(entries);
      for (const { exposureMs, gapMs, unrecordedMs, exposures, end, outcome, endedAtMs } of pauses) {
        for (const ms of [exposureMs, gapMs, unrecordedMs]) expect(ms).toBeGreaterThanOrEqual(0);
        for (const { fromMs, toMs } of exposures)
          if (toMs !== null) expect(toMs).toBeGreaterThanOrEqual(fromMs);
        expect(outcome === 'open').toBe(end === null);
        expect(endedAtMs === null).toBe(end === null);
      }
      const open = pauses.filter(({ end }) => end === null).map(({ recorder }) => recorder);
      expect(new Set(open).size).toBe(open.length);
      // Each note of a recorder is in the story of one of its rows.
      for (const { seq, fact } of entries) {
        if (!('recorder' in fact)) continue;
        const own = pauses.filter(
          row => row.recorder === fact.recorder && row.seq <= seq && seq <= row.lastSeq,
        );
        expect(own.length).toBeGreaterThan(0);
      }
      for (const { seconds } of toExposureNotices(pauses)) expect(seconds ?? 1).toBeGreaterThan(0);
      expect(goOn(entries)).toEqual(pauses);
    }),
    { numRuns: runs, ...(seed === undefined ? {} : { seed: Number(seed) }) },
  ),
);

/** The same, stopped and taken up again after each entry, as a database does. */
function goOn(entries: Entry[]) {
  let desk = createProjection();
  const rows = new Map<number, unknown>();
  for (const entry of entries) {
    desk = JSON.parse(JSON.stringify(desk)) as typeof desk;
    for (const row of project(desk, entry)) rows.set(row.seq, structuredClone(row));
  }
  return [...rows].toSorted(([a], [b]) => a - b).map(([, row]) => row);
}
