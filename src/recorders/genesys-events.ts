// The agent's call events over CometD, for as long as one command takes. Bayeux, spoken by hand: four messages.
//
// The `cometd` client cannot be used here: it needs `window` and XMLHttpRequest, keeps its connection open by design,
// and would add 37 kB to the worker’s start, for which these are 2.
//
// Beside the agent's desktop: a client of our own is shaken hands with, subscribed and signed off again, and the
// desktop's is never named. Our `/meta/connect` is never held: CometD lets a browser hold one long poll, told by the
// cookie that we share, and turns the next one away with "multiple-clients", which would slow or stop the desktop.
// Asked with `advice.timeout` 0, the server answers at once and the desktop keeps its place.
import { later, z } from '../zod.ts';
import { RecorderError } from './errors.ts';
import { callJsonSchema, type Call } from './genesys-call.ts';
import type { GenesysSession } from './genesys-session.ts';
import { parseJson, throwForStatus } from './http.ts';

const callsChannel = '/v2/me/calls';

/** Something that GWS said of the agent's calls. */
export type CallEvent = {
  /** Undefined where the message holds no call. */
  call: Call | undefined;
  /** Why something that was asked for did not happen. Its format is documented nowhere. */
  errorMessage: string | undefined;
};

export type News = {
  events: CallEvent[];
  /** True where events may have been lost since the last time: the calls themselves have to be asked. */
  hasGap: boolean;
};

export type CallListener = {
  /** Resolves once the server has our subscription. @throws {RecorderError} why it does not */
  joined(): Promise<void>;
  /** What came in since the last time; does not wait for anything to come. Never rejects. */
  poll(): Promise<News>;
  /** Signs our client off. Returns at once; a client that cannot say so expires by itself. */
  close(): void;
};

const messagesSchema = later(() =>
  z.array(
    z.object({
      channel: z.string(),
      successful: z.optional(z.boolean()),
      clientId: z.optional(z.string()),
      error: z.optional(z.string()),
      data: z.optional(z.unknown()),
    }),
  ),
);
type Message = z.infer<typeof messagesSchema>[number];

const eventSchema = later(() =>
  z.object({
    call: z.optional(z.nullable(callJsonSchema)),
    errorMessage: z.optional(z.nullable(z.string())),
  }),
);

/** Begins to listen; what is published before the server has our subscription is a gap. */
export function listenToCalls(session: GenesysSession): CallListener {
  let clientId: string | undefined;
  let lastId = 0;
  const nextId = () => String((lastId += 1));
  let joining = startToJoin();

  function startToJoin(): Promise<News> {
    const news = join();
    // Whoever polls hears of it; where nobody does any more, nobody cares.
    news.catch(() => {});
    return news;
  }

  async function join(): Promise<News> {
    const handshake = { version: '1.0', minimumVersion: '1.0', supportedConnectionTypes: ['long-polling'] };
    const welcome = await exchange({ channel: '/meta/handshake', ...handshake });
    clientId = welcome.find(({ channel }) => channel === '/meta/handshake')?.clientId;
    requireSuccess(welcome, '/meta/handshake');
    const subscribed = await exchange({ channel: '/meta/subscribe', subscription: callsChannel }, connect);
    requireSuccess(subscribed, '/meta/subscribe');
    return { events: toEvents(subscribed), hasGap: true };
  }

  async function exchange(...messages: Record<string, unknown>[]): Promise<Message[]> {
    const sent = messages.map(message => Object.assign({ id: nextId(), clientId }, message));
    const answer = await session.post('/notifications', sent);
    throwForStatus(answer);
    return parseJson(answer, messagesSchema);
  }

  async function poll(): Promise<News> {
    const news = await joining;
    if (news.hasGap) {
      joining = Promise.resolve(quiet);
      return news;
    }
    const messages = await exchange(connect);
    // "402::Unknown client": the server forgot us, and what it published since.
    const isLost = messages.find(({ channel }) => channel === '/meta/connect')?.successful !== true;
    if (!isLost) return { events: toEvents(messages), hasGap: false };
    clientId = undefined;
    joining = startToJoin();
    const rejoined = await poll();
    return { ...rejoined, events: [...toEvents(messages), ...rejoined.events] };
  }

  return {
    joined: async () => void (await joining),
    poll: () => poll().catch(() => lost),
    close() {
      void joining
        .catch(() => {})
        .then(() => (clientId === undefined ? undefined : exchange({ channel: '/meta/disconnect' })))
        .catch(() => {});
    },
  };
}

const connect = { channel: '/meta/connect', connectionType: 'long-polling', advice: { timeout: 0 } };

const quiet: News = { events: [], hasGap: false };
const lost: News = { events: [], hasGap: true };

function requireSuccess(messages: Message[], channel: string): void {
  const reply = messages.find(message => message.channel === channel);
  if (reply?.successful !== true)
    throw new RecorderError('badAnswer', `CometD refused ${channel}: ${reply?.error ?? 'without a word'}`);
}

/** The message types differ from version to version: any message on the channel that holds a call will do. */
function toEvents(messages: Message[]): CallEvent[] {
  return messages.flatMap(({ channel, data }) => {
    const parsed = eventSchema.safeParse(data);
    if (channel !== callsChannel || !parsed.success) return [];
    const { call, errorMessage } = parsed.data;
    return [{ call: call ?? undefined, errorMessage: errorMessage ?? undefined }];
  });
}
