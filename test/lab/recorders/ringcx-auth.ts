// The two sign-ins before RingCX: RingCentral's own (authorization code with PKCE, refresh tokens), and RingCX's
// exchange of that token for one of 5 minutes. As https://developers.ringcentral.com/guide/authentication and
// https://developers.ringcentral.com/engage/voice/guide/authentication/auth-ringcentral describe them.
import { createHash, randomBytes } from 'node:crypto';
import type { Answer, LoggedRequest } from './fake-server.ts';
import type { RingcxKnobs } from './ringcx-knobs.ts';
import { toAgentDetails } from './ringcx-rows.ts';

const minuteMs = 60_000;

/** One sign-in of one person with RingCentral. */
type Grant = {
  access: string;
  accessEndsAtMs: number;
  accessUsedAtMs: number | null;
  refresh: string;
  refreshEndsAtMs: number;
  issuedAtMs: number;
  /** The refresh token before this one: an answer that got lost can be had again with it. */
  previousRefresh: string | null;
};

type Code = { challenge: string; redirectUri: string; endsAtMs: number };

/** What both sign-ins have given out; `secrets` gets every token, as it is made. */
export function createRingcxAuth(knobs: RingcxKnobs, secrets: string[]) {
  const codes = new Map<string, Code>();
  let grants: Grant[] = [];
  const accessEnds = new Map<string, number>();
  const refreshEnds = new Map<string, number>();
  const limits = new Map<string, { sentAtMs: number[]; blockedUntilMs: number }>();

  return {
    authorize,
    token: limited('auth', () => knobs.authPerMinute, token),
    exchange: limited('exchange', () => knobs.exchangesPerMinute, exchange),
    refresh: limited('refresh', () => knobs.refreshesPerMinute, refresh),
    /** Whether a RingCX request may be answered; if not, what it is answered with. */
    refuse,
    expireRingcx: () => accessEnds.clear(),
    expireRingcxRefresh: () => refreshEnds.clear(),
    expireRingCentral() {
      for (const grant of grants) grant.accessEndsAtMs = 0;
    },
    endSignIn() {
      grants = [];
    },
  };

  function toSecret(name: string): string {
    const secret = `${name}-${randomBytes(12).toString('base64url')}`;
    secrets.push(secret);
    return secret;
  }

  /** The page would ask for a password; here the window is sent on at once. */
  function authorize({ method, params }: LoggedRequest): Answer {
    const { response_type, client_id, redirect_uri = '', state = '', code_challenge = '' } = params;
    const isKnown = client_id === knobs.clientId && response_type === 'code' && URL.canParse(redirect_uri);
    // Without the method, the server takes the challenge for plain: no client of ours may do that.
    if (method !== 'GET' || !isKnown || params['code_challenge_method'] !== 'S256' || code_challenge === '')
      return { status: 400, headers: { 'content-type': 'text/html' }, body: '<h1>Invalid request</h1>' };
    const back = new URL(redirect_uri);
    back.searchParams.set('state', knobs.consent === 'foreign' ? 'another-state' : state);
    if (knobs.consent === 'denied') back.searchParams.set('error', 'access_denied');
    else {
      const code = toSecret('code');
      codes.set(code, {
        challenge: code_challenge,
        redirectUri: redirect_uri,
        endsAtMs: knobs.now() + minuteMs,
      });
      back.searchParams.set('code', code);
      back.searchParams.set('expires_in', '60');
    }
    return { status: 302, headers: { location: back.href } };
  }

  function token({ method, params, headers }: LoggedRequest): Answer {
    if (
      method !== 'POST' ||
      headers['content-type']?.startsWith('application/x-www-form-urlencoded') !== true
    )
      return toOAuthError(400, 'invalid_request', 'OAU-111');
    if (params['client_id'] !== knobs.clientId) return toOAuthError(401, 'invalid_client', 'OAU-146');
    switch (params['grant_type']) {
      case 'authorization_code':
        return redeem(params);
      case 'refresh_token':
        return renew(params['refresh_token'] ?? '');
      default:
        return toOAuthError(400, 'unsupported_grant_type', 'OAU-250');
    }
  }

  function redeem({ code = '', redirect_uri, code_verifier = '' }: Readonly<Record<string, string>>): Answer {
    const issued = codes.get(code);
    codes.delete(code);
    if (issued === undefined) return toOAuthError(403, 'invalid_grant', 'OAU-106');
    if (issued.endsAtMs <= knobs.now()) return toOAuthError(403, 'invalid_grant', 'OAU-108');
    if (issued.redirectUri !== redirect_uri) return toOAuthError(403, 'invalid_grant', 'OAU-109');
    const challenge = createHash('sha256').update(code_verifier).digest('base64url');
    if (challenge !== issued.challenge) return toOAuthError(400, 'invalid_grant', 'OAU-106');
    return issue(null);
  }

  function renew(given: string): Answer {
    const nowMs = knobs.now();
    const current = grants.find(grant => grant.refresh === given && grant.refreshEndsAtMs > nowMs);
    if (current !== undefined) {
      grants = grants.filter(grant => grant !== current);
      return issue(given);
    }
    // 10 s after the new token was used, or an hour if it never is, the old refresh token brings the same again.
    const successor = grants.find(({ previousRefresh, accessUsedAtMs, issuedAtMs }) => {
      const graceEndsAtMs = accessUsedAtMs === null ? issuedAtMs + 60 * minuteMs : accessUsedAtMs + 10_000;
      return previousRefresh === given && nowMs < graceEndsAtMs;
    });
    return successor === undefined ? toOAuthError(400, 'invalid_grant', 'OAU-213') : toTokens(successor);
  }

  function issue(previousRefresh: string | null): Answer {
    const nowMs = knobs.now();
    const grant: Grant = {
      access: toSecret('rc-access'),
      accessEndsAtMs: nowMs + knobs.accessTokenS * 1000,
      accessUsedAtMs: null,
      refresh: toSecret('rc-refresh'),
      refreshEndsAtMs: nowMs + knobs.refreshTokenS * 1000,
      issuedAtMs: nowMs,
      previousRefresh,
    };
    grants.push(grant);
    return toTokens(grant);
  }

  function toTokens(grant: Grant): Answer {
    return {
      json: {
        access_token: grant.access,
        token_type: 'bearer',
        expires_in: knobs.accessTokenS,
        ...(knobs.issuesRefreshTokens
          ? { refresh_token: grant.refresh, refresh_token_expires_in: knobs.refreshTokenS }
          : {}),
        scope: 'ReadAccounts',
        owner_id: '256440016',
      },
    };
  }

  function exchange({ params }: LoggedRequest): Answer {
    const grant = grants.find(({ access }) => access === params['rcAccessToken']);
    const isAlive = grant !== undefined && grant.accessEndsAtMs > knobs.now();
    if (!isAlive || params['rcTokenType'] !== 'Bearer') return { status: 401 };
    grant.accessUsedAtMs ??= knobs.now();
    if (!knobs.isLinked) return accessDenied;
    return issueRingcx(params['includeRefresh'] === 'true');
  }

  function refresh({ params }: LoggedRequest): Answer {
    const given = params['refresh_token'] ?? '';
    const endsAtMs = refreshEnds.get(given) ?? 0;
    refreshEnds.delete(given);
    return endsAtMs > knobs.now() ? issueRingcx(true) : { status: 401, body: 'Refresh token is not valid' };
  }

  function issueRingcx(isWithRefresh: boolean): Answer {
    const accessToken = toSecret('cx-access');
    const refreshToken = toSecret('cx-refresh');
    accessEnds.set(accessToken, knobs.now() + knobs.tokenLifeMs);
    if (isWithRefresh) refreshEnds.set(refreshToken, knobs.now() + knobs.ringcxRefreshLifeMs);
    const own = knobs.agents.filter(({ username }) => username === knobs.signsIn);
    return {
      json: {
        ...(isWithRefresh ? { refreshToken } : {}),
        accessToken,
        tokenType: 'Bearer',
        mainAccountId: '99990000',
        agentDetails: own.map(toAgentDetails),
        adminId: 1111,
        adminUrl: '/voice/admin/',
        agentUrl: '/voice/agent/',
        ssoLogin: true,
      },
    };
  }

  function refuse({ headers }: LoggedRequest): Answer | null {
    const bearer = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
    if (knobs.gateway !== null) {
      const isLetIn = knobs.gateway.key === null || bearer === knobs.gateway.key;
      return isLetIn ? null : { status: 401, body: 'no key, no token' };
    }
    const isAlive = bearer !== undefined && (accessEnds.get(bearer) ?? 0) > knobs.now();
    return isAlive ? null : { status: 401, body: 'Jwt is expired' };
  }

  /** Counts the last minute, and begins the wait anew with each request that comes too soon. */
  function limited(name: string, toMax: () => number, act: (request: LoggedRequest) => Answer) {
    return (request: LoggedRequest): Answer => {
      const nowMs = knobs.now();
      const { sentAtMs = [], blockedUntilMs = 0 } = limits.get(name) ?? {};
      const recent = sentAtMs.filter(atMs => atMs > nowMs - minuteMs);
      if (nowMs < blockedUntilMs || recent.length >= toMax()) {
        limits.set(name, { sentAtMs: recent, blockedUntilMs: nowMs + minuteMs });
        return {
          status: 429,
          headers: knobs.limitRetryAfter === null ? {} : { 'retry-after': knobs.limitRetryAfter },
        };
      }
      limits.set(name, { sentAtMs: [...recent, nowMs], blockedUntilMs: 0 });
      return act(request);
    };
  }
}

/** What RingCX says to those who lack a right; its `details` and `requestUri` are missing in some samples. */
export const accessDenied: Answer = {
  status: 403,
  json: {
    errorCode: 'access.denied.exception',
    generalMessage: 'You do not have permission to access this resource',
    timestamp: 1_611_847_650_696,
  },
};

function toOAuthError(status: number, error: string, errorCode: string): Answer {
  const error_description = 'The given grant is not valid';
  return { status, json: { error, error_description, errors: [{ errorCode, message: error_description }] } };
}
