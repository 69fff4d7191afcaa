import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Problem } from '../settings/schema.ts';
import { text } from '../ui/text.ts';
import type { Draft, DraftRecorder, StoredSecrets } from './draft.ts';
import { Gate } from './Gate.tsx';
import { Kinds } from './Kinds.tsx';
import { Recorders } from './Recorders.tsx';
import { SaveBar, type SaveState } from './SaveBar.tsx';
import { Sites } from './Sites.tsx';
import type { Test } from './TestResult.tsx';
import { Timings } from './Timings.tsx';

export type OptionsProps = {
  draft: Draft;
  isDirty: boolean;
  save: SaveState;
  problems: Problem[];
  storedSecrets: StoredSecrets;
  savedSites: Set<string>;
  /** Match patterns that the browser lets us use. */
  granted: Set<string>;
  tests: Record<string, Test>;
  onChange: (draft: Draft) => void;
  onRefuse: (problem: Problem) => void;
  onTest: (recorder: DraftRecorder, path: string) => void;
  onSignIn: (recorder: DraftRecorder, path: string) => void;
  onAllow: (patterns: string[]) => void;
  onSave: () => void;
  onDiscard: () => void;
};

/** All settings on one page, saved together. */
export function Options(props: OptionsProps) {
  const { draft, problems, granted, onChange, onAllow } = props;
  const page = useRef<HTMLElement>(null);

  useLayoutEffect(() => {
    if (problems.length > 0) page.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [problems]);

  return (
    <main class="options" ref={page}>
      <header class="row">
        <img src="/icons/idle-128.png" alt="" width="40" height="40" />
        <h1>{text('options_title')}</h1>
      </header>
      <Recorders
        recorders={draft.recorders}
        storedSecrets={props.storedSecrets}
        problems={problems}
        granted={granted}
        tests={props.tests}
        onChange={recorders => onChange({ ...draft, recorders })}
        onTest={props.onTest}
        onSignIn={props.onSignIn}
        onAllow={onAllow}
      />
      <Sites
        sites={draft.sites}
        typed={draft.newSites}
        saved={props.savedSites}
        granted={granted}
        problems={problems}
        onChange={(sites, newSites) => onChange({ ...draft, sites, newSites })}
        onRefuse={props.onRefuse}
        onAllow={onAllow}
      />
      <Kinds kinds={draft.kinds} onChange={kinds => onChange({ ...draft, kinds })} />
      <Gate
        gate={draft.gate}
        gateNeeds={draft.gateNeeds}
        problems={problems}
        onChange={(gate, gateNeeds) => onChange({ ...draft, gate, gateNeeds })}
      />
      <Timings
        timings={draft.timings}
        problems={problems}
        onChange={timings => onChange({ ...draft, timings })}
      />
      <SaveBar isDirty={props.isDirty} save={props.save} onSave={props.onSave} onDiscard={props.onDiscard} />
    </main>
  );
}
