import { useId, useState } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';
import { findSettings, type Found } from './find-settings.ts';

/** Finds a setting on this page and takes people to it. */
export function Search() {
  const id = useId();
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<Found[]>([]);
  const isAsked = query.trim() !== '';

  function handleQuery(typed: string) {
    setQuery(typed);
    setFound(findSettings(document, typed));
  }

  function handleChoice({ target }: Found) {
    handleQuery('');
    // What policy has locked takes no focus: its place does.
    const place = target.matches(':disabled')
      ? (target.closest<HTMLElement>('.field, .card') ?? target)
      : target;
    if (place !== target) place.tabIndex = -1;
    place.focus();
    place.scrollIntoView({ block: 'center' });
  }

  return (
    <form role="search" onSubmit={event => event.preventDefault()}>
      <div class="field">
        <label for={id}>{text('options_search')}</label>
        <input
          id={id}
          type="search"
          autocomplete="off"
          spellcheck={false}
          value={query}
          onInput={event => handleQuery(event.currentTarget.value)}
        />
      </div>
      <p role="status" class="help">
        {isAsked &&
          text(found.length === 0 ? 'options_search_none' : 'options_search_found', String(found.length))}
      </p>
      {isAsked && found.length > 0 && (
        <ul class="found">
          {found.map((one, index) => (
            <li key={index}>
              <Button kind="quiet" onClick={() => handleChoice(one)}>
                {one.label === one.section ? one.label : `${one.section}: ${one.label}`}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </form>
  );
}
