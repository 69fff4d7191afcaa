// What a description would send, for people to look at before they rely on it. Secrets are never in it.
import { toFailure } from '../errors.ts';
import { toContent, toUrl } from '../http.ts';
import type { Description, RequestTemplate } from './description.ts';
import { toGiven } from './given.ts';
import { toRequest } from './request.ts';
import type { Values } from './template.ts';

/** One request as it would leave. */
export type PreviewRequest = {
  step: 'check' | 'lookUp' | 'pause' | 'resume' | 'read';
  method: string;
  /** The whole address, encoded as it is sent. */
  url: string;
  headers: { name: string; value: string }[];
  /** Null where there is none. */
  body: string | null;
  /** Why it cannot be sent with these values; null where it can. */
  problem: string | null;
};

type PreviewSettings = {
  baseUrl: string;
  extension?: string | undefined;
  agentId?: string | undefined;
  values?: Values | undefined;
};

const mask = '••••';

/** Every request of a description in the order in which they are sent. Samples stand in for what is not known yet. */
export function toPreview(
  description: Description,
  settings: PreviewSettings,
  sampleValues: Values,
): PreviewRequest[] {
  const { check, lookUp, pause, resume, read } = description;
  const values = {
    ...toExamples(description),
    ...sampleValues,
    ...toGiven({ ...settings, description }),
  };
  const toOne = (step: PreviewRequest['step'], template: RequestTemplate, first: Values = {}) =>
    toPreviewRequest(step, template, { ...values, ...first }, settings.baseUrl, description.auth);
  return [
    ...(check === undefined ? [] : [toOne('check', check)]),
    ...lookUp.map(step => toOne('lookUp', step)),
    // The first pause of a call knows nothing of an earlier answer.
    toOne('pause', pause, pause.fallback),
    ...(read === undefined ? [] : [toOne('read', read)]),
    toOne('resume', resume),
  ];
}

function toPreviewRequest(
  step: PreviewRequest['step'],
  template: RequestTemplate,
  values: Values,
  baseUrl: string,
  auth: Description['auth'],
): PreviewRequest {
  const { method } = template;
  try {
    const request = toRequest(template, values, { baseUrl, auth: { type: 'none' }, user: '', secret: '' });
    const { headers, body = null } = toContent(request);
    return {
      step,
      method,
      url: toUrl(request).href,
      headers: [...[...headers].map(([name, value]) => ({ name, value })), ...toMasked(auth)],
      body,
      problem: null,
    };
  } catch (thrown) {
    const { code, reason } = toFailure(thrown);
    return { step, method, url: baseUrl, headers: [], body: null, problem: reason ?? code };
  }
}

function toMasked(auth: Description['auth']): PreviewRequest['headers'] {
  switch (auth.type) {
    case 'none':
      return [];
    case 'basic':
      return [{ name: 'authorization', value: `Basic ${mask}` }];
    case 'bearer':
      return [{ name: 'authorization', value: `Bearer ${mask}` }];
    case 'header':
      return [{ name: auth.name.toLowerCase(), value: auth.prefix + mask }];
    default:
      return auth satisfies never;
  }
}

/** What the description gives as examples; where it gives none the name itself, in capitals. */
function toExamples({ variables, lookUp, pause }: Description): Values {
  const described = [variables, ...lookUp.map(step => step.capture), pause.capture ?? {}].flatMap(
    Object.entries,
  );
  return {
    extension: '1001',
    agentId: 'agent-1',
    hourAgoMs: '1767222000000',
    hourAgoSeconds: '1767222000',
    dayAgoMs: '1767139200000',
    dayAgoSeconds: '1767139200',
    ...Object.fromEntries(
      described.map(([name, { example }]: [string, { example?: string | undefined }]) => [
        name,
        example ?? name.toUpperCase(),
      ]),
    ),
  };
}
