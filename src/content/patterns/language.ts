/**
 * The words of one language, as sources of regular expressions over text that went through `toWords`
 * (lower case, no accents, single blanks). A `_` stands for an optional blank, a `^` or `$` for the edge of a word.
 */
export type Language = {
  /** Ends the reason, for example `label:card-number.pl`. */
  id: string;
  /** Words for a payment card. */
  card: string;
  /** Words for "number"; next to a card word they make a card number, alone a weak sign. */
  number: string;
  /** Phrases that name a card number by themselves. */
  numberPhrase?: string;
  /** Phrases that can only be the security code of a card. */
  csc: string;
  /** Phrases that are a security code on a card form and something else elsewhere. */
  weakCsc?: string;
  /** Phrases for the end of validity. */
  expiry: string;
  /** Words for month and for year: an expiry only beside a card field. */
  monthYear?: string;
  /** Phrases for the name on the card. */
  holder: string;
  /** Phrases that say: this number is of something else. */
  not?: string;
  /** Bank account number. */
  account?: string;
  /** Number of a person given by a state. */
  nationalId?: string;
};
