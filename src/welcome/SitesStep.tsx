import type { OptionsProps } from '../options/Options.tsx';
import { Sites } from '../options/Sites.tsx';
import { text } from '../ui/text.ts';
import { toMissing, toNeeded } from './needed.ts';
import { Permissions } from './Permissions.tsx';

/** The pages that are watched. */
export function SitesStep({ options }: { options: OptionsProps }) {
  const { draft, policy } = options;
  return (
    <>
      <p>{text(policy.locked.includes('sites') ? 'welcome_sites_managed' : 'welcome_sites_intro')}</p>
      <Sites
        sites={draft.sites}
        typed={draft.newSites}
        saved={options.savedSites}
        granted={options.granted}
        problems={options.problems}
        onChange={(sites, newSites) => options.onChange({ ...draft, sites, newSites })}
        onRefuse={options.onRefuse}
        onAllow={options.onAllow}
      />
      <Permissions
        patterns={toMissing(toNeeded(options).sites, options.granted)}
        reason="welcome_asks_sites"
      />
    </>
  );
}
