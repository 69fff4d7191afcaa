import type { OptionsProps } from '../options/Options.tsx';
import { Recorders } from '../options/Recorders.tsx';
import { text } from '../ui/text.ts';
import { toMissing, toNeeded } from './needed.ts';
import { Permissions } from './Permissions.tsx';

/** What records the calls: set up here, or by an administrator. */
export function RecorderStep({ options }: { options: OptionsProps }) {
  const { draft, policy } = options;
  const isManaged = policy.locked.includes('recorders') && draft.recorders.length > 0;
  return (
    <>
      <p>{text(isManaged ? 'welcome_recorder_managed' : 'welcome_recorder_intro')}</p>
      {!isManaged && <p>{text('welcome_recorder_administrator')}</p>}
      <Recorders
        recorders={draft.recorders}
        saved={options.saved.recorders}
        storedSecrets={options.storedSecrets}
        problems={options.problems}
        granted={options.granted}
        tests={options.tests}
        onChange={recorders => options.onChange({ ...draft, recorders })}
        onTest={options.onTest}
        onSignIn={options.onSignIn}
        onAllow={options.onAllow}
      />
      <Permissions
        patterns={toMissing(toNeeded(options).recorders, options.granted)}
        reason="welcome_asks_recorder"
      />
    </>
  );
}
