// Why a card that is typed in a tab would not be kept out of the recording, found out before one is.
import { later, z } from '../zod.ts';

/** The most telling one first: that is the order in which they are shown. */
export const protectionCodes = [
  /** The browser does not let us into a watched site. */
  'siteAccess',
  /** The browser lets us in, and a policy keeps our scripts out. */
  'siteBlocked',
  /** Nobody of ours answers in the page, and nobody could be put there. */
  'scriptMissing',
  /** A frame that looks like a payment provider's is not watched, or the browser does not let us into it. */
  'frameAccess',
  /** The browser does not let us reach a recorder. */
  'recorderAccess',
  /** A recorder does not accept our credentials, or they have expired. */
  'signedOut',
  /** A recorder knows us and does not let us do it, or cannot work with its settings. */
  'recorderRefuses',
  'recorderUnreachable',
  /** A recorder finds several calls, and we refuse to guess. */
  'severalCalls',
  /** A frame from elsewhere that we do not see into, and that looks like nothing in particular. */
  'otherFrame',
] as const;
export const protectionCodeSchema = later(() => z.enum(protectionCodes));
export type ProtectionCode = z.infer<typeof protectionCodeSchema>;

/** What a person can do about it, with one press. */
export const cureSchema = later(() =>
  z.enum([
    /** Let us in; sites that are not watched are from then on. */
    'allow',
    'reload',
    'settings',
    'signIn',
    'retry',
    /** Only an administrator can. */
    'none',
  ]),
);

export const protectionProblemSchema = later(() =>
  z.object({
    code: protectionCodeSchema,
    cure: cureSchema,
    /** Match patterns of what we would have to be let into. */
    patterns: z.array(z.string()),
    /** The recorder that it is about, by its entry id. */
    recorderId: z.nullable(z.string()),
  }),
);
export type ProtectionProblem = z.infer<typeof protectionProblemSchema>;

/** Whether it is worth an alarm: a frame of no particular look is worth a line in the popup. */
export function isAlarm({ code }: ProtectionProblem): boolean {
  return code !== 'otherFrame';
}
