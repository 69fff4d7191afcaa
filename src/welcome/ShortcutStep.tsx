import { Button } from '../ui/Button.tsx';
import { openShortcutSettings, type Shortcuts } from '../ui/shortcut.ts';
import { text } from '../ui/text.ts';

/** The keys that are really bound, and what to do where none are or where they do nothing. */
export function ShortcutStep({ shortcuts }: { shortcuts: Shortcuts }) {
  const { toggle, open } = shortcuts;
  return (
    <>
      <p>{text('welcome_shortcut_intro')}</p>
      <dl class="keys">
        <Keys name={text('welcome_shortcut_toggle')} keys={toggle} />
        <Keys name={text('welcome_shortcut_open')} keys={open} />
      </dl>
      <p role="status" class={toggle === '' ? 'problem' : 'unseen'}>
        {toggle === '' ? text('welcome_shortcut_unbound') : ''}
      </p>
      <div>
        <Button onClick={() => void openShortcutSettings()}>
          {text(toggle === '' ? 'popup_shortcut_set' : 'welcome_shortcut_change')}
        </Button>
      </div>
      <h3>{text('welcome_shortcut_dead')}</h3>
      <p>{text('welcome_shortcut_taken')}</p>
      <p>{text('welcome_shortcut_without')}</p>
    </>
  );
}

function Keys({ name, keys }: { name: string; keys: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{keys === '' ? text('welcome_shortcut_none') : <kbd dir="ltr">{keys}</kbd>}</dd>
    </div>
  );
}
