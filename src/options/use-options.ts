// The state of the options page: what is stored, what stands in the form, and the way between them.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { PolicyReport } from '../settings/in-force.ts';
import { onPolicyChange } from '../settings/managed.ts';
import { isSame } from '../settings/same.ts';
import type { Problem, Settings } from '../settings/schema.ts';
import { dropAccess, readGranted, requestAccess, watchAccess } from '../ui/access.ts';
import { toSiteName } from '../ui/site-pattern.ts';
import { ask } from '../ui/worker.ts';
import {
  toDraft,
  toEntry,
  toSettings,
  type Draft,
  type Made,
  type DraftRecorder,
  type StoredSecrets,
} from './draft.ts';
import { gatherFacts } from './facts.ts';
import { mergeSettings } from './merge.ts';
import type { OptionsProps } from './Options.tsx';
import { toNeededOrigins } from './origins.ts';
import { rebase } from './rebase.ts';
import { toReport } from './report.ts';
import type { SaveState } from './SaveBar.tsx';
import { toImported } from './settings-file.ts';
import type { Test } from './TestResult.tsx';

export type Stored = { settings: Settings; storedSecrets: StoredSecrets; policy: PolicyReport };

/** How long a test may take: several requests, each with its own time limit. */
const testTimeoutMs = 90_000;
/** How long a person may take to sign in. */
const signInTimeoutMs = 10 * 60_000;

