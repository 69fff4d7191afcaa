// Pause, resume and read where nothing goes wrong, and what has to be stored before a command leaves.
import { describe, expect, it } from 'vitest';
import { expectNoYesOfTheOther, expectTrueReadings, expectVerifiedByAsking, goesOn } from './lies.ts';
import { toError, type World } from './world.ts';

const awaitTarget = 'await context.target(callRef) right before each request that changes a recording';

export function describeCommands(world: () => World): void {
  describe('commands', () => {
    it('pauses the agent’s call, and resumes it', async () => {
      const { startCall, pause, resume, isSilenced } = world();
      const call = startCall();
      const { callRef } = await pause();
      expect(isSilenced(call)).toBe(true);
      await resume(callRef);
      expect(isSilenced(call)).toBe(false);
    });

    it('sends one command for one call', async () => {
      const { startCall, pause, resume, commands } = world();
      startCall();
      const { callRef } = await pause();
      expect(commands()).toHaveLength(1);
      await resume(callRef);
      expect(commands()).toHaveLength(2);
    });

    it('pauses again without harm where it may be asked again', async () => {
      const { startCall, pause, resume, isSilenced, traits } = world();
      if (traits.command === 'toggle') return;
      const call = startCall();
      const { callRef: held } = await pause();
      const { callRef } = await pause(held);
      expect(isSilenced(call)).toBe(true);
      await resume(callRef);
      await resume(callRef).catch(() => {});
      expect(isSilenced(call)).toBe(false);
    });

    it('pauses a second time after a resume', async () => {
      const { startCall, pause, resume, isSilenced } = world();
      const call = startCall();
      await resume((await pause()).callRef);
      const { callRef } = await pause();
      expect(isSilenced(call)).toBe(true);
      await resume(callRef);
      expect(isSilenced(call)).toBe(false);
    });

    it('reads what is true, or says that it cannot', async () => {
      await expectTrueReadings(world());
    });

    it('reads without changing anything', async () => {
      const { startCall, pause, read, isSilenced, commands, targets } = world();
      const call = startCall();
      await read(null);
      const { callRef } = await pause();
      await read(callRef);
      expect(isSilenced(call)).toBe(true);
      expect(commands()).toHaveLength(1);
      expect(targets, awaitTarget).toHaveLength(1);
    });

    it('sees what somebody else did meanwhile, where it can read', async () => {
      const { startCall, pause, readsAs, traits, isSilenced } = world();
      if (!traits.canRead) return;
      const call = startCall();
      const { callRef } = await pause();
      await readsAs(callRef, { state: 'paused' });
      call.recording.setPaused(false);
      expect(isSilenced(call)).toBe(false);
      await readsAs(callRef, ...goesOn);
    });

    it('claims to have verified only what it asked for after the command', async () => {
      await expectVerifiedByAsking(world());
    });

    it('takes the answer to the other command for no yes, where the two differ', async () => {
      await expectNoYesOfTheOther(world());
    });

    it('names the call before the command leaves, well enough to resume it', async () => {
      const { startCall, pause, resume, isSilenced, targets } = world();
      const call = startCall();
      const { callRef } = await pause();
      expect(targets, awaitTarget).toHaveLength(1);
      expect(targets[0]?.commandsBefore, awaitTarget).toBe(0);
      await resume(targets[0]?.callRef ?? null);
      expect(isSilenced(call)).toBe(false);
      await resume(callRef).catch(() => {});
      expect(targets[1]?.commandsBefore, awaitTarget).toBe(1);
    });

    it('sends nothing while what it owes cannot be stored', async () => {
      const current = world();
      const call = current.startCall();
      current.onTarget = () => Promise.reject(new Error('storage is full'));
      await toError(current.pause(), awaitTarget);
      expect(current.commands()).toHaveLength(0);
      expect(current.isSilenced(call)).toBe(false);
    });
  });
}
