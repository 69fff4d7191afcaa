import { later, z } from '../zod.ts';

/** Why nothing gets there for now. A closed set: each has a sentence that says what to do. */
export const shippingProblems = [
  /** The browser does not let us reach that host. */
  'noAccess',
  'unreachable',
  'timedOut',
  /** 401, 403. */
  'unauthorized',
  /** 404, 405, 410: nobody listens at this path. */
  'notFound',
  'rateLimited',
  /** 5xx, and what else says "later". */
  'unavailable',
  /** Something answered that is no receiver: a redirect, or a page. */
  'badAnswer',
  /** It refuses whatever it gets. */
  'refused',
  /** The address or the header cannot be used. */
  'misconfigured',
] as const;
export const shippingProblemSchema = later(() => z.enum(shippingProblems));
export type ShippingProblem = (typeof shippingProblems)[number];
