// Everything that can go wrong on the way: each ends in the right word, and none of them in "paused".
import { describe, expect, it } from 'vitest';
import type { RecorderErrorCode } from '../../src/recorders/errors.ts';
import { noFaults, type Answer, type Faults } from '../lab/recorders/fake-server.ts';
import { expectNoYesCutShort } from './lies.ts';
import { breakCommands, impatienceMs, patience, toError, type World } from './world.ts';

type Row = {
  name: string;
  faults: Partial<Faults>;
  code: RecorderErrorCode | null;
  /** Whether the vendor acts all the same, when asked to change a recording. */
  isActed?: boolean;
  isSlow?: boolean;
  retryAfterMs?: number;
};

const rows: Row[] = [
  { name: 'hangs', faults: { hang: true }, code: 'timedOut', isSlow: true },
  {
    name: 'hangs after acting',
    faults: { hangAfterActing: true },
    code: 'timedOut',
    isActed: true,
    isSlow: true,
  },
  { name: 'drops before acting', faults: { dropBeforeActing: true }, code: 'unreachable' },
  { name: 'drops after acting', faults: { dropAfterActing: true }, code: 'unreachable', isActed: true },
  { name: 'shows a login page', faults: { html: true }, code: 'badAnswer' },
  { name: 'redirects', faults: { instead: () => redirect }, code: 'badAnswer' },
  { name: 'says 401', faults: { status: 401 }, code: 'unauthorized' },
  { name: 'says 403', faults: { status: 403 }, code: 'forbidden' },
  { name: 'says 404', faults: { status: 404 }, code: null },
  { name: 'says 429', faults: { status: 429 }, code: 'rateLimited' },
  {
    name: 'says 429 and when to come back',
    faults: { status: 429, retryAfter: '7' },
    code: 'rateLimited',
    retryAfterMs: 7_000,
  },
  { name: 'says 500', faults: { status: 500 }, code: 'badAnswer' },
  { name: 'says 503', faults: { status: 503 }, code: 'badAnswer' },
];

const redirect: Answer = { status: 302, headers: { location: '/elsewhere' } };

/** None of these says yes in any vendor's words. */
const falseSuccesses: Answer[] = [
  { json: {} },
  { json: [] },
  { json: null },
  { json: 'Success' },
  { json: { ok: true } },
  { body: 'OK' },
  { body: '{"ErrorCode":"200","Mess' },
];

export function describeFaults(world: () => World): void {
  describe.each(rows)('when it $name', ({ faults, code, isActed = false, isSlow = false, retryAfterMs }) => {
    const isRight = (error: { code: RecorderErrorCode; retryAfterMs: number | undefined }) => {
      if (code !== null) expect(error.code).toBe(code);
      const byDefaultMs = code === 'rateLimited' ? world().fake.defaultRetryAfterMs : undefined;
      expect(error.retryAfterMs).toBe(retryAfterMs ?? byDefaultMs);
    };

    it('does not claim to have paused', async () => {
      const current = world();
      const call = current.startCall();
      breakCommands(current, faults);
      if (isSlow) waitBrieflyForCommands(current);
      isRight(await toError(current.pause()));
      // Whoever gives up early may do so before the vendor has acted.
      await expect.poll(() => current.isSilenced(call)).toBe(isActed);
      // Trying again is for the core to decide. (Once more with a new token is not trying again.)
      if (code !== 'unauthorized') await expect.poll(() => current.commands().length).toBe(1);
    });

    it('does not claim to have resumed', async () => {
      const current = world();
      const call = current.startCall();
      const { callRef } = await current.pause();
      breakCommands(current, faults);
      if (isSlow) waitBrieflyForCommands(current);
      isRight(await toError(current.resume(callRef)));
      await expect.poll(() => current.isSilenced(call)).toBe(!isActed);
    });

    it('can be resumed from what was stored before the answer was lost', async () => {
      const current = world();
      const call = current.startCall();
      breakCommands(current, faults);
      if (isSlow) waitBrieflyForCommands(current);
      await toError(current.pause());
      if (isActed) await expect.poll(() => current.isSilenced(call)).toBe(true);
      Object.assign(current.fake.faults, noFaults);
      if (!isActed) return;
      Object.assign(current, patience);
      await current.resume(current.targets[0]?.callRef ?? null);
      expect(current.isSilenced(call)).toBe(false);
    });

    it('is told as it is, whatever is asked', async () => {
      const current = world();
      const call = current.startCall();
      const { callRef } = await current.pause();
      Object.assign(current.fake.faults, faults);
      if (isSlow) current.timeoutMs = impatienceMs;
      if (current.traits.canRead) isRight(await toError(current.read(callRef)));
      expect(current.isSilenced(call)).toBe(true);
      const last = (await current.check()).at(-1);
      expect(last).toMatchObject({ isOk: false, detail: expect.stringMatching(/\w{3}/) });
    });
  });

  describe('faults', () => {
    it('accepts a slow answer', async () => {
      const current = world();
      const call = current.startCall();
      current.fake.faults.delayMs = impatienceMs;
      await current.pause();
      expect(current.isSilenced(call)).toBe(true);
    });

    it('does not know what becomes of a request that it no longer waits for', async () => {
      const current = world();
      const call = current.startCall();
      breakCommands(current, { delayMs: 2 * impatienceMs });
      waitBrieflyForCommands(current);
      expect((await toError(current.pause())).code).toBe('timedOut');
      expect(current.isSilenced(call)).toBe(false);
      await expect.poll(() => current.isSilenced(call)).toBe(true);
    });

    it('takes nothing for a yes that is none', async () => {
      const current = world();
      const call = current.startCall();
      for (const answer of [...falseSuccesses, ...(current.fake.falseSuccesses ?? [])]) {
        breakCommands(current, { instead: () => answer });
        const error = await toError(current.pause());
        expect(error.code, JSON.stringify(answer)).toBe('badAnswer');
      }
      expect(current.isSilenced(call)).toBe(false);
    });

    it('takes no yes that breaks off', async () => {
      await expectNoYesCutShort(world());
    });

    it('takes nothing for a reading that is none', async () => {
      const current = world();
      current.startCall();
      const { callRef } = await current.pause();
      for (const answer of falseSuccesses) {
        Object.assign(current.fake.faults, { instead: () => answer });
        const reading = await current.read(callRef).catch((error: { code: string }) => error.code);
        expect(current.traits.canRead ? ['badAnswer'] : [{ state: 'unknown' }]).toContainEqual(reading);
      }
    });

    it('cannot reach a recorder that is not there', async () => {
      const current = world();
      current.startCall();
      await current.fake.server.stop();
      expect((await toError(current.pause())).code).toBe('unreachable');
      expect((await current.check()).at(-1)?.isOk).toBe(false);
    });

    it('pauses as soon as the fault is over', async () => {
      const current = world();
      const call = current.startCall();
      breakCommands(current, { status: 500 });
      await toError(current.pause());
      Object.assign(current.fake.faults, noFaults);
      await current.pause();
      expect(current.isSilenced(call)).toBe(true);
    });
  });
}

/** What is asked before a command may take its time: a busy machine is no fault. */
function waitBrieflyForCommands(current: World): void {
  current.onTarget = async () => {
    current.timeoutMs = impatienceMs;
  };
}
