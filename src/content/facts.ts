// What a field says about itself, and what stands around it. Never what is in it.
import { readGroup } from './context.ts';
import { readLabel } from './labels.ts';
import { toWords } from './text.ts';

/** What one field says about itself. Texts are in the form of `toWords` unless said otherwise. */
export type OwnFacts = {
  /** Tag name in lower case. */
  tag: string;
  /** The `type` of an input; empty for everything else. */
  type: string;
  /** The tokens of the `autocomplete` attribute, lower case, as written. */
  autocomplete: string[];
  /** Label text: `label`, `aria-labelledby`, the host of a shadow root, `aria-label`. */
  label: string;
  name: string;
  id: string;
  placeholder: string;
  title: string;
  /** Text just before the field or at the head of its table column, only where there is no label. */
  near: string;
  /** Test ids, binding names and attributes of payment providers. */
  hints: string;
  /** The placeholder as written, for masks such as `0000 0000 0000 0000`. */
  mask: string;
  pattern: string;
  /** -1 without limit. */
  maxLength: number;
};

/** What is known about a field: its own facts, its neighbours and where it stands. */
export type FieldFacts = OwnFacts & {
  /** Fields before this one, nearest first. */
  before: OwnFacts[];
  /** Fields after this one, nearest first. */
  after: OwnFacts[];
  /** Heading, legend and names of the form. */
  group: string;
  /** Host of the document that holds the field. */
  host: string;
};

const hintAttributes = [
  'data-testid', 'data-test', 'data-qa', 'data-cy', 'data-id', 'data-field', 'data-name', 'formcontrolname',
  'ng-model', 'data-bind', 'x-autocompletetype', 'data-stripe', 'data-recurly', 'data-braintree-name',
  'data-encrypted-name', 'data-checkout', 'data-omise', 'data-worldpay', 'data-fieldtype', 'data-ifields-id',
  'data-elements-stable-field-name', 'data-pcp', 'data-vgs-name', 'data-cse', 'data-mask',
]; // prettier-ignore

const attribute = (element: Element, name: string): string => element.getAttribute(name) ?? '';

/** Reads one field without its neighbourhood. */
export function readOwnFacts(element: Element): OwnFacts {
  const tag = element.localName;
  const placeholder =
    attribute(element, 'placeholder') ||
    attribute(element, 'aria-placeholder') ||
    attribute(element, 'data-placeholder');
  const { label, near } = readLabel(element);
  const limit = Number.parseInt(attribute(element, 'maxlength'), 10);
  return {
    tag,
    type: tag === 'input' ? attribute(element, 'type').toLowerCase() || 'text' : '',
    autocomplete: attribute(element, 'autocomplete').toLowerCase().split(/\s+/).filter(Boolean),
    label: toWords(label),
    name: toWords(attribute(element, 'name')),
    id: toWords(element.id),
    placeholder: toWords(placeholder),
    title: toWords(attribute(element, 'title')),
    near: toWords(near),
    hints: toWords(hintAttributes.map(name => attribute(element, name)).join(' ')),
    mask: placeholder.slice(0, 40),
    pattern: attribute(element, 'pattern').slice(0, 60),
    maxLength: Number.isNaN(limit) ? -1 : limit,
  };
}

/**
 * Reads everything `classify` needs about the field that has focus. Costs the same on every page: neighbours
 * and labels are looked for in a bounded stretch of the document. Never reads what was typed.
 */
export function readFacts(element: Element): FieldFacts {
  const { before, after, words } = readGroup(element);
  return {
    ...readOwnFacts(element),
    before: before.map(readOwnFacts),
    after: after.map(readOwnFacts),
    group: toWords(words),
    host: element.ownerDocument.location?.hostname ?? '',
  };
}
