import { describe, expect, test } from 'vitest';
import { step } from '../../src/recording/step.ts';
import { stateSchema } from '../../src/recording/state.ts';
import { Scene } from './scene.ts';

const readable = { canRead: true, coversNewCalls: false };

describe('a field gets and loses focus', () => {
  test('focus asks for a pause, and only the answer makes it paused', () => {
    const scene = new Scene().focus();
    expect(scene.sent).toEqual(['pause']);
    expect(scene.status).toBe('pausing');
    scene.yes();
    expect(scene.status).toBe('paused');
    expect(scene.view.evidence).toBe('accepted');
  });

  test('blur resumes after the linger, on the call that was paused', () => {
    const scene = new Scene().focus().yes('r0', 'call-7').blur();
    expect(scene.status).toBe('paused');
    scene.wait(2_999);
    expect(scene.sent).toEqual(['pause']);
    scene.wait(1);
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.requests.at(-1)?.callRef).toBe('call-7');
    scene.yes();
    expect(scene.status).toBe('ready');
  });

  test('number, expiry and security code in a row are one pause', () => {
    const scene = new Scene().focus('f', 1).yes();
    for (const seq of [2, 3])
      scene
        .blur('f', seq - 1)
        .wait(500)
        .focus('f', seq)
        .wait(2_000);
    expect(scene.sent).toEqual(['pause']);
    expect(scene.noted('episodeStarted')).toHaveLength(1);
  });

  test('focus, blur, focus before the first answer asks once', () => {
    const scene = new Scene().focus('f', 1).blur('f', 1).focus('f', 2);
    expect(scene.sent).toEqual(['pause']);
    scene.yes();
    expect(scene.status).toBe('paused');
  });

  test('a blur that is over before the answer resumes as soon as the answer is there', () => {
    const scene = new Scene().focus().blur().wait(4_000);
    expect(scene.sent).toEqual(['pause']);
    expect(scene.status).toBe('resuming');
    scene.yes();
    expect(scene.sent).toEqual(['pause', 'resume']);
  });

  test('the same where a paused recorder would be looked at again later', () => {
    const scene = new Scene({ coversNewCalls: false }).focus().blur().wait(4_000).yes();
    expect(scene.sent).toEqual(['pause', 'resume']);
  });

  test('two tabs: the recording resumes when the last one leaves', () => {
    const scene = new Scene().focus('a').yes().focus('b').blur('a').wait(10_000);
    expect(scene.sent).toEqual(['pause']);
    scene.blur('b').wait(3_000);
    expect(scene.sent).toEqual(['pause', 'resume']);
  });

  test('a late release of an older focus changes nothing', () => {
    const scene = new Scene().focus('f', 1).yes().focus('f', 2).blur('f', 1).wait(10_000);
    expect(scene.status).toBe('paused');
  });

  test('focus during a resume pauses again', () => {
    const scene = new Scene().focus().yes().blur().wait(3_000).focus('f', 2);
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.status).toBe('pausing');
    scene.yes();
    expect(scene.sent).toEqual(['pause', 'resume', 'pause']);
  });

  test('another window keeps the hold for its own time', () => {
    const scene = new Scene({}, { awayMs: 30_000 }).focus().yes().focus('f', 1, { isAway: true });
    scene.wait(29_999);
    expect(scene.sent).toEqual(['pause']);
    scene.wait(1);
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.noted('holdEnded')).toMatchObject([{ reason: 'away' }]);
  });

  test('coming back from another window goes on as before', () => {
    const scene = new Scene().focus().yes().focus('f', 1, { isAway: true }).wait(20_000).focus().wait(60_000);
    expect(scene.sent).toEqual(['pause']);
  });

  test('a frame without a sign of life loses its hold', () => {
    const scene = new Scene().focus().yes().wait(73_000);
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.noted('holdEnded')).toMatchObject([{ reason: 'leaseExpired' }]);
  });
});

