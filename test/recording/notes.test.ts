// What the core writes down: enough to say afterwards which call was paused when, and what people were told.
import { describe, expect, test } from 'vitest';
import { Scene } from './scene.ts';

const types = (scene: Scene) => scene.notes.map(({ type }) => type);

describe('notes', () => {
  test('name the call before the recorder hears of it, and with its pause and its end', () => {
    const scene = new Scene();
    scene.focus();
    const { attemptId } = scene.requests[0] ?? { attemptId: 0 };
    scene.on({ type: 'targeted', channelId: 'r0', attemptId, callRef: { id: 'call-1' } });
    scene.answer({ type: 'outcome', outcome: { callRef: { id: 'call-1' }, evidence: 'accepted' } });
    scene.blur().wait(3_000);
    scene.answer({ type: 'outcome', outcome: { callRef: { id: 'call-1' }, evidence: 'accepted' } });
    expect(scene.noted('targeted')).toMatchObject([{ call: { id: 'call-1' } }]);
    expect(scene.noted('paused')).toMatchObject([{ call: { id: 'call-1' } }]);
    expect(scene.noted('resumed')).toMatchObject([{ call: { id: 'call-1' } }]);
  });

  test('do not name the same call again and again', () => {
    const scene = new Scene();
    const target = () => {
      const attemptId = scene.requests.at(-1)?.attemptId ?? 0;
      scene.on({ type: 'targeted', channelId: 'r0', attemptId, callRef: 'call-1' });
    };
    scene.focus();
    target();
    scene.no('timedOut').wait(400);
    target();
    expect(scene.noted('targeted')).toHaveLength(1);
  });

  test('name the call that was found paused after the browser had died', () => {
    const scene = new Scene();
    scene.on({ type: 'recovered', owed: [{ channelId: 'r0', callRef: 'call-1', sinceMs: 1 }] });
    expect(scene.noted('recovered')).toMatchObject([{ call: 'call-1' }]);
  });

  test('say that a call is over, and which', () => {
    const scene = new Scene();
    scene.focus().yes().blur().wait(3_000).no('callOver');
    expect(scene.noted('callOver')).toMatchObject([{ call: 'call-1' }]);
  });

  test('say once that something was entered, and once more after a person has resumed', () => {
    const scene = new Scene();
    const type = () => scene.on({ type: 'activity', id: 'f', seq: 1 });
    scene.focus().yes();
    type();
    expect(scene.noted('typed')).toHaveLength(1);
    type();
    expect(scene.noted('typed')).toMatchObject([{ kind: 'card-number', site: 'https://crm.test' }]);
    scene.on({ type: 'manualResume' }).yes();
    type();
    type();
    expect(scene.noted('typed')).toHaveLength(2);
  });

  test('say when an alert begins and ends, and how it changes', () => {
    const scene = new Scene();
    scene.focus().no('unauthorized');
    expect(scene.status).toBe('stillRecording');
    expect(types(scene).slice(-2)).toEqual(['failed', 'alertStarted']);
    scene.wait(300).yes();
    expect(scene.noted('alertEnded')).toMatchObject([{ alert: 'stillRecording' }]);
    scene.blur().wait(3_000).no('unauthorized');
    expect(scene.noted('alertStarted')).toMatchObject([
      { alert: 'stillRecording' },
      { alert: 'stillPaused' },
    ]);
  });

  test('say nothing of alerts where all goes well', () => {
    const scene = new Scene();
    scene.focus().yes().blur().wait(3_000).yes();
    expect(types(scene).filter(type => type.startsWith('alert'))).toEqual([]);
  });

  test('say that the clock jumped', () => {
    const scene = new Scene();
    scene.on({ type: 'clockJumped', byMs: -3_600_000 });
    expect(scene.noted('clockJumped')).toMatchObject([{ byMs: -3_600_000 }]);
  });
});
