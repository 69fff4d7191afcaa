// One pause from the first hold to the end of the linger, and the limits that end it sooner.
import { describe, expect, test } from 'vitest';
import { Scene } from './scene.ts';

const activity = (scene: Scene) => scene.on({ type: 'activity', id: 'f', seq: 1 });
const manual = (scene: Scene) => scene.on({ type: 'manualPause' });
const softIn = (scene: Scene) => ((scene.state.episode?.softLimitAtMs ?? NaN) - scene.nowMs) / 1_000;
/** A frame gives a sign of life every 20 s. */
const alive = (scene: Scene, ms: number) => {
  scene.focus();
  for (let waited = 0; waited < ms; waited += 20_000) scene.wait(Math.min(20_000, ms - waited)).focus();
  return scene;
};
const obeying = (timings: object = {}) => {
  const scene = new Scene({}, timings);
  scene.responder = () => ({ type: 'outcome', outcome: { callRef: 'call-1', evidence: 'accepted' } });
  return scene;
};
const ends = (scene: Scene) =>
  scene.notes.flatMap(note => (note.type === 'episodeEnded' ? [note.reason] : []));

describe('an episode', () => {
  test('begins with the first hold, with its limits and a number of its own', () => {
    const scene = new Scene().focus();
    expect(scene.state.episode).toStrictEqual({
      id: 1,
      startedAtMs: scene.nowMs,
      softLimitAtMs: scene.nowMs + 180_000,
      hardLimitAtMs: scene.nowMs + 600_000,
      extensions: 0,
      isAfterHardLimit: false,
      linger: null,
    });
    scene.wait(1_000).focus('g');
    expect(scene.state.episode?.id).toBe(1);
    scene.blur().blur('g').wait(3_000).focus();
    expect(scene.state.episode?.id).toBe(2);
    expect(scene.noted('episodeStarted')).toMatchObject([{ episode: 1 }, { episode: 2 }]);
  });

  test('ends when the linger is over, exactly', () => {
    const scene = new Scene().focus().blur().wait(2_999);
    expect(scene.state.episode).not.toBeNull();
    expect(scene.wait(1).state).toMatchObject({ episode: null, lastEndReason: 'blur' });
    expect(ends(scene)).toEqual(['blur']);
  });

  test('goes on where a hold comes back in the linger, and lingers anew after it', () => {
    const scene = new Scene().focus().blur().wait(2_000).focus('f', 2);
    expect(scene.view.lingerUntilMs).toBeNull();
    scene.wait(5_000).blur('f', 2);
    expect(scene.view.lingerUntilMs).toBe(scene.nowMs + 3_000);
  });

  test('that is found without a hold, as in a state that lost one, ends after the linger', () => {
    const scene = new Scene().focus().yes();
    scene.state.holds = [];
    scene.on({ type: 'tick' });
    expect(scene.view.lingerUntilMs).toBe(scene.nowMs + 3_000);
    expect(scene.wait(3_000).sent).toEqual(['pause', 'resume']);
    expect(ends(scene)).toEqual(['blur']);
  });
});

describe('the soft limit', () => {
  test('is that of the longest hold', () => {
    expect(softIn(new Scene().focus())).toBe(180);
    expect(softIn(manual(new Scene()))).toBe(300);
    expect(softIn(new Scene({}, { softLimitMs: 400_000 }).focus())).toBe(400);
  });

  test('never comes after the hard limit', () => {
    expect(softIn(new Scene({}, { hardLimitMs: 100_000 }).focus())).toBe(100);
    expect(softIn(manual(new Scene({}, { hardLimitMs: 100_000 })))).toBe(100);
  });

  test('comes later with a press in mid-episode, counted from the press', () => {
    const scene = manual(new Scene().focus().wait(60_000));
    expect(softIn(scene)).toBe(300);
    expect(softIn(scene.wait(10_000).focus('g'))).toBe(290);
  });

  test('does not come sooner with a press', () => {
    expect(softIn(manual(new Scene({}, { softLimitMs: 500_000 }).focus()))).toBe(500);
  });

  test('comes with the hard limit where a press asks for more than there is', () => {
    const scene = manual(new Scene({}, { hardLimitMs: 200_000 }).focus().wait(60_000));
    expect(softIn(scene)).toBe(140);
  });

  test('ends every hold, and the manual one for good', () => {
    const scene = manual(obeying({ manualSoftLimitMs: 100_000, softLimitMs: 100_000 }).focus());
    alive(scene, 100_000);
    expect(scene.state).toMatchObject({ holds: [{ id: 'f', spent: 'softLimit' }], episode: null });
    expect(scene.noted('holdEnded')).toMatchObject([{ origin: 'manual', reason: 'softLimit' }]);
    expect(scene.state.lastEndReason).toBe('softLimit');
    expect(ends(scene)).toEqual(['softLimit']);
  });

  test('does not strike in the linger', () => {
    const scene = obeying({ softLimitMs: 30_000, lingerMs: 60_000 }).focus().wait(20_000).blur().wait(59_999);
    expect(scene.sent).toEqual(['pause']);
    expect(scene.wait(1).sent).toEqual(['pause', 'resume']);
    expect(ends(scene)).toEqual(['blur']);
  });
});

