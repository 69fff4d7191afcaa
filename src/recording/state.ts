// The facts that the core keeps. Plain JSON with a schema, so that a killed worker can be restored and a state printed.
import { later, z } from '../zod.ts';
import { failureSchema } from '../recorders/errors.ts';
import { traitsSchema } from '../recorders/recorder.ts';

/** Which field of a form asks for the hold. */
export const fieldKinds = [
  'card-number',
  'card-csc',
  'card-expiry',
  'card-holder',
  /** The rest is for those who also keep bank and identity numbers out of recordings; off by default. */
  'bank-account',
  'iban',
  'routing',
  'national-id',
] as const;
export const fieldKindSchema = later(() => z.enum(fieldKinds));
export type FieldKind = z.infer<typeof fieldKindSchema>;

/** Why a hold ended. */
export const endReasons = [
  /** Focus moved on to something else. */
  'blur',
  /** The field was taken out of the page, or hidden, while it had focus. */
  'removed',
  /** The page went away: navigation, reload, back/forward cache. */
  'pagehide',
  /** The frame or tab is gone, or its extension context died. */
  'gone',
  /** The agent stayed in another window or tab for longer than the away time. */
  'away',
  /** The frame gave no sign of life for longer than its lease. */
  'leaseExpired',
  /** The worker restarted and nobody claimed the hold again. */
  'unclaimed',
  /** A person resumed. */
  'person',
  /** The time was over that policy gives a pause by hand. */
  'policy',
  /** The soft limit came and nobody was typing. */
  'softLimit',
  /** The hard limit came. */
  'hardLimit',
] as const;
export const endReasonSchema = later(() => z.enum(endReasons));
export type EndReason = z.infer<typeof endReasonSchema>;

const atMs = later(() => z.number());

/** What asks for silence: a field with focus, a payment page in sight, or a person who pressed. */
export const holdOriginSchema = later(() => z.enum(['field', 'page', 'manual']));
export type HoldOrigin = z.infer<typeof holdOriginSchema>;

/** Whether pauses are asked for, or only what would have paused is counted. */
export const modeSchema = later(() => z.enum(['enforce', 'observe']));
export type Mode = z.infer<typeof modeSchema>;

/** One reason to keep recording paused. A frame has at most one for its fields and one as a page; one is manual. */
export const holdSchema = later(() =>
  z.object({
    /** The frame's document id, with `:page` behind it for a page's own hold; or `manual`. */
    id: z.string(),
    /** Counts the fields that had focus in this frame: the same number is the same focus, even after a trip to another window. */
    seq: z.number(),
    origin: holdOriginSchema,
    kind: z.optional(fieldKindSchema),
    /** Names of the rules that recognised the field, the most telling one first; never text of the page. */
    reasons: z.optional(z.array(z.string())),
    /** Origin of the page, never a full URL. */
    site: z.optional(z.string()),
    tabId: z.optional(z.number()),
    startedAtMs: atMs,
    /** Last sign of a person at work: focus, or an input event (that it happened, not what). */
    activeAtMs: atMs,
    /** Whether something was entered since the focus, or since a person or a limit ended the hold. */
    hasInput: z.optional(z.boolean()),
    /** When the hold ends unless its frame gives a sign of life; null for manual holds. */
    leaseUntilMs: z.nullable(atMs),
    /** Set while the agent is in another window or tab: when the hold ends if they do not come back. */
    awayUntilMs: z.nullable(atMs),
    /** When policy ends a manual hold. */
    endsAtMs: z.optional(atMs),
    /** True while the person has yet to say why. */
    asksReason: z.optional(z.boolean()),
    /** True from a worker restart until the frame claims the hold again. */
    isUnclaimed: z.boolean(),
    /** Set when this focus no longer holds: a person resumed, or a limit came. */
    spent: z.nullable(z.enum(['person', 'softLimit', 'hardLimit'])),
    /** Set when a person opened the gate for this focus although the pause had failed. */
    isGateBroken: z.optional(z.boolean()),
  }),
);
export type Hold = z.infer<typeof holdSchema>;

/** The time from the first hold to the end of the linger after the last: what should be one pause. */
export const episodeSchema = later(() =>
  z.object({
    id: z.number(),
    startedAtMs: atMs,
    softLimitAtMs: atMs,
    hardLimitAtMs: atMs,
    /** How often the soft limit moved on, because somebody was typing or asked for more time. */
    extensions: z.number(),
    /** True where card entry went on after a hard limit, so that we paused again. */
    isAfterHardLimit: z.boolean(),
    /** Set after the last hold ended: when the episode ends, and why the hold did. */
    linger: z.nullable(z.object({ untilMs: atMs, reason: endReasonSchema })),
  }),
);
export type Episode = z.infer<typeof episodeSchema>;

export const commandSchema = later(() => z.enum(['pause', 'resume', 'read']));
export type Command = z.infer<typeof commandSchema>;

