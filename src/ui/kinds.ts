import type { FieldKind } from '../recording/state.ts';
import type { MessageKey } from './text.ts';

/** What each kind of field is called. */
export const kindNames = {
  'card-number': 'kind_card_number',
  'card-csc': 'kind_card_csc',
  'card-expiry': 'kind_card_expiry',
  'card-holder': 'kind_card_holder',
  'bank-account': 'kind_bank_account',
  iban: 'kind_iban',
  routing: 'kind_routing',
  'national-id': 'kind_national_id',
} as const satisfies Record<FieldKind, MessageKey>;
