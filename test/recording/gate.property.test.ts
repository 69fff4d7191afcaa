// The gate over random sequences: it is never open without a reason that holds.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toGate } from '../../src/recording/gate.ts';
import { toView } from '../../src/recording/view.ts';
import { Scene } from './scene.ts';

const typeAnyway = (scene: Scene) =>
  scene.on({ type: 'breakGate', tabId: 1, needs: 'accepted', reason: 'notRecorded', detail: '' });

it('an open gate means a pause, nothing that records, or the word of a person, whatever happened', () => {
  const op = fc.constantFrom(
    (scene: Scene) => scene.focus('f', 1),
    (scene: Scene) => scene.focus('g', 2),
    (scene: Scene) => scene.blur('f'),
    (scene: Scene) => scene.on({ type: 'manualResume' }),
    (scene: Scene) => scene.on({ type: 'manualPause' }),
    (scene: Scene) => typeAnyway(scene),
    (scene: Scene) => scene.on({ type: 'activity', id: 'f', seq: 1 }),
    (scene: Scene) => scene.on({ type: 'restarted' }),
    (scene: Scene) => scene.wait(4_000),
    (scene: Scene) => scene.wait(200_000),
    (scene: Scene) => settle(scene, () => scene.yes()),
    (scene: Scene) => settle(scene, () => scene.no('timedOut')),
    (scene: Scene) => settle(scene, () => scene.no('noCall')),
    (scene: Scene) => settle(scene, () => scene.reads('recording')),
    (scene: Scene) => settle(scene, () => scene.reads('paused')),
  );
  fc.assert(
    fc.property(fc.array(op, { maxLength: 25 }), fc.boolean(), (ops, canRead) => {
      const scene = new Scene({ canRead });
      for (const run of ops) {
        run(scene);
        for (const hold of scene.state.holds) {
          const { isOpen } = toGate(scene.state, hold, 'verified');
          if (!isOpen || hold.spent === 'person' || hold.isGateBroken === true) continue;
          const { status, evidence } = toView(scene.state, scene.nowMs);
          expect([status, evidence]).toEqual(status === 'noCall' ? ['noCall', null] : ['paused', 'verified']);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});

/** Answers what is in flight; where nothing is, nothing happens. */
function settle(scene: Scene, answer: () => unknown): void {
  if (scene.state.channels.some(({ attempt }) => attempt !== null)) answer();
}
