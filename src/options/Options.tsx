import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { PolicyReport } from '../settings/in-force.ts';
import type { Problem, Settings } from '../settings/schema.ts';
import { shippingSecret } from '../settings/shipping.ts';
import { Button } from '../ui/Button.tsx';
import { Lockable, Locks } from '../ui/locks.tsx';
import { openPage } from '../ui/pages.ts';
import { text } from '../ui/text.ts';
import { ByHand } from './ByHand.tsx';
import { Comforts } from './Comforts.tsx';
import { Diagnostics } from './Diagnostics.tsx';
import type { Draft, DraftRecorder, StoredSecrets } from './draft.ts';
import { Drill } from './Drill.tsx';
import { Evidence } from './Evidence.tsx';
import { Gate } from './Gate.tsx';
import { Kinds } from './Kinds.tsx';
import { Mode } from './Mode.tsx';
import { Organisation } from './Organisation.tsx';
import { Pages } from './Pages.tsx';
import { Recorders } from './Recorders.tsx';
import { Rules } from './Rules.tsx';
import { SaveBar, type SaveState } from './SaveBar.tsx';
import { Search } from './Search.tsx';
import { SettingsFile } from './SettingsFile.tsx';
import { Shipping } from './Shipping.tsx';
import { Sites } from './Sites.tsx';
import type { Test } from './TestResult.tsx';
import { Timings } from './Timings.tsx';

export type OptionsProps = {
  draft: Draft;
  isDirty: boolean;
  save: SaveState;
  problems: Problem[];
  storedSecrets: StoredSecrets;
  policy: PolicyReport;
  /** What is in force, without what stands in the form. */
  saved: Settings;
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
  onImport: (settings: Settings) => void;
  /** Makes the report for support. */
  onReport: () => Promise<string>;
};

/** All settings on one page, saved together. */
export function Options(props: OptionsProps) {
  const { draft, problems, granted, onChange, onAllow } = props;
  const page = useRef<HTMLElement>(null);
  const locked = useMemo(() => new Set(props.policy.locked), [props.policy]);

  useLayoutEffect(() => {
    if (problems.length > 0) page.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [problems]);

  return (
    <Locks.Provider value={locked}>
      <main class="options" ref={page}>
        <header class="row">
          <img src="/icons/idle-128.png" alt="" width="40" height="40" />
          <h1>{text('options_title')}</h1>
          <div class="row guides">
            <Button kind="quiet" onClick={() => void openPage('welcome')}>
              {text('options_guide')}
            </Button>
            <Button kind="quiet" onClick={() => void openPage('practice')}>
              {text('options_practice')}
            </Button>
          </div>
        </header>
        <Search />
        <Organisation policy={props.policy} />
        <Recorders
          recorders={draft.recorders}
          saved={props.saved.recorders}
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
        <Lockable path="kinds">
          <Kinds kinds={draft.kinds} onChange={kinds => onChange({ ...draft, kinds })} />
        </Lockable>
        <Gate
          gate={draft.gate}
          gateNeeds={draft.gateNeeds}
          problems={problems}
          onChange={(gate, gateNeeds) => onChange({ ...draft, gate, gateNeeds })}
        />
        <Lockable path="rules">
          <Rules
            rules={draft.rules}
            sites={draft.sites}
            problems={problems}
            onChange={rules => onChange({ ...draft, rules })}
          />
        </Lockable>
        <Pages pages={draft.pages} problems={problems} onChange={pages => onChange({ ...draft, pages })} />
        <Mode
          mode={draft.mode}
          watchesText={draft.watchesText}
          onChange={changes => onChange({ ...draft, ...changes })}
        />
        <Timings
          timings={draft.timings}
          problems={problems}
          onChange={timings => onChange({ ...draft, timings })}
        />
        <ByHand
          governance={draft.governance}
          numbers={draft.numbers}
          problems={problems}
          onChange={(governance, numbers) => onChange({ ...draft, governance, numbers })}
        />
        <Evidence
          ledger={draft.ledger}
          numbers={draft.numbers}
          problems={problems}
          onChange={(ledger, numbers) => onChange({ ...draft, ledger, numbers })}
        />
        <Shipping
          shipping={draft.shipping}
          secret={draft.shippingSecret}
          isSecretStored={(props.storedSecrets[shippingSecret.id] ?? []).length > 0}
          numbers={draft.numbers}
          problems={problems}
          onChange={(shipping, secret, numbers) =>
            onChange({ ...draft, shipping, shippingSecret: secret, numbers })
          }
        />
        <Drill
          numbers={draft.numbers}
          problems={problems}
          onChange={numbers => onChange({ ...draft, numbers })}
        />
        <Comforts
          comforts={draft.comforts}
          asksReason={draft.asksReason}
          problems={problems}
          onChange={(comforts, asksReason) => onChange({ ...draft, comforts, asksReason })}
        />
        <SettingsFile settings={props.saved} onImport={props.onImport} />
        <Diagnostics onReport={props.onReport} />
        <SaveBar
          isDirty={props.isDirty}
          save={props.save}
          onSave={props.onSave}
          onDiscard={props.onDiscard}
        />
      </main>
    </Locks.Provider>
  );
}
