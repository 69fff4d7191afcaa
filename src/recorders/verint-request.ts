// One request to Verint's HTTP API, and whether its answer is a yes.
import type { XmlElement } from '@rgrove/parse-xml';
import { joinPath } from './address.ts';
import { RecorderError, type RecorderErrorCode } from './errors.ts';
import { throwForStatus, type HttpAnswer } from './http.ts';
import type { RecorderContext } from './recorder.ts';
import { childElements, parseXml } from './xml.ts';

/** What of the settings the API needs. */
export type Account = {
  baseUrl: string;
  method: 'POST' | 'GET';
  apiKey?: string | undefined;
  login?: string | undefined;
  password?: string | undefined;
  sendCookies: boolean;
};
export type VerintContext = RecorderContext<Account>;

export type Reply =
  | { isDone: true; root: XmlElement; attributes: Record<string, string> }
  /** `isSaid`: the server read the request and said no, in words or with a 401. */
  | { isDone: false; error: RecorderError; isSaid: boolean };

/**
 * Sends one request. Key and token travel as the vendor's documents have it: as fields, in the body or the query.
 * @throws {RecorderError} what the HTTP client throws
 */
export async function sendOnce(
  { http, settings }: VerintContext,
  action: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const { baseUrl, method, apiKey, sendCookies } = settings;
  const all = { action, ...(apiKey ? { apiKey } : {}), responseType: 'XML', ...fields };
  const answer = await http.send({
    method,
    url: joinPath(baseUrl, '/verba/api'),
    headers,
    withCookies: sendCookies,
    ...(method === 'GET' ? { query: all } : { form: all }),
  });
  return toReply(answer);
}

/** Success is code 0 and nothing else: the status of a refusal is documented nowhere, and may be 200. */
function toReply(answer: HttpAnswer): Reply {
  try {
    const root = parseXml(answer);
    const [response, ...others] = root.name === 'VerbaApi' ? childElements(root, 'Response') : [];
    const { code } = response?.attributes ?? {};
    if (response === undefined || others.length > 0 || code === undefined)
      return refuse('badAnswer', `HTTP ${answer.status} with XML that is not Verint’s`);
    if (code !== '0') return toRefusal(answer, code, toMessage(response));
    throwForStatus(answer);
    return { isDone: true, root, attributes: response.attributes };
  } catch (thrown) {
    if (!(thrown instanceof RecorderError)) throw thrown;
    return toStatusReply(answer) ?? refuse(thrown.code, thrown.message);
  }
}

function toMessage(response: XmlElement): string {
  return childElements(response, 'ErrorMessage')
    .map(({ text }) => text.trim())
    .join(' ');
}

/** Statuses that say what is wrong where the body does not. */
function toStatusReply(answer: HttpAnswer): Reply | null {
  try {
    throwForStatus(answer);
    return null;
  } catch (error) {
    if (!(error instanceof RecorderError)) throw error;
    return { isDone: false, error, isSaid: error.code === 'unauthorized' };
  }
}

function refuse(code: RecorderErrorCode, reason: string, isSaid = false): Reply {
  return { isDone: false, error: new RecorderError(code, reason), isSaid };
}

/** The codes of refusals are documented nowhere but for 2, "cannot be found": the words have to tell. */
function toRefusal(answer: HttpAnswer, code: string, message: string): Reply {
  const known = words.find(([pattern]) => pattern.test(message));
  if (known !== undefined) return refuse(known[1], message, true);
  const byStatus = toStatusReply(answer);
  if (byStatus?.isDone === false && byStatus.error.code !== 'badAnswer') return byStatus;
  return refuse('badAnswer', `code ${code}: ${message}`, true);
}

const words: [RegExp, RecorderErrorCode][] = [
  [/\bcalls? (?:(?:can ?not|could not|can't) be|was not|were not|is not|not) found\b/i, 'callOver'],
  [/\bno (?:such|matching|ongoing|active) calls?\b/i, 'callOver'],
  [/\b(?:more than one|multiple|several|too many)\b.*\b(?:calls?|match\w*|results?)\b/i, 'ambiguousCall'],
  [/\b(?:tokens?|api ?keys?|log ?in|user ?name|passwords?|credentials?|session)\b/i, 'unauthorized'],
  [/\b(?:un)?auth(?:enti|ori[sz])\w+\b/i, 'unauthorized'],
];
