import { useRef } from 'preact/hooks';
import { fieldKinds } from '../recording/state.ts';
import { createRule, type Rule } from '../settings/rules.ts';
import type { Problem } from '../settings/schema.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { kindNames } from '../ui/kinds.ts';
import { text } from '../ui/text.ts';
import { isSelector } from './draft-rules.ts';
import { findProblem } from './problems.ts';

type Props = {
  /** With their sites as typed. */
  rules: Rule[];
  /** Watched sites, to be chosen from. */
  sites: string[];
  problems: Problem[];
  onChange: (rules: Rule[]) => void;
};

/** What an administrator decided about single fields: it wins over recognition, the first that fits decides. */
export function Rules({ rules, sites, problems, onChange }: Props) {
  const add = useRef<HTMLDivElement>(null);

  function move(index: number, by: number): void {
    const [moved] = rules.slice(index, index + 1);
    if (moved !== undefined) onChange(rules.toSpliced(index, 1).toSpliced(index + by, 0, moved));
  }

  return (
    <section aria-labelledby="rules">
      <h2 id="rules">{text('options_rules')}</h2>
      <p class="help">{text('options_rules_help')}</p>
      <datalist id="rule-sites">
        {sites.map(site => (
          <option key={site} value={site} />
        ))}
      </datalist>
      <ol class="forms">
        {rules.map((rule, index) => (
          <li key={rule.id} class="card">
            <OneRule
              rule={rule}
              path={`rules.${index}`}
              problems={problems}
              onChange={changed => onChange(rules.with(index, changed))}
            />
            <div class="row">
              {index > 0 && (
                <Button label={text('options_rule_up_of', rule.id)} onClick={() => move(index, -1)}>
                  {text('options_rule_up')}
                </Button>
              )}
              {index < rules.length - 1 && (
                <Button label={text('options_rule_down_of', rule.id)} onClick={() => move(index, 1)}>
                  {text('options_rule_down')}
                </Button>
              )}
              <Button
                label={text('options_rule_remove_of', rule.id)}
                onClick={() => {
                  onChange(rules.toSpliced(index, 1));
                  // The button that has the focus goes away with its rule.
                  add.current?.querySelector('button')?.focus();
                }}
              >
                {text('options_rule_remove')}
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <div class="row" ref={add}>
        <Button onClick={() => onChange([...rules, createRule(sites.length === 1 ? (sites[0] ?? '') : '')])}>
          {text('options_rule_add')}
        </Button>
      </div>
    </section>
  );
}

type RuleProps = { rule: Rule; path: string; problems: Problem[]; onChange: (rule: Rule) => void };

function OneRule({ rule, path, problems, onChange }: RuleProps) {
  return (
    <>
      <p class="help">{text('options_rule_id', rule.id)}</p>
      <Field
        id={`${path}.site`}
        label={text('options_rule_site')}
        help={text('options_rule_site_help')}
        problem={findProblem(problems, `${path}.site`)}
      >
        {tied => (
          <input
            {...tied}
            type="text"
            list="rule-sites"
            dir="ltr"
            autocomplete="off"
            spellcheck={false}
            value={rule.site}
            onInput={event => onChange({ ...rule, site: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field id={`${path}.by`} label={text('options_rule_by')} help={null} problem={null}>
        {tied => (
          <select
            {...tied}
            value={rule.by}
            onChange={event =>
              onChange({ ...rule, by: event.currentTarget.value === 'label' ? 'label' : 'selector' })
            }
          >
            <option value="selector">{text('options_rule_by_selector')}</option>
            <option value="label">{text('options_rule_by_label')}</option>
          </select>
        )}
      </Field>
      <Field
        id={`${path}.text`}
        label={text(rule.by === 'selector' ? 'options_rule_selector' : 'options_rule_label')}
        help={text(rule.by === 'selector' ? 'options_rule_selector_help' : 'options_rule_label_help')}
        problem={findProblem(problems, `${path}.text`) ?? toStoredProblem(rule)}
      >
        {tied => (
          <input
            {...tied}
            type="text"
            dir={rule.by === 'selector' ? 'ltr' : 'auto'}
            autocomplete="off"
            spellcheck={false}
            value={rule.text}
            onInput={event => onChange({ ...rule, text: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field id={`${path}.verdict`} label={text('options_rule_verdict')} help={null} problem={null}>
        {tied => (
          <select
            {...tied}
            value={rule.verdict === 'never' ? 'never' : rule.kind}
            onChange={event => onChange(withVerdict(rule, event.currentTarget.value))}
          >
            {fieldKinds.map(kind => (
              <option key={kind} value={kind}>
                {text('options_rule_always', text(kindNames[kind]))}
              </option>
            ))}
            <option value="never">{text('options_rule_never')}</option>
          </select>
        )}
      </Field>
      <Field
        id={`${path}.note`}
        label={text('options_rule_note')}
        help={null}
        problem={findProblem(problems, `${path}.note`)}
      >
        {tied => (
          <input
            {...tied}
            type="text"
            maxLength={200}
            value={rule.note}
            onInput={event => onChange({ ...rule, note: event.currentTarget.value })}
          />
        )}
      </Field>
    </>
  );
}

/** A rule can come from a policy that no page of ours has checked: where it stands, it says that it does nothing. */
function toStoredProblem({ by, text: selector }: Rule): string | null {
  if (by === 'label' || selector.trim() === '' || isSelector(selector)) return null;
  return text('problem_selector', selector);
}

function withVerdict(rule: Rule, chosen: string): Rule {
  if (chosen === 'never') return { ...rule, verdict: 'never' };
  return { ...rule, verdict: 'always', kind: fieldKinds.find(kind => kind === chosen) ?? rule.kind };
}