describe('somebody at work when the soft limit comes', () => {
  test('who typed in the last twenty seconds gets thirty more, again and again', () => {
    const scene = activity(alive(obeying(), 160_000)).wait(20_000);
    expect(scene.sent).toEqual(['pause']);
    expect(softIn(scene)).toBe(30);
    expect(scene.state.episode?.extensions).toBe(1);
    expect(scene.noted('extended')).toMatchObject([{ by: 'activity' }]);
    activity(scene.wait(10_000)).wait(20_000);
    expect(scene.state.episode?.extensions).toBe(2);
    scene.wait(30_000);
    expect(scene.sent).toEqual(['pause', 'resume']);
  });

  test('who typed before that does not', () => {
    const scene = activity(alive(obeying(), 159_999)).wait(20_001);
    expect(scene.sent).toEqual(['pause', 'resume']);
  });

  test('is judged by when the limit came, however late we hear of it', () => {
    const scene = activity(alive(obeying(), 160_000));
    scene.nowMs += 60_000;
    expect(scene.on({ type: 'tick' }).sent).toEqual(['pause']);
    expect(softIn(scene)).toBe(30);
  });

  test('gets no more than the hard limit allows', () => {
    const scene = activity(alive(obeying({ hardLimitMs: 200_000 }), 170_000)).wait(10_000);
    expect(softIn(scene)).toBe(20);
  });

  test('in another window is not at work', () => {
    const scene = activity(alive(obeying(), 170_000)).focus('f', 1, { isAway: true }).wait(10_000);
    expect(scene.sent).toEqual(['pause', 'resume']);
  });

  test('by a press of the button or a payment page in sight is not at work', () => {
    const pressed = manual(obeying({ manualSoftLimitMs: 15_000 })).wait(15_000);
    expect(pressed.sent).toEqual(['pause', 'resume']);
    const page = obeying({ softLimitMs: 15_000 });
    page.on({ type: 'pageHold', id: 'f:page', seq: 1, site: 'https://pay.test', tabId: 1, isAway: false });
    expect(page.wait(15_000).sent).toEqual(['pause', 'resume']);
  });

  test('is also whoever has just come, and finds a limit that others have used up', () => {
    // Let go of right before the limit: until the linger ends, whoever comes goes on with this episode.
    const scene = obeying({ softLimitMs: 30_000 }).focus().wait(29_000).blur().wait(1_500);
    scene.on({ type: 'pageHold', id: 'f:page', seq: 1, site: 'https://pay.test', tabId: 1, isAway: false });
    expect(scene.sent).toEqual(['pause']);
    expect(scene.hold('f:page').spent).toBeNull();
    expect(softIn(scene)).toBe(30);
    expect(scene.wait(30_000).sent).toEqual(['pause', 'resume']);
    expect(ends(scene)).toEqual(['softLimit']);
  });

  test('in one of several fields is enough', () => {
    const scene = activity(alive(obeying().focus('g'), 60_000).focus('g'));
    activity(alive(scene.focus('g'), 60_000).focus('g'));
    activity(alive(scene, 50_000)).wait(10_000);
    expect(scene.sent).toEqual(['pause']);
  });

  test('but with the focus where a person resumed is not', () => {
    const scene = obeying({ softLimitMs: 30_000 })
      .focus()
      .on({ type: 'manualResume' })
      .focus('g')
      .wait(20_000);
    activity(scene).wait(10_000);
    expect(ends(scene)).toEqual(['person', 'softLimit']);
  });
});

describe('the hard limit', () => {
  test('resumes whatever happens', () => {
    const scene = obeying().focus();
    for (let waited = 0; waited < 600_000; waited += 10_000) activity(scene.wait(10_000));
    expect(scene.sent).toEqual(['pause', 'resume', 'pause']);
    expect(ends(scene)).toEqual(['hardLimit']);
    const late = obeying({ hardLimitMs: 40_000, softLimitMs: 40_000 }).focus().wait(39_999);
    expect(late.sent).toEqual(['pause']);
    expect(late.wait(1).sent).toEqual(['pause', 'resume']);
    expect(late.hold().spent).toBe('hardLimit');
  });

  test('also strikes in the linger', () => {
    const scene = obeying({ hardLimitMs: 40_000, softLimitMs: 40_000 })
      .focus()
      .wait(39_000)
      .blur()
      .wait(1_000);
    expect(ends(scene)).toEqual(['hardLimit']);
  });

  test('warns for as long as the pause after it lasts', () => {
    const scene = obeying({ hardLimitMs: 40_000 }).focus().wait(40_000);
    activity(scene);
    expect(scene.state.episode?.isAfterHardLimit).toBe(true);
    expect(scene.blur().wait(3_000).focus('f', 2).state.episode?.isAfterHardLimit).toBe(false);
  });

  test('is no concern of a field that gets its focus later', () => {
    const scene = obeying({ hardLimitMs: 40_000 }).focus().wait(50_000).focus('g');
    expect(scene.state.episode?.isAfterHardLimit).toBe(false);
  });

  test('is remembered where somebody goes on after another pause came and went', () => {
    const scene = obeying({ hardLimitMs: 40_000 }).focus().wait(40_000).focus('g').wait(1_000).blur('g');
    activity(scene.wait(3_000));
    expect(scene.state.episode?.isAfterHardLimit).toBe(true);
  });
});