export const phaseSchema = later(() => z.enum(['recording', 'pausing', 'paused', 'resuming', 'unknown']));

/** A call that we paused, or may have paused. */
export const owedSchema = later(() =>
  z.object({
    callRef: z.json(),
    /** When we first addressed this call. */
    sinceMs: atMs,
    reference: z.optional(z.string()),
  }),
);
export type Owed = z.infer<typeof owedSchema>;

/** The state of one configured recorder. */
export const channelSchema = later(() =>
  z.object({
    /** The configured recorder's own id. */
    id: z.string(),
    isRequired: z.boolean(),
    traits: traitsSchema,
    phase: phaseSchema,
    /** How we know that it was paused; means nothing unless the phase is `paused`. */
    evidence: z.nullable(z.enum(['accepted', 'verified'])),
    /** What we paused, or may have paused, and therefore must resume. */
    owed: z.nullable(owedSchema),
    /** The one request in flight. */
    attempt: z.nullable(
      z.object({
        id: z.number(),
        command: commandSchema,
        sentAtMs: atMs,
        /** When an answer that never came is taken for lost. */
        giveUpAtMs: atMs,
        /** What was owed before this request; a request that certainly did nothing falls back to it. */
        owedBefore: z.nullable(owedSchema),
        /** What was known before this request, for the same case. */
        phaseBefore: phaseSchema,
      }),
    ),
    /** A resumed call that is still to be read back, where the recorder can be read. */
    checking: z.nullable(z.object({ owed: owedSchema, dueAtMs: atMs })),
    failure: z.nullable(
      z.object({ ...failureSchema.shape, command: commandSchema, count: z.number(), sinceMs: atMs }),
    ),
    /** There was nothing to pause: no call, or a call that is not recorded. Looked at again while a hold lives. */
    absent: z.nullable(z.enum(['noCall', 'notRecording'])),
    /** When the next request is due: a retry, a read-back, a re-assertion. */
    dueAtMs: z.nullable(atMs),
    /** When the newest pause was accepted: a read-back may lag behind it. */
    acceptedAtMs: z.nullable(atMs),
    /** When we last resumed it, or may have: until the lag is over, a read-back may show the pause before that. */
    resumedAtMs: z.nullable(atMs),
    /** How often lately it had no time for us: each doubles the wait before a pause is said again (0 to 4). */
    crowding: z.number(),
    /** A read-back contradicted the recorder's yes: until one agrees, its yes is not believed. */
    isDoubted: z.boolean(),
    /** A toggle whose state we lost: only a person can say which way it stands. */
    needsPerson: z.boolean(),
  }),
);
export type Channel = z.infer<typeof channelSchema>;

/** How long things take, all in ms. */
export const timingsSchema = later(() =>
  z.object({
    /** Stay paused after the last hold ended. */
    lingerMs: z.number(),
    /** Keep a hold while the agent is in another window or tab. */
    awayMs: z.number(),
    /** Warn and ask, for holds by a field. */
    softLimitMs: z.number(),
    /** The same for a manual hold. */
    manualSoftLimitMs: z.number(),
    /** Resume whatever happens. */
    hardLimitMs: z.number(),
  }),
);
export type Timings = z.infer<typeof timingsSchema>;

export const stateSchema = later(() =>
  z.object({
    version: z.literal(1),
    mode: z._default(modeSchema, 'enforce'),
    /** As set; a pause that goes on is not cut short by it. */
    wantedMode: z._default(modeSchema, 'enforce'),
    timings: timingsSchema,
    holds: z.array(holdSchema),
    episode: z.nullable(episodeSchema),
    channels: z.array(channelSchema),
    /** How many requests and episodes there were: the source of their ids. */
    requests: z.number(),
    episodes: z.number(),
    /** When the newest event came: a clock that stands before it was set back meanwhile. */
    seenAtMs: atMs,
    /** Why the newest episode ended: what a resume is put down to. */
    lastEndReason: z.nullable(endReasonSchema),
  }),
);
export type State = z.infer<typeof stateSchema>;

/** The design's defaults. */
export const defaultTimings: Timings = {
  lingerMs: 3_000,
  awayMs: 30_000,
  softLimitMs: 180_000,
  manualSoftLimitMs: 300_000,
  hardLimitMs: 600_000,
};

export const manualHoldId = 'manual';

/** Nothing held, nothing configured. */
export function createState(timings: Timings = defaultTimings): State {
  return {
    version: 1,
    mode: 'enforce',
    wantedMode: 'enforce',
    timings,
    holds: [],
    episode: null,
    channels: [],
    requests: 0,
    episodes: 0,
    seenAtMs: 0,
    lastEndReason: null,
  };
}

/** Whether recorders should be paused now: somebody holds, or did a moment ago, and it is more than watching. */
export function isPauseWanted({ episode, mode }: State): boolean {
  return episode !== null && mode === 'enforce';
}
