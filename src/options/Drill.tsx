import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../settings/schema.ts';
import { Button } from '../ui/Button.tsx';
import { DrillWords } from '../ui/DrillWords.tsx';
import { openPage } from '../ui/pages.ts';
import { text } from '../ui/text.ts';
import { ask, type AnswerTo } from '../ui/worker.ts';
import type { TypedNumbers } from './draft-numbers.ts';
import { NumberField } from './NumberField.tsx';

type Props = {
  numbers: TypedNumbers;
  problems: Problem[];
  onChange: (numbers: TypedNumbers) => void;
};

const everyMs = 5_000;

/** How often CardHush tests itself, and what came of it last. */
export function Drill(props: Props) {
  const [last, setLast] = useState<AnswerTo<'getDrill'>['drill']>(null);

  useEffect(() => {
    const look = () => void ask({ type: 'getDrill' }).then(({ drill }) => setLast(drill), () => undefined); // prettier-ignore
    look();
    const timer = setInterval(look, everyMs);
    return () => clearInterval(timer);
  }, []);

  return (
    <section aria-labelledby="drill-heading">
      <h2 id="drill-heading">{text('options_drill')}</h2>
      <div class="card">
        <p class="help">{text('options_drill_help')}</p>
        <NumberField
          path="drill.everyDays"
          label="options_drill_days"
          help="options_drill_days_help"
          {...props}
        />
        <div class="row">
          <Button onClick={() => void openPage('drill')}>{text('options_drill_run')}</Button>
        </div>
        <div role="status">
          {last === null ? <p>{text('options_drill_none')}</p> : <DrillWords {...last} />}
        </div>
      </div>
    </section>
  );
}
