/** What attributes tell of a field, as expressions: about names of attributes, and about their values. */
export const attributes = {
  /** Names of attributes by which the scripts of payment providers find their fields. */
  provider:
    '^(?:data-(?:stripe|recurly|braintree|encrypt|checkout|omise|worldpay|fieldtype|ifields|elements|eway|conekta|openpay|culqi|iugu|paylane|pcp)|x-autocomplete)',
  /** Names that programmers give a field beside `name` and `id`. Nothing that may hold a value, a state or a message. */
  hint: '^(?:data-(?!.*(?:valu|content|json|state|opt|src|ur[il]|conf|err|reac|default))|formcontrolname|ng-model|v-model|x-model|wire:model)',
  /** What providers' scripts call their fields, in the form of `toWords`. */
  'provider:card-number': '(^|card |pan )number(?![^])|card number|^pan(?![^])',
  'provider:card-csc': 'cvc|cvv|csc|security code|verification',
  'provider:card-expiry': 'exp|^month(?![^])|^year(?![^])',
  'provider:card-holder': 'holder|^name(?![^])|card name',
};
