// From entries to pauses: one row for each, with the worst that can be said of it, and what somebody has to redact.
import { describe, expect, test } from 'vitest';
import { toExposureNotices } from '../../src/ledger/exposure.ts';
import type { Fact } from '../../src/ledger/facts.ts';
import { toPauses } from '../../src/ledger/project.ts';
import type { Scene } from '../recording/scene.ts';
import { Desk, entriesOf, opened, toEntries } from './story.ts';

async function pausesOf(scene: Desk) {
  return toPauses(await entriesOf(scene));
}

async function onlyPauseOf(scene: Desk) {
  const pauses = await pausesOf(scene);
  expect(pauses).toHaveLength(1);
  const [pause] = pauses;
  if (pause === undefined) throw new Error('no pause');
  return pause;
}

const enter = (scene: Scene, seq = 1) => scene.on({ type: 'activity', id: 'f', seq });
const end = (scene: Scene) => scene.blur().wait(3_000);

describe('a pause', () => {
  test('that goes well is protected: asked for, accepted, ended, with its times', async () => {
    const pause = await onlyPauseOf(new Desk().pauseFor(5_000, { answerMs: 20, resumeMs: 30 }));
    expect(pause).toMatchObject({
      recorder: 'r0', agent: 'agent-7', origins: ['field'], kinds: ['card-number'], sites: ['https://crm.test'],
      calls: ['"call-1"'], outcome: 'protected', end: 'resumed', endReason: 'blur', isTyped: true,
      exposureMs: 20, gapMs: 3_030, unrecordedMs: 8_030, attempts: 1, failures: 0,
    });
    expect(pause.acceptedAtMs).toBe(1_000_020);
  }); // prettier-ignore

  test('that is verified says when', async () => {
    const desk = new Desk({ canRead: true });
    desk.focus().yes().wait(5_000);
    desk.reads('paused');
    end(desk).wait(0);
    expect((await onlyPauseOf(desk.yes())).verifiedAtMs).toBe(1_005_000);
  });

  test('that comes late is late, and the seconds are told', async () => {
    const desk = new Desk();
    desk.focus().wait(400);
    enter(desk);
    desk.no('timedOut').wait(250);
    desk.wait(1_350).yes();
    end(desk).yes();
    const pauses = await pausesOf(desk);
    expect(pauses).toMatchObject([{ outcome: 'late', exposureMs: 2_000, failures: 1, attempts: 2 }]);
    expect(toExposureNotices(pauses)).toMatchObject([
      { why: 'late', fromMs: 1_000_000, toMs: 1_002_000, seconds: 2, calls: ['"call-1"'], isTyped: true },
    ]);
  });

  test('that never comes has failed, for as long as it was wanted', async () => {
    const desk = new Desk().failing('unauthorized') as Desk;
    desk.focus();
    enter(desk);
    desk.wait(20_000);
    end(desk);
    const pauses = await pausesOf(desk);
    expect(pauses).toMatchObject([{ outcome: 'failed', end: 'neverPaused', exposureMs: 23_000, alerts: 1 }]);
    expect(toExposureNotices(pauses)).toMatchObject([{ why: 'failed', seconds: 23, isTyped: true }]);
  });

  test('that is lost and won back is late, from the last read that agreed', async () => {
    const desk = new Desk({ canRead: true });
    desk.focus().yes().wait(5_000);
    desk.reads('paused').wait(5_000);
    desk.reads('paused').wait(5_000);
    desk.reads('recording', true).wait(300);
    desk.yes();
    end(desk).yes();
    const [pause] = await pausesOf(desk);
    expect(pause).toMatchObject({ outcome: 'late', exposureMs: 5_300 });
    expect(pause?.exposures.at(-1)).toMatchObject({ why: 'lost', fromMs: 1_010_000, toMs: 1_015_300 });
  });

  test('that the recorder denies has failed where it is never won back', async () => {
    const desk = new Desk({ canRead: true, readLagMs: 0 });
    desk.focus().yes().wait(5_000);
    desk.reads('recording');
    desk.responder = () => ({ type: 'failure', failure: { code: 'refused' } });
    desk.wait(10_000);
    end(desk);
    expect((await pausesOf(desk))[0]).toMatchObject({ outcome: 'failed' });
  });

  test('that could be read back and never was is unverified', async () => {
    const desk = new Desk({ canRead: true });
    desk.focus().yes().wait(5_000);
    desk.reads('unknown');
    end(desk).yes();
    const pauses = await pausesOf(desk);
    expect(pauses).toMatchObject([{ outcome: 'unverified' }]);
    expect(toExposureNotices(pauses)).toMatchObject([{ why: 'unverified', seconds: 8 }]);
  });

  test('is told in full where the clock is set back meanwhile', async () => {
    const jump = (desk: Desk) => {
      desk.nowMs -= 3_600_000;
      desk.on({ type: 'clockJumped', byMs: -3_600_000 });
    };
    const unverified = new Desk({ canRead: true });
    unverified.focus().yes().wait(5_000);
    unverified.reads('unknown');
    jump(unverified);
    end(unverified.wait(2_000) as Desk).yes();
    expect(toExposureNotices(await pausesOf(unverified))).toMatchObject([{ why: 'unverified', seconds: 10 }]);
    const failed = new Desk().failing('unauthorized') as Desk;
    failed.focus().wait(4_000);
    jump(failed);
    end(failed.wait(4_000));
    expect(toExposureNotices(await pausesOf(failed))).toMatchObject([{ why: 'failed', seconds: 11 }]);
    const paused = new Desk();
    paused.focus().yes().wait(10_000);
    jump(paused);
    end(paused.wait(10_000)).yes();
    expect(await pausesOf(paused)).toMatchObject([
      { unrecordedMs: 23_000, gapMs: 3_000, outcome: 'protected' },
    ]);
  });

  test('of no call is absent, and exposes nothing', async () => {
    const desk = new Desk();
    desk.responder = () => ({ type: 'failure', failure: { code: 'noCall' } });
    desk.focus().wait(20_000);
    end(desk);
    const pauses = await pausesOf(desk);
    expect(pauses).toMatchObject([{ outcome: 'absent', exposureMs: 0, exposures: [] }]);
    expect(toExposureNotices(pauses)).toEqual([]);
  });

  test('of a call that began meanwhile counts from when we last heard that there was none', async () => {
    const desk = new Desk();
    desk.focus().no('noCall').wait(5_000);
    desk.yes();
    end(desk).yes();
    expect(await pausesOf(desk)).toMatchObject([{ outcome: 'late', exposureMs: 5_000 }]);
  });

  test('of a call that ends, and of the next one, are two', async () => {
    const desk = new Desk({ canRead: true });
    desk.focus().yes().wait(5_000);
    desk.reads('callOver');
    desk.yes('r0', 'call-2');
    end(desk).yes('r0', 'call-2');
    expect(await pausesOf(desk)).toMatchObject([
      { end: 'callOver', calls: ['"call-1"'], outcome: 'protected' },
      { end: 'resumed', calls: ['"call-2"'], outcome: 'protected' },
    ]);
  });

  test('that resumes late is an overrun', async () => {
    const desk = new Desk();
    desk.focus().yes();
    desk.failing('unreachable');
    end(desk).wait(20_000);
    desk.responder = () => ({ type: 'outcome', outcome: { callRef: 'call-1', evidence: 'accepted' } });
    desk.wait(40_000);
    const [pause] = await pausesOf(desk);
    expect(pause).toMatchObject({ outcome: 'overrun', end: 'resumed' });
    expect(pause?.gapMs).toBeGreaterThan(20_000);
  });

  test('that goes on is open', async () => {
    const desk = new Desk();
    desk.focus().yes().wait(60_000);
    expect(await pausesOf(desk)).toMatchObject([{ outcome: 'open', end: null, endedAtMs: null }]);
  });

  test('of a microphone is never called protected', async () => {
    const desk = new Desk({ effect: 'agentMicrophone' });
    desk.pauseFor(1_000);
    expect(await pausesOf(desk)).toMatchObject([{ outcome: 'microphone', isMicrophone: true }]);
  });

  test('by hand is a pause by hand', async () => {
    const desk = new Desk();
    desk.on({ type: 'manualPause' }).yes().wait(9_000);
    desk.on({ type: 'manualResume' }).yes();
    expect(await pausesOf(desk)).toMatchObject([
      { origins: ['manual'], endReason: 'person', outcome: 'protected' },
    ]);
  });

  test('of two recorders is two, each with its own fate', async () => {
    const desk = new Desk([{}, {}]);
    desk.focus().yes('r0').no('unauthorized', {}, 'r1').wait(2_000);
    end(desk).yes('r0');
    const pauses = await pausesOf(desk);
    expect(pauses.map(({ recorder, outcome }) => [recorder, outcome])).toEqual([
      ['r0', 'protected'],
      ['r1', 'failed'],
    ]);
  });

  test('goes on where the next focus comes before the resume', async () => {
    const desk = new Desk();
    desk.focus().yes();
    end(desk);
    desk.focus('f', 2);
    desk.yes().yes();
    desk.blur('f', 2).wait(3_000).yes();
    const pauses = await pausesOf(desk);
    expect(pauses.map(({ end: how, episode }) => [how, episode])).toEqual([['resumed', 1], ['resumed', 2]]);
  }); // prettier-ignore

  test('that nobody was asked for is observed', async () => {
    const desk = new Desk();
    desk.on({ type: 'configured', timings: desk.state.timings, channels: [], mode: 'observe' });
    desk.focus().wait(4_000);
    end(desk);
    expect(await pausesOf(desk)).toMatchObject([
      { recorder: '', outcome: 'observed', kinds: ['card-number'], endReason: 'blur' },
    ]);
  });
});

