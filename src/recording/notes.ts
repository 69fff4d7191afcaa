// What happened, in the order in which it did: shown as the last events, drawn as the demo's timeline, and the
// source of the evidence.
import { later, z } from '../zod.ts';
import { recorderErrorCodeSchema } from '../recorders/errors.ts';
import { breakReasonSchema } from './gate.ts';
import { overrideReasonSchema } from './override.ts';
import { pauseReasonSchema } from './pause-reason.ts';
import { commandSchema, endReasonSchema, fieldKindSchema, holdOriginSchema } from './state.ts';

/** States of the view in which people are told that something is wrong. */
export const alertSchema = later(() => z.enum(['stillRecording', 'stillPaused', 'microphoneStuck']));

const number = later(() => z.number());
const text = later(() => z.string());
const base = {
  /** Wall clock, ms since the epoch. */
  atMs: number,
  /** The episode in which it happened; 0 before the first. */
  episode: number,
};
/** True where not a recording but only the agent's microphone was switched. */
const isMicrophone = later(() => z.optional(z.boolean()));
/** What held: a kind of field on a site, and the name of the rule that recognised it. */
const held = {
  origin: holdOriginSchema,
  kind: later(() => z.optional(fieldKindSchema)),
  site: later(() => z.optional(text)),
  rule: later(() => z.optional(text)),
};
const request = { ...base, recorder: text, attempt: number };
/** What the recorder's adapter calls the call or calls; its own business, and opaque to everybody else. */
const call = later(() => z.optional(z.json()));

export const noteSchema = later(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('holdStarted'), ...base, ...held }),
    /** Something was entered: noted once for a hold, and once more after a person or a limit has ended it. */
    z.object({ type: z.literal('typed'), ...base, ...held }),
    z.object({
      type: z.literal('holdEnded'),
      ...base,
      ...held,
      reason: endReasonSchema,
      startedAtMs: z.optional(z.number()),
    }),
    z.object({ type: z.literal('episodeStarted'), ...base }),
    z.object({
      type: z.literal('episodeEnded'),
      ...base,
      reason: endReasonSchema,
      startedAtMs: z.optional(z.number()),
    }),
    /** The limit moved on. */
    z.object({ type: z.literal('extended'), ...base, by: z.enum(['person', 'activity']) }),
    /** A person resumed while a field had focus. */
    z.object({
      type: z.literal('overridden'),
      ...base,
      reason: z.optional(overrideReasonSchema),
      /** What the person added, without its runs of digits. */
      detail: z.optional(z.string()),
    }),
    /** A person said why they paused by hand. */
    z.object({
      type: z.literal('pauseReasoned'),
      ...base,
      reason: pauseReasonSchema,
      /** What the person added, without its runs of digits. */
      detail: z.optional(z.string()),
    }),
    /** The pause had failed, and a person opened the gate for one focus, with a reason. */
    z.object({
      type: z.literal('gateBroken'),
      ...base,
      kind: z.optional(fieldKindSchema),
      site: z.optional(z.string()),
      reason: breakReasonSchema,
      /** What the person added, without its runs of digits. */
      detail: z.optional(z.string()),
    }),
    /** Card entry went on after a limit had resumed the recording: paused again. */
    z.object({ type: z.literal('heldAgain'), ...base, after: z.enum(['softLimit', 'hardLimit']) }),
    z.object({ type: z.literal('requested'), ...request, command: commandSchema }),
    /** Which call the pause in flight addresses, noted before the recorder hears of it. */
    z.object({ type: z.literal('targeted'), ...request, call: z.json() }),
    z.object({
      type: z.literal('paused'),
      ...request,
      call,
      evidence: z.enum(['accepted', 'verified']),
      reference: z.optional(z.string()),
      isMicrophone,
    }),
    /** The recorder's state was read back and agrees. */
    z.object({ type: z.literal('verified'), ...request }),
    /** The recorder's state was read back and does not agree. */
    z.object({ type: z.literal('contradicted'), ...request, isNewCall: z.boolean() }),
    /** The end of a pause; `reason` is why its episode ended. */
    z.object({
      type: z.literal('resumed'),
      ...request,
      call,
      reason: z.nullable(endReasonSchema),
      reference: z.optional(z.string()),
      isMicrophone,
    }),
    /** A person looked at a toggle that we had lost track of, and said which way it stands. */
    z.object({
      type: z.literal('personSaw'),
      ...base,
      recorder: z.string(),
      isPaused: z.boolean(),
      isMicrophone,
    }),
    /** The end of a pause whose call ended first. */
    z.object({ type: z.literal('callOver'), ...request, call }),
    /** There was nothing to pause. */
    z.object({ type: z.literal('absent'), ...request, what: z.enum(['noCall', 'notRecording']) }),
    z.object({
      type: z.literal('failed'),
      ...request,
      command: commandSchema,
      code: recorderErrorCodeSchema,
      reason: z.optional(z.string()),
    }),
    /** A pause that was left behind by a worker or browser that died. */
    z.object({ type: z.literal('recovered'), ...base, recorder: z.string(), call }),
    /** From now on people are told that something is wrong, or no longer. */
    z.object({ type: z.literal('alertStarted'), ...base, alert: alertSchema }),
    z.object({ type: z.literal('alertEnded'), ...base, alert: alertSchema }),
    /** The wall clock went this much ahead, or back, against a steady one: it was set, or the machine slept. */
    z.object({ type: z.literal('clockJumped'), ...base, byMs: z.number() }),
  ]),
);
export type Note = z.infer<typeof noteSchema>;
