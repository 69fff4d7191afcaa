import { Button } from '../ui/Button.tsx';
import { toSiteName } from '../ui/site-pattern.ts';
import { text } from '../ui/text.ts';

type Props = {
  patterns: string[];
  granted: Set<string>;
  onAllow: (patterns: string[]) => void;
};

/** The addresses of a recorder that the browser does not let us reach yet, and the button that asks it to. */
export function Access({ patterns, granted, onAllow }: Props) {
  const missing = patterns.filter(pattern => !granted.has(pattern));
  if (missing.length === 0) return null;
  return (
    <div class="warning">
      <p>{text('options_no_access', missing.map(toSiteName).join(', '))}</p>
      <Button onClick={() => onAllow(missing)}>{text('options_allow')}</Button>
    </div>
  );
}
