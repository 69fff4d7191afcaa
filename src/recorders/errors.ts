import { later, z } from '../zod.ts';

/**
 * Everything that can go wrong between us and a recorder. A closed set: each code has one sentence for the
 * agent and one for the administrator in `_locales` (`error_<code>_agent`, `error_<code>_admin`).
 */
export const recorderErrorCodes = [
  /** The recorder does not accept our credentials, or they expired. */
  'unauthorized',
  /** The credentials are known but may not do this (rights, network allow-list). */
  'forbidden',
  /** The agent has no call that could be paused. */
  'noCall',
  /** More than one call fits; we refuse to guess. */
  'ambiguousCall',
  /** There is a call, and nothing is recording it. */
  'notRecording',
  /** The call that we addressed has ended. */
  'callOver',
  /** Too many requests; `retryAfterMs` says when to come back, where the recorder told. */
  'rateLimited',
  /** No answer could be had. The request may or may not have been executed. */
  'unreachable',
  /** No answer came in time. The request may or may not have been executed. */
  'timedOut',
  /** An answer came that we do not understand. Never success. */
  'badAnswer',
  /** The recorder understood and said no; `reason` says why. */
  'refused',
  /** The settings cannot work: the administrator must mend them. */
  'misconfigured',
] as const;

export const recorderErrorCodeSchema = later(() => z.enum(recorderErrorCodes));

export type RecorderErrorCode = z.infer<typeof recorderErrorCodeSchema>;

/** A failure as plain data: what is stored, sent to pages and shown. */
export const failureSchema = later(() =>
  z.object({
    code: recorderErrorCodeSchema,
    /** A short sentence for the administrator; never holds a secret, a full URL or a long digit run. */
    reason: z.optional(z.string()),
    /** How long the recorder asked us to wait, in ms. */
    retryAfterMs: z.optional(z.number()),
  }),
);

export type Failure = z.infer<typeof failureSchema>;

/** What every adapter and the HTTP client throw; anything else that is thrown counts as `badAnswer`. */
export class RecorderError extends Error {
  override readonly name = 'RecorderError';
  readonly code: RecorderErrorCode;
  readonly retryAfterMs: number | undefined;
  /** As it was given: redacting first would leave pieces of a secret that `without` could not find any more. */
  readonly #reason: string;

  constructor(
    code: RecorderErrorCode,
    reason = '',
    options: { retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    super(reason === '' ? code : redact(reason), { cause: options.cause });
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
    this.#reason = reason;
  }

  /** The same error with these secrets, and the cause that may hold them, taken out. */
  without(secrets: Iterable<string>): RecorderError {
    return new RecorderError(this.code, scrub(this.#reason, secrets), { retryAfterMs: this.retryAfterMs });
  }

  /** The failure as plain data. */
  toFailure(): Failure {
    return {
      code: this.code,
      ...(this.message === this.code ? {} : { reason: this.message }),
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
    };
  }
}

/** Turns anything thrown into our own error; what we did not throw ourselves is a `badAnswer`. */
export function toRecorderError(thrown: unknown): RecorderError {
  if (thrown instanceof RecorderError) return thrown;
  return new RecorderError('badAnswer', thrown instanceof Error ? thrown.message : 'unknown error');
}

/** Turns anything thrown into a failure; what we did not throw ourselves is a `badAnswer`. */
export function toFailure(thrown: unknown): Failure {
  return toRecorderError(thrown).toFailure();
}

const maxReasonLength = 200;

/** Makes vendor text safe to keep: credentials, long digit runs (cards, phones), query strings and excess length go. */
export function redact(text: string): string {
  return text
    .replaceAll(/\b(basic|bearer)\s+[\w.~+/=-]+/gi, '$1 …')
    .replaceAll(/\?[^\s"']+/g, '?…')
    .replaceAll(/\d(?:[ -]?\d){8,}/g, '…')
    .slice(0, maxReasonLength);
}

/** Shorter than this is no secret, and taking it out would garble every sentence. */
const minSecretLength = 3;

/** Takes secrets out of a text, also as they look inside URLs, forms and JSON. */
export function scrub(text: string, secrets: Iterable<string>): string {
  return [...secrets]
    .flatMap(secret => (secret.length < minSecretLength ? [] : toSpellings(secret)))
    .sort((a, b) => b.length - a.length)
    .reduce((scrubbed, secret) => scrubbed.replaceAll(secret, '…'), text);
}

function toSpellings(secret: string): string[] {
  const inForm = new URLSearchParams({ '': secret }).toString().slice(1);
  return [secret, encodeURIComponent(secret), inForm, JSON.stringify(secret).slice(1, -1)];
}
