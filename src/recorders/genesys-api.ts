// The requests to Genesys Web Services that we use, and what their answers mean. Every body has a `statusCode`, and
// which HTTP status goes with which is documented nowhere: both have to be right (docs.genesys.com, ReturnValues).
import { later, z } from '../zod.ts';
import { RecorderError } from './errors.ts';
import { callJsonSchema, type Call } from './genesys-call.ts';
import type { GenesysSession } from './genesys-session.ts';
import { parseJson, throwForStatus, type HttpAnswer } from './http.ts';

/** The agent that the session belongs to. @throws {RecorderError} see `parseBody` */
export async function whoAmI(session: GenesysSession): Promise<string> {
  const { user } = parseBody(await session.get('/me'), meSchema);
  return user.userName ?? user.id ?? 'an agent without a name';
}

/**
 * The agent's calls, those that have just ended included. Takes all three bodies that GWS may answer: calls, their
 * addresses, or the agent with the calls.
 * @throws {RecorderError} see `parseBody`
 */
export async function listCalls(session: GenesysSession): Promise<Call[]> {
  const body = parseBody(await session.get('/me/calls', { fields: '*' }), listSchema);
  const calls = body.calls ?? body.user?.calls ?? (body.call ? [body.call] : null);
  if (calls !== null) return calls;
  if (!body.uris) throw new RecorderError('badAnswer', 'GWS answered without a list of calls');
  const found = await Promise.all(body.uris.map(uri => getCall(session, toCallId(uri))));
  return found.flatMap(call => (call === null ? [] : [call]));
}

/** Null for a call that GWS does not know any more. */
async function getCall(session: GenesysSession, id: string): Promise<Call | null> {
  const answer = await session.get(toCallPath(id));
  try {
    return parseBody(answer, z.object({ call: callJsonSchema })).call;
  } catch (error) {
    if (error instanceof RecorderError && error.code === 'callOver') return null;
    throw error;
  }
}

/**
 * Asks for an operation on one call's recording. True means only that the request was passed on to the back end:
 * the outcome has to be seen in the call. False means that the call's present state does not allow it.
 * @throws {RecorderError} callOver where GWS knows no such call, and see `parseBody`
 */
export async function operate(
  session: GenesysSession,
  callId: string,
  operationName: 'PauseCallRecording' | 'ResumeCallRecording',
): Promise<boolean> {
  const answer = await session.post(toCallPath(callId), { operationName });
  if (toStatusCode(answer) === invalidState) return false;
  parseBody(answer, envelopeSchema);
  return true;
}

function toCallPath(id: string): string {
  return `/me/calls/${encodeURIComponent(id)}`;
}

/** Only the id is taken from an address: ours is the one that requests go to. */
function toCallId(uri: string): string {
  const last = uri
    .replace(/[?#].*$/s, '')
    .split('/')
    .findLast(part => part !== '');
  if (last === undefined) throw new RecorderError('badAnswer', 'GWS listed a call without an address');
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

const codeSchema = later(() => z.union([z.number(), z.string()]));
const envelopeSchema = later(() => z.object({ statusCode: codeSchema }));
const failureSchema = later(() =>
  z.object({ statusCode: codeSchema, statusMessage: z.optional(z.unknown()) }),
);

const optional = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema));
const calls = () => optional(z.array(callJsonSchema));

const listSchema = later(() =>
  z.object({
    calls: calls(),
    call: optional(callJsonSchema),
    user: optional(z.object({ calls: calls() })),
    uris: optional(z.array(z.string())),
  }),
);

const meSchema = later(() =>
  z.object({ user: z.object({ id: optional(z.string()), userName: optional(z.string()) }) }),
);

const ok = '0';
const invalidState = '2';

/**
 * @throws {RecorderError} what the status code says, else what the HTTP status says, else badAnswer
 */
function parseBody<T>(answer: HttpAnswer, schema: z.ZodMiniType<T>): T {
  if (answer.status === 429) throwForStatus(answer);
  const code = toStatusCode(answer);
  if (code !== null && code !== ok) throw toError(code, toMessage(answer));
  throwForStatus(answer);
  parseJson(answer, envelopeSchema);
  return parseJson(answer, schema);
}

/** Null where the body is none of GWS's. */
function toStatusCode(answer: HttpAnswer): string | null {
  const parsed = failureSchema.safeParse(toJson(answer));
  return parsed.success ? String(parsed.data.statusCode) : null;
}

function toMessage(answer: HttpAnswer): string {
  const { statusMessage } = failureSchema.parse(toJson(answer));
  return typeof statusMessage === 'string' ? statusMessage : '';
}

function toJson({ text }: HttpAnswer): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Only what certainly did nothing is said to have been refused; 4, 7, 9 and all that is unknown may have acted. */
function toError(code: string, message: string): RecorderError {
  const reason = `statusCode ${code}: ${message}`;
  switch (code) {
    case '8':
    case '20':
      return new RecorderError('unauthorized', reason);
    case '3':
    case '5':
      return new RecorderError('forbidden', reason);
    case '6':
      return new RecorderError('callOver', reason);
    case '1':
    case invalidState:
    case '10':
    case '11':
      return new RecorderError('refused', reason);
    default:
      return new RecorderError('badAnswer', reason);
  }
}
