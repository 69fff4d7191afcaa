import { Button } from '../ui/Button.tsx';
import { text, type MessageKey } from '../ui/text.ts';
import { isCard, parts, type Part } from './script.ts';
import type { HeardDigit, Verdict } from './verdict.ts';

type Props = {
  verdict: Verdict;
  /** How long the recorder took to pause after the first focus, in ms. */
  pausedAfterMs: number | null;
  isPlaying: boolean;
  onListen: () => void;
};

const names = {
  before: 'practice_part_before',
  'card-number': 'kind_card_number',
  'card-expiry': 'kind_card_expiry',
  'card-csc': 'kind_card_csc',
  after: 'practice_part_after',
} as const satisfies Record<Part, MessageKey>;

/** Which digits of the call can be heard in its recording. */
export function Result({ verdict, pausedAfterMs, isPlaying, onListen }: Props) {
  const { card, others } = verdict;
  const isGood = card.said > 0 && card.heard === 0 && others.heard === others.said;
  return (
    <section class={`card result ${isGood ? 'result-good' : 'result-bad'}`} aria-labelledby="result">
      <h2 id="result">{toHeadline(verdict)}</h2>
      <p>{text('practice_result_others', String(others.heard), String(others.said))}</p>
      {pausedAfterMs !== null && <p>{text('practice_result_time', (pausedAfterMs / 1000).toFixed(1))}</p>}
      <dl class="heard">
        {parts
          .filter(part => verdict.digits.some(digit => digit.part === part))
          .map(part => (
            <div key={part}>
              <dt>{text(names[part])}</dt>
              <dd dir="ltr">
                {verdict.digits
                  .filter(digit => digit.part === part)
                  .map(digit => (
                    <Digit key={digit.startMs} {...digit} />
                  ))}
                <span class="unseen"> {toWords(verdict, part)}</span>
              </dd>
            </div>
          ))}
      </dl>
      <div class="row">
        <Button onClick={onListen}>{text(isPlaying ? 'practice_listen_stop' : 'practice_listen')}</Button>
        <p class="help">{text('practice_result_how')}</p>
      </div>
    </section>
  );
}

function Digit({ digit, isHeard, part }: HeardDigit) {
  const tone = isHeard ? (isCard(part) ? 'leaked' : 'heard') : 'silent';
  return (
    <span class={`digit digit-${tone}`} aria-hidden="true">
      {digit}
    </span>
  );
}

function toHeadline({ card }: Verdict): string {
  if (card.said === 0) return text('practice_result_none');
  if (card.heard === 0) return text('practice_result_good', String(card.said));
  return text('practice_result_bad', String(card.heard), String(card.said));
}

/** The same for those who do not see the digits. */
function toWords({ digits }: Verdict, part: Part): string {
  const own = digits.filter(digit => digit.part === part);
  const heard = own.filter(({ isHeard }) => isHeard).length;
  return text('practice_result_part', String(heard), String(own.length));
}
