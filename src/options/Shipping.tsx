import { shippingKinds } from '../settings/shipping.ts';
import type { Problem, Settings } from '../settings/schema.ts';
import { Field } from '../ui/Field.tsx';
import { text, type MessageKey } from '../ui/text.ts';
import type { TypedNumbers } from './draft-numbers.ts';
import { NumberField } from './NumberField.tsx';
import { findProblem } from './problems.ts';
import { SecretInput } from './SecretInput.tsx';
import { ShippingStatus } from './ShippingStatus.tsx';
import { ShippingTest } from './ShippingTest.tsx';

type Values = Settings['shipping'];

type Props = {
  shipping: Values;
  /** See `Draft`. */
  secret: string | undefined;
  isSecretStored: boolean;
  numbers: TypedNumbers;
  problems: Problem[];
  onChange: (shipping: Values, secret: string | undefined, numbers: TypedNumbers) => void;
};

type TextName = 'url' | 'header' | 'exposureUrl';

/** Where evidence is sent to, and how far that has come. */
export function Shipping({ shipping, secret, isSecretStored, numbers, problems, onChange }: Props) {
  const set = (change: Partial<Values>) => onChange({ ...shipping, ...change }, secret, numbers);
  const box = (name: TextName, label: MessageKey, help: MessageKey | null) => (
    <Field
      id={`shipping.${name}`}
      label={text(label)}
      help={help === null ? null : text(help)}
      problem={findProblem(problems, `shipping.${name}`)}
    >
      {tied => (
        <input
          {...tied}
          type="text"
          inputMode={name === 'header' ? 'text' : 'url'}
          dir="ltr"
          autocomplete="off"
          spellcheck={false}
          value={shipping[name]}
          onInput={event => set({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  );

  return (
    <section aria-labelledby="shipping-heading">
      <h2 id="shipping-heading">{text('options_ship')}</h2>
      <div class="card">
        <p class="help">{text('options_ship_help')}</p>
        {box('url', 'options_ship_url', 'options_ship_url_help')}
        <Field id="shipping.kind" label={text('options_ship_kind')} help={null} problem={null}>
          {tied => (
            <select
              {...tied}
              value={shipping.kind}
              onChange={event => {
                const kind = shippingKinds.find(one => one === event.currentTarget.value);
                if (kind !== undefined) set({ kind });
              }}
            >
              {shippingKinds.map(kind => (
                <option key={kind} value={kind}>
                  {text(`options_ship_kind_${kind}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <NumberField
          path="shipping.batchSize"
          label="options_ship_batch"
          help="options_ship_batch_help"
          numbers={numbers}
          problems={problems}
          onChange={changed => onChange(shipping, secret, changed)}
        />
        <ShippingTest lane="entries" shipping={shipping} secret={secret} />
        {box('exposureUrl', 'options_ship_notices_url', 'options_ship_notices_url_help')}
        <ShippingTest lane="notices" shipping={shipping} secret={secret} />
        {box('header', 'options_ship_header', null)}
        <Field
          id="shipping.secret"
          label={text('options_ship_secret')}
          help={text('options_ship_secret_help')}
          problem={null}
        >
          {tied => (
            <SecretInput
              tied={tied}
              label={text('options_ship_secret')}
              isStored={isSecretStored}
              change={secret}
              onChange={changed => onChange(shipping, changed, numbers)}
            />
          )}
        </Field>
      </div>
      <ShippingStatus />
    </section>
  );
}
