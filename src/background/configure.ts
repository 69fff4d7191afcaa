// What our own pages may change: settings, checked whole before anything is saved.
import type { Problem, RecorderEntry, Secrets } from '../settings/schema.ts';
import { checkEntry, checkSettings, toSecretNames, withSecrets } from '../settings/check.ts';
import { saveSettings, type Stored } from '../settings/store.ts';
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
  return { type: 'configured', timings: settings.timings, channels };
}

/** Checks and saves; with any problem nothing changes. `state` is the recording state now. */
export async function replaceSettings(
  raw: unknown,
  changes: Secrets,
  stored: Stored,
  state: State,
): Promise<{ stored: Stored; problems: Problem[] }> {
  const secrets = mergeSecrets(stored.secrets, changes);
  const { settings: checked, problems } = checkSettings(raw, secrets);
  if (checked === null) return { stored, problems };
  const settings = { ...checked, recorders: checked.recorders.map(withoutSecrets) };
  const isBusy = state.episode !== null || state.channels.some(({ owed }) => owed !== null);
  const isSame = JSON.stringify(settings.recorders) === JSON.stringify(stored.settings.recorders);
  if (isBusy && !(isSame && Object.keys(changes).length === 0))
    return { stored, problems: [{ path: 'recorders', code: 'busy', detail: '' }] };
  const known = new Set(settings.recorders.map(({ id }) => id));
  const next = {
    settings,
    secrets: Object.fromEntries(Object.entries(secrets).filter(([id]) => known.has(id))),
  };
  await saveSettings(next);
  return { stored: next, problems: [] };
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
