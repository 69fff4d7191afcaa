// What is in force on this desk: the user's settings under the administrator's policy, applied as either changes.
//
// Recorders do not change while a pause is owed: the resume needs the settings that paused. A policy that changes them
// meanwhile waits for its end, also where the worker dies in between.
//
// A desk begins with the last policy known where the browser has not said yet what it is now: for the first seconds of a
// browser it would otherwise pause nothing.
import { browser } from '../browser.ts';
import type { State } from '../recording/state.ts';
import type { InForce } from '../settings/in-force.ts';
import { loadLastPolicy, readPolicy, rememberPolicy } from '../settings/managed.ts';
import { layPolicy } from '../settings/policy.ts';
import { recorderEntrySchema, secretsSchema, type Problem, type Secrets } from '../settings/schema.ts';
import { loadSettings, saveSettings, type Stored } from '../settings/store.ts';
import { later, z } from '../zod.ts';
import { isBusy, toEdited } from './configure.ts';

const heldKey = 'inForce';
/** What was in force last, for the worker that comes after this one. */
const heldSchema = later(() =>
  z.object({
    recorders: z.array(recorderEntrySchema),
    secrets: secretsSchema,
    sites: z.array(z.string()),
  }),
);

type Held = z.infer<typeof heldSchema>;

type World = {
  /** The recording state now. */
  state(): Promise<State>;
  /** Something else is in force from now on. */
  onApplied(inForce: InForce): Promise<void>;
  report(problem: unknown): void;
};

export type DeskSettings = {
  /** To be called once, with the state that this worker begins with: what is in force at its start. */
  begin(state: State | null): Promise<InForce>;
  /** What is in force now. */
  inForce(): Promise<InForce>;
  /** The same, after looking at the policy again. */
  refresh(): Promise<InForce>;
  /** Saves what was in force with changes of the user's; with any problem nothing changes. */
  save(edited: unknown, secrets: Secrets): Promise<Problem[]>;
  /** To be called after every event: recorders that had to wait may not have to any longer. */
  onState(state: State): void;
};

/** Begins to load at once. */
export function createDeskSettings({ state, onApplied, report }: World): DeskSettings {
  const reading = readPolicy();
  const loading = Promise.all([loadSettings(report), loadLastPolicy(), loadHeld()]);
  const begun = toDeferred();
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
    const held = toHeld(current);
    isWaiting = now !== null && isBusy(now) && !hasSameRecorders(toHeld(wanted), held);
    return isWaiting ? withRecorders(wanted, held) : wanted;
  }

  async function apply(): Promise<void> {
    const next = toNext(layPolicy(policy, user), await state());
    if (isSame(next, current)) return;
    current = next;
    await saveHeld(next);
    await onApplied(next);
  }

  /** What watches sites outlives the browser, and so does what a policy of its last session said. */
  function afterStart(held: Held | null): void {
    const next = toHeld(current);
    if (!isSame(held, next)) void inTurn(() => saveHeld(current));
    if (!isSame(held?.sites, next.sites)) void inTurn(() => onApplied(current));
  }

  return {
    async begin(now) {
      try {
        const [loaded, last, held] = await loading;
        user = loaded;
        remembered = last;
        policy = await (last === null ? reading : Promise.race([reading, last.policy]));
        const wanted = layPolicy(policy, user);
        current = held === null ? wanted : withRecorders(wanted, held);
        current = toNext(wanted, now);
        begun.resolve();
        afterStart(held);
        void inTurn(async () => {
          if (await takePolicy(await reading)) await apply();
        });
        return current;
      } catch (error) {
        begun.reject(error);
        throw error;
      }
    },
    async inForce() {
      await begun.promise;
      return current;
    },
    refresh: () =>
      inTurn(async () => {
        await takePolicy(await readPolicy());
        await apply();
        return current;
      }),
    save: (edited, secrets) =>
      inTurn(async () => {
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
      }),
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
function withRecorders(wanted: InForce, { recorders, secrets }: Held): InForce {
  return {
    settings: { ...wanted.settings, recorders },
    secrets,
    policy: { ...wanted.policy, isWaiting: true },
  };
}

function toHeld({ settings: { recorders, sites }, secrets }: InForce): Held {
  return { recorders, secrets, sites };
}

function hasSameRecorders(one: Held, other: Held): boolean {
  return isSame([one.recorders, one.secrets], [other.recorders, other.secrets]);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

async function loadHeld(): Promise<Held | null> {
  const { [heldKey]: stored } = await browser.storage.session.get(heldKey);
  const parsed = heldSchema.safeParse(stored);
  return parsed.success ? parsed.data : null;
}

/** In session storage, as there are secrets in it: gone with the browser. */
async function saveHeld(inForce: InForce): Promise<void> {
  await browser.storage.session.set({ [heldKey]: toHeld(inForce) });
}
