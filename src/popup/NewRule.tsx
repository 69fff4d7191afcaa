import { useState } from 'preact/hooks';
import type { MadeProposal } from '../messages.ts';
import { fieldKinds, type FieldKind } from '../recording/state.ts';
import type { Rule } from '../settings/rules.ts';
import { Button } from '../ui/Button.tsx';
import { kindNames } from '../ui/kinds.ts';
import { toReasonText } from '../ui/reasons.ts';
import { toSiteName } from '../ui/site-pattern.ts';
import { text } from '../ui/text.ts';
import type { Picker } from './use-picker.ts';

type Props = Pick<Picker, 'failure' | 'preview' | 'save' | 'cancel'> & { proposal: MadeProposal };

/** The field that a person has pointed at, looked at before it becomes a rule. */
export function NewRule({ proposal, failure, preview, save, cancel }: Props) {
  const { selector, label, selectorMatches, labelMatches } = proposal;
  const [by, setBy] = useState<Rule['by']>(() => toBestWay(proposal));
  const [kind, setKind] = useState<FieldKind>(proposal.kind ?? 'card-number');
  const [verdict, setVerdict] = useState(proposal.verdict);
  const ways = [
    {
      way: 'selector',
      sentence: text('popup_rule_selector', selector, String(selectorMatches)),
      isShown: true,
    },
    { way: 'label', sentence: text('popup_rule_label', label, String(labelMatches)), isShown: label !== '' },
  ] as const;

  return (
    <section aria-labelledby="new-rule" class="new-rule">
      <h2 id="new-rule">{text('popup_rule')}</h2>
      <p>{text('popup_rule_site', toSiteName(proposal.site))}</p>
      <p>
        {proposal.kind === null
          ? text('popup_rule_unknown')
          : text('popup_rule_known', text(kindNames[proposal.kind]))}
      </p>
      {proposal.reasons.length > 0 && (
        <ul class="reasons">
          {proposal.reasons.slice(0, 3).map(reason => (
            <li key={reason}>{toReasonText(reason, text)}</li>
          ))}
        </ul>
      )}
      <label>
        {text('options_rule_verdict')}
        <select
          value={verdict === 'never' ? 'never' : kind}
          onChange={event => {
            const chosen = fieldKinds.find(one => one === event.currentTarget.value);
            setVerdict(chosen === undefined ? 'never' : 'always');
            if (chosen !== undefined) setKind(chosen);
          }}
        >
          {fieldKinds.map(one => (
            <option key={one} value={one}>
              {text('options_rule_always', text(kindNames[one]))}
            </option>
          ))}
          <option value="never">{text('options_rule_never')}</option>
        </select>
      </label>
      <fieldset>
        <legend>{text('popup_rule_by')}</legend>
        {ways
          .filter(({ isShown }) => isShown)
          .map(({ way, sentence }) => (
            <label key={way} class="way">
              <input
                type="radio"
                name="by"
                checked={by === way}
                onChange={() => {
                  setBy(way);
                  void preview(way, way === 'selector' ? selector : label);
                }}
              />
              <span>{sentence}</span>
            </label>
          ))}
      </fieldset>
      {failure !== null && (
        <p class="failure" role="alert">
          {failure}
        </p>
      )}
      <Button
        kind="primary"
        onClick={() => void save({ by, text: by === 'selector' ? selector : label, verdict, kind })}
      >
        {text('popup_rule_save')}
      </Button>
      <Button onClick={() => void cancel()}>{text('popup_rule_cancel')}</Button>
    </section>
  );
}

/** A place that is counted breaks when the page changes a little: a label that is nobody else's lasts longer. */
function toBestWay({ selector, label, selectorMatches, labelMatches }: MadeProposal): Rule['by'] {
  const isFragile = selectorMatches !== 1 || selector.includes(':nth-of-type');
  return isFragile && label !== '' && labelMatches === 1 ? 'label' : 'selector';
}
