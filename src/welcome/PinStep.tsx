import { text } from '../ui/text.ts';

type Props = {
  /** Null where the browser does not tell. */
  isPinned: boolean | null;
};

/** The icon on the toolbar: where the state is seen at a glance. */
export function PinStep({ isPinned }: Props) {
  return (
    <>
      <p>{text('welcome_pin_intro')}</p>
      <p role="status" class={isPinned === true ? 'good' : ''}>
        {isPinned === null ? '' : text(isPinned ? 'welcome_pin_yes' : 'welcome_pin_no')}
      </p>
      {isPinned !== true && (
        <ol class="how">
          <li>
            <Piece />
            <span>{text('welcome_pin_menu')}</span>
          </li>
          <li>
            <Pin />
            <span>{text('welcome_pin_pin')}</span>
          </li>
        </ol>
      )}
      <h3>{text('welcome_pin_shapes')}</h3>
      <ul class="shapes">
        {shapes.map(({ icon, words }) => (
          <li key={icon}>
            <img src={`/icons/${icon}-128.png`} alt="" width="40" height="40" />
            <span>{text(words)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

const shapes = [
  { icon: 'idle', words: 'welcome_shape_idle' },
  { icon: 'paused', words: 'welcome_shape_paused' },
  { icon: 'alert', words: 'welcome_shape_alert' },
  { icon: 'off', words: 'welcome_shape_off' },
] as const;

/** The piece of a puzzle that browsers show for extensions. */
function Piece() {
  return (
    <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true">
      <path
        d="M10 4a2 2 0 1 1 4 0v2h4a2 2 0 0 1 2 2v3.500h-1.500a2.250 2.250 0 0 0 0 4.500H20V20a2 2 0 0 1-2 2h-3.500v-1.500a2.250 2.250 0 0 0-4.500 0V22H6a2 2 0 0 1-2-2v-4h1.500a2.250 2.250 0 0 0 0-4.500H4V8a2 2 0 0 1 2-2h4z"
        fill="none"
        stroke="currentColor"
        stroke-width="1.750"
      />
    </svg>
  );
}

function Pin() {
  return (
    <svg viewBox="0 0 24 24" width="28" height="28" aria-hidden="true">
      <path
        d="M8 3h8v2l-1 1v5l3 3v2h-5v6l-1 1-1-1v-6H6v-2l3-3V6L8 5z"
        fill="none"
        stroke="currentColor"
        stroke-width="1.750"
      />
    </svg>
  );
}
