import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';

/** What we know of the site in the current tab. */
export type SiteState =
  | { state: 'unknown' }
  /** A browser page, a file, a store: nothing that could be watched. */
  | { state: 'unsupported' }
  /** `excluded`: not among the sites that policy has set. */
  | { state: 'watched' | 'unwatched' | 'excluded' | 'noAccess' | 'declined'; site: string; pattern: string };

type Props = {
  site: SiteState;
  onProtect: (pattern: string) => void;
};

/** Whether card fields of the current site pause anything; and the one click that makes them. */
export function Site({ site, onProtect }: Props) {
  if (site.state === 'unknown') return null;
  return (
    <section aria-labelledby="site">
      <h2 id="site">{text('popup_site')}</h2>
      {site.state === 'unsupported' ? (
        <p>{text('popup_site_unsupported')}</p>
      ) : (
        <>
          <p class={site.state === 'watched' ? '' : 'unprotected'}>
            {text(`popup_site_${site.state}`, site.site)}
          </p>
          {site.state !== 'watched' && site.state !== 'excluded' && (
            <Button onClick={() => onProtect(site.pattern)}>
              {text(site.state === 'unwatched' ? 'popup_protect' : 'popup_allow')}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
