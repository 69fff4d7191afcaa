// Every message, with unions named by sender. Content scripts import this file for its types only.
import { later, z } from './zod.ts';
import { wordSchema } from './word.ts';
import { drillResultSchema } from './drill/result.ts';
import { breakReasonSchema } from './recording/gate.ts';
import { endReasonSchema, fieldKindSchema, type FieldKind } from './recording/state.ts';
import { overrideSchema } from './recording/override.ts';
import { pauseWhySchema } from './recording/pause-reason.ts';
import { fieldRuleSchema, maxRuleText, pagesSchema } from './settings/rules.ts';
import { secretsSchema, recorderEntrySchema } from './settings/schema.ts';
import { shippingSettingsSchema } from './settings/shipping.ts';

/** Names of the rules that recognised a field; never text of the page. */
const reasons = later(() => z.array(z.string().check(z.maxLength(80))).check(z.maxLength(20)));

/** What an administrator has decided about one document. */
export const ordersSchema = later(() =>
  z.object({
    /** In the order in which they are asked. */
    rules: z.array(fieldRuleSchema),
    /** Patterns of payment pages on this document's site. */
    pages: pagesSchema,
    /** Whether free text is watched for card numbers. */
    watchesText: z.boolean(),
  }),
);
export type Orders = z.infer<typeof ordersSchema>;

/** What a person wants to point at: a field that is always to hold, one that never is; null only asks why. */
const wishSchema = later(() => z.nullable(fieldRuleSchema.shape.verdict));
export type PickWish = {
  verdict: z.infer<typeof wishSchema>;
  /** Which kinds of field hold by the settings. */
  kinds: FieldKind[];
};

const ruleText = later(() => z.string().check(z.maxLength(maxRuleText)));
/** A field that was pointed at: what a rule for it could say. Read out of a page, so a person has to look at it. */
const proposalSchema = later(() =>
  z.object({
    selector: ruleText,
    /** Folded text of its label; empty where it has none. */
    label: ruleText,
    /** How many fields of its document each would mean. */
    selectorMatches: z.number(),
    labelMatches: z.number(),
    /** What it was taken for without a rule. */
    kind: z.nullable(fieldKindSchema),
    reasons,
  }),
);
export type Proposal = z.infer<typeof proposalSchema>;

/** A proposal as the worker passes it on. */
export const madeProposalSchema = later(() =>
  z.object({
    ...proposalSchema.shape,
    verdict: fieldRuleSchema.shape.verdict,
    tabId: z.number(),
    /** Origin of the document. */
    site: z.string(),
  }),
);
export type MadeProposal = z.infer<typeof madeProposalSchema>;

const seq = later(() => z.number().check(z.gte(0)));

/** A card field has focus. Sent once per focus, and again as claim and proof of life. */
const holdSchema = later(() =>
  z.object({
    type: z.literal('hold'),
    seq,
    kind: fieldKindSchema,
    reasons,
    /** True while the agent is in another window or tab. */
    isAway: z.boolean(),
  }),
);

const otherFromContentSchema = later(() =>
  z.discriminatedUnion('type', [
    /** Focus left the field. */
    z.object({ type: z.literal('release'), seq, reason: endReasonSchema }),
    /** A payment page is in sight, or (away) was a moment ago; also as claim and proof of life. */
    z.object({ type: z.literal('pageHold'), seq, isAway: z.boolean() }),
    /** The payment page went away. */
    z.object({ type: z.literal('pageRelease'), seq, reason: endReasonSchema }),
    /** Asks what the administrator has decided about this document. */
    z.object({ type: z.literal('getOrders') }),
    /** Asks what a person wants to point at. */
    z.object({ type: z.literal('getPick') }),
    /** A person has pointed at a field, where that was asked for: a proposal, which changes nothing. */
    z.object({ type: z.literal('picked'), proposal: proposalSchema }),
    /** A person points no more. */
    z.object({ type: z.literal('pickEnded') }),
    /** Something was entered into the field: that it happened, not what. */
    z.object({ type: z.literal('activity'), seq }),
    /** A card field may get focus soon (pointer over it): wakes the worker. */
    z.object({ type: z.literal('arm') }),
    /** A button of the banner. */
    z.object({ type: z.literal('extend') }),
    /** The button "type anyway" of the banner: about the field of this tab that has focus. */
    z.object({
      type: z.literal('breakGate'),
      reason: breakReasonSchema,
      /** What the agent typed into our own box, without its runs of digits. */
      detail: z.string().check(z.maxLength(120)),
    }),
    /** Frames of other sites in a top frame: their origins, and whether they look like a payment provider's. */
    z.object({
      type: z.literal('frames'),
      frames: z
        .array(z.object({ origin: z.string().check(z.maxLength(300)), isPayment: z.boolean() }))
        .check(z.maxLength(20)),
    }),
    /** There is something to show, and the banner's script is not there yet. */
    z.object({ type: z.literal('getBanner') }),
    /** Asks which view to show, when a top frame starts or comes back. */
    z.object({ type: z.literal('getView') }),
  ]),
);

/**
 * What a content script may say. It can hold, renew and release; it can configure nothing. Asked in this order: where a
 * worker is started for a hold, the others are never made.
 */
