// Genesys Web Services beyond what every recorder has to pass: what an answer does not say, and what may not be done.
import { describe, expect, it, vi } from 'vitest';
import { noFaults } from '../lab/recorders/fake-server.ts';
import { list, useScene } from './genesys-scene.ts';

const scene = useScene();

describe('a pause is verified by reading the call back', () => {
  it('in three requests where the back end is quick, and so is a resume in two', async () => {
    const { call, fake, pause, resume, asked } = scene();
    const outcome = await pause();
    expect(outcome).toEqual({ callRef: { callIds: [call.id] }, evidence: 'verified' });
    expect(asked()).toEqual([list, 'PauseCallRecording', list]);
    fake.requests.length = 0;
    expect(await resume(outcome.callRef)).toMatchObject({ evidence: 'verified' });
    expect(asked()).toEqual(['ResumeCallRecording', list]);
    expect(call.recording.isPaused).toBe(false);
  });

  it('waits for a back end that takes its time, and never claims it sooner', async () => {
    const { call, turn, pause, resume } = scene();
    turn({ backEndMs: 400 });
    const outcome = await pause();
    expect(outcome.evidence).toBe('verified');
    expect(call.recording.isPaused).toBe(true);
    await resume(outcome.callRef);
    expect(call.recording.isPaused).toBe(false);
  });

  it('says so where the back end does nothing, within a second and a half', async () => {
    const { call, turn, pause, targets } = scene();
    turn({ backEnd: 'ignores' });
    const startedMs = performance.now();
    await expect(pause()).rejects.toMatchObject({
      code: 'badAnswer',
      message: expect.stringContaining('not seen as paused'),
    });
    expect(performance.now() - startedMs).toBeLessThan(1_500);
    // What may yet happen is owed.
    expect(targets).toEqual([{ callIds: [call.id] }]);
  });

  it('finds out that a pause which came too late for us is ours', async () => {
    const { call, turn, pause, resume, commands, targets } = scene();
    turn({ backEndMs: 1_400 });
    await expect(pause()).rejects.toMatchObject({ code: 'badAnswer' });
    await vi.waitFor(() => expect(call.recording.isPaused).toBe(true), 2_000);
    const { callRef, evidence } = await pause(targets[0] ?? null);
    expect(evidence).toBe('verified');
    expect(commands()).toHaveLength(1);
    turn({ backEndMs: 0 });
    await resume(callRef);
    expect(call.recording.isPaused).toBe(false);
  });

  it.each([{ hasRecordingState: false }, { hasRecordingState: false, hasAttachedData: false }])(
    'also where the call tells it only by %j',
    async knobs => {
      const { call, turn, pause } = scene();
      turn(knobs);
      expect(await pause()).toMatchObject({ evidence: 'verified' });
      expect(call.recording.isPaused).toBe(true);
    },
  );

  it('is only accepted where nothing in the call tells', async () => {
    const { call, turn, pause, resume, read } = scene();
    turn({ isToldByEventsOnly: true });
    const { callRef, evidence } = await pause();
    expect(evidence).toBe('accepted');
    expect(call.recording.isPaused).toBe(true);
    expect(await read(callRef)).toEqual({ state: 'unknown' });
    await resume(callRef);
    expect(call.recording.isPaused).toBe(false);
  });

  it('is only accepted where the call cannot be read any more', async () => {
    const { call, turn, pause, commands } = scene();
    const isFaulty = () => commands().length > 0;
    turn({ ...noFaults, status: 500, isFaulty: request => isFaulty() && request.method === 'GET' });
    expect(await pause()).toMatchObject({ evidence: 'accepted' });
    expect(call.recording.isPaused).toBe(true);
  });

  it('notices that the call ended meanwhile', async () => {
    const { phone, call, turn, pause, commands } = scene();
    turn({ backEndMs: 300 });
    const pausing = pause();
    pausing.catch(() => {});
    await vi.waitFor(() => expect(commands()).toHaveLength(1));
    phone.endCall(call.id);
    await expect(pausing).rejects.toMatchObject({ code: 'callOver' });
  });
});

describe('what may not be paused', () => {
  it('is not asked for, and the administrator is told what is off', async () => {
    const { turn, pause, commands, check } = scene();
    turn({ isControllable: false });
    await expect(pause()).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('api-voice-recording'),
    });
    expect(commands()).toEqual([]);
    const steps = await check();
    expect(steps.at(-1)).toMatchObject({
      isOk: false,
      detail: expect.stringContaining('PauseCallRecording'),
    });
  });

  it('because its state does not allow it, although it looks recorded', async () => {
    const { turn, pause } = scene();
    const instead = () => ({ json: { statusCode: 2, statusMessage: 'invalid state' } });
    turn({ ...noFaults, instead, isFaulty: ({ method }) => method === 'POST' });
    await expect(pause()).rejects.toMatchObject({ code: 'refused' });
    turn({ isToldByEventsOnly: true });
    await expect(pause()).rejects.toMatchObject({ code: 'badAnswer' });
  });

  it('because nobody records it', async () => {
    const { call, fake, pause, commands } = scene();
    fake.knobs.unrecorded.add(call.id);
    await expect(pause()).rejects.toMatchObject({ code: 'notRecording' });
    expect(commands()).toEqual([]);
  });

  it('because somebody else has: it is theirs to resume', async () => {
    const { phone, call, pause, resume } = scene();
    call.recording.setPaused(true);
    await expect(pause()).rejects.toMatchObject({ code: 'notRecording' });
    const own = phone.startCall('SIPSIP');
    const { callRef } = await pause();
    expect(callRef).toEqual({ callIds: [own.id] });
    await resume(callRef);
    expect([call, own].map(({ recording }) => recording.isPaused)).toEqual([true, false]);
  });

  it.each(['over', 'no longer recorded'])(
    'any more, as it is %s: what we paused before is still ours',
    async how => {
      const { phone, call, fake, pause, resume } = scene();
      const { callRef: held } = await pause();
      const later = phone.startCall('SIPSIP');
      scene().onTarget = () =>
        void (how === 'over' ? phone.endCall(later.id) : fake.knobs.unrecorded.add(later.id));
      const { callRef } = await pause(held);
      expect(callRef).toEqual(held);
      expect(call.recording.isPaused).toBe(true);
      await resume(callRef);
      expect(call.recording.isPaused).toBe(false);
    },
  );

  it('in one of two calls is told as it is, and in both as the one thing that it is', async () => {
    const { phone, call, turn, pause } = scene();
    const other = phone.startCall('SIPSIP');
    const forbid = (isHit: (path: string) => boolean) =>
      turn({ ...noFaults, status: 403, isFaulty: ({ method, path }) => method === 'POST' && isHit(path) });
    forbid(path => path.endsWith(other.id));
    await expect(pause()).rejects.toMatchObject({ code: 'badAnswer' });
    expect(call.recording.isPaused).toBe(true);
    forbid(() => true);
    call.recording.setPaused(false);
    await expect(pause()).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('does not keep a call on hold from being paused', async () => {
    const { phone, call, fake, pause } = scene();
    fake.knobs.callStates.set(call.id, 'Held');
    const consulted = phone.startCall('SIPSIP');
    fake.knobs.unrecorded.add(consulted.id);
    const { callRef } = await pause();
    expect(callRef).toEqual({ callIds: [call.id] });
    expect(call.recording.isPaused).toBe(true);
  });
});
