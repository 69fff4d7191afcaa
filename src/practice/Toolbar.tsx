import type { View } from '../recording/view.ts';
import { toBadge } from '../ui/badge.ts';
import { text } from '../ui/text.ts';

/** A picture of what the toolbar's button would show; the real one goes on showing the real recorder. */
export function Toolbar({ view }: { view: View | null }) {
  const badge = view === null ? null : toBadge(view);
  return (
    <div class="toolbar">
      <span class="toolbar-button">
        <img src={`/icons/${badge?.icon ?? 'idle'}-32.png`} alt="" width="32" height="32" />
        {badge !== null && badge.text !== '' && (
          <span class="toolbar-badge" style={{ background: badge.color }} aria-hidden="true">
            {badge.text}
          </span>
        )}
      </span>
      <p>
        <span class="help">{text('practice_toolbar')}</span>
        <strong>{badge === null ? text('status_connecting') : text(badge.title)}</strong>
      </p>
    </div>
  );
}
