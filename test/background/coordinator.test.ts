// The coordinator with a world that can die at every await: what was saved is what the next one starts with.
import { describe, expect, test } from 'vitest';
import { createCoordinator, type RequestEffect, type World } from '../../src/background/coordinator.ts';
import type { Answer, RecordingEvent } from '../../src/recording/events.ts';
import { createState, defaultTimings, stateSchema, type State } from '../../src/recording/state.ts';
import type { View } from '../../src/recording/view.ts';
import type { CallRef } from '../../src/recorders/recorder.ts';
import { setTraits } from '../recording/scene.ts';

const configured: RecordingEvent = {
  type: 'configured',
  timings: { ...defaultTimings, lingerMs: 20 },
  channels: [{ id: 'r0', isRequired: true, traits: setTraits }],
};

const focus: RecordingEvent = {
  type: 'hold',
  id: 'frame',
  seq: 1,
  kind: 'card-number',
  site: 'https://crm.test',
  tabId: 1,
  isAway: false,
};
const blur: RecordingEvent = { type: 'release', id: 'frame', seq: 1, reason: 'blur' };

/** Where a worker can be killed. */
type Moment = 'beforeSave' | 'afterSave' | 'beforeSend' | 'afterActing' | 'never';

/** A storage and a recorder that outlive the workers; each `boot` is a new worker. */
class Desk {
  stored: State | null = null;
  isPausedInTruth = false;
  views: View[] = [];
  problems: unknown[] = [];
  order: string[] = [];
  #generation = 0;

