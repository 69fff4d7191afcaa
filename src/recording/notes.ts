// What happened, in the order in which it did: shown as the last events, drawn as the demo's timeline, and the
// source of the evidence.
import { z } from '../zod.ts';
import { recorderErrorCodeSchema } from '../recorders/errors.ts';
import { breakReasonSchema } from './gate.ts';
import { commandSchema, endReasonSchema, fieldKindSchema, holdOriginSchema } from './state.ts';

const base = {
  /** Wall clock, ms since the epoch. */
  atMs: z.number(),
  /** The episode in which it happened; 0 before the first. */
  episode: z.number(),
};
/** True where not a recording but only the agent's microphone was switched. */
const isMicrophone = z.optional(z.boolean());
/** What held: a kind of field on a site, and the name of the rule that recognised it. */
const held = {
  origin: holdOriginSchema,
  kind: z.optional(fieldKindSchema),
  site: z.optional(z.string()),
  rule: z.optional(z.string()),
};
const request = { ...base, recorder: z.string(), attempt: z.number() };

export const noteSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('holdStarted'), ...base, ...held }),
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
  z.object({ type: z.literal('overridden'), ...base }),
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
  z.object({
    type: z.literal('paused'),
    ...request,
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
  z.object({ type: z.literal('callOver'), ...request }),
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
  z.object({ type: z.literal('recovered'), ...base, recorder: z.string() }),
]);
export type Note = z.infer<typeof noteSchema>;
