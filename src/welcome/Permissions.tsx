import { toSiteName } from '../ui/site-pattern.ts';
import { text, type MessageKey } from '../ui/text.ts';

type Props = {
  /** Match patterns that are needed, and that the browser does not let us use yet. */
  patterns: string[];
  /** What for. */
  reason: MessageKey;
};

/** What the browser is going to ask, and why: said before it asks. */
export function Permissions({ patterns, reason }: Props) {
  if (patterns.length === 0) return null;
  return (
    <div class="permissions">
      <p>{text('welcome_asks')}</p>
      <ul>
        {patterns.map(pattern => (
          <li key={pattern}>
            <bdi>{toSiteName(pattern)}</bdi>
          </li>
        ))}
      </ul>
      <p class="help">{text(reason)}</p>
    </div>
  );
}
