// One way to Genesys Web Services: the session cookie, the CSRF token, the Origin it insists on, and Basic where the
// agent's own desktop does not bring the session. Facts: docs.genesys.com, CSRFProtection and InterpretingaResponse.
//
// The cookie jar is the browser's, and so shared with the agent's desktop in the same profile. We use what is in it
// and never delete from it, and of all that can be asked of a session nothing here can start or end one.
import { later, z } from '../zod.ts';
import { toBasicAuth } from './basic-auth.ts';
import type { GenesysSettings } from './genesys-settings.ts';
import type { HttpAnswer, HttpClient } from './http.ts';
import type { TokenStore } from './recorder.ts';

type Account = { http: HttpClient; tokens: TokenStore; settings: GenesysSettings };

export type GenesysSession = {
  /** Sends to a path below `/api/v2`. @throws {RecorderError} what the HTTP client throws */
  get(path: string, query?: Record<string, string>): Promise<HttpAnswer>;
  /** Once more with a new CSRF token where GWS says that ours is not the session's. @throws as `get` */
  post(path: string, json: unknown): Promise<HttpAnswer>;
};

const csrfKey = 'csrf';
const csrfSchema = later(() =>
  z.object({ header: z.string().check(z.regex(/^[\w-]{1,64}$/)), token: z.string() }),
);
type Csrf = z.infer<typeof csrfSchema>;

/** The value that the Origin header has to have: the server's own unless the settings name another. */
export function toOrigin({ baseUrl, origin }: GenesysSettings): string {
  return new URL(origin || baseUrl).origin;
}

/** Sends nothing yet. */
export function openSession({ http, tokens, settings }: Account): GenesysSession {
  // Administrators know the address with and without the path of the API.
  const api = `${settings.baseUrl.replace(/\/+$/, '').replace(/\/api\/v2$/, '')}/api/v2`;
  let csrf: Csrf | null | undefined;

  async function send(
    method: 'GET' | 'POST',
    path: string,
    content: { query?: Record<string, string>; json?: unknown },
  ): Promise<HttpAnswer> {
    csrf ??= await loadCsrf(tokens);
    const answer = await http.send({
      ...content,
      method,
      url: api + path,
      withCookies: true,
      headers: {
        // Newer Chromium sends this as it stands; elsewhere the rule of `originRewrites` does it.
        Origin: toOrigin(settings),
        ...toAuthorization(settings),
        ...(csrf === null || method === 'GET' ? {} : { [csrf.header]: csrf.token }),
      },
    });
    csrf = (await learnCsrf(answer, csrf, tokens)) ?? csrf;
    return answer;
  }

  return {
    get: (path, query = {}) => send('GET', path, { query }),
    async post(path, json) {
      const answer = await send('POST', path, { json });
      if (!isStaleCsrf(answer)) return answer;
      // Any GET tells the token of the session that we have now. Nothing was done yet: it is refused unread.
      await send('GET', '/me', {});
      return await send('POST', path, { json });
    },
  };
}

function toAuthorization({ account, userName, password }: GenesysSettings): Record<string, string> {
  if (account === 'desktop') return {};
  return { Authorization: toBasicAuth(userName ?? '', password ?? '') };
}

async function loadCsrf(tokens: TokenStore): Promise<Csrf | null> {
  const parsed = csrfSchema.safeParse(await tokens.get(csrfKey));
  return parsed.success ? parsed.data : null;
}

/** The token that an answer brings, stored for the next worker; null where it brings none, or the one we know. */
async function learnCsrf(
  { headers }: HttpAnswer,
  known: Csrf | null,
  tokens: TokenStore,
): Promise<Csrf | null> {
  const usual = 'X-CSRF-TOKEN';
  const named = csrfSchema.shape.header.safeParse(headers.get('X-CSRF-HEADER'));
  const header = named.success ? named.data : usual;
  const token = headers.get(header) ?? headers.get(usual);
  if (token === null || (header === known?.header && token === known.token)) return null;
  await tokens.set(csrfKey, { header, token });
  return { header, token };
}

function isStaleCsrf({ status, text }: HttpAnswer): boolean {
  return status === 403 && /csrf/i.test(text);
}
