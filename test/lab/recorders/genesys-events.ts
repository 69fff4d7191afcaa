// The events of a fake Genesys Web Services: a real CometD server that knows which agent each of its clients is.
import { createRequire } from 'node:module';
import type * as CometD from 'cometd-nodejs-server';
import type { Answer, LoggedRequest } from './fake-server.ts';
import type { Session } from './genesys-sessions.ts';

export type EventKnobs = {
  /** Which of an agent's clients are told: every one, or the one that came last. Documented nowhere. */
  toldClients: 'all' | 'newest';
  /** Whether the end of a client is taken for the end of the agent's session. Documented nowhere. */
  isClientTheSession: boolean;
  /** How long a client may be silent before it is forgotten, in ms. */
  clientLifeMs: number;
};

// The package gives its names in a way that only `require` can see.
const { createCometDServer } = createRequire(import.meta.url)('cometd-nodejs-server') as typeof CometD;

type Client = { session: Session; comet: CometD.ServerSession };

const channel = '/v2/me/calls';
const names = new Set([channel, '/v2/me/*', '/v2/me/**', '/v2/**', '/**']);

/** Starts the CometD server. `onSessionEnd` hears of sessions that end with their client. */
export function createEvents(knobs: EventKnobs, onSessionEnd: (session: Session) => void) {
  const clients: Client[] = [];
  const server = createCometDServer({ timeout: 20_000, maxInterval: knobs.clientLifeMs, sweepPeriod: 50 });
  let asking: Session | undefined;

  server.policy = {
    canHandshake(comet, _message, callback) {
      if (asking !== undefined) clients.push({ session: asking, comet });
      callback(undefined, asking !== undefined);
    },
  };
  server.addListener('sessionRemoved', (comet: CometD.ServerSession) => {
    const index = clients.findIndex(client => client.comet.id === comet.id);
    const [gone] = index < 0 ? [] : clients.splice(index, 1);
    if (gone !== undefined && knobs.isClientTheSession) onSessionEnd(gone.session);
  });

  return {
    /** Hands a request over to CometD. */
    takeOver({ body }: LoggedRequest, session: Session, headers: Record<string, string>): Answer {
      return {
        takeOver(incoming, response) {
          for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
          server.options.maxInterval = knobs.clientLifeMs;
          // Known only while the request is taken in: that is when a client shakes hands.
          asking = session;
          server.handle(Object.assign(incoming, { body: JSON.parse(body) as unknown }), response);
          asking = undefined;
        },
      };
    },
    /** Tells the agent's clients that have subscribed. */
    publish(userName: string, data: unknown): void {
      const all = clients.filter(({ session }) => session.userName === userName);
      for (const { comet } of knobs.toldClients === 'all' ? all : all.slice(-1))
        if (comet.subscriptions.some(({ name }) => names.has(name))) comet.deliver(null, channel, data);
    },
    /** How many clients each session has, by its id. */
    clientsOf: (sessionId: string) => clients.filter(({ session }) => session.id === sessionId).length,
    /** Forgets every client, as a server does that was restarted. */
    forgetClients(): void {
      // Each that is gone leaves the list.
      while (clients.length > 0) clients[0]?.comet.disconnect();
    },
    stop: () => server.close(),
  };
}
