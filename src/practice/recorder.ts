// The simulated recorder as an adapter like any other, so that the real core drives it. It is made for one practice and
// stands in no registry: nobody can set it up as the recorder of their calls, where its "paused" would be a lie.
import { z } from '../zod.ts';
import { defineRecorder } from '../recorders/define-recorder.ts';
import { RecorderError } from '../recorders/errors.ts';
import type { Recorder } from '../recorders/recorder.ts';

/** How it behaves: as it should, late, or not at all. */
export const behaviours = ['works', 'slow', 'noPause', 'noResume'] as const;
export type Behaviour = (typeof behaviours)[number];

/** What the adapter talks to. */
export type Simulation = {
  /** Whether a call is up. */
  isOnCall(): boolean;
  behaviour(): Behaviour;
  isPaused(): boolean;
  setPaused(isPaused: boolean): void;
};

/** How long an answer takes, in ms; a recorder that does not answer is given up sooner than a real one. */
const answerMs = { works: 250, slow: 2_500, noPause: 1_500, noResume: 1_500 } as const satisfies Record<
  Behaviour,
  number
>;

const callRef = 'practice call';

/** The adapter of one simulation. */
export function createPracticeRecorder(simulation: Simulation): Recorder {
  async function answer(
    command: 'pause' | 'resume',
    { signal, target }: { signal: AbortSignal; target: (ref: string) => Promise<void> },
  ) {
    if (!simulation.isOnCall()) throw new RecorderError(command === 'pause' ? 'noCall' : 'callOver');
    const behaviour = simulation.behaviour();
    await target(callRef);
    await wait(answerMs[behaviour], signal);
    if (behaviour === (command === 'pause' ? 'noPause' : 'noResume')) throw new RecorderError('timedOut');
    if (!simulation.isOnCall()) throw new RecorderError('callOver');
    simulation.setPaused(command === 'pause');
    return { callRef, evidence: 'accepted' as const };
  }

  return defineRecorder({
    id: 'practice',
    name: 'CardHush Practice',
    docs: '',
    settings: z.object({}),
    offer: { identity: 'session', examples: [{}] },
    origins: () => [],
    traits: () => ({
      effect: 'silence',
      command: 'set',
      scope: 'call',
      canRead: true,
      coversNewCalls: true,
      readEveryMs: 2_000,
      readLagMs: 0,
      reassertEveryMs: 60_000,
    }),
    pause: context => answer('pause', context),
    resume: context => answer('resume', context),
    async read({ signal }) {
      await wait(100, signal);
      if (!simulation.isOnCall()) return { state: 'callOver' };
      return { state: simulation.isPaused() ? 'paused' : 'recording' };
    },
    check: () => [],
  });
}

/** @throws {RecorderError} timedOut where the practice ends first */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>(resolve => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  if (signal.aborted) throw new RecorderError('timedOut', 'the practice is over');
}
