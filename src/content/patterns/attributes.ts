// Digits as people write them, named one by one: a class of all the world's digits takes long to compile.
const sign = String.raw`\d٠-٩۰-۹０-９०-९๐-๙xX#*•·●_`;
const digit = `[${sign}∙.-]`;
const parting = '( ?[ /-] ?)';
/** The end of a line. A dollar sign means something else in `_locales`. */
const lineEnd = String.raw`(?![^\n])`;

/** What attributes tell of a field, as expressions: about names of attributes, and about their values. */
export const attributes = {
  /** Names of attributes by which the scripts of payment providers find their fields. */
  provider:
    '^(?:data-(?:stripe|recurly|braintree|encrypt|checkout|omise|worldpay|fieldtype|ifields|elements|eway|conekta|openpay|culqi|iugu|paylane|pcp)|x-autocomplete)',
  /** Names that programmers give a field beside `name` and `id`. Nothing that may hold a value, a state or a message. */
  hint: '^(?:data-(?!.*(?:valu|content|json|state|opt|src|ur[il]|conf|err|reac|default))|formcontrolname|ng-model|v-model|x-model|wire:model)',
  /** Placeholders and input masks: digits in groups, digits without, a date without a day. */
  'mask:card-number': String.raw`^\s*${digit}{4}${parting}${digit}{4}\1${digit}{4}\1${digit}{1,7}|^\s*${digit}{4}${parting}${digit}{6}\2${digit}{5}\s*${lineEnd}`,
  digits: `^[${sign}]{15,19}${lineEnd}`,
  'mask:card-expiry': String.raw`^\s*[01_xX]?[\d_xX]\s*/\s*[\d_xX]{2,4}\s*${lineEnd}`,
  /** Values of `pattern` that take as many digits as a card has. */
  pattern: String.raw`\{1[3-9](,(19|2\d))?\}|(\\d|\[0-9\])\{4\}.*\{4\}.*\{4\}`,
  /** What providers' scripts call their fields, in the form of `toWords`. */
  'provider:card-number': '(^|card |pan )number(?![^])|card number|^pan(?![^])',
  'provider:card-csc': 'cvc|cvv|csc|security code|verification',
  'provider:card-expiry': 'exp|^month(?![^])|^year(?![^])',
  'provider:card-holder': 'holder|^name(?![^])|card name',
};