export const fromContentSchema = later(() => z.union([holdSchema, otherFromContentSchema]));
export type FromContent = z.infer<typeof fromContentSchema>;

/** What our own pages (popup, options) may say. No start of the worker for a pause waits until this is built. */
export const fromPageSchema = later(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('getView') }),
    /** Manual hold; or why, where it goes on that the person is asked about. */
    z.object({ type: z.literal('pause'), why: z.optional(pauseWhySchema) }),
    /** What people may do by hand now, and how much of the budgets is used. */
    z.object({ type: z.literal('getRuling') }),
    /** Ends the manual hold and overrides every field that has focus; where that has to be reasoned, with the reason. */
    z.object({ type: z.literal('resume'), why: z.optional(overrideSchema) }),
    /** Moves the limit on. */
    z.object({ type: z.literal('extend') }),
    /** A person looked at a recorder with a toggle that we lost track of, and says which way it stands. */
    z.object({ type: z.literal('personSaw'), recorderId: z.string(), isPaused: z.boolean() }),
    z.object({ type: z.literal('getSettings') }),
    /** Replaces the settings; secrets that are not named stay as they are, empty ones are deleted. */
    z.object({
      type: z.literal('saveSettings'),
      settings: z.unknown(),
      secrets: z._default(secretsSchema, {}),
    }),
    /** "Test connection" with settings that are not saved yet. */
    z.object({
      type: z.literal('testRecorder'),
      entry: recorderEntrySchema,
      secrets: z._default(secretsSchema, {}),
    }),
    /** Opens the vendor's sign-in window, with settings that may not be saved yet; answered when it is closed. */
    z.object({
      type: z.literal('signIn'),
      entry: recorderEntrySchema,
      secrets: z._default(secretsSchema, {}),
    }),
    /** What is wrong in a tab. `isForced` asks the recorders as well, whenever they were asked last. */
    z.object({
      type: z.literal('getProtection'),
      tabId: z.number(),
      isForced: z._default(z.boolean(), false),
    }),
    /** A person types anyway in the field of a tab that has focus, because the pause failed. */
    z.object({
      type: z.literal('breakGate'),
      tabId: z.number(),
      reason: breakReasonSchema,
      detail: z.string().check(z.maxLength(120)),
    }),
    /** The last events, oldest first, for the popup and for support. */
    z.object({ type: z.literal('getEvents') }),
    /** Writes to the ledger what waits to be written: to be asked before the ledger is read. */
    z.object({ type: z.literal('syncLedger') }),
    /** Somebody took a copy of these entries of the ledger; which is itself an entry. */
    z.object({
      type: z.literal('recordExport'),
      format: z.enum(['json', 'csv', 'report']),
      fromSeq: z.number(),
      toSeq: z.number(),
    }),
    /** How far evidence has been sent. */
    z.object({ type: z.literal('getShipping') }),
    /** Sends what waits, whatever was to be waited for; nothing while something is being paused. */
    z.object({ type: z.literal('shipNow') }),
    /** Sends a test with settings that may not be saved yet; without `secret` with the stored one. */
    z.object({
      type: z.literal('testShipping'),
      lane: z.enum(['entries', 'notices']),
      shipping: shippingSettingsSchema,
      secret: z.optional(z.string()),
    }),
    /** A practice call tested us; which is itself an entry. */
    z.object({ type: z.literal('recordDrill'), result: drillResultSchema }),
    /** What came of the last practice call that tested us. */
    z.object({ type: z.literal('getDrill') }),
    /** What observe mode has counted. */
    z.object({ type: z.literal('getTally') }),
    /** Lets observe mode count anew. */
    z.object({ type: z.literal('clearTally') }),
    /** Lets a person point at a field in a tab. */
    z.object({ type: z.literal('pick'), tabId: z.number(), verdict: wishSchema }),
    /** Shows in the page which fields a rule would mean. */
    z.object({ type: z.literal('preview'), by: fieldRuleSchema.shape.by, text: ruleText }),
    /** Asks for the field that was pointed at. */
    z.object({ type: z.literal('getProposal') }),
    /** The field that was pointed at has become a rule, or will not. */
    z.object({ type: z.literal('dropProposal') }),
  ]),
);
export type FromPage = z.infer<typeof fromPageSchema>;

/** What the worker says to content scripts and, over a port named `view`, to our own pages. */
export const fromWorkerSchema = later(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('view'), ...wordSchema.shape }),
    /** What the administrator has decided is different now: to be asked for again. */
    z.object({ type: z.literal('ordersChanged') }),
    /** To be shown where a person has pointed: which fields a rule for documents of this origin would mean. */
    z.object({ type: z.literal('preview'), by: fieldRuleSchema.shape.by, text: ruleText, site: z.string() }),
    /** Nobody points any more. */
    z.object({ type: z.literal('pickEnd') }),
  ]),
);
export type FromWorker = z.infer<typeof fromWorkerSchema>;

/**
 * Name of the port by which a holding frame proves that it lives: it posts its `hold` message again and again, and is
 * told each new view.
 */
export const holdPortName = 'hold';
/** The same for a payment page, which posts its `pageHold`. */
export const pagePortName = 'page';
/** Name of the port by which an open page of ours is told each new view. */
export const viewPortName = 'view';
