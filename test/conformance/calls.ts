// Calls that begin, end and meet each other.
import { describe, expect, it } from 'vitest';
import { toError, type World } from './world.ts';

export function describeCalls(world: () => World): void {
  describe('calls', () => {
    it('never claims to have verified a pause of no call', async () => {
      const { pause, read, traits } = world();
      const answer = await pause().catch((error: unknown) => error);
      if (answer instanceof Error) {
        expect(answer).toMatchObject({ code: 'noCall' });
        return;
      }
      expect(answer).toMatchObject({ evidence: 'accepted' });
      const { state } = await read((answer as Awaited<ReturnType<typeof pause>>).callRef);
      expect(state).toBe(traits.canRead ? 'callOver' : 'unknown');
    });

    it('pauses a call that begins after it found none', async () => {
      const { startCall, pause, isSilenced, traits } = world();
      // What flips without a call cannot be asked twice; that is for the core to mind.
      if (traits.command === 'toggle') return;
      await pause().catch(() => {});
      const call = startCall();
      await pause();
      expect(isSilenced(call)).toBe(true);
    });

    it('finds a call over that ended while paused', async () => {
      const { phone, startCall, pause, resume, readsAs, traits } = world();
      const call = startCall();
      const { callRef } = await pause();
      phone.endCall(call.id);
      if (traits.canRead) await readsAs(callRef, { state: 'callOver' });
      const failure = await resume(callRef).then(
        () => null,
        (error: unknown) => error,
      );
      if (failure !== null) expect(failure).toMatchObject({ code: 'callOver' });
    });

    it('resumes only what it paused, where it addresses calls', async () => {
      const { phone, startCall, pause, resume, isSilenced, traits } = world();
      if (traits.scope !== 'call') return;
      const call = startCall();
      const { callRef } = await pause();
      phone.endCall(call.id);
      const later = startCall();
      later.recording.setPaused(true);
      await resume(callRef).catch(() => {});
      expect(isSilenced(later)).toBe(true);
    });

    it('covers a new call as its traits say, or reads that it does not', async () => {
      const { startCall, pause, resume, readsAs, isSilenced, traits } = world();
      const call = startCall();
      const { callRef: held } = await pause();
      const later = startCall();
      expect(isSilenced(later)).toBe(traits.coversNewCalls);
      if (traits.coversNewCalls) return;
      if (traits.canRead) await readsAs(held, { state: 'recording', isNewCall: true });
      if (traits.command === 'toggle') return;
      const { callRef } = await pause(held).catch(refuseToGuess);
      if (callRef === null) return;
      expect([call, later].map(isSilenced)).toEqual([true, true]);
      await resume(callRef);
      expect([call, later].map(isSilenced)).toEqual([false, false]);
    });

    it('sees a new call that took the place of the paused one', async () => {
      const { phone, startCall, pause, readsAs, isSilenced, traits } = world();
      if (traits.coversNewCalls || !traits.canRead) return;
      const call = startCall();
      const { callRef: held } = await pause();
      phone.endCall(call.id);
      const later = startCall();
      await readsAs(held, { state: 'recording', isNewCall: true });
      await pause(held);
      expect(isSilenced(later)).toBe(true);
    });

    it('pauses both of two calls, or refuses to guess', async () => {
      const { fake, startCall, pause, resume, isSilenced, commands } = world();
      const calls = [startCall(), startCall()];
      const { callRef } = await pause().catch(refuseToGuess);
      const isPaused = callRef !== null;
      expect(calls.map(isSilenced)).toEqual([isPaused, isPaused]);
      if (!isPaused) {
        expect(calls.map(({ recording }) => recording.changes)).toEqual([[], []]);
        return expect(commands()).toHaveLength(fake.isRefusedByVendor === true ? 1 : 0);
      }
      await resume(callRef);
      expect(calls.map(isSilenced)).toEqual([false, false]);
    });

    it('sends nothing for a reference that is none of its own', async () => {
      const { startCall, resume, commands } = world();
      startCall();
      for (const foreign of ['foreign', 7, [], { id: null }])
        expect((await toError(resume(foreign))).code).toBe('badAnswer');
      expect(commands()).toHaveLength(0);
    });

    it('resumes the other of two calls when one is over', async () => {
      const { phone, startCall, pause, resume, isSilenced } = world();
      const [first, second] = [startCall(), startCall()];
      const { callRef } = await pause().catch(refuseToGuess);
      if (callRef === null) return;
      phone.endCall(first.id);
      await resume(callRef);
      expect(isSilenced(second)).toBe(false);
    });
  });

  describe('tokens', () => {
    it('renews one that expired before or during a pause', async () => {
      const { fake, startCall, pause, resume, isSilenced } = world();
      if (fake.expireTokens === undefined) return;
      const call = startCall();
      await resume((await pause()).callRef);
      fake.expireTokens();
      const { callRef } = await pause();
      expect(isSilenced(call)).toBe(true);
      fake.expireTokens();
      await resume(callRef);
      expect(isSilenced(call)).toBe(false);
    });

    it('says so where the credentials are wrong', async () => {
      const current = world();
      const { wrongCredentials } = current.fake;
      if (wrongCredentials === undefined) return;
      const call = current.startCall();
      current.settings = wrongCredentials;
      const attempt = current.traits.canRead ? current.read(null) : current.pause();
      const { code } = await toError(attempt);
      expect(['unauthorized', 'forbidden', 'misconfigured']).toContain(code);
      expect(current.isSilenced(call)).toBe(false);
      expect((await current.check()).at(-1)?.isOk).toBe(false);
    });
  });
}

/** Refusing to guess is as good as pausing all; anything else is not. */
function refuseToGuess(error: unknown): { callRef: null } {
  expect(error).toMatchObject({ code: 'ambiguousCall' });
  return { callRef: null };
}
