// Who wants silence: how holds begin, prove that they live, and end.
import { describe, expect, test } from 'vitest';
import { leaseMs } from '../../src/recording/holds.ts';
import type { EndReason } from '../../src/recording/state.ts';
import { Scene } from './scene.ts';

const activity = (scene: Scene, seq = 1, id = 'f') => scene.on({ type: 'activity', id, seq });
const release = (scene: Scene, reason: EndReason, seq: number | null = 1) =>
  scene.on({ type: 'release', id: 'f', seq, reason });
const ends = (scene: Scene) =>
  scene.notes.flatMap(note => (note.type === 'holdEnded' ? [[note.origin, note.reason]] : []));

describe('a focus', () => {
  test('begins a hold with all that is known of it', () => {
    const scene = new Scene();
    const about = { kind: 'card-csc', site: 'https://pay.test', tabId: 7 } as const;
    scene.on({ type: 'hold', id: 'f', seq: 3, ...about, reasons: ['label:card-csc', 'form'], isAway: false });
    expect(scene.state.holds).toMatchObject([
      {
        id: 'f',
        seq: 3,
        origin: 'field',
        ...about,
        reasons: ['label:card-csc', 'form'],
        startedAtMs: scene.nowMs,
        activeAtMs: scene.nowMs,
        leaseUntilMs: scene.nowMs + leaseMs,
        awayUntilMs: null,
        isUnclaimed: false,
        spent: null,
      },
    ]);
    expect(scene.noted('holdStarted')).toMatchObject([
      { origin: 'field', kind: 'card-csc', site: 'https://pay.test', rule: 'label:card-csc' },
    ]);
  });

  test('without reasons notes no rule', () => {
    const scene = new Scene().focus();
    expect(scene.hold()).not.toHaveProperty('reasons');
    expect(scene.noted('holdStarted')[0]).not.toHaveProperty('rule');
  });

  test('that proves itself renews its lease, and what it is may have become clearer', () => {
    const scene = new Scene().focus().wait(50_000);
    scene.on({ type: 'hold', id: 'f', seq: 1, kind: 'card-expiry', site: 'https://crm.test', tabId: 1, isAway: false }); // prettier-ignore
    expect(scene.hold()).toMatchObject({ kind: 'card-expiry', leaseUntilMs: scene.nowMs + leaseMs });
    expect(scene.hold().startedAtMs).toBe(scene.nowMs - 50_000);
    expect(scene.noted('holdStarted')).toHaveLength(1);
  });

  test('is no sign of activity when it only proves itself', () => {
    const scene = new Scene().focus().wait(5_000).focus();
    expect(scene.hold().activeAtMs).toBe(scene.nowMs - 5_000);
  });

  test('that is older than the one which holds changes nothing', () => {
    const scene = new Scene().focus('f', 2).wait(5_000);
    const before = scene.hold();
    scene.focus('f', 1);
    expect(scene.state.holds).toStrictEqual([before]);
  });

  test('that is newer takes the place of the one before, without a gap', () => {
    const scene = new Scene().focus('f', 1).yes().wait(5_000).focus('f', 2);
    expect(scene.state.holds).toMatchObject([{ seq: 2, startedAtMs: scene.nowMs }]);
    expect(ends(scene)).toEqual([['field', 'blur']]);
    expect(scene.state.episode?.linger).toBeNull();
    expect(scene.wait(60_000).sent).toEqual(['pause']);
  });

  test('in another frame holds beside it', () => {
    const scene = new Scene().focus('f').focus('g');
    expect(scene.state.holds.map(({ id }) => id)).toEqual(['f', 'g']);
    expect(ends(scene)).toEqual([]);
  });
});

describe('the lease', () => {
  test('ends the hold when it is over, and not before', () => {
    const scene = new Scene().focus().wait(leaseMs - 1);
    expect(scene.state.holds).toHaveLength(1);
    scene.wait(1);
    expect(scene.state.holds).toEqual([]);
    expect(ends(scene)).toEqual([['field', 'leaseExpired']]);
  });

  test('is renewed by input', () => {
    const scene = activity(new Scene().focus().wait(60_000)).wait(leaseMs - 1);
    expect(scene.state.holds).toHaveLength(1);
  });

  test('that ran out while the agent was away is told from the trip', () => {
    const scene = new Scene({}, { awayMs: 100_000 }).focus('f', 1, { isAway: true }).wait(leaseMs);
    expect(ends(scene)).toEqual([['field', 'leaseExpired']]);
  });

  test('of a frame that nobody claimed ends ten seconds after a restart, of one that was claimed does not', () => {
    const scene = new Scene().focus('f').focus('g').on({ type: 'restarted' });
    expect(scene.state.holds).toMatchObject([{ isUnclaimed: true }, { isUnclaimed: true }]);
    scene.wait(9_999).focus('g').wait(1);
    expect(scene.state.holds).toMatchObject([{ id: 'g', isUnclaimed: false }]);
    expect(ends(scene)).toEqual([['field', 'unclaimed']]);
  });

  test('that ends sooner than the time to claim it is not prolonged by a restart', () => {
    const scene = new Scene()
      .focus()
      .wait(leaseMs - 1_000)
      .on({ type: 'restarted' })
      .wait(1_000);
    expect(scene.state.holds).toEqual([]);
  });

  test('is nothing that a manual hold has, nor does it have to be claimed', () => {
    const scene = new Scene().on({ type: 'manualPause' }).on({ type: 'restarted' }).wait(100_000);
    expect(scene.hold('manual')).toMatchObject({ leaseUntilMs: null, awayUntilMs: null, isUnclaimed: false });
  });
});