/** Everything that the options page shows and does, beginning with what is stored. */
export function useOptions(initial: Stored): OptionsProps {
  const [stored, setStored] = useState(initial);
  const [draft, setDraft] = useState<Draft>(() => toDraft(initial.settings));
  const [problems, setProblems] = useState<Problem[]>([]);
  const [save, setSave] = useState<SaveState>({ state: 'idle' });
  const [tests, setTests] = useState<Record<string, Test>>({});
  const { settings, storedSecrets, policy } = stored;
  const isDirty = !isSame(draft, toDraft(settings));
  const made = toOwn(toSettings(draft, settings.version, storedSecrets), policy);
  const needed = toNeededOrigins(made.settings, storedSecrets, made.secrets);
  const granted = useGranted(needed);
  useLeaveWarning(isDirty);
  useNews(now => {
    setStored(now);
    const locked = new Set(now.policy.locked);
    setDraft(toDraft(isDirty ? rebase(settings, made.settings, now.settings, locked) : now.settings));
  });

  function handleChange(changed: Draft) {
    setDraft(changed);
    // Problems go by their recorder's place in the list.
    if (changed.recorders.length !== draft.recorders.length) setProblems([]);
    // A problem that was said stays until its cause is looked at again, at the next saving.
    if (save.state !== 'refused') setSave({ state: 'idle' });
  }

  function refuse(found: Problem[]) {
    setProblems(found);
    setSave({ state: 'refused', problems: found });
  }

  function handleDiscard() {
    setDraft(toDraft(settings));
    setProblems([]);
    setSave({ state: 'idle' });
    setTests({});
  }

  async function handleSave(): Promise<void> {
    if (made.problems.length > 0) {
      refuse(made.problems);
      return;
    }
    // Asked for first, as browsers want it in the click itself, and not waited for: an answer may never come.
    const asked = requestAccess(needed);
    setProblems([]);
    setSave({ state: 'saving' });
    try {
      const now = await ask({ type: 'getSettings' });
      const merged = mergeSettings(settings, made.settings, now.settings);
      const answer = await ask({ type: 'saveSettings', settings: merged, secrets: made.secrets });
      if (answer.problems.length > 0) {
        refuse(answer.problems);
        return;
      }
      const saved = await ask({ type: 'getSettings' });
      setStored(saved);
      setDraft(toDraft(saved.settings));
      setSave({ state: 'saved' });
      if (!(await asked)) await sayDeclined();
      const kept = new Set(toNeededOrigins(saved.settings, saved.storedSecrets, {}));
      await dropAccess(toNeededOrigins(settings, storedSecrets, {}).filter(origin => !kept.has(origin)));
    } catch {
      setSave({ state: 'silent' });
    }
  }

  async function sayDeclined(): Promise<void> {
    const allowed = await readGranted(needed);
    const missing = needed.filter(pattern => !allowed.has(pattern));
    if (missing.length > 0) setSave({ state: 'declined', patterns: missing.map(toSiteName) });
  }

  async function handleTest(recorder: DraftRecorder, path: string, isSigningIn: boolean): Promise<void> {
    const { id } = recorder.entry;
    const found: Problem[] = [];
    const entry = toEntry(recorder, storedSecrets[id] ?? [], problem => found.push(problem));
    const say = (test: Test) => setTests(before => ({ ...before, [id]: test }));
    const refuseTest = (refused: Problem[]) => {
      setProblems(refused.map(problem => ({ ...problem, path: `${path}.${problem.path}` })));
      say({ state: 'refused' });
    };
    if (found.length > 0) {
      refuseTest(found);
      return;
    }
    const own = { ...settings, sites: [], recorders: [entry] };
    const asked = requestAccess(toNeededOrigins(own, storedSecrets, { [id]: recorder.secrets }));
    setProblems([]);
    say({ state: isSigningIn ? 'signingIn' : 'running' });
    const about = { entry, secrets: { [id]: recorder.secrets } };
    try {
      await asked;
      if (isSigningIn) {
        const signedIn = await ask({ type: 'signIn', ...about }, signInTimeoutMs);
        if (signedIn.problems.length > 0) return refuseTest(signedIn.problems);
        if (signedIn.failure !== null) return say({ state: 'notSignedIn', failure: signedIn.failure });
        say({ state: 'running' });
      }
      const answer = await ask({ type: 'testRecorder', ...about }, testTimeoutMs);
      if (answer.problems.length > 0) refuseTest(answer.problems);
      else say({ state: 'done', steps: answer.steps });
    } catch {
      say({ state: 'silent' });
    }
  }

  return {
    draft,
    isDirty,
    save,
    problems,
    storedSecrets,
    policy,
    saved: settings,
    savedSites: new Set(settings.sites),
    granted,
    tests,
    onChange: handleChange,
    onRefuse: problem => setProblems([problem]),
    onTest: (recorder, path) => void handleTest(recorder, path, false),
    onSignIn: (recorder, path) => void handleTest(recorder, path, true),
    onAllow: patterns => void requestAccess(patterns),
    onSave: () => void handleSave(),
    onDiscard: handleDiscard,
    onImport: file => handleChange(toDraft(toImported(settings, file, new Set(policy.locked)))),
    onReport: async () => toReport(await gatherFacts({ settings, storedSecrets, policy, needed, granted })),
  };
}

/** What is wrong with the policy's own values keeps nobody from saving the rest. */
function toOwn(made: Made, { locked }: PolicyReport): Made {
  return { ...made, problems: made.problems.filter(({ path }) => !locked.includes(path)) };
}

/** Tells what is in force after the policy came, changed or went away. */
function useNews(onNews: (now: Stored) => void): void {
  const newest = useRef(onNews);
  newest.current = onNews;
  useEffect(() => {
    const stop = new AbortController();
    // Where nobody answers, the page stays as it is; saving will say so.
    const look = () =>
      void ask({ type: 'getSettings' }).then(
        now => newest.current(now),
        () => undefined,
      );
    onPolicyChange(look, stop.signal);
    return () => stop.abort();
  }, []);
}

/** Which of `patterns` the browser lets us use, as that changes. */
function useGranted(patterns: string[]): Set<string> {
  const [granted, setGranted] = useState<Set<string>>(new Set());
  const asked = patterns.join(' ');
  const refresh = useCallback(async () => setGranted(await readGranted(asked.split(' '))), [asked]);
  useEffect(() => {
    const stop = new AbortController();
    void refresh();
    watchAccess(() => void refresh(), stop.signal);
    return () => stop.abort();
  }, [refresh]);
  return granted;
}

/** Lets the browser ask before a page with unsaved changes goes away. */
function useLeaveWarning(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isDirty]);
}
