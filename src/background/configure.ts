// What our own pages may change: settings, checked whole before anything is saved.
import type { InForce } from '../settings/in-force.ts';
import { layPolicy } from '../settings/policy.ts';
import { isSame } from '../settings/same.ts';
import { settingsSchema, type Problem, type RecorderEntry, type Secrets } from '../settings/schema.ts';
import { shippingSecret } from '../settings/shipping.ts';
import { toUserSecrets, toUserSettings } from '../settings/user-part.ts';
import { checkEntry, checkSettings, toSecretNames, withSecrets } from '../settings/check.ts';
import type { Stored } from '../settings/store.ts';
import { findRecorder } from '../recorders/index.ts';
import type { CheckStep, Traits } from '../recorders/recorder.ts';
import type { RecordingEvent } from '../recording/events.ts';
import type { State } from '../recording/state.ts';
import { runCheck } from './requests.ts';

/** A recorder that cannot be asked anything: every request of it fails, and the view says so. */
const brokenTraits: Traits = {
  effect: 'unknown',
  command: 'set',
  scope: 'call',
  canRead: false,
  coversNewCalls: true,
  readEveryMs: 60_000,
  readLagMs: 0,
  reassertEveryMs: 60_000,
};

/**
 * The event that tells the core which recorders there are. One whose settings cannot work stays among them: left
 * out, the others alone could make the view say "paused".
 */
export function toConfigured(
  { settings, secrets }: Stored,
  report: (problem: unknown) => void,
): RecordingEvent {
  const channels = settings.recorders.map(entry => {
    const { id, isRequired } = entry;
    const problem = checkEntry(entry, secrets)[0];
    const recorder = findRecorder(entry.type);
    if (problem === undefined && recorder !== undefined)
      return { id, isRequired, traits: recorder.traits(withSecrets(entry, secrets)) };
    report(
      new Error(`Recorder "${id}" is not usable: ${problem?.path ?? 'type'} is ${problem?.code ?? ''}.`),
    );
    return { id, isRequired, traits: brokenTraits };
  });
  return { type: 'configured', timings: settings.timings, channels, mode: settings.mode };
}

/** Whether a pause is wanted or owed: then recorders stay as they are. */
export function isBusy({ episode, channels }: State): boolean {
  return episode !== null || channels.some(({ owed }) => owed !== null);
}

type Before = { user: Stored; policy: unknown; inForce: InForce };

/** Whether a pause that one began can be ended by the other. */
export function hasSameRecorders(one: InForce, other: InForce): boolean {
  return isSame([one.settings.recorders, one.secrets], [other.settings.recorders, other.secrets]);
}

/**
 * The user's settings after an edit of what was in force: checked whole, and without what only policy sets. `user` is
 * null where there are problems. `state` is the recording state now.
 */
export function toEdited(
  edited: unknown,
  changes: Secrets,
  { user, policy, inForce }: Before,
  state: State,
): { user: Stored | null; problems: Problem[] } {
  const checked = checkSettings(edited, mergeSecrets(inForce.secrets, changes));
  const parsed = settingsSchema.safeParse(edited);
  const problems = parsed.success
    ? checked.problems.filter(({ path }) => !isLockedProblem(path, inForce))
    : checked.problems;
  if (!parsed.success || problems.length > 0) return { user: null, problems };
  const whole = { ...parsed.data, recorders: parsed.data.recorders.map(withoutSecrets) };
  const settings = toUserSettings(whole, user.settings, inForce);
  const secrets = mergeSecrets(user.secrets, toUserSecrets(changes, inForce));
  const next = layPolicy(policy, { settings, secrets });
  if (isBusy(state) && !hasSameRecorders(next, inForce))
    return { user: null, problems: [{ path: 'recorders', code: 'busy', detail: '' }] };
  const known = new Set([...settings.recorders, ...next.settings.recorders].map(({ id }) => id));
  known.add(shippingSecret.id);
  return {
    user: { settings, secrets: Object.fromEntries(Object.entries(secrets).filter(([id]) => known.has(id))) },
    problems: [],
  };
}

/** What is wrong with the policy's own values is not the user's to mend, and keeps nobody from saving the rest. */
function isLockedProblem(path: string, { policy: { locked } }: InForce): boolean {
  return locked.some(lock => path === lock || (lock !== 'recorders' && path.startsWith(`${lock}.`)));
}

/** Names of the stored secrets, never their values. */
export function toStoredSecrets(secrets: Secrets): Record<string, string[]> {
  return Object.fromEntries(Object.entries(secrets).map(([id, fields]) => [id, Object.keys(fields)]));
}

/** "Test connection" with settings as they stand in the form. */
export async function testRecorder(
  entry: RecorderEntry,
  changes: Secrets,
  stored: Stored,
): Promise<{ problems: Problem[]; steps: CheckStep[] }> {
  const secrets = mergeSecrets(stored.secrets, changes);
  const problems = checkEntry(entry, secrets);
  return { problems, steps: problems.length === 0 ? await runCheck(entry, secrets) : [] };
}

/** New secrets replace stored ones, empty ones delete them, and those that are not named stay. */
export function mergeSecrets(stored: Secrets, changes: Secrets): Secrets {
  const merged: Secrets = structuredClone(stored);
  for (const [id, fields] of Object.entries(changes)) {
    const kept = { ...merged[id], ...fields };
    merged[id] = Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== ''));
  }
  return merged;
}

/** An entry without what its adapter marks as secret: that belongs with the secrets, wherever a page has put it. */
function withoutSecrets(entry: RecorderEntry): RecorderEntry {
  const recorder = findRecorder(entry.type);
  if (recorder === undefined) return entry;
  const secret = new Set(toSecretNames(recorder));
  const settings = Object.fromEntries(Object.entries(entry.settings).filter(([name]) => !secret.has(name)));
  return { ...entry, settings };
}