describe('another window', () => {
  const awayMs = 30_000;

  test('is forgiven for its own time, however often the frame says so', () => {
    const scene = new Scene({}, { awayMs }).focus().wait(1_000).focus('f', 1, { isAway: true });
    scene.wait(20_000).focus('f', 1, { isAway: true }).wait(9_999);
    expect(scene.state.holds).toHaveLength(1);
    scene.wait(1);
    expect(ends(scene)).toEqual([['field', 'away']]);
    expect(scene.state.episode).toBeNull();
  });

  test('to come back from it is a sign of activity', () => {
    const scene = new Scene().focus().focus('f', 1, { isAway: true }).wait(5_000);
    expect(scene.view.holds).toMatchObject([{ isAway: true }]);
    scene.focus();
    expect(scene.hold()).toMatchObject({ activeAtMs: scene.nowMs, awayUntilMs: null });
    expect(scene.view.holds).toMatchObject([{ isAway: false }]);
  });

  test('is none while they stay there, though the frame goes on to live', () => {
    const scene = new Scene().focus().focus('f', 1, { isAway: true }).wait(5_000);
    scene.focus('f', 1, { isAway: true });
    expect(scene.hold()).toMatchObject({
      activeAtMs: scene.nowMs - 5_000,
      leaseUntilMs: scene.nowMs + leaseMs,
    });
  });

  test('may be where a field gets its focus', () => {
    const scene = new Scene({}, { awayMs }).focus('f', 1, { isAway: true });
    expect(scene.hold().awayUntilMs).toBe(scene.nowMs + awayMs);
  });

  test('of the focus before does not count for the next one', () => {
    const scene = new Scene({}, { awayMs }).focus('f', 1, { isAway: true }).wait(10_000).focus('f', 2);
    expect(scene.hold().awayUntilMs).toBeNull();
  });
});

describe('a release', () => {
  test.each(['blur', 'removed', 'pagehide', 'gone'] as const)(
    'by %s lingers, and is noted with that reason',
    reason => {
      const scene = release(new Scene().focus().yes().wait(2_000), reason);
      expect(scene.noted('holdEnded')).toMatchObject([{ reason, startedAtMs: scene.nowMs - 2_000 }]);
      expect(scene.view.lingerUntilMs).toBe(scene.nowMs + 3_000);
      scene.wait(3_000);
      expect(scene.noted('episodeEnded')).toMatchObject([{ reason, startedAtMs: scene.nowMs - 5_000 }]);
    },
  );

  test('by a person counts at once', () => {
    expect(release(new Scene().focus().yes(), 'person').sent).toEqual(['pause', 'resume']);
  });

  test('of a frame as a whole ends whatever holds in it', () => {
    expect(release(new Scene().focus('f', 5), 'gone', null).state.holds).toEqual([]);
  });

  test('of another focus or an unknown frame changes nothing', () => {
    const scene = new Scene().focus('f', 2);
    expect(release(scene, 'blur', 3).blur('g').state.holds).toHaveLength(1);
    expect(ends(scene)).toEqual([]);
  });

  test('of one of two leaves the other, and no linger', () => {
    const scene = new Scene().focus('f').focus('g').blur('f');
    expect(scene.state.episode?.linger).toBeNull();
    expect(scene.state.holds).toMatchObject([{ id: 'g' }]);
  });

  test('of a field that a person resumed under does not begin the linger anew', () => {
    const scene = new Scene().focus('f').yes().on({ type: 'manualResume' }).yes().focus('g').yes().blur('g');
    scene.wait(2_000).blur('f').wait(1_000);
    expect(scene.state.episode).toBeNull();
  });

  test('outside an episode is noted, and no more', () => {
    const scene = new Scene().focus().yes().on({ type: 'manualResume' }).yes().blur();
    expect(scene.state).toMatchObject({ holds: [], episode: null });
    expect(scene.sent).toEqual(['pause', 'resume']);
  });
});

describe('input', () => {
  test('of a focus that is over or of an unknown frame changes nothing', () => {
    const scene = new Scene().focus('f', 2).wait(1_000);
    const before = scene.state.holds;
    expect(activity(activity(scene, 1), 2, 'g').state.holds).toStrictEqual(before);
  });

  test('after a soft limit holds again, which is no warning', () => {
    const scene = new Scene({}, { softLimitMs: 30_000 }).focus().yes().wait(40_000).yes();
    expect(scene.hold().spent).toBe('softLimit');
    activity(scene);
    expect(scene.sent).toEqual(['pause', 'resume', 'pause']);
    expect(scene.noted('heldAgain')).toMatchObject([{ after: 'softLimit' }]);
    expect(scene.state.episode?.isAfterHardLimit).toBe(false);
    activity(scene);
    expect(scene.noted('heldAgain')).toHaveLength(1);
  });

  test('after a person resumed is their affair', () => {
    const scene = activity(new Scene().focus().yes().on({ type: 'manualResume' }).yes());
    expect(scene.hold().spent).toBe('person');
    expect(scene.noted('heldAgain')).toEqual([]);
  });
});
