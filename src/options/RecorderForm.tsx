import { findRecorder } from '../recorders/index.ts';
import { isSame } from '../settings/same.ts';
import type { Problem, RecorderEntry } from '../settings/schema.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { useIsLocked } from '../ui/locks.tsx';
import { text } from '../ui/text.ts';
import { Access } from './Access.tsx';
import { ChosenRecorder } from './ChosenRecorder.tsx';
import { fieldsOf, toEntry, type DraftRecorder } from './draft.ts';
import { findExtra } from './extras.ts';
import { toRecorderOrigins } from './origins.ts';
import { findProblem, toProblemText } from './problems.ts';
import { SchemaField } from './SchemaField.tsx';
import { SignIn } from './SignIn.tsx';
import { TestResult, type Test } from './TestResult.tsx';
import { readTraits, Traits } from './Traits.tsx';
import { TrialPanel } from './TrialPanel.tsx';
import { withSecrets } from './with-secrets.ts';

type Props = {
  recorder: DraftRecorder;
  /** Where it stands in the settings, for example `recorders.0`. */
  path: string;
  storedSecrets: string[];
  problems: Problem[];
  granted: Set<string>;
  test: Test | null;
  /** As it is in force; null where it is not. */
  saved: RecorderEntry | null;
  /** Whether others are paused along with it. */
  hasOthers: boolean;
  onChange: (recorder: DraftRecorder) => void;
  /** Another recorder is to take its place. */
  onSwap: (type: string) => void;
  onRemove: () => void;
  onTest: () => void;
  onSignIn: () => void;
  onAllow: (patterns: string[]) => void;
};

/** One configured recorder: its settings as its adapter describes them, and "test connection". */
export function RecorderForm(props: Props) {
  const { recorder, path, storedSecrets, problems, onChange } = props;
  const { entry, values, secrets } = recorder;
  const adapter = findRecorder(entry.type);
  const made = toEntry(recorder, storedSecrets, () => undefined);
  const name = adapter?.name ?? entry.type;
  // Where policy has set the list, what helps to fill in a form has nothing to do.
  const isLocked = useIsLocked('recorders');
  const Extra = isLocked ? null : findExtra(entry.type);
  const isBusy = props.test?.state === 'running' || props.test?.state === 'signingIn';
  const settings = withSecrets(made.settings, storedSecrets, secrets);
  const traits = adapter === undefined ? null : readTraits(adapter, settings);
  const isSaved = Object.keys(secrets).length === 0 && isSame(made, props.saved);
  const own = problems.filter(problem => [path, `${path}.type`, `${path}.id`].includes(problem.path));

  return (
    <fieldset class="card" data-recorder={entry.id}>
      <legend>{name}</legend>
      {adapter !== undefined && (
        <ChosenRecorder adapter={adapter} traits={traits} onChange={isLocked ? null : props.onSwap} />
      )}
      {adapter === undefined && <p class="problem">{text('problem_unknownRecorder', entry.type)}</p>}
      {own.map(problem => (
        <p key={problem.path} class="problem">
          {toProblemText(problem)}
        </p>
      ))}
      {fieldsOf(entry.type).map(field => (
        <SchemaField
          key={field.name}
          id={`${path}.settings.${field.name}`}
          field={field}
          value={values[field.name] ?? ''}
          problem={findProblem(problems, `${path}.settings.${field.name}`)}
          onChange={value => onChange({ ...recorder, values: { ...values, [field.name]: value } })}
          secret={{
            isStored: storedSecrets.includes(field.name),
            change: secrets[field.name],
            onChange: change => onChange({ ...recorder, secrets: withChange(secrets, field.name, change) }),
          }}
        />
      ))}
      {Extra !== null && <Extra recorder={recorder} settings={settings} onChange={onChange} />}
      <Field
        id={`${path}.isRequired`}
        label={text('options_required')}
        help={text('options_required_help')}
        problem={null}
        isLabelLast
      >
        {tied => (
          <input
            {...tied}
            type="checkbox"
            checked={recorder.isRequired}
            onChange={event => onChange({ ...recorder, isRequired: event.currentTarget.checked })}
          />
        )}
      </Field>
      <Traits traits={traits} />
      <Access
        patterns={toRecorderOrigins(made, storedSecrets, secrets)}
        granted={props.granted}
        onAllow={props.onAllow}
      />
      {adapter !== undefined && (
        <SignIn adapter={adapter} settings={settings} isBusy={isBusy} onSignIn={props.onSignIn} />
      )}
      <div class="row">
        {adapter !== undefined && (
          <Button onClick={props.onTest} isInert={isBusy} label={text('options_test_of', name)}>
            {text('options_test')}
          </Button>
        )}
        {!isLocked && (
          <Button onClick={props.onRemove} label={text('options_remove_recorder_of', name)}>
            {text('options_remove_recorder')}
          </Button>
        )}
        {adapter !== undefined && (
          <a href={adapter.docs} target="_blank" rel="noreferrer">
            {text('options_docs', name)}
          </a>
        )}
      </div>
      <TestResult test={props.test} />
      {traits !== null && (
        <TrialPanel id={entry.id} name={name} traits={traits} isSaved={isSaved} hasOthers={props.hasOthers} />
      )}
    </fieldset>
  );
}

function withChange(
  secrets: Record<string, string>,
  name: string,
  change: string | undefined,
): Record<string, string> {
  const { [name]: _before, ...others } = secrets;
  return change === undefined ? others : { ...others, [name]: change };
}
