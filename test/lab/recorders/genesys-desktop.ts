// The agent's desktop at a fake Genesys Web Services: signed in, and listening with a long poll that is always held.
import { agentName, notificationsPath, type FakeGenesys } from './genesys.ts';

type Message = {
  channel: string;
  successful?: boolean;
  clientId?: string;
  data?: unknown;
  advice?: { 'multiple-clients'?: boolean };
};

export type Desktop = {
  /** Data of every message on `/v2/me/calls`. */
  heard: unknown[];
  /** What went wrong, in the words of the server. */
  troubles: string[];
  stop(): void;
};

/** Signs the agent in with Basic once, as the desktop does; from then on the cookie is enough. */
export async function signInDesktop({ url, knobs }: FakeGenesys, send: typeof fetch): Promise<Headers> {
  const basic = Buffer.from(`${agentName}:${knobs.agents[agentName]?.password ?? ''}`).toString('base64');
  const answer = await send(`${url}/api/v2/me`, {
    credentials: 'include',
    headers: { authorization: `Basic ${basic}`, origin: url },
  });
  return answer.headers;
}

/** Signs in and begins to listen, in the browser whose fetch this is. */
export async function startDesktop(fake: FakeGenesys, send: typeof fetch): Promise<Desktop> {
  const stopping = new AbortController();
  const heard: unknown[] = [];
  const troubles: string[] = [];
  const csrf = (await signInDesktop(fake, send)).get(fake.knobs.csrfHeader) ?? '';

  async function exchange(message: object): Promise<Message[]> {
    const answer = await send(fake.url + notificationsPath, {
      method: 'POST',
      credentials: 'include',
      signal: stopping.signal,
      headers: { 'content-type': 'application/json', origin: fake.url, [fake.knobs.csrfHeader]: csrf },
      body: JSON.stringify([message]),
    });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return (await answer.json()) as Message[];
  }

  async function listen(clientId: string): Promise<void> {
    while (!stopping.signal.aborted) {
      const messages = await exchange({ channel: '/meta/connect', clientId, connectionType: 'long-polling' });
      for (const { channel, data, successful, advice } of messages) {
        if (channel === '/v2/me/calls') heard.push(data);
        if (successful === false) throw new Error(`${channel} failed`);
        if (advice?.['multiple-clients'] === true) troubles.push('multiple-clients');
      }
    }
  }

  const handshake = { version: '1.0', supportedConnectionTypes: ['long-polling'] };
  const [welcome] = await exchange({ channel: '/meta/handshake', ...handshake });
  const clientId = welcome?.clientId ?? '';
  await exchange({ channel: '/meta/subscribe', clientId, subscription: '/v2/me/*' });
  void listen(clientId).catch((error: unknown) => {
    if (!stopping.signal.aborted) troubles.push(String(error));
  });
  return { heard, troubles, stop: () => stopping.abort() };
}