describe('limits', () => {
  const keepAlive = (scene: Scene, ms: number, every = 10_000) => {
    for (let waited = 0; waited < ms; waited += every) scene.wait(every).focus();
    return scene;
  };

  test('the soft limit warns, then resumes where nobody types', () => {
    const scene = keepAlive(new Scene().focus().yes(), 150_000);
    expect(scene.view.warning).toBe('limitNear');
    keepAlive(scene, 30_000);
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.noted('episodeEnded')).toMatchObject([{ reason: 'softLimit' }]);
  });

  test('typing moves the soft limit on, up to the hard limit', () => {
    const scene = new Scene().focus().yes();
    for (let waited = 0; waited < 590_000; waited += 10_000) {
      scene.wait(10_000).on({ type: 'activity', id: 'f', seq: 1 });
      expect(scene.sent).toEqual(['pause']);
    }
    scene.wait(10_000);
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.noted('extended').length).toBeGreaterThan(10);
  });

  test('card entry after the hard limit pauses again, with a warning', () => {
    const scene = new Scene().focus().yes();
    for (let waited = 0; waited < 600_000; waited += 10_000)
      scene.wait(10_000).on({ type: 'activity', id: 'f', seq: 1 });
    scene.yes().on({ type: 'activity', id: 'f', seq: 1 });
    expect(scene.sent).toEqual(['pause', 'resume', 'pause']);
    expect(scene.yes().view.warning).toBe('pausedAgain');
    expect(scene.noted('heldAgain')).toMatchObject([{ after: 'hardLimit' }]);
  });

  test('a person can extend before the limit', () => {
    const scene = keepAlive(new Scene().focus().yes(), 170_000).on({ type: 'extend' });
    keepAlive(scene, 170_000);
    expect(scene.sent).toEqual(['pause']);
  });

  test('a manual hold has its own limit and ends for good', () => {
    const scene = new Scene().on({ type: 'manualPause' }).yes().wait(299_999);
    expect(scene.sent).toEqual(['pause']);
    scene.wait(1).yes();
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.status).toBe('ready');
    expect(scene.state.holds).toEqual([]);
  });
});

describe('a person decides', () => {
  test('the button pauses at once and resumes at once', () => {
    const scene = new Scene().on({ type: 'manualPause' }).yes().on({ type: 'manualResume' });
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.noted('resumed')).toEqual([]);
    scene.yes();
    expect(scene.noted('resumed')).toMatchObject([{ reason: 'person' }]);
  });

  test('resuming over a focused field wins until that field loses and regains focus', () => {
    const scene = new Scene().focus('f', 1).yes().on({ type: 'manualResume' }).yes();
    expect(scene.view.isOverridden).toBe(true);
    scene.focus('f', 1).on({ type: 'activity', id: 'f', seq: 1 });
    expect(scene.status).toBe('ready');
    expect(scene.noted('overridden')).toHaveLength(1);
    scene.blur('f', 1).focus('f', 2);
    expect(scene.sent).toEqual(['pause', 'resume', 'pause']);
  });

  test('a press in an alarm tries again at once', () => {
    const scene = new Scene().failing('refused').focus().wait(4_000);
    const before = scene.sent.length;
    scene.on({ type: 'manualPause' });
    expect(scene.sent).toHaveLength(before + 1);
  });
});

