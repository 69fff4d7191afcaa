import { fieldKinds, type FieldKind } from '../recording/state.ts';
import { kindNames } from '../ui/kinds.ts';
import { text } from '../ui/text.ts';

type Props = {
  kinds: FieldKind[];
  onChange: (kinds: FieldKind[]) => void;
};

/** Which kinds of field pause the recording. */
export function Kinds({ kinds, onChange }: Props) {
  return (
    <section aria-labelledby="kinds">
      <h2 id="kinds">{text('options_kinds')}</h2>
      <fieldset class="card" aria-describedby="kinds-help">
        <legend class="unseen">{text('options_kinds')}</legend>
        <p id="kinds-help" class="help">
          {text('options_kinds_help')}
        </p>
        {fieldKinds.map(kind => (
          <label key={kind} class="check">
            <input
              type="checkbox"
              checked={kinds.includes(kind)}
              onChange={event =>
                // In the list's own order, so that the same choice is always the same settings.
                onChange(
                  fieldKinds.filter(other =>
                    other === kind ? event.currentTarget.checked : kinds.includes(other),
                  ),
                )
              }
            />
            {text(kindNames[kind])}
          </label>
        ))}
        <p role="status" class="problem">
          {kinds.length === 0 ? text('options_kinds_none') : ''}
        </p>
      </fieldset>
    </section>
  );
}
