import { descriptionTextSchema } from '../recorders/custom/parse.ts';
import type { Description } from '../recorders/custom/description.ts';
import { valueLinesSchema } from '../recorders/custom/given.ts';
import { toPreview, type PreviewRequest } from '../recorders/custom/preview.ts';
import { checkEntry } from '../settings/check.ts';
import { text } from '../ui/text.ts';
import type { ExtraProps } from './extras.ts';
import { PresetPicker } from './PresetPicker.tsx';
import { toProblemText } from './problems.ts';

/** The requests that a description stands for, as they would be sent; above them, descriptions to begin with. */
export function CustomPreview({ recorder, settings, onChange }: ExtraProps) {
  const description = readDescription(settings);
  const problems = checkEntry({ ...recorder.entry, settings }, {}).filter(({ path }) =>
    path.startsWith('settings.description.'),
  );
  return (
    <div class="custom">
      <PresetPicker
        id={recorder.entry.id}
        onUse={values => onChange({ ...recorder, values: { ...recorder.values, ...values } })}
      />
      {problems.length > 0 && (
        <ul class="problem">
          {problems.map(problem => (
            <li key={`${problem.path} ${problem.code}`}>
              <code>{problem.path.replace('settings.description.', '')}</code>: {toProblemText(problem)}
            </li>
          ))}
        </ul>
      )}
      {description?.warning !== undefined && (
        <>
          <h3>{text('options_custom_warning')}</h3>
          <p class="problem" dir="auto">
            {description.warning}
          </p>
        </>
      )}
      {description !== null && <Variables description={description} />}
      <h3>{text('options_custom_preview')}</h3>
      <Requests requests={description === null ? [] : readPreview(description, settings)} />
    </div>
  );
}

/** Null while it is no description. */
function readDescription({ description }: Record<string, unknown>): Description | null {
  return descriptionTextSchema.safeParse(description).data ?? null;
}

function readPreview(description: Description, settings: Record<string, unknown>): PreviewRequest[] {
  const toText = (name: string) => String(settings[name] ?? '');
  const baseUrl = toText('baseUrl').trim();
  if (!URL.canParse(baseUrl)) return [];
  const { data: values = {} } = valueLinesSchema.safeParse(toText('values'));
  return toPreview(
    description,
    { baseUrl, values, extension: toText('extension').trim(), agentId: toText('agentId').trim() },
    {},
  );
}

function Variables({ description: { variables } }: { description: Description }) {
  const named = Object.entries(variables);
  if (named.length === 0) return null;
  return (
    <>
      <h3>{text('options_custom_values')}</h3>
      <ul>
        {named.map(([name, { label, initial }]) => (
          <li key={name}>
            <code>{name}</code>: {label} {initial === undefined ? '' : `(${initial})`}
          </li>
        ))}
      </ul>
    </>
  );
}

function Requests({ requests }: { requests: PreviewRequest[] }) {
  if (requests.length === 0) return <p class="help">{text('options_custom_preview_none')}</p>;
  return (
    <>
      <p class="help">{text('options_custom_preview_help')}</p>
      <ol class="requests">
        {requests.map((request, index) => (
          <li key={index}>
            <strong>{text(`options_custom_step_${request.step}`)}</strong>
            {request.problem === null ? (
              <pre dir="ltr">{toWire(request)}</pre>
            ) : (
              <p class="problem">{text('options_custom_unsendable', request.problem)}</p>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

/** As people read requests: the first line, the headers, and the body below an empty line. */
function toWire({ method, url, headers, body }: PreviewRequest): string {
  const head = [`${method} ${url}`, ...headers.map(({ name, value }) => `${name}: ${value}`)].join('\n');
  return body === null ? head : `${head}\n\n${body}`;
}
