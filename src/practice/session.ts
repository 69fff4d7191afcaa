// A practice: the desk, the simulated recorder and the simulated caller, and the clock that moves them.
import { createBannerLink } from '../content/banner-link.ts';
import { start } from '../content/start.ts';
import type { View } from '../recording/view.ts';
import { createPracticeDesk } from './desk.ts';
import { createPracticeRecorder, type Behaviour, type Simulation } from './recorder.ts';
import { digitsOf, countSaid, isOver, paceMs, toNextPart, type SaidDigit } from './script.ts';
import { createTape, type Tape } from './tape.ts';
import { toVerdict, type Verdict } from './verdict.ts';

export type Stage = 'idle' | 'talking' | 'over';

/** What the page shows. */
export type Scene = {
  stage: Stage;
  /** Null until the desk has spoken for the first time. */
  view: View | null;
  said: SaidDigit[];
  behaviour: Behaviour;
  /** How long after the first focus the recorder had paused, in ms; null where it has not. */
  pausedAfterMs: number | null;
  /** Once the call is over. */
  verdict: Verdict | null;
};

export type Session = {
  /** The newest tape, for the picture. */
  tape(): Tape;
  /** Ms since the call began; 0 before, and standing still after it. */
  elapsedMs(): number;
  startCall(): void;
  hangUp(): void;
  press(command: 'pause' | 'resume'): void;
  /** Looks at what has the focus, where the browser says nothing of it: in a tab that nobody sees. */
  look(): void;
  setBehaviour(behaviour: Behaviour): void;
  stop(): void;
};

type Options = {
  onScene(scene: Scene): void;
  text(key: string, ...substitutions: string[]): string;
  report(problem: unknown): void;
};

const tickMs = 40;
const firstWordMs = 700;
/** The line stays open this long after the last digit. */
const farewellMs = 900;

/** Begins a practice in this document: from now on its card fields are watched, for this desk alone. */
export function createSession({ onScene, text, report }: Options): Session {
  let scene: Scene = {
    stage: 'idle',
    view: null,
    said: [],
    behaviour: 'works',
    pausedAfterMs: null,
    verdict: null,
  };
  let tape = createTape();
  let startedAtMs = 0;
  let endedAtMs = 0;
  let nextAtMs = 0;
  let wantedAtMs: number | null = null;
  let ticking: ReturnType<typeof setInterval> | undefined;
  const simulation: Simulation = {
    isOnCall: () => scene.stage === 'talking',
    behaviour: () => scene.behaviour,
    isPaused: () => tape.isPaused(),
    setPaused(isPaused) {
      tape.advance(elapsedMs());
      tape.setPaused(isPaused);
    },
  };
  let desk = open();

  /** A new call finds a desk on which nothing is held or owed. */
  function open() {
    const opened = createPracticeDesk({ recorder: createPracticeRecorder(simulation), text, report });
    const content = start(opened.extension, createBannerLink);
    opened.watch(handleView);
    return {
      press: opened.press,
      look: content.look,
      close() {
        content.stop();
        opened.stop();
      },
    };
  }

  function handleView(view: View): void {
    show({ view });
    if (scene.stage !== 'talking') return;
    if (view.status === 'pausing') wantedAtMs ??= elapsedMs();
    if (view.status === 'paused' && wantedAtMs !== null && scene.pausedAfterMs === null)
      show({ pausedAfterMs: elapsedMs() - wantedAtMs });
  }

  function show(change: Partial<Scene>): void {
    scene = { ...scene, ...change };
    onScene(scene);
  }

  function elapsedMs(): number {
    if (scene.stage === 'idle') return 0;
    return (scene.stage === 'over' ? endedAtMs : performance.now()) - startedAtMs;
  }

  function tick(): void {
    const nowMs = elapsedMs();
    if (isOver(scene.said) && nowMs >= nextAtMs + farewellMs) return hangUp();
    const part = scene.view === null || nowMs < nextAtMs ? null : toNextPart(scene.said, scene.view);
    if (part !== null) {
      const digit = digitsOf[part].charAt(countSaid(scene.said, part));
      tape.say({ digit, startMs: nowMs });
      nextAtMs = nowMs + paceMs;
      show({ said: [...scene.said, { digit, startMs: nowMs, part }] });
    }
    tape.advance(nowMs);
  }

  function hangUp(): void {
    if (scene.stage !== 'talking') return;
    clearInterval(ticking);
    endedAtMs = performance.now();
    tape.advance(elapsedMs());
    show({ stage: 'over', verdict: toVerdict(tape.samples(), scene.said) });
  }

  return {
    tape: () => tape,
    elapsedMs,
    startCall() {
      clearInterval(ticking);
      desk.close();
      tape = createTape();
      startedAtMs = performance.now();
      nextAtMs = firstWordMs;
      wantedAtMs = null;
      show({ stage: 'talking', view: null, said: [], pausedAfterMs: null, verdict: null });
      desk = open();
      ticking = setInterval(tick, tickMs);
    },
    hangUp,
    press: command => desk.press(command),
    look: () => desk.look(),
    setBehaviour: behaviour => show({ behaviour }),
    stop() {
      clearInterval(ticking);
      desk.close();
    },
  };
}
