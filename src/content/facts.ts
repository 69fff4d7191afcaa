// What a field says about itself, and what stands around it. Never what is in it.
import { readGroup } from './context.ts';
import { readLabels } from './labels.ts';
import { fits } from './patterns/find.ts';
import { toWords } from './text.ts';

/** Where a word was found, the most telling place first. */
export const sources = [
  'label',
  'aria',
  'placeholder',
  'name',
  'id',
  'hint',
  'title',
  'near',
  'after',
  'description',
  'class',
] as const;
export type Source = (typeof sources)[number];

/** What one field says about itself. */
export type OwnFacts = {
  /** Tag name in lower case. */
  tag: string;
  /** The `type` of an input; empty for everything else. */
  type: string;
  /** The tokens of the `autocomplete` attribute, lower case, as written. */
  autocomplete: string[];
  /** Value of an attribute by which a payment provider's script finds its fields. */
  provider: string;
  /** Words in the form of `toWords`, by where they stand; several lines where there are several texts. */
  words: Partial<Record<Source, string>>;
  /** Placeholder and input mask as written, for forms such as `0000 0000 0000 0000`. */
  mask: string;
  pattern: string;
  /** Most characters that can be typed; 0 without limit. */
  maxLength: number;
  /** What the options of a select are. */
  options: '' | 'months' | 'years' | 'other';
};

/** What is known about a field: its own facts, its neighbours and where it stands. */
export type FieldFacts = OwnFacts & {
  /** Fields before this one, nearest first. */
  before: OwnFacts[];
  /** Fields after this one, nearest first. */
  after: OwnFacts[];
  /** Headings and legend over the field. */
  heading: string;
  /** Names, ids and classes of form and containers. */
  container: string;
  /** Host and path of the document that holds the field. */
  host: string;
  path: string;
};

const attribute = (element: Element, name: string): string => element.getAttribute(name) ?? '';

function readHints(element: Element): { hint: string; provider: string } {
  const hints: string[] = [];
  let provider = '';
  for (const { name, value } of element.attributes) {
    if (value.length < 2 || value.length > 60) continue;
    if (fits('provider', name)) provider ||= toWords(value);
    if (hints.length < 8 && fits('hint', name)) hints.push(toWords(value));
  }
  return { hint: hints.join('\n'), provider };
}

function readOptions(element: Element): OwnFacts['options'] {
  if (!(element instanceof HTMLSelectElement)) return '';
  const texts: string[] = [];
  for (let index = 0; index < 14; index++) texts.push(element.options[index]?.text ?? '');
  const numbers = texts
    .map(text => Number.parseInt(/\d+/.exec(text)?.[0] ?? '', 10))
    .filter(number => !Number.isNaN(number));
  const isRun = (from: number): boolean =>
    numbers.length >= from &&
    numbers.every((number, index) => index === 0 || number === (numbers[index - 1] ?? 0) + 1);
  if (isRun(12) && numbers[0] === 1 && numbers.at(-1) === 12) return 'months';
  const first = numbers[0] ?? 0;
  return isRun(4) && (first > 2000 || (first > 9 && first < 50)) ? 'years' : 'other';
}

/** Reads one field without its neighbourhood. `isFocused` allows the dearer look-ups. */
export function readOwnFacts(element: Element, isFocused = false): OwnFacts {
  const tag = element.localName;
  const placeholder =
    attribute(element, 'placeholder') ||
    attribute(element, 'aria-placeholder') ||
    attribute(element, 'data-placeholder');
  const limit = Number.parseInt(attribute(element, 'maxlength') || attribute(element, 'size'), 10);
  const { hint, provider } = readHints(element);
  const words: OwnFacts['words'] = {
    ...readLabels(element, isFocused),
    placeholder: toWords(placeholder),
    name: toWords(attribute(element, 'name')),
    id: toWords(element.id),
    hint,
    title: toWords(attribute(element, 'title')),
    class: toWords(attribute(element, 'class')),
  };
  const masks = ['data-mask', 'data-inputmask', 'data-placeholder', 'mask'].map(name =>
    attribute(element, name).slice(0, 40),
  );
  return {
    tag,
    type: tag === 'input' ? attribute(element, 'type').toLowerCase() || 'text' : '',
    autocomplete: attribute(element, 'autocomplete').toLowerCase().split(/\s+/).filter(Boolean),
    provider,
    words,
    mask: [placeholder.slice(0, 40), ...masks].filter(Boolean).join('\n'),
    pattern: attribute(element, 'pattern').slice(0, 60),
    maxLength: limit > 0 ? limit : 0,
    options: readOptions(element),
  };
}

/**
 * Reads everything `classify` needs about the field that has focus. Costs the same on every page: neighbours
 * and labels are looked for in a bounded stretch of the document. Never reads what was typed.
 */
export function readFacts(element: Element): FieldFacts {
  const { before, after, heading, container } = readGroup(element);
  const { location } = element.ownerDocument;
  return {
    ...readOwnFacts(element, true),
    before: before.map(field => readOwnFacts(field)),
    after: after.map(field => readOwnFacts(field)),
    heading,
    container,
    host: location?.hostname ?? '',
    path: location?.pathname ?? '',
  };
}
