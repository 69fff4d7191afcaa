// `npm run chaos -- --rounds N [--seed S] [--json FILE]`: breaks things in a real browser and counts what it led to.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { faultNames } from './faults.ts';
import { createRandom } from './random.ts';
import { playRound, type Round } from './round.ts';
import { Stage } from './stage.ts';

/** The longest that a recording may stay paused after card entry, with a recorder that works: one retry's backoff. */
const gapBoundMs = 38_000;

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '24' }, seed: { type: 'string' }, json: { type: 'string' } },
});
const rounds = Math.max(1, Math.min(2_000, Number(values.rounds) || 24));
const seed = Number(values.seed ?? Date.now() % 1_000_000);
console.log(
  `chaos: ${rounds} rounds, seed ${seed} (again with: npm run chaos -- --rounds ${rounds} --seed ${seed})`,
);

const random = createRandom(seed);
const played: Round[] = [];
const stage = await Stage.open();
try {
  for (let number = 0; number < rounds; number += 1) {
    const round = await playRound(number, stage, random);
    played.push(round);
    show(round);
  }
} finally {
  await stage.close();
}

const summary = {
  rounds: played.length,
  seed,
  taken: played.filter(({ isTaken }) => isTaken).length,
  leaks: sum(({ leaks }) => leaks),
  lies: played.filter(({ lieMs }) => lieMs > 0).length,
  longestLieMs: max(({ lieMs }) => lieMs),
  gapsBeyondBound: played.filter(({ gapMs, isStuck }) => isStuck || gapMs > gapBoundMs).length,
  longestGapMs: max(({ gapMs }) => gapMs),
  longestExposureMs: max(({ exposureMs, isTaken }) => (isTaken ? (exposureMs ?? 0) : 0)),
};
console.table(
  faultNames.map(fault => {
    const some = played.filter(round => round.fault === fault);
    return {
      fault,
      rounds: some.length,
      'cards taken': some.filter(({ isTaken }) => isTaken).length,
      leaks: some.reduce((total, { leaks }) => total + leaks, 0),
      lies: some.filter(({ lieMs }) => lieMs > 0).length,
      'longest gap ms': Math.max(0, ...some.map(({ gapMs }) => gapMs)),
    };
  }),
);
console.log(summary);
if (values.json !== undefined)
  writeFileSync(values.json, `${JSON.stringify({ summary, played }, null, 2)}\n`);
process.exitCode = summary.leaks + summary.lies + summary.gapsBeyondBound === 0 ? 0 : 1;

function show({ number, fault, moment, leaks, lieMs, gapMs, isTaken, isStuck }: Round): void {
  const done = Math.round(((number + 1) / rounds) * 20);
  const bar = `${'█'.repeat(done)}${'░'.repeat(20 - done)}`;
  const verdict = [
    isTaken ? 'card taken' : 'card not taken',
    ...(leaks > 0 ? [`LEAK ${leaks}`] : []),
    ...(lieMs > 0 ? [`LIE ${lieMs} ms`] : []),
    ...(isStuck ? ['STUCK'] : [`gap ${gapMs} ms`]),
  ].join(', ');
  console.log(`${bar} ${number + 1}/${rounds} ${fault} ${moment}: ${verdict}`);
}

function sum(of: (round: Round) => number): number {
  return played.reduce((total, round) => total + of(round), 0);
}

function max(of: (round: Round) => number): number {
  return Math.max(0, ...played.map(of));
}