describe('recorders that fail', () => {
  test.each([
    'unauthorized',
    'forbidden',
    'ambiguousCall',
    'unreachable',
    'timedOut',
    'badAnswer',
    'refused',
  ] as const)(
    'a pause that ends in %s is "still recording" at once, and tried again for as long as the hold lives',
    code => {
      const scene = new Scene().focus().no(code);
      expect(scene.status).toBe('stillRecording');
      scene.wait(1_000);
      expect(scene.sent).toEqual(['pause', 'pause']);
      expect(scene.status).toBe('stillRecording');
      scene.yes();
      expect(scene.status).toBe('paused');
    },
  );

  test('an answer that never comes is lost after a while, and asked for again', () => {
    const scene = new Scene().focus().wait(16_000);
    expect(scene.status).toBe('stillRecording');
    expect(scene.sent).toEqual(['pause', 'pause']);
  });

  test('a late answer changes nothing', () => {
    const scene = new Scene().focus();
    const first = scene.requests[0];
    scene.wait(16_000);
    const before = scene.state;
    scene.on({
      type: 'answered',
      channelId: 'r0',
      attemptId: first?.attemptId ?? 0,
      answer: { type: 'outcome', outcome: { callRef: 'x', evidence: 'verified' } },
    });
    expect({ ...scene.state, seenAtMs: before.seenAtMs }).toEqual(before);
  });

  test('Retry-After is never undercut', () => {
    const scene = new Scene().focus().no('rateLimited', { retryAfterMs: 20_000 }).wait(19_999);
    expect(scene.sent).toEqual(['pause']);
    scene.focus().wait(1);
    expect(scene.sent).toEqual(['pause', 'pause']);
  });

  test('a refused pause owes nothing', () => {
    const scene = new Scene().focus();
    scene.on({ type: 'targeted', channelId: 'r0', attemptId: 1, callRef: 'call-1' });
    scene.no('refused').failing('refused').blur().wait(10_000);
    expect(scene.sent).not.toContain('resume');
    expect(scene.status).toBe('ready');
  });

  test('a pause whose answer was lost is owed, and resumed on the call it addressed', () => {
    const scene = new Scene().focus();
    scene.on({ type: 'targeted', channelId: 'r0', attemptId: 1, callRef: 'call-9' });
    scene.no('timedOut').failing('timedOut').blur().wait(3_000);
    expect(scene.requests.at(-1)).toMatchObject({ command: 'resume', callRef: 'call-9' });
  });

  test('a resume that fails is "still paused", and goes on until it is done', () => {
    const scene = new Scene().focus().yes().blur().wait(3_000).no('badAnswer');
    expect(scene.status).toBe('stillPaused');
    scene.failing('unreachable').wait(600_000);
    expect(scene.status).toBe('stillPaused');
    expect(scene.sent.length).toBeGreaterThan(15);
    scene.responder = undefined;
    scene.wait(60_000).yes();
    expect(scene.status).toBe('ready');
  });

  test('a resume whose call is over is done', () => {
    const scene = new Scene().focus().yes().blur().wait(3_000).no('callOver');
    expect(scene.status).toBe('ready');
    expect(scene.noted('callOver')).toHaveLength(1);
  });

  test('no call is no alarm, and is looked at again', () => {
    const scene = new Scene().focus().no('noCall');
    expect(scene.status).toBe('noCall');
    scene.wait(5_000);
    expect(scene.status).toBe('noCall');
    scene.yes();
    expect(scene.status).toBe('paused');
  });

  test('with two recorders one that refuses shows "still recording", and both are resumed', () => {
    const scene = new Scene([{}, {}]).focus().yes('r0').no('refused', {}, 'r1');
    expect(scene.status).toBe('stillRecording');
    scene.wait(500).yes('r1', 'b');
    expect(scene.status).toBe('paused');
    scene.blur().wait(3_000);
    expect(scene.sent.filter(command => command === 'resume')).toHaveLength(2);
  });
});

