// What people see, computed from the state and nothing else.
import { later, z } from '../zod.ts';
import { failureSchema } from '../recorders/errors.ts';
import { traitsSchema } from '../recorders/recorder.ts';
import { warnBeforeMs } from './episode.ts';
import { toLiveHolds } from './holds.ts';
import {
  fieldKindSchema,
  holdOriginSchema,
  isPauseWanted,
  phaseSchema,
  type Channel,
  type Hold,
  type State,
} from './state.ts';
import { isMicrophone, statusSchema, toEvidence, toRequired, toStatus } from './status.ts';

/** Everything that badge, popup and banner show. Times are wall clock, ms since the epoch. */
export const viewSchema = later(() =>
  z.object({
    status: statusSchema,
    /** True where no required recorder can be paused, but only the agent's microphone be switched: promise no pause. */
    isMicrophoneOnly: z.boolean(),
    /** While paused: the weakest evidence of the required recorders whose recording can be paused. */
    evidence: z.nullable(z.enum(['accepted', 'verified'])),
    /** When this pause began to be wanted. */
    sinceMs: z.nullable(z.number()),
    /** When the recording resumes by itself because nobody holds any more. */
    lingerUntilMs: z.nullable(z.number()),
    /** When the soft limit, hard limit or policy, whichever comes first, resumes the recording. */
    limitAtMs: z.nullable(z.number()),
    /** Whether the limit can still be moved on. */
    canExtend: z.boolean(),
    /**
     * `limitNear`: the limit comes soon. `cardInText`: a card number was typed where none belongs. `pausedAgain`: card
     * entry went on after the hard limit.
     */
    warning: z.nullable(z.enum(['limitNear', 'cardInText', 'pausedAgain'])),
    /** True while a card field has focus that holds no more because a person resumed. */
    isOverridden: z.boolean(),
    holds: z.array(
      z.object({
        origin: holdOriginSchema,
        kind: z.optional(fieldKindSchema),
        /** Names of the rules that recognised the field, the most telling one first. */
        reasons: z.optional(z.array(z.string())),
        site: z.optional(z.string()),
        sinceMs: z.number(),
        isAway: z.boolean(),
        /** Where a person has yet to say why they paused. */
        asksReason: z.optional(z.boolean()),
      }),
    ),
    recorders: z.array(
      z.object({
        id: z.string(),
        isRequired: z.boolean(),
        /** What its pause does: "paused" must never be said of `agentMicrophone`. */
        effect: traitsSchema.shape.effect,
        phase: phaseSchema,
        evidence: z.nullable(z.enum(['accepted', 'verified'])),
        absent: z.nullable(z.enum(['noCall', 'notRecording'])),
        failure: z.nullable(failureSchema),
        /** When the next try is due. */
        retryAtMs: z.nullable(z.number()),
        needsPerson: z.boolean(),
      }),
    ),
  }),
);
export type View = z.infer<typeof viewSchema>;

/** The rule of the watch on free text: it saw a card number where none belongs. */
const cardInText = 'value:card-number';

/** The view of a state at `nowMs`. Says "paused" only where every required recorder is known to be. */
export function toView(state: State, nowMs: number): View {
  const { episode } = state;
  const live = toLiveHolds(state.holds);
  // What is only watched has no times that anybody has to know.
  const running = isPauseWanted(state) ? episode : null;
  const endsAtMs = toEndsAtMs(live);
  const limitAtMs =
    running === null || live.length === 0
      ? null
      : Math.min(running.softLimitAtMs, running.hardLimitAtMs, endsAtMs);
  return {
    status: toStatus(state),
    isMicrophoneOnly: isMicrophoneOnly(state.channels),
    evidence: toEvidence(state),
    sinceMs: episode?.startedAtMs ?? null,
    lingerUntilMs: running?.linger?.untilMs ?? null,
    limitAtMs,
    canExtend:
      running !== null &&
      live.length > 0 &&
      running.softLimitAtMs < running.hardLimitAtMs &&
      endsAtMs === Infinity,
    warning: running === null ? null : toWarning(running.isAfterHardLimit, live, limitAtMs, nowMs),
    isOverridden: state.holds.some(({ spent }) => spent === 'person'),
    holds: live.map(({ origin, kind, reasons, site, startedAtMs, awayUntilMs, asksReason }) => ({
      origin,
      ...(kind === undefined ? {} : { kind }),
      ...(reasons === undefined ? {} : { reasons }),
      ...(site === undefined ? {} : { site }),
      sinceMs: startedAtMs,
      isAway: awayUntilMs !== null,
      ...(asksReason === true ? { asksReason } : {}),
    })),
    recorders: state.channels.map(toRecorderView),
  };
}

/** When policy ends the last of these holds; never, where one of them is not policy's to end. */
function toEndsAtMs(live: Hold[]): number {
  return Math.max(...live.map(({ endsAtMs }) => endsAtMs ?? Infinity));
}

function isMicrophoneOnly(channels: Channel[]): boolean {
  const required = toRequired(channels);
  return required.length > 0 && required.every(isMicrophone);
}

function toWarning(
  isAfterHardLimit: boolean,
  live: Hold[],
  limitAtMs: number | null,
  nowMs: number,
): View['warning'] {
  if (limitAtMs !== null && nowMs >= limitAtMs - warnBeforeMs) return 'limitNear';
  if (live.some(({ reasons }) => reasons?.[0] === cardInText)) return 'cardInText';
  return isAfterHardLimit ? 'pausedAgain' : null;
}

function toRecorderView({
  id,
  isRequired,
  traits,
  phase,
  evidence,
  absent,
  failure,
  dueAtMs,
  needsPerson,
}: Channel): View['recorders'][number] {
  return {
    id,
    isRequired,
    effect: traits.effect,
    phase,
    evidence: phase === 'paused' ? evidence : null,
    absent,
    failure:
      failure === null
        ? null
        : {
            code: failure.code,
            ...(failure.reason === undefined ? {} : { reason: failure.reason }),
          },
    retryAtMs: failure === null ? null : dueAtMs,
    needsPerson,
  };
}
