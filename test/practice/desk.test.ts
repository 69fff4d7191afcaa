// The practice desk: the real core with a recorder that is only simulated, and no way to a real one.
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FromContent } from '../../src/messages.ts';
import { createPracticeDesk } from '../../src/practice/desk.ts';
import { createPracticeRecorder, type Behaviour } from '../../src/practice/recorder.ts';
import { recorders } from '../../src/recorders/index.ts';
import type { View } from '../../src/recording/view.ts';

const hold: FromContent = { type: 'hold', seq: 1, kind: 'card-number', reasons: ['label'], isAway: false };
const release: FromContent = { type: 'release', seq: 1, reason: 'blur' };

let isOnCall: boolean;
let isPaused: boolean;
let behaviour: Behaviour;
let views: View[];
let problems: unknown[];

function open() {
  const desk = createPracticeDesk({
    recorder: createPracticeRecorder({
      isOnCall: () => isOnCall,
      behaviour: () => behaviour,
      isPaused: () => isPaused,
      setPaused(next) {
        isPaused = next;
      },
    }),
    text: key => key,
    report: problem => void problems.push(problem),
  });
  desk.watch(view => void views.push(view));
  return desk;
}

const status = () => views.at(-1)?.status;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  [isOnCall, isPaused, behaviour, views, problems] = [true, false, 'works', [], []];
});
afterEach(() => {
  vi.useRealTimers();
  expect(problems).toEqual([]);
});

describe('the practice desk', () => {
  it('pauses while a card field has focus, is read back, and resumes 3 s after', async () => {
    const { extension, stop } = open();
    void extension.send(hold);
    await pass(50);
    expect(status()).toBe('pausing');
    await pass(400);
    expect([status(), isPaused]).toEqual(['paused', true]);
    await pass(3_000);
    expect(views.at(-1)?.evidence).toBe('verified');
    void extension.send(release);
    await pass(2_000);
    expect(isPaused).toBe(true);
    await pass(2_000);
    expect([status(), isPaused]).toEqual(['ready', false]);
    stop();
  });

  it('raises the alarm where the recorder does not pause, and pauses once it does', async () => {
    behaviour = 'noPause';
    const { extension, stop } = open();
    void extension.send(hold);
    await pass(2_000);
    expect([status(), isPaused]).toEqual(['stillRecording', false]);
    expect(views.map(view => view.status)).not.toContain('paused');
    behaviour = 'works';
    await pass(10_000);
    expect(status()).toBe('paused');
    stop();
  });

  it('says that it is still paused where the recorder does not resume', async () => {
    const { extension, stop } = open();
    void extension.send(hold);
    await pass(1_000);
    behaviour = 'noResume';
    void extension.send(release);
    await pass(8_000);
    expect([status(), isPaused]).toEqual(['stillPaused', true]);
    stop();
  });

  it('finds nothing to pause without a call', async () => {
    isOnCall = false;
    const { extension, stop } = open();
    void extension.send(hold);
    await pass(500);
    expect(status()).toBe('noCall');
    stop();
  });

  it('pauses and resumes by hand', async () => {
    const { press, stop } = open();
    press('pause');
    await pass(500);
    expect(status()).toBe('paused');
    press('resume');
    await pass(1_000);
    expect([status(), isPaused]).toEqual(['ready', false]);
    stop();
  });

  it('ends a hold with its port, as the worker does', async () => {
    const { extension, stop } = open();
    void extension.send(hold);
    const port = extension.connect(() => undefined);
    await pass(1_000);
    port.post(hold);
    port.close();
    await pass(5_000);
    expect(status()).toBe('ready');
    stop();
  });

  it('changes nothing any more once it is stopped', async () => {
    const { extension, stop } = open();
    void extension.send(hold);
    await pass(100);
    stop();
    await pass(5_000);
    expect(isPaused).toBe(false);
    expect(extension.isAlive()).toBe(false);
  });

  it('takes only what a content script may say', async () => {
    const { extension, stop } = open();
    await expect(extension.send({ type: 'pause' } as never)).rejects.toThrow();
    stop();
  });
});

describe('the way to a real recorder', () => {
  it('is none: nobody can set the simulated recorder up for their calls', () => {
    expect(recorders.map(({ id }) => id)).not.toContain('practice');
  });

  it('is none: a session reaches neither worker nor network nor adapters', () => {
    const reached = toReached('practice/session.ts');
    expect(reached).toContain('recording/step.ts');
    expect(reached).toContain('content/focus-watcher.ts');
    const adapters = toReached('recorders/index.ts').filter(path =>
      recorders.some(({ id }) => path === `recorders/${id}.ts`),
    );
    expect(adapters).toHaveLength(recorders.length);
    const forbidden = new Set([
      ...adapters,
      'recorders/index.ts',
      'recorders/http.ts',
      'browser.ts',
      'messaging.ts',
    ]);
    const isBackground = /^background\/(?!coordinator|clock)/;
    expect(reached.filter(path => forbidden.has(path) || isBackground.test(path))).toEqual([]);
    for (const path of reached.filter(one => one.startsWith('practice/')))
      expect(readFileSync(join(src, path), 'utf8'), path).not.toMatch(
        /\bfetch\b|sendMessage|chrome\.|browser\./,
      );
  });
});

const src = join(import.meta.dirname, '../../src');

/** Everything that a file imports as code, and what that imports. */
function toReached(path: string, known = new Set<string>()): string[] {
  if (known.has(path)) return [...known];
  known.add(path);
  const source = readFileSync(join(src, path), 'utf8');
  for (const [, target = ''] of source.matchAll(/^(?:import|export) (?!type)[^;]*?from '(\.[^']+)'/gms))
    toReached(relative(src, join(src, dirname(path), target)), known);
  return [...known];
}
