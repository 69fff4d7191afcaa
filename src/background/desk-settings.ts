// What is in force on this desk: the user's settings under the administrator's policy, applied as either changes.
//
// Recorders do not change while a pause is owed: the resume needs the settings that paused. A policy that changes them
// meanwhile waits for its end, also where the worker dies in between.
//
// A worker begins with what was in force when the worker before it died, and looks a moment later whether that still is:
// settings change in the worker alone, and a policy that changes starts one. The first worker of a browser begins with the
// last policy known where the browser has not said yet what it is now: for some seconds it would otherwise pause nothing.
import type { State } from '../recording/state.ts';
import type { InForce } from '../settings/in-force.ts';
import { loadLastPolicy, readPolicy, rememberPolicy } from '../settings/managed.ts';
import { layPolicy } from '../settings/policy.ts';
import type { Problem, Secrets } from '../settings/schema.ts';
import { isSame } from '../settings/same.ts';
import { loadSettings, saveSettings, type Stored } from '../settings/store.ts';
import { afterStart } from './after-start.ts';
import { hasSameRecorders, isBusy, toConfigured, toEdited } from './configure.ts';
import { leaveHandover, readHandover, type Handover, type Held } from './handover.ts';

type World = {
  /** The recording state now. */
  state(): Promise<State>;
  /** Something else is in force from now on. */
  onApplied(held: Held): Promise<void>;
  report(problem: unknown): void;
};

export type DeskSettings = {
  /**
   * To be called once, with the state that this worker begins with and what was held for it, of any shape: what is in
   * force at its start, and the event that tells the core of it.
   */
  begin(state: State | null, held: unknown): Promise<Held>;
  /** What is in force now. */
  inForce(): Promise<InForce>;
  /** The same, after looking at the policy again. */
  refresh(): Promise<InForce>;
  /** Saves what was in force with changes of the user's; with any problem nothing changes. */
  save(edited: unknown, secrets: Secrets): Promise<Problem[]>;
  /** To be called after every event: recorders that had to wait may not have to any longer. */
  onState(state: State): void;
};

export function createDeskSettings({ state, onApplied, report }: World): DeskSettings {
  const begun = Promise.withResolvers<void>();
  // No fault where nobody waits for it.
  begun.promise.catch(() => undefined);
  /** Over as soon as somebody wants more than what is in force. */
  const rest = Promise.withResolvers<void>();
  let user: Stored;
  let policy: unknown;
  let remembered: { policy: unknown } | null;
  let current: InForce;
  let isWaiting = false;
  let loading: Promise<{ reading: Promise<unknown> }> | undefined;
  /** One change at a time. */
  let tail: Promise<unknown> = begun.promise;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = tail.then(work);
    tail = done.catch(report);
    return done;
  }

  /** What would be in force, with the recorders of now where they may not change yet. */
  function toNext(wanted: InForce, now: State | null): InForce {
    isWaiting = now !== null && isBusy(now) && !hasSameRecorders(wanted, current);
    return isWaiting ? withRecorders(wanted, current) : wanted;
  }

  async function apply(): Promise<void> {
    const next = toNext(layPolicy(policy, user), await state());
    if (!isSame(next, current)) {
      current = next;
      await tell(toHeld(next));
    }
    // Not one that waits: should the browser die, the next one has to resume with the recorders of now.
    if (!isWaiting) await remember();
  }

  async function takePolicy(found: unknown): Promise<void> {
    policy = found;
    await apply();
  }

  async function remember(): Promise<void> {
    if (isSame(remembered, { policy })) return;
    remembered = { policy };
    // In force it is all the same.
    await rememberPolicy(policy).catch(report);
  }

  async function tell(held: Held): Promise<void> {
    const isLeft = await leaveHandover({ ...held, isApplied: false }, report);
    await onApplied(held);
    if (isLeft) await leaveHandover({ ...held, isApplied: true }, report);
  }

  function toHeld(inForce: InForce): Held {
    return { inForce, configured: toConfigured(inForce, report) };
  }

  /** For whatever needs more than what is in force, which may come before `begin`. Loads once, and again where it failed. */
  function load(): Promise<{ reading: Promise<unknown> }> {
    loading ??= loadNow().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  /** Loads what the user set, and the policy as it was last known: what it is now the browser may take seconds to say. */
  async function loadNow(): Promise<{ reading: Promise<unknown> }> {
    const reading = readPolicy();
    const [loaded, last] = await Promise.all([loadSettings(report), loadLastPolicy()]);
    user = loaded;
    remembered = last;
    policy = last === null ? await reading : last.policy;
    return { reading };
  }

  /** The worker before knew: nothing of it is looked at before the pause that this one may have been started for. */
  function goOn(held: Handover): Held {
    current = held.inForce;
    begun.resolve();
    afterStart(() => rest.resolve());
    void inTurn(async () => {
      await rest.promise;
      const { reading } = await load();
      if (!held.isApplied) await tell(toHeld(current));
      await takePolicy(await reading);
    });
    return held;
  }

  /** What watches sites outlives the browser, and so does what a policy of its last session said. */
  async function start(): Promise<Held> {
    const { reading } = await load();
    current = layPolicy(policy, user);
    const held = toHeld(current);
    begun.resolve();
    // Whoever asked before had its turn before, and may have changed it.
    void inTurn(() => tell(toHeld(current)));
    void inTurn(async () => takePolicy(await reading));
    return held;
  }

  return {
    async begin(now, raw) {
      try {
        const held = readHandover(raw, report);
        return held !== undefined && now !== null ? goOn(held) : await start();
      } catch (error) {
        begun.reject(error);
        throw error;
      }
    },
    async inForce() {
      await begun.promise;
      return current;
    },
    refresh() {
      rest.resolve();
      return inTurn(async () => {
        await load();
        await takePolicy(await readPolicy());
        return current;
      });
    },
    save(edited, secrets) {
      rest.resolve();
      return inTurn(async () => {
        await load();
        const { user: next, problems } = toEdited(
          edited,
          secrets,
          { user, policy, inForce: current },
          await state(),
        );
        if (next === null) return problems;
        await saveSettings(next);
        user = next;
        await apply();
        return [];
      });
    },
    onState(now) {
      if (isWaiting && !isBusy(now)) void inTurn(apply);
    },
  };
}

/** The recorders of before, in what else is new. */
function withRecorders(wanted: InForce, { settings: { recorders }, secrets }: InForce): InForce {
  return {
    settings: { ...wanted.settings, recorders },
    secrets,
    policy: { ...wanted.policy, isWaiting: true },
  };
}
