// A fake RingCX with the RingCentral sign-in in front of it, as the vendor's guides describe them
// (https://developers.ringcentral.com/engage/voice/guide/analytics/active-calls, and the supervisor view beside it).
// Where those say nothing there is a knob.
import { setTimeout as wait } from 'node:timers/promises';
import { nowMs } from '../clock.ts';
import type { Phone, PhoneCall } from '../phone.ts';
import { startFakeServer, type Answer, type FakeServer, type LoggedRequest } from './fake-server.ts';
import { accessDenied, createRingcxAuth } from './ringcx-auth.ts';
import { defaultKnobs, type RingcxAgent, type RingcxKnobs } from './ringcx-knobs.ts';
import { toAccount, toActiveCall, toLogin, toUii } from './ringcx-rows.ts';

export type FakeRingcx = FakeServer & {
  knobs: RingcxKnobs;
  auth: ReturnType<typeof createRingcxAuth>;
  /** Every code and token that was given out so far. */
  secrets: string[];
};

const accountPath = /^\/voice\/api\/v1\/admin\/accounts\/(\w+)\/(.+)$/;
const togglePath = /^activeCalls\/(\w+)\/toggleCallRecording$/;

/** Starts RingCentral and RingCX on one address. Whose call it is follows from the phone's extension. */
export async function startRingcx({
  phone,
  knobs: given = {},
}: {
  phone: Phone;
  knobs?: Partial<RingcxKnobs>;
}): Promise<FakeRingcx> {
  const knobs = { ...defaultKnobs, ...given };
  const secrets: string[] = [];
  const auth = createRingcxAuth(knobs, secrets);
  const cache = new Map<string, { atMs: number; rows: unknown[] }>();
  let requestTimesMs: number[] = [];
  const server = await startFakeServer(knobs, request => {
    switch (request.path) {
      case '/restapi/oauth/authorize':
        return auth.authorize(request);
      case '/restapi/oauth/token':
        return auth.token(request);
      case '/api/auth/login/rc/accesstoken':
        return auth.exchange(request);
      case '/api/auth/token/refresh':
        return auth.refresh(request);
      default:
        return answerApi(request);
    }
  });
  return { ...server, knobs, auth, secrets };

  async function answerApi(request: LoggedRequest): Promise<Answer> {
    const refusal = auth.refuse(request);
    if (refusal !== null) return refusal;
    requestTimesMs = [...requestTimesMs.filter(atMs => atMs > knobs.now() - 60_000), knobs.now()];
    if (requestTimesMs.length > knobs.requestsPerMinute) return { status: 429 };
    const { method, path } = request;
    if (method === 'GET' && path === '/voice/api/v1/admin/accounts')
      return { json: knobs.accounts.map(toAccount) };
    const [, accountId = '', rest = ''] = accountPath.exec(path) ?? [];
    if (accountId === '') return { status: 404 };
    if (!knobs.accounts.includes(accountId)) return accessDenied;
    if (method === 'GET' && rest === 'realTimeData/agent')
      return knobs.canReport ? { json: remember(path, () => toLogins(accountId)) } : accessDenied;
    if (method === 'GET' && rest === 'activeCalls/list') return listCalls(accountId, request);
    const [, uii] = togglePath.exec(rest) ?? [];
    if (method === 'POST' && uii !== undefined) return await toggle(accountId, uii, request);
    return { status: 404 };
  }

  async function toggle(accountId: string, uii: string, { params, body }: LoggedRequest): Promise<Answer> {
    if (!knobs.canControl) return accessDenied;
    const { record } = params;
    if (body !== '' || (record !== 'true' && record !== 'false')) return { status: 400 };
    const call = callsOf(accountId).find(one => toUii(one) === uii);
    if (call === undefined) return { status: 404 };
    if (knobs.refuses) return toBoolean(false);
    const isPaused = record === 'false';
    if (call.recording.isPaused === isPaused) return toBoolean(knobs.repeatAnswer);
    if (knobs.actDelayMs === 0) call.recording.setPaused(isPaused);
    else void wait(knobs.actDelayMs).then(() => call.recording.setPaused(isPaused));
    return toBoolean(true);
  }

  function toBoolean(isDone: boolean): Answer {
    return { headers: { 'content-type': knobs.booleanType }, body: String(isDone) };
  }

  function listCalls(accountId: string, { path, params }: LoggedRequest): Answer {
    const { product, productId, page = '0', maxRows = '50' } = params;
    // Other products are reserved, and answered with an empty list.
    if (product !== 'ACCOUNT' || productId !== accountId) return { json: [] };
    const rows = remember(path, () => callsOf(accountId).map(call => toActiveCall(call, agentOf(call))));
    const size = Math.min(Number(maxRows), knobs.maxRows);
    return { json: rows.slice(Number(page) * size, (Number(page) + 1) * size) };
  }

  function remember(path: string, make: () => unknown[]): unknown[] {
    const known = cache.get(path);
    if (known !== undefined && nowMs() - known.atMs < knobs.listCacheMs) return known.rows;
    const rows = make();
    cache.set(path, { atMs: nowMs(), rows });
    return rows;
  }

  function callsOf(accountId: string): PhoneCall[] {
    return phone.calls().filter(call => agentOf(call)?.accountId === accountId);
  }

  function agentOf({ extension }: PhoneCall): RingcxAgent | undefined {
    return knobs.agents.find(agent => agent.extension === extension && agent.isGhost !== true);
  }

  function toLogins(accountId: string): unknown[] {
    return knobs.agents
      .filter(agent => agent.accountId === accountId)
      .flatMap(agent => {
        const calls = phone.callsOf(agent.extension);
        const shown = knobs.secondCall === 'login' ? calls : calls.slice(0, 1);
        return shown.length === 0 ? [toLogin(agent, null)] : shown.map(call => toLogin(agent, call));
      });
  }
}
