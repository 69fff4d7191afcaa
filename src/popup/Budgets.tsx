import type { Ruling } from '../governance/decide.ts';
import { toClock } from '../ui/duration.ts';
import { text } from '../ui/text.ts';

type Props = { ruling: Ruling | null };

/** How much of the time is used that recordings may be off: from four fifths on. */
export function Budgets({ ruling }: Props) {
  const budgets = ruling?.budgets.filter(({ level }) => level !== 'fine') ?? [];
  return (
    <>
      {budgets.map(({ scope, usedMs, budgetMs, level }) => (
        <div class="warning" key={scope}>
          <p>
            {text(
              scope === 'call' ? 'popup_budget_call' : 'popup_budget_shift',
              toClock(usedMs),
              toClock(budgetMs),
            )}{' '}
            {level === 'used' && text('popup_budget_used')}
          </p>
        </div>
      ))}
    </>
  );
}
