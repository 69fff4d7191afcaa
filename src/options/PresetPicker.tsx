import { useState } from 'preact/hooks';
import { presets, toDescriptionText } from '../recorders/custom/presets/index.ts';
import type { Preset } from '../recorders/custom/presets/preset.ts';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';
import type { FieldValue } from './form-fields.ts';

type Props = {
  /** Makes the ids of this picker unlike those of others. */
  id: string;
  /** Given what goes into the form's fields. */
  onUse: (values: Record<string, FieldValue>) => void;
};

/** Descriptions of known vendors, each with what it stands on and what is only inferred. */
export function PresetPicker({ id, onUse }: Props) {
  const [chosen, setChosen] = useState('');
  const preset = presets.find(known => known.id === chosen);
  const selectId = `${id}.preset`;
  return (
    <div class="field">
      <label for={selectId}>{text('options_custom_preset')}</label>
      <div class="row">
        <select
          id={selectId}
          aria-describedby={`${selectId}-help`}
          value={chosen}
          onChange={event => setChosen(event.currentTarget.value)}
        >
          <option value="">{text('options_choose')}</option>
          {presets.map(({ id: value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        <Button
          isInert={preset === undefined}
          onClick={() => preset !== undefined && onUse(toValues(preset))}
        >
          {text('options_custom_preset_use')}
        </Button>
      </div>
      <p id={`${selectId}-help`} class="help">
        {text('options_custom_preset_help')}
      </p>
      {preset !== undefined && <Facts preset={preset} />}
    </div>
  );
}

function Facts({ preset: { sources, inferred } }: { preset: Preset }) {
  return (
    <>
      <h3>{text('options_custom_inferred')}</h3>
      <ul>
        {inferred.map(sentence => (
          <li key={sentence}>{text(sentence)}</li>
        ))}
      </ul>
      <h3>{text('options_custom_sources')}</h3>
      <ul class="help" lang="en" dir="ltr">
        {sources.map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </>
  );
}

/** The preset's description and address, and the names of the values that it needs. */
function toValues(preset: Preset): Record<string, FieldValue> {
  const names = Object.entries(preset.description.variables ?? {}).filter(
    ([, { initial }]) => initial === undefined,
  );
  return {
    baseUrl: preset.baseUrl,
    description: toDescriptionText(preset),
    values: names.map(([name]) => `${name} = `).join('\n'),
  };
}
