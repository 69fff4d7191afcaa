// What is in force on this desk: the user's settings under the administrator's policy, applied as either changes.
//
// Recorders do not change while a pause is owed: the resume needs the settings that paused. A policy that changes them
// meanwhile waits for its end, also where the worker dies in between.
//
// A worker begins with what was in force when the worker before it died, and looks a moment later whether that still is:
// settings change in the worker alone, and a policy that changes starts one. The first worker of a browser begins with the
// last policy known where the browser has not said yet what it is now: for some seconds it would otherwise pause nothing.
import { browser } from '../browser.ts';
import type { RecordingEvent } from '../recording/events.ts';
import type { State } from '../recording/state.ts';
import type { InForce } from '../settings/in-force.ts';
import { loadLastPolicy, readPolicy, rememberPolicy } from '../settings/managed.ts';
import { layPolicy } from '../settings/policy.ts';
import type { Problem, Secrets } from '../settings/schema.ts';
import { loadSettings, saveSettings, type Stored } from '../settings/store.ts';
import { afterStart } from './after-start.ts';
import { isBusy, toConfigured, toEdited } from './configure.ts';
import { keptKeys } from './kept.ts';
import { unwrap, wrap } from './wrap.ts';

/** What was in force last and what the core was told of it, for the worker that comes after this one. */
export type Held = { inForce: InForce; configured: RecordingEvent };

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
  const begun = toDeferred();
  /** Over as soon as somebody wants more than what is in force. */
  const rest = toDeferred();
  let user: Stored;
  let policy: unknown;
  let remembered: { policy: unknown } | null;
  let current: InForce;
  let isWaiting = false;
  /** One change at a time. */
  let tail: Promise<unknown> = begun.promise;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = tail.then(work);
    tail = done.catch(report);
    return done;
  }

  /** Says whether the policy is another one than that of before. */
  async function takePolicy(found: unknown): Promise<boolean> {
    const isNew = !isSame(found, policy);
    policy = found;
    if (!isSame(remembered, { policy: found })) {
      remembered = { policy: found };
      // In force it is all the same.
      await rememberPolicy(found).catch(report);
    }
    return isNew;
  }

  /** What would be in force, with the recorders of now where they may not change yet. */
  function toNext(wanted: InForce, now: State | null): InForce {
    isWaiting = now !== null && isBusy(now) && !hasSameRecorders(wanted, current);
    return isWaiting ? withRecorders(wanted, current) : wanted;
  }

  async function apply(): Promise<void> {
    const next = toNext(layPolicy(policy, user), await state());
    if (isSame(next, current)) return;
    current = next;
    await tell(toHeld(next));
  }

  async function tell(held: Held): Promise<void> {
    // In force it is all the same; and no worker may begin with what was in force before.
    await saveHeld(held).catch(forgetHeld);
    await onApplied(held);
  }

  async function forgetHeld(problem: unknown): Promise<void> {
    report(problem);
    await browser.storage.session.remove(keptKeys.inForce).catch(report);
  }

  function toHeld(inForce: InForce): Held {
    return { inForce, configured: toConfigured(inForce, report) };
  }

  /** Loads what the user set, and the policy: as it was last known where the browser takes its time to say what it is. */
  async function load(reading: Promise<unknown>): Promise<void> {
    const [loaded, last] = await Promise.all([loadSettings(report), loadLastPolicy()]);
    user = loaded;
    remembered = last;
    policy = await (last === null ? reading : Promise.race([reading, last.policy]));
  }

  /** The worker before knew: nothing of it is looked at before the pause that this one may have been started for. */
  function goOn(held: Held): Held {
    current = held.inForce;
    begun.resolve();
    afterStart(() => rest.resolve());
    void inTurn(async () => {
      await rest.promise;
      const reading = readPolicy();
      await load(reading);
      await apply();
      if (await takePolicy(await reading)) await apply();
    });
    return held;
  }

  /** What watches sites outlives the browser, and so does what a policy of its last session said. */
  async function start(): Promise<Held> {
    const reading = readPolicy();
    await load(reading);
    current = layPolicy(policy, user);
    const held = toHeld(current);
    begun.resolve();
    void inTurn(() => tell(held));
    void inTurn(async () => {
      if (await takePolicy(await reading)) await apply();
    });
    return held;
  }

  return {
    async begin(now, raw) {
      try {
        const held = unwrap<Held>(raw, report);
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
        await takePolicy(await readPolicy());
        await apply();
        return current;
      });
    },
    save(edited, secrets) {
      rest.resolve();
      return inTurn(async () => {
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

/** A promise that is settled from outside, and no fault where nobody waits for it. */
function toDeferred() {
  let resolve = () => {};
  let reject = (_error: unknown) => {};
  const promise = new Promise<void>((onDone, onFailed) => {
    resolve = onDone;
    reject = onFailed;
  });
  promise.catch(() => undefined);
  return { promise, resolve: () => resolve(), reject: (error: unknown) => reject(error) };
}

/** The recorders of before, in what else is new. */
function withRecorders(wanted: InForce, { settings: { recorders }, secrets }: InForce): InForce {
  return {
    settings: { ...wanted.settings, recorders },
    secrets,
    policy: { ...wanted.policy, isWaiting: true },
  };
}

function hasSameRecorders(one: InForce, other: InForce): boolean {
  return isSame([one.settings.recorders, one.secrets], [other.settings.recorders, other.secrets]);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** In session storage, as there are secrets in it: gone with the browser. */
async function saveHeld(held: Held): Promise<void> {
  await browser.storage.session.set({ [keptKeys.inForce]: wrap(held) });
}
