import { text, type MessageKey } from '../ui/text.ts';
import { countSaid, digitsOf, toWritten, type Part, type SaidDigit } from './script.ts';

const sentences = {
  before: 'practice_says_before',
  'card-number': 'practice_says_number',
  'card-expiry': 'practice_says_expiry',
  'card-csc': 'practice_says_csc',
  after: 'practice_says_after',
} as const satisfies Record<Part, MessageKey>;

/** What the caller says now, to be read along: the sound is only drawn. */
export function Caller({ said }: { said: SaidDigit[] }) {
  const part = said.at(-1)?.part;
  const count = part === undefined ? 0 : countSaid(said, part);
  return (
    <div class="caller">
      <p class="help">{text('practice_caller')}</p>
      {part === undefined ? (
        <p class="bubble">{text('practice_says_nothing')}</p>
      ) : (
        <p class="bubble">
          {text(sentences[part])}{' '}
          <bdi class="spoken">
            {toWritten(part, count)}
            <span class="unspoken" aria-hidden="true">
              {'·'.repeat(digitsOf[part].length - count)}
            </span>
          </bdi>
        </p>
      )}
    </div>
  );
}