describe('recorders that can be read', () => {
  test('a read-back that agrees makes it verified', () => {
    const scene = new Scene(readable).focus().yes().wait(5_000).reads('paused');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'verified' });
  });

  test('a read-back inside the lag is no contradiction', () => {
    const scene = new Scene(readable).focus().yes().wait(5_000).reads('recording');
    expect(scene.status).toBe('paused');
  });

  test('a recorder that says yes and goes on recording is not believed again until it is read as paused', () => {
    const scene = new Scene(readable)
      .focus()
      .yes()
      .wait(5_000)
      .reads('recording')
      .wait(5_000)
      .reads('recording');
    expect(scene.status).toBe('stillRecording');
    expect(scene.sent.at(-1)).toBe('pause');
    scene.yes();
    expect(scene.status).toBe('stillRecording');
    scene.wait(5_000).reads('paused');
    expect(scene.status).toBe('stillRecording');
    scene.wait(5_000).reads('paused');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'verified' });
  });

  test('a read-back inside the lag that does not agree takes “verified” back', () => {
    const scene = new Scene({ ...readable, readEveryMs: 2_000 }).focus().yes().wait(2_000).reads('paused');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'verified' });
    scene.wait(2_000).reads('recording');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'accepted' });
  });

  test('a read-back that may still show the pause before the last resume verifies nothing', () => {
    const scene = new Scene(readable).focus().yes().wait(5_000).reads('paused').blur().wait(3_000).yes();
    scene.focus('f', 2).yes().wait(5_000).reads('paused');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'accepted' });
    scene.wait(5_000).reads('paused');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'verified' });
  });

  test('a new call during the hold is paused too', () => {
    const scene = new Scene(readable).focus().yes().wait(5_000).reads('recording', true);
    expect(scene.status).toBe('pausing');
    expect(scene.sent).toEqual(['pause', 'read', 'pause']);
  });

  test('a call that ended is noticed, and the next one paused', () => {
    const scene = new Scene(readable).focus().yes().wait(5_000).reads('callOver');
    expect(scene.sent.at(-1)).toBe('pause');
    expect(scene.yes('r0', 'call-2').status).toBe('paused');
  });

  test('a read that fails leaves it accepted, and the pause is said again', () => {
    const scene = new Scene(readable).focus().yes().wait(5_000).reads('paused').wait(5_000).no('timedOut');
    expect(scene.view).toMatchObject({ status: 'paused', evidence: 'accepted' });
    scene.focus().wait(5_000);
    expect(scene.sent.at(-1)).toBe('pause');
  });

  test('a resume is read back, and said again where it did not happen', () => {
    const scene = new Scene(readable).focus().yes().blur().wait(3_000).yes().wait(10_000).reads('paused');
    expect(scene.status).toBe('stillPaused');
    expect(scene.sent.at(-1)).toBe('resume');
    scene.yes().wait(10_000).reads('recording');
    expect(scene.status).toBe('ready');
  });
});

describe('recorders that cannot be read and cover no new calls', () => {
  const blind = { coversNewCalls: false };

  test('are paused again and again while a hold lives', () => {
    const scene = new Scene(blind).focus().yes().wait(5_000);
    expect(scene.sent).toEqual(['pause', 'pause']);
    expect(scene.status).toBe('paused');
  });

  test('one failure to do so is a hiccup, two are an alarm', () => {
    const scene = new Scene(blind).focus().yes().wait(5_000).no('badAnswer');
    expect(scene.status).toBe('paused');
    scene.wait(500).no('badAnswer');
    expect(scene.status).toBe('stillRecording');
  });
});

describe('toggles', () => {
  const toggle = { command: 'toggle' as const };

  test('are never sent again blind: a person is asked', () => {
    const scene = new Scene(toggle).focus();
    scene.on({ type: 'targeted', channelId: 'r0', attemptId: 1, callRef: 'agent' });
    scene.no('timedOut').wait(60_000);
    expect(scene.sent).toEqual(['pause']);
    expect(scene.view.recorders[0]?.needsPerson).toBe(true);
    expect(scene.status).toBe('stillRecording');
  });

  test('go on from what the person saw', () => {
    const scene = new Scene(toggle).focus();
    scene.on({ type: 'targeted', channelId: 'r0', attemptId: 1, callRef: 'agent' }).no('timedOut').wait(500);
    scene.on({ type: 'personSaw', channelId: 'r0', isPaused: true });
    expect(scene.status).toBe('paused');
    expect(scene.sent).toEqual(['pause']);
    scene.blur().wait(3_000);
    expect(scene.sent).toEqual(['pause', 'resume']);
  });

  test('are tried again where it is certain that nothing happened', () => {
    const scene = new Scene(toggle).focus().no('rateLimited').wait(1_000);
    expect(scene.sent).toEqual(['pause', 'pause']);
  });
});