describe('what a person or a limit leaves exposed', () => {
  test('is told from the resume until the field is left', async () => {
    const desk = new Desk();
    desk.focus().yes().wait(1_000);
    desk.on({ type: 'manualResume' }).yes();
    desk.wait(2_000);
    enter(desk);
    desk.wait(5_000).blur();
    const pauses = await pausesOf(desk);
    expect(pauses).toMatchObject([{ overrides: 1, endReason: 'person' }]);
    expect(toExposureNotices(pauses)).toMatchObject([
      { why: 'overridden', fromMs: 1_001_000, toMs: 1_008_000, seconds: 7, isTyped: true },
    ]);
  });

  test('by a limit ends with the pause that card entry brings', async () => {
    const desk = new Desk({}, { softLimitMs: 10_000 });
    desk.focus().yes().wait(41_000);
    desk.yes().wait(4_000);
    enter(desk);
    desk.wait(50).yes();
    const pauses = await pausesOf(desk);
    const [first] = pauses;
    expect(first?.exposures.at(-1)).toMatchObject({ why: 'limit', isCardEntry: true });
    expect(first?.exposures.at(-1)?.toMs).not.toBeNull();
    expect(pauses[1]).toMatchObject({ kinds: ['card-number'] });
  });
});

describe('a browser that dies', () => {
  const died = async (again: Fact[]) => {
    const desk = new Desk();
    desk.focus().yes().wait(10_000);
    const before = [opened(desk.startedAtMs), ...desk.notes];
    const first = await toEntries(before);
    const last = first.at(-1);
    const after = { seq: last?.seq ?? 0, hash: last?.hash ?? '' };
    return toPauses([...first, ...(await toEntries(again, after, 'run-2'))]);
  };

  test('leaves its pause to the next start, which resumes it', async () => {
    const pauses = await died([
      opened(2_000_000),
      { type: 'recovered', atMs: 2_000_010, episode: 0, recorder: 'r0', call: 'call-1' },
      { type: 'requested', atMs: 2_000_010, episode: 0, recorder: 'r0', attempt: 1, command: 'resume' },
      {
        type: 'resumed',
        atMs: 2_000_030,
        episode: 0,
        recorder: 'r0',
        attempt: 1,
        reason: null,
        call: 'call-1',
      },
    ]);
    expect(pauses).toHaveLength(1);
    expect(pauses).toMatchObject([
      { end: 'resumed', isRecovered: true, outcome: 'overrun', endedAtMs: 2_000_030 },
    ]);
    expect(pauses[0]?.gapMs).toBe(1_000_030);
  });

  test('has an end of its own where nobody ever says that it was resumed', async () => {
    expect(await died([opened(2_000_000)])).toMatchObject([{ end: 'browserDied', outcome: 'overrun' }]);
  });

  test('is known as such where the entries before are gone', async () => {
    const entries = await toEntries([
      opened(2_000_000),
      { type: 'recovered', atMs: 2_000_010, episode: 0, recorder: 'r0', call: 'call-1' },
      { type: 'resumed', atMs: 2_000_030, episode: 0, recorder: 'r0', attempt: 1, reason: null },
    ]);
    expect(toPauses(entries)).toMatchObject([
      { origins: ['recovered'], outcome: 'overrun', calls: ['"call-1"'] },
    ]);
  });
});
