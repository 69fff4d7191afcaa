import { useContext, useRef } from 'preact/hooks';
import type { Problem } from '../settings/schema.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { LockNote, Locks } from '../ui/locks.tsx';
import { toSiteName } from '../ui/site-pattern.ts';
import { text } from '../ui/text.ts';
import { addSites } from './draft.ts';
import { findProblem } from './problems.ts';

type Props = {
  sites: string[];
  /** What stands in the box for new ones. */
  typed: string;
  /** Sites that are saved already. */
  saved: Set<string>;
  granted: Set<string>;
  problems: Problem[];
  onChange: (sites: string[], typed: string) => void;
  onRefuse: (problem: Problem) => void;
  onAllow: (patterns: string[]) => void;
};

/** The pages that are watched, and whether the browser lets us. */
export function Sites(props: Props) {
  const { sites, typed, problems, onChange } = props;
  const box = useRef<HTMLInputElement>(null);
  const locks = useContext(Locks);
  const isListLocked = locks.has('sites');
  const isLocked = (site: string) => isListLocked || locks.has(`sites.${site}`);

  function handleAdd() {
    const added = addSites(sites, typed);
    onChange(added.sites, added.refused.join(' '));
    if (added.refused.length > 0)
      props.onRefuse({ path: 'newSites', code: 'site', detail: added.refused.join(' ') });
  }

  return (
    <section aria-labelledby="sites">
      <h2 id="sites">{text('options_sites')}</h2>
      <p class="help">{text('options_sites_help')}</p>
      {isListLocked && <LockNote id="sites-lock" />}
      {sites.length > 0 && (
        <ul class="sites">
          {sites.map((site, index) => (
            <li key={site} class="card row">
              <div class="site">
                <strong>
                  <bdi>{toSiteName(site)}</bdi>
                </strong>
                {site.startsWith('http:') && <span class="problem">{text('options_site_http')}</span>}
                <SiteState site={site} {...props} />
                {!isListLocked && isLocked(site) && <LockNote id={`sites.${index}-lock`} />}
                {findProblem(problems, `sites.${index}`) !== null && (
                  <span class="problem">{findProblem(problems, `sites.${index}`)}</span>
                )}
              </div>
              {props.saved.has(site) && !props.granted.has(site) && (
                <Button
                  label={text('options_allow_of', toSiteName(site))}
                  onClick={() => props.onAllow([site])}
                >
                  {text('options_allow')}
                </Button>
              )}
              {!isLocked(site) && (
                <Button
                  label={text('options_remove_site_of', toSiteName(site))}
                  onClick={() => {
                    onChange(sites.toSpliced(index, 1), typed);
                    // The button that has the focus goes away with its site.
                    box.current?.focus();
                  }}
                >
                  {text('options_remove_site')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {!isListLocked && (
        <Field
          id="newSites"
          label={text('options_site_new')}
          help={text('options_site_new_help')}
          problem={findProblem(problems, 'newSites')}
        >
          {tied => (
            <div class="row">
              <input
                {...tied}
                ref={box}
                type="text"
                inputMode="url"
                dir="ltr"
                autocomplete="off"
                spellcheck={false}
                placeholder="https://crm.example.com"
                value={typed}
                onInput={event => onChange(sites, event.currentTarget.value)}
                onKeyDown={event => event.key === 'Enter' && handleAdd()}
              />
              <Button onClick={handleAdd}>{text('options_site_add')}</Button>
            </div>
          )}
        </Field>
      )}
    </section>
  );
}

function SiteState({ site, saved, granted }: { site: string } & Pick<Props, 'saved' | 'granted'>) {
  if (!saved.has(site)) return <span class="help">{text('options_site_unsaved')}</span>;
  if (granted.has(site)) return <span class="good">{text('options_site_watched')}</span>;
  return <span class="problem">{text('options_site_no_access')}</span>;
}
