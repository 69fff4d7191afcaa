import type { Ref } from 'preact';
import { kindNames } from '../ui/kinds.ts';
import { text } from '../ui/text.ts';

/** The fields in which something can have the focus. */
export const fieldNames = ['order', 'card-number', 'card-expiry', 'card-csc', 'postcode'] as const;
export type FieldName = (typeof fieldNames)[number];

type Props = {
  formRef: Ref<HTMLFormElement>;
  onPay: () => void;
};

const labels = {
  order: 'practice_order',
  'card-number': kindNames['card-number'],
  'card-expiry': kindNames['card-expiry'],
  'card-csc': kindNames['card-csc'],
  postcode: 'practice_postcode',
} as const;

const examples: Record<FieldName, string> = {
  order: '2041',
  'card-number': '4111 1111 1111 1111',
  'card-expiry': '11 / 29',
  'card-csc': '737',
  postcode: '8001',
};

/**
 * A payment form that leads nowhere. Its fields are recognised as those of any page are, by their names and labels, and
 * nobody reads what is in them.
 */
export function PayForm({ formRef, onPay }: Props) {
  return (
    <form
      class="card pay"
      ref={formRef}
      aria-labelledby="pay-heading"
      onSubmit={event => {
        event.preventDefault();
        onPay();
      }}
    >
      <h2 id="pay-heading">{text('practice_form')}</h2>
      <p class="help" id="pay-help">
        {text('practice_form_help')}
      </p>
      {fieldNames.map(name => (
        <div class={`field pay-${name}`} key={name}>
          <label for={name}>{text(labels[name])}</label>
          <input
            id={name}
            name={name}
            type="text"
            inputMode="numeric"
            dir="ltr"
            // Browsers offer to fill in, and to keep, the cards of fields that say what they are.
            autocomplete="off"
            maxLength={24}
            placeholder={examples[name]}
            aria-describedby="pay-help"
          />
        </div>
      ))}
      <button class="button" type="submit">
        {text('practice_pay')}
      </button>
    </form>
  );
}
