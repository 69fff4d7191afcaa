// What a receiver's answer means for what was sent to it.
import { RecorderError } from '../recorders/errors.ts';
import { toRetryAfterMs, type HttpAnswer } from '../recorders/http.ts';
import type { ShippingSettings } from '../settings/shipping.ts';
import { later, z } from '../zod.ts';
import type { ShippingProblem } from './problem.ts';

export type Outcome =
  /** It has them, but for `rejected`; which of them those are nobody says. */
  | { type: 'accepted'; rejected: number }
  /** It will never take this request as it is. `tooBig`: it may take less at once. */
  | { type: 'refused'; isTooBig: boolean }
  | { type: 'later'; problem: ShippingProblem; retryAfterMs?: number | undefined };

/** `ExportLogsServiceResponse`; int64 comes as a string or as a number. */
const responseSchema = later(() =>
  z.object({
    partialSuccess: z.optional(
      z.nullable(z.object({ rejectedLogRecords: z.optional(z.union([z.string(), z.number()])) })),
    ),
  }),
);

export function toOutcome(answer: HttpAnswer, kind: ShippingSettings['kind'], nowMs: number): Outcome {
  const { status, headers } = answer;
  const retryAfterMs = toRetryAfterMs(headers.get('retry-after'), nowMs);
  const tryAgain = (problem: ShippingProblem): Outcome => ({ type: 'later', problem, retryAfterMs });
  if (status >= 200 && status < 300) return toSuccess(answer, kind);
  switch (status) {
    case 400:
    case 422:
      return { type: 'refused', isTooBig: false };
    case 413:
      return { type: 'refused', isTooBig: true };
    case 401:
    case 403:
    case 407:
      return tryAgain('unauthorized');
    case 404:
    case 405:
    case 410:
      return tryAgain('notFound');
    case 429:
      return tryAgain('rateLimited');
    default:
      return tryAgain(status >= 500 || status === 408 ? 'unavailable' : 'refused');
  }
}

/** A sign-in page says 200 as well, and has taken nothing. */
function toSuccess({ headers, text }: HttpAnswer, kind: ShippingSettings['kind']): Outcome {
  const isPage = /^\s*</.test(text) || (headers.get('content-type') ?? '').startsWith('text/html');
  if (isPage) return { type: 'later', problem: 'badAnswer' };
  if (kind === 'webhook' || text.trim() === '') return { type: 'accepted', rejected: 0 };
  const parsed = responseSchema.safeParse(toJson(text));
  if (!parsed.success) return { type: 'later', problem: 'badAnswer' };
  const rejected = Number(parsed.data.partialSuccess?.rejectedLogRecords ?? 0);
  return { type: 'accepted', rejected: Number.isFinite(rejected) ? Math.max(0, rejected) : 0 };
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What it means that there was no answer. */
export function toNoAnswer(thrown: unknown): Outcome {
  const code = thrown instanceof RecorderError ? thrown.code : 'unreachable';
  switch (code) {
    case 'timedOut':
    case 'misconfigured':
    case 'badAnswer':
      return { type: 'later', problem: code };
    default:
      return { type: 'later', problem: 'unreachable' };
  }
}
