// What people see, computed from the state and nothing else.
import { z } from '../zod.ts';
import { failureSchema } from '../recorders/errors.ts';
import { traitsSchema } from '../recorders/recorder.ts';
import { warnBeforeMs } from './episode.ts';
import { toLiveHolds } from './holds.ts';
import { fieldKindSchema, phaseSchema, type Channel, type Episode, type State } from './state.ts';
import { isMicrophone, statusSchema, toEvidence, toStatus } from './status.ts';

/** Everything that badge, popup and banner show. Times are wall clock, ms since the epoch. */
export const viewSchema = z.object({
  status: statusSchema,
  /** True where no required recorder can be paused, but only the agent's microphone be switched: promise no pause. */
  isMicrophoneOnly: z.boolean(),
  /** While paused: the weakest evidence of the required recorders whose recording can be paused. */
  evidence: z.nullable(z.enum(['accepted', 'verified'])),
  /** When this pause began to be wanted. */
  sinceMs: z.nullable(z.number()),
  /** When the recording resumes by itself because nobody holds any more. */
  lingerUntilMs: z.nullable(z.number()),
  /** When the soft or hard limit, whichever comes first, resumes the recording. */
  limitAtMs: z.nullable(z.number()),
  /** Whether the limit can still be moved on. */
  canExtend: z.boolean(),
  /** `limitNear`: the limit comes soon. `pausedAgain`: card entry went on after the hard limit. */
  warning: z.nullable(z.enum(['limitNear', 'pausedAgain'])),
  /** True while a card field has focus that holds no more because a person resumed. */
  isOverridden: z.boolean(),
  holds: z.array(
    z.object({
      origin: z.enum(['field', 'manual']),
      kind: z.optional(fieldKindSchema),
      site: z.optional(z.string()),
      sinceMs: z.number(),
      isAway: z.boolean(),
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
});
export type View = z.infer<typeof viewSchema>;

/** The view of a state at `nowMs`. Says "paused" only where every required recorder is known to be. */
export function toView(state: State, nowMs: number): View {
  const { episode } = state;
  const live = toLiveHolds(state.holds);
  const limitAtMs =
    episode === null || live.length === 0 ? null : Math.min(episode.softLimitAtMs, episode.hardLimitAtMs);
  return {
    status: toStatus(state),
    isMicrophoneOnly: isMicrophoneOnly(state.channels),
    evidence: toEvidence(state),
    sinceMs: episode?.startedAtMs ?? null,
    lingerUntilMs: episode?.linger?.untilMs ?? null,
    limitAtMs,
    canExtend: episode !== null && live.length > 0 && episode.softLimitAtMs < episode.hardLimitAtMs,
    warning: toWarning(episode, limitAtMs, nowMs),
    isOverridden: state.holds.some(({ spent }) => spent === 'person'),
    holds: live.map(({ origin, kind, site, startedAtMs, awayUntilMs }) => ({
      origin,
      ...(kind === undefined ? {} : { kind }),
      ...(site === undefined ? {} : { site }),
      sinceMs: startedAtMs,
      isAway: awayUntilMs !== null,
    })),
    recorders: state.channels.map(toRecorderView),
  };
}

function isMicrophoneOnly(channels: Channel[]): boolean {
  const required = channels.filter(({ isRequired }) => isRequired);
  return required.length > 0 && required.every(isMicrophone);
}

function toWarning(episode: Episode | null, limitAtMs: number | null, nowMs: number): View['warning'] {
  if (limitAtMs !== null && nowMs >= limitAtMs - warnBeforeMs) return 'limitNear';
  return episode?.isAfterHardLimit === true ? 'pausedAgain' : null;
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
