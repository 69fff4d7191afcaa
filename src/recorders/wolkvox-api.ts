// The two requests of wolkvox that we use, and what their answers mean.
import { later, z } from '../zod.ts';
import { joinPath } from './address.ts';
import { RecorderError, type RecorderErrorCode } from './errors.ts';
import { parseJson, throwForStatus, type HttpAnswer } from './http.ts';
import type { RecorderContext } from './recorder.ts';

type Context = RecorderContext<{ baseUrl: string; token?: string | undefined }>;

/** An agent as the real-time list shows it; empty where the list does not tell. */
export type ListedAgent = { status: string };

/**
 * Presses the agent's microphone button, once: off goes on, and on goes off.
 * @throws {RecorderError} of which only timedOut, unreachable and badAnswer leave it open whether it was pressed;
 * unauthorized, forbidden, misconfigured and rateLimited do not
 */
export async function pressMicrophone(context: Context, agentId: string): Promise<void> {
  const answer = await send(context, 'POST', '/api/v2/agentbox.php', { agent_id: agentId, api: 'mute' });
  const { msg } = readAnswer(answer, answerSchema);
  // "Microphone agentbox has been excecuted": what another sentence under this code would mean, nobody says.
  if (!/\bmicr/i.test(msg ?? '') || /\b(?:not|no|cannot|can't)\b/i.test(msg ?? ''))
    throw new RecorderError('badAnswer', `code 200: ${msg ?? ''}`);
}

/**
 * The agent in the real-time list; null where it is not listed.
 * @throws {RecorderError} as `pressMicrophone`
 */
export async function findAgent(context: Context, agentId: string): Promise<ListedAgent | null> {
  const answer = await send(context, 'GET', '/api/v2/real_time.php', { api: 'agents' });
  const { data } = readAnswer(answer, listSchema);
  const agent = data.find(({ agent_id }) => String(agent_id).trim() === agentId);
  return agent === undefined ? null : { status: agent.agent_status ?? '' };
}

/** A token is good for one request at a time, so that ours wait for each other. */
async function send(
  { http, settings: { baseUrl, token }, tokens }: Context,
  method: 'GET' | 'POST',
  path: string,
  query: Record<string, string>,
): Promise<HttpAnswer> {
  let isSent = false;
  try {
    return await tokens.alone('request', async () => {
      isSent = true;
      const headers: Record<string, string> = token ? { 'wolkvox-token': token } : {};
      return await http.send({ method, url: joinPath(baseUrl, path), query, headers });
    });
  } catch (thrown) {
    if (isSent) throw thrown;
    // Certainly not pressed: nobody has to be asked to look.
    throw new RecorderError('rateLimited', 'another request with this token took too long');
  }
}

const answerSchema = later(() =>
  z.object({
    /** A string at agentbox.php, a number elsewhere. */
    code: z.union([z.string(), z.number()]),
    error: z.optional(z.nullable(z.string())),
    msg: z.optional(z.nullable(z.string())),
  }),
);

const listSchema = later(() =>
  z.extend(answerSchema, {
    data: z.array(
      z.object({
        agent_id: z.union([z.string(), z.number()]),
        agent_status: z.optional(z.nullable(z.string())),
      }),
    ),
  }),
);

/** The body first: whether its code is the HTTP status too is documented nowhere. */
function readAnswer<T extends z.infer<typeof answerSchema>>(answer: HttpAnswer, schema: z.ZodMiniType<T>): T {
  const said = readSaid(answer);
  if (said === null) {
    throwForStatus(answer);
    throw new RecorderError('badAnswer', `HTTP ${answer.status} with a body that is not wolkvox’s`);
  }
  const { code, error, msg } = said;
  if (String(code) !== '200') throw toRefusal(String(code), `${error ?? ''}: ${msg ?? ''}`);
  // A yes with anything that contradicts it leaves it open whether the button was pressed.
  if (error || answer.status < 200 || answer.status > 299)
    throw new RecorderError(
      'badAnswer',
      `HTTP ${answer.status}, code 200, ${error ?? 'no error'}: ${msg ?? ''}`,
    );
  return parseJson(answer, schema);
}

function readSaid(answer: HttpAnswer): z.infer<typeof answerSchema> | null {
  try {
    return parseJson(answer, answerSchema);
  } catch {
    return null;
  }
}

/**
 * The vendor's table of errors (https://wolkvox.com/en/api-response-codes), of which the end was cut off. What is not in
 * it may have pressed the button, for all we know.
 */
function toRefusal(code: string, reason: string): RecorderError {
  const known = table.find(([knownCode, words]) => knownCode === code && words.test(reason));
  if (known !== undefined) return new RecorderError(known[2], reason);
  return new RecorderError('badAnswer', `code ${code}: ${reason}`);
}

const table: [string, RegExp, RecorderErrorCode][] = [
  ['400', /API YOU WANT TO CONSULT DOES NOT EXIST/i, 'misconfigured'],
  ['400', /SOME PARAMETERS ARE REQUIRED/i, 'misconfigured'],
  ['401', /./, 'unauthorized'],
  ['403', /VALIDATE TOKEN/i, 'unauthorized'],
  // Certainly not pressed, so that it is tried again.
  ['403', /TOKEN LIMIT EXCEEDED/i, 'rateLimited'],
  ['403', /LIMIT OF SIMULTANEOUS REQUESTS/i, 'rateLimited'],
  // A maintenance window, among others.
  ['403', /./, 'forbidden'],
];