describe('death', () => {
  test('a worker that dies with a pause in flight asks again', () => {
    const scene = new Scene().focus().on({ type: 'restarted' }).wait(400);
    expect(scene.sent).toEqual(['pause', 'pause']);
  });

  test('a hold that nobody claims after a restart ends', () => {
    const scene = new Scene().focus().yes().on({ type: 'restarted' }).wait(13_000);
    expect(scene.sent).toEqual(['pause', 'resume']);
    expect(scene.noted('holdEnded')).toMatchObject([{ reason: 'unclaimed' }]);
  });

  test('a hold that is claimed goes on', () => {
    const scene = new Scene().focus().yes().on({ type: 'restarted' }).wait(5_000).focus().wait(60_000);
    expect(scene.sent).toEqual(['pause']);
  });

  test('what a dead browser left paused is resumed first', () => {
    const scene = new Scene().on({
      type: 'recovered',
      owed: [{ channelId: 'r0', callRef: 'old', sinceMs: 1 }],
    });
    expect(scene.requests).toMatchObject([{ command: 'resume', callRef: 'old' }]);
    expect(scene.status).toBe('resuming');
  });

  test('a removed recorder stays until it owes nothing', () => {
    const scene = new Scene().focus().yes();
    scene.on({ type: 'configured', timings: scene.state.timings, channels: [] });
    expect(scene.state.channels).toHaveLength(1);
    scene.blur().wait(3_000).yes();
    scene.on({ type: 'configured', timings: scene.state.timings, channels: [] });
    expect(scene.state.channels).toEqual([]);
  });
});

describe('clock and sleep', () => {
  const jump = (scene: Scene, byMs: number) => {
    scene.nowMs += byMs;
    return scene.on({ type: 'clockJumped', byMs });
  };

  test.each([3_600_000, -3_600_000, 5_000])(
    'a clock that is set by %i ms ends no hold and sends nothing',
    byMs => {
      const scene = jump(new Scene().focus().yes().wait(10_000), byMs);
      expect(scene.sent).toEqual(['pause']);
      expect(scene.focus().wait(5_000).status).toBe('paused');
    },
  );

  test('a clock that is set back neither prolongs nor shortens the limit', () => {
    const scene = jump(new Scene().on({ type: 'manualPause' }).yes().wait(100_000), -3_600_000).wait(199_999);
    expect(scene.sent).toEqual(['pause']);
    expect(scene.wait(1).sent).toEqual(['pause', 'resume']);
  });

  test('after a sleep with nobody typing the recording resumes soon, on its own call', () => {
    const scene = jump(new Scene().focus().yes('r0', 'call-3'), 3_600_000).focus();
    expect(scene.view.warning).toBe('limitNear');
    scene.wait(20_000);
    expect(scene.requests.at(-1)).toMatchObject({ command: 'resume', callRef: 'call-3' });
  });

  test('after a sleep with somebody typing it stays paused', () => {
    const scene = jump(new Scene().focus().yes(), 3_600_000).focus().wait(10_000);
    scene.on({ type: 'activity', id: 'f', seq: 1 }).wait(20_000);
    expect(scene.sent).toEqual(['pause']);
  });

  test('a linger or a trip to another window that ended in the sleep is over on waking', () => {
    const linger = jump(new Scene().focus().yes().blur(), 60_000);
    expect(linger.sent).toEqual(['pause', 'resume']);
    const away = jump(new Scene().focus().yes().focus('f', 1, { isAway: true }), 600_000);
    expect(away.sent).toEqual(['pause', 'resume']);
  });

  test('an event that comes late finds what was over by then', () => {
    const scene = new Scene().focus().yes();
    scene.nowMs += 100_000;
    scene.focus();
    expect(scene.noted('holdEnded')).toMatchObject([{ reason: 'leaseExpired' }]);
    expect(scene.hold().startedAtMs).toBe(scene.nowMs);
    expect(scene.status).toBe('paused');
  });

  test('a tick that comes minutes late brings everything up to date at once', () => {
    const scene = new Scene().focus().yes().blur();
    scene.nowMs += 300_000;
    scene.on({ type: 'tick' });
    expect(scene.sent).toEqual(['pause', 'resume']);
  });
});

test('the state is plain JSON that fits its schema, and a step leaves the state before it alone', () => {
  const scene = new Scene([readable, {}]).focus().yes('r0').on({ type: 'manualPause' });
  expect(stateSchema.parse(JSON.parse(JSON.stringify(scene.state)))).toEqual(scene.state);
  const before = structuredClone(scene.state);
  step(scene.state, { type: 'manualResume' }, scene.nowMs);
  expect(scene.state).toEqual(before);
});