  boot(dieAt: Moment = 'never') {
    this.#generation += 1;
    const generation = this.#generation;
    let timer: ReturnType<typeof setTimeout> | undefined;
    // A dead worker's code goes no further: it waits for ever.
    const live = async (moment: Moment): Promise<void> => {
      if (dieAt === moment) this.kill();
      if (generation !== this.#generation) await new Promise(() => undefined);
    };
    const world: World = {
      now: () => Date.now(),
      takeJump: () => 0,
      load: async () => ({
        state: this.stored ?? createState(),
        events: [configured, ...(this.stored === null ? [] : [{ type: 'restarted' } as const])],
      }),
      save: async state => {
        await live('beforeSave');
        this.stored = stateSchema.parse(JSON.parse(JSON.stringify(state)));
        this.order.push('save');
        await live('afterSave');
      },
      request: async (effect, saved, onTarget) => {
        await saved;
        await live('beforeSend');
        const answer = await this.#serve(effect, onTarget);
        await live('afterActing');
        return answer;
      },
      publish: view => {
        if (generation === this.#generation) this.views.push(view);
      },
      wakeAt: atMs => {
        clearTimeout(timer);
        if (atMs === null || generation !== this.#generation) return;
        timer = setTimeout(() => {
          if (generation === this.#generation) void coordinator.dispatch({ type: 'tick' });
        }, atMs - Date.now());
      },
      report: problem => void this.problems.push(problem),
    };
    const coordinator = createCoordinator(world);
    return coordinator;
  }

  kill(): void {
    this.#generation += 1;
  }

  async #serve({ command }: RequestEffect, onTarget: (callRef: CallRef) => Promise<void>): Promise<Answer> {
    if (command === 'pause') await onTarget('call-1');
    this.order.push(command);
    this.isPausedInTruth = command === 'pause';
    return { type: 'outcome', outcome: { callRef: 'call-1', evidence: 'accepted' } };
  }
}

const settle = (ms = 60) => new Promise(resolve => void setTimeout(resolve, ms));

describe('the coordinator', () => {
  test('saves before it sends, and what is targeted before it acts', async () => {
    const desk = new Desk();
    await desk.boot().dispatch(focus);
    await settle();
    expect(desk.order.slice(0, desk.order.indexOf('pause'))).toContain('save');
    expect(desk.stored?.channels[0]).toMatchObject({ phase: 'paused', owed: { callRef: 'call-1' } });
  });

  test.each([
    ['a pause that may be said twice', 'set', focus, ['saving', 'pause', 'saved']],
    ['a press of a toggle', 'toggle', focus, ['saving', 'saved', 'pause']],
    ['a pause that nobody says again', 'set', { type: 'manualPause' }, ['saving', 'saved', 'pause']],
  ] as const)('%s and a slow storage', async (_what, command, event, expected) => {
    const order: string[] = [];
    const channels = [{ id: 'r0', isRequired: true, traits: { ...setTraits, command } }];
    const coordinator = createCoordinator({
      now: () => 1_000,
      takeJump: () => 0,
      load: async () => ({ state: createState(), events: [{ ...configured, channels }] }),
      async save({ channels: [channel] }) {
        if (channel?.phase !== 'pausing') return;
        order.push('saving');
        await settle(20);
        order.push('saved');
      },
      async request({ command: sent }, saved) {
        await saved;
        order.push(sent);
        return await new Promise(() => undefined);
      },
      publish: () => undefined,
      wakeAt: () => undefined,
      report: () => undefined,
    });
    await coordinator.dispatch(event);
    await settle();
    expect(order).toEqual(expected);
  });

  test('a resume leaves when it is saved, and not before', async () => {
    const desk = new Desk();
    const coordinator = desk.boot();
    await coordinator.dispatch(focus);
    await settle();
    desk.order.length = 0;
    await coordinator.dispatch(blur);
    await settle();
    expect(desk.order.slice(0, desk.order.indexOf('resume'))).toContain('save');
  });

  test('takes events one at a time, in order', async () => {
    const desk = new Desk();
    const coordinator = desk.boot();
    const views = await Promise.all([
      coordinator.dispatch(focus),
      coordinator.dispatch(blur),
      coordinator.dispatch(focus),
    ]);
    expect(views.map(({ holds }) => holds.length)).toEqual([1, 0, 1]);
  });

  test('goes on after storage that fails: the pause is sent all the same', async () => {
    const desk = new Desk();
    const sent: string[] = [];
    const coordinator = createCoordinator({
      now: () => Date.now(),
      takeJump: () => 0,
      load: async () => ({ state: createState(), events: [configured] }),
      save: () => Promise.reject(new Error('quota')),
      request: async effect => {
        sent.push(effect.command);
        return { type: 'failure', failure: { code: 'refused' } };
      },
      publish: () => undefined,
      wakeAt: () => undefined,
      report: problem => void desk.problems.push(problem),
    });
    await coordinator.dispatch(focus);
    expect(sent).toEqual(['pause']);
    expect(desk.problems.length).toBeGreaterThan(0);
  });

  test.each(['beforeSave', 'afterSave', 'beforeSend', 'afterActing'] as const)(
    'killed %s of a pause: the next worker, and the frame that claims its hold, end up paused, and resume later',
    async moment => {
      const desk = new Desk();
      void desk.boot().dispatch({ type: 'tick' });
      await settle();
      void desk.boot(moment).dispatch(focus);
      await settle();
      const coordinator = desk.boot();
      await coordinator.dispatch(focus);
      // The retry after a lost answer comes within a third of a second.
      await settle(500);
      expect(desk.isPausedInTruth).toBe(true);
      expect((await coordinator.view()).status).toBe('paused');
      await coordinator.dispatch(blur);
      await settle();
      expect(desk.isPausedInTruth).toBe(false);
      expect((await coordinator.view()).status).toBe('ready');
    },
  );

  test.each(['beforeSave', 'afterSave', 'beforeSend', 'afterActing'] as const)(
    'killed %s of a resume, with nobody left who holds: the next worker resumes',
    async moment => {
      const desk = new Desk();
      await desk.boot().dispatch(focus);
      await settle();
      expect(desk.isPausedInTruth).toBe(true);
      desk.kill();
      const second = desk.boot(moment);
      void second.dispatch(blur);
      await settle();
      const third = desk.boot();
      await third.dispatch(blur);
      await settle(500);
      expect(desk.isPausedInTruth).toBe(false);
      expect((await third.view()).status).toBe('ready');
    },
  );

  test('a request that was given up meanwhile is stopped before it changes a recording', async () => {
    let target: ((callRef: CallRef) => Promise<void>) | undefined;
    let nowMs = 1_000;
    const coordinator = createCoordinator({
      now: () => nowMs,
      takeJump: () => 0,
      load: async () => ({ state: createState(), events: [configured] }),
      save: async () => undefined,
      request: (_effect, _saved, onTarget) => {
        target ??= onTarget;
        return new Promise(() => undefined);
      },
      publish: () => undefined,
      wakeAt: () => undefined,
      report: () => undefined,
    });
    await coordinator.dispatch(focus);
    nowMs += 16_000;
    await coordinator.dispatch({ type: 'tick' });
    await expect(target?.('call-1')).rejects.toThrow('given up');
  });
});
