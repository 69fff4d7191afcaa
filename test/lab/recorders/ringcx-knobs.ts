// What the fake RingCX can be told: whose account it is, and everything that its documents leave open.
import { nowMs } from '../clock.ts';
import { noFaults, type Faults } from './fake-server.ts';

/** An agent of the account, and the phone extension that plays the part. */
export type RingcxAgent = {
  agentId: number;
  accountId: string;
  firstName: string;
  lastName: string;
  username: string;
  email: string;
  extension: string;
  /** A login that was left behind. */
  isGhost?: boolean;
};

export type RingcxKnobs = Faults & {
  /** The clock that tokens live by, ms since the epoch. */
  now(): number;
  /** The app that is known in the developer portal; it has no secret. */
  clientId: string;
  /** User name of the person who sits at the sign-in window. */
  signsIn: string;
  /** What that person does there; `foreign` answers a sign-in that somebody else began. */
  consent: 'granted' | 'denied' | 'foreign';
  /** "Issue refresh tokens?" in the app's settings. */
  issuesRefreshTokens: boolean;
  /** Life of RingCentral's tokens, in seconds. */
  accessTokenS: number;
  refreshTokenS: number;
  /** Life of RingCX's tokens, in ms; that of the refresh token is documented nowhere. */
  tokenLifeMs: number;
  ringcxRefreshLifeMs: number;
  /** Requests a minute; for refreshes no limit is documented. */
  authPerMinute: number;
  exchangesPerMinute: number;
  refreshesPerMinute: number;
  requestsPerMinute: number;
  /** Retry-After that goes with a limit of the fake's own; documented for RingCentral, not for RingCX. */
  limitRetryAfter: string | null;
  /** Whether RingCX knows the person who signed in. */
  isLinked: boolean;
  /** Rights of that person. */
  canReport: boolean;
  canControl: boolean;
  /** A gateway that adds the token for whoever has its key; null for RingCX itself. */
  gateway: { key: string | null } | null;
  accounts: string[];
  agents: RingcxAgent[];
  /** For how long a list is given again as it was, in ms: real-time data may be late, and how late is not documented. */
  listCacheMs: number;
  /** Whether a second call of an agent shows as another login, or not at all. */
  secondCall: 'login' | 'hidden';
  /** Most rows of one page, whatever was asked for. */
  maxRows: number;
  /** The answer to setting what is set already. */
  repeatAnswer: boolean;
  /** Does nothing and answers `false`. */
  refuses: boolean;
  /** "Within seconds": how long after the answer it takes effect, in ms. */
  actDelayMs: number;
  /** Documented as text/plain. */
  booleanType: 'text/plain' | 'application/json';
};

/** The agent, and a colleague. */
export const john: RingcxAgent = {
  agentId: 111_111,
  accountId: '99990001',
  firstName: 'John',
  lastName: 'Wang',
  username: 'john.wang@example.com',
  email: 'john@example.com',
  extension: '1001',
};
export const paco: RingcxAgent = {
  agentId: 222_222,
  accountId: '99990001',
  firstName: 'Paco',
  lastName: 'Vu',
  username: 'paco.vu@example.com',
  email: 'paco@example.com',
  extension: 'BYSTANDER',
};

/** As documented, and friendly where nothing is. */
export const defaultKnobs: RingcxKnobs = {
  ...noFaults,
  now: nowMs,
  clientId: 'FakeClientId',
  signsIn: john.username,
  consent: 'granted',
  issuesRefreshTokens: true,
  accessTokenS: 3_600,
  refreshTokenS: 604_800,
  tokenLifeMs: 5 * 60_000,
  ringcxRefreshLifeMs: 30 * 60_000,
  authPerMinute: 5,
  exchangesPerMinute: 5,
  refreshesPerMinute: Infinity,
  requestsPerMinute: 120,
  limitRetryAfter: null,
  isLinked: true,
  canReport: true,
  canControl: true,
  gateway: null,
  accounts: ['99990001'],
  agents: [john, paco],
  listCacheMs: 0,
  secondCall: 'login',
  maxRows: 50,
  repeatAnswer: true,
  refuses: false,
  actDelayMs: 0,
  booleanType: 'text/plain',
};
