import type { Language } from './language.ts';

/** Every language we know, most frequent first. */
export const languages: Language[] = [
  {
    id: 'en',
    card: 'cards?|credit_card|debit_card|ccard|^cc|visa|master_card|amex|american express',
    number: 'numbers?|^nums?|^nbr|^nr|^no|digits',
    numberPhrase: 'cc_(?:num|no|nr|nbr)|card_?(?:num|no|nr|nbr)$|16 digits?',
    csc: '^cvv2?|^cvc2?|^csc|^cvn2?|^cvd|^ccv|^cv2|^cvx2?|card_(?:security|verification|validation|id)_?(?:code|number|value|no|num)?|card_code|verification_value|^cvvc|^cid',
    weakCsc:
      '(?:security|verification|validation|sec)_?(?:code|number|no|num|digits)|signature_code|secure_code',
    expiry: 'expir(?:y|es?|ation|ing)|^exp|valid_(?:thru|through|until|till|to)|^mm_(?:yy|aa|jj)|good thru',
    monthYear: '^months?|^years?|^mm|^yy|^yyyy',
    holder:
      'card_?(?:holder|owner|name)|(?:name|appears?) (?:\\S+ ){0,3}card|^cc_?(?:name|owner|holder)|account_holder',
  },
  {
    id: 'de',
    card: 'karten?|kreditkarten?',
    number: 'nummer|^nr|^no',
    csc: 'kartenpruf(?:nummer|ziffer|zahl|code)|pruf(?:nummer|ziffer|zahl)|kartenverifikation',
    weakCsc: 'sicherheits(?:code|nummer)|prufcode',
    expiry: 'gultig_bis|ablauf(?:datum)?|verfall(?:s?datum)?|gultigkeit',
    monthYear: '^monat|^jahr',
    holder: 'karten_?inhaber|name auf der karte',
  },
  {
    id: 'fr',
    card: 'cartes?|^cb',
    number: 'numero|^no|^num',
    csc: 'cryptogramme|code cvv',
    weakCsc: 'code (?:de )?(?:securite|verification)',
    expiry: 'expiration|validite|expire_?(?:a|le|fin)',
    monthYear: '^mois|^annee',
    holder: 'titulaire|porteur|nom (?:\\S+ ){0,3}carte',
  },
];
