// A call as Genesys Web Services describes it, in lists, on its own and in events.
import { later, z } from '../zod.ts';

/** Whether a call is recorded; `unknown` where nothing in the call tells. */
type RecordingState = 'recording' | 'paused' | 'stopped' | 'unknown';

export type Call = {
  id: string;
  /** False once it is released or completed. */
  isLive: boolean;
  /** Not answered yet. */
  isRinging: boolean;
  recording: RecordingState;
  /** Whether GWS offers to pause its recording now; undefined where it lists no capabilities at all. */
  canPause: boolean | undefined;
};

const optional = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema));

const callSchema = later(() =>
  z.object({
    /** 32 characters in today's samples, 16 in the oldest builds: never looked at more closely. */
    id: z.string().check(z.minLength(1)),
    state: optional(z.string()),
    capabilities: optional(z.array(z.string())),
    userData: optional(z.record(z.string(), z.unknown())),
    recordingState: optional(z.string()),
  }),
);

/** A call in JSON, in what it takes to be understood. */
export const callJsonSchema = later(() =>
  z.pipe(
    callSchema,
    z.transform((call): Call => ({
      id: call.id,
      isLive: !/^(released|completed)$/i.test(call.state ?? ''),
      isRinging: /^(dialing|ringing)$/i.test(call.state ?? ''),
      recording: toRecordingState(call),
      canPause: call.capabilities?.includes('PauseCallRecording'),
    })),
  ),
);

/**
 * Samples of before mid-2015 have no `recordingState`, and it may be missing before the first change: then the
 * recorder's own mark in the attached data tells, and at last what may be done next
 * (docs.genesys.com, CallRecordingOperations and CallResource).
 */
function toRecordingState({
  recordingState,
  userData,
  capabilities,
}: z.infer<typeof callSchema>): RecordingState {
  return (
    words[recordingState?.toLowerCase() ?? ''] ??
    words[String(userData?.['GSIP_RECORD'] ?? '').toLowerCase()] ??
    toStateFrom(capabilities ?? [])
  );
}

const words: Record<string, RecordingState> = {
  recording: 'recording',
  on: 'recording',
  paused: 'paused',
  stopped: 'stopped',
  off: 'stopped',
};

function toStateFrom(capabilities: string[]): RecordingState {
  if (capabilities.includes('PauseCallRecording')) return 'recording';
  if (capabilities.includes('ResumeCallRecording')) return 'paused';
  return capabilities.includes('StartCallRecording') ? 'stopped' : 'unknown';
}
