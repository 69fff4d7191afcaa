/**
 * The words of one language, as sources of regular expressions over text that went through `toWords`
 * (lower case, no accents, single blanks). They may be written in their natural spelling, accents and all.
 * All languages are looked for at once: what one has need not stand in another again.
 * A `_` stands for an optional blank, `^` and `$` for the edges of a word.
 */
export type Language = {
  /** Ends the reason, for example `label:card-number.pl`. */
  id: string;
  /** Words for a card. Beside `number` they make a card number, beside `name` a holder. */
  card: string;
  /** Words for "number". */
  number: string;
  /** Words that tell a payment card from other cards: credit, debit, bank. */
  credit?: string;
  /** Words for "code", where they are none of the common ones. */
  code?: string;
  /** Words that make a code a security code: security, verification, check. */
  secure?: string;
  /** Words for the end of validity. */
  expiry?: string;
  /** Words for month and for year. */
  monthYear?: string;
  /** Words for somebody's name. */
  name?: string;
  /** Words for the holder of a card. */
  holder?: string;
  /** Cards and codes that are no payment cards: gift, loyalty, member, identity, insurance, one-time code, image. */
  other?: string;
};
