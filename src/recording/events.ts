// Everything that can happen to the core. Events change facts; none of them says "send a pause".
import type { Failure } from '../recorders/errors.ts';
import type { CallRef, Outcome, Reading, Traits } from '../recorders/recorder.ts';
import type { BreakReason, GateNeeds } from './gate.ts';
import type { Override } from './override.ts';
import type { PauseWhy } from './pause-reason.ts';
import type { EndReason, FieldKind, Mode, Owed, Timings } from './state.ts';

/** What came back from one request to a recorder. */
export type Answer =
  | { type: 'outcome'; outcome: Outcome }
  | { type: 'reading'; reading: Reading }
  | { type: 'failure'; failure: Failure };

export type RecordingEvent =
  /** The settings, at every start and change. A channel that still owes something is kept until it does not. */
  | {
      type: 'configured';
      timings: Timings;
      channels: { id: string; isRequired: boolean; traits: Traits }[];
      /** Without it pauses are asked for. */
      mode?: Mode;
    }
  /** The worker woke with this state: requests in flight are lost, and frames have to claim their holds. */
  | { type: 'restarted' }
  /** The browser died while something was paused; this is what the journal says we owe. */
  | { type: 'recovered'; owed: ({ channelId: string } & Owed)[] }
  /** A field has focus, or its frame proves that it still has. */
  | {
      type: 'hold';
      id: string;
      seq: number;
      kind: FieldKind;
      /** Names of the rules that recognised it. */
      reasons?: string[];
      site: string;
      tabId: number;
      isAway: boolean;
    }
  /** A payment page is in sight (or, away, was a moment ago), or proves that it still is. */
  | { type: 'pageHold'; id: string; seq: number; site: string; tabId: number; isAway: boolean }
  /** A field lost focus; `seq` null where the frame as a whole is gone. */
  | { type: 'release'; id: string; seq: number | null; reason: EndReason }
  /** Something was entered into a field. */
  | { type: 'activity'; id: string; seq: number }
  /** A person pauses; or says why, where the pause goes on that they are asked about. */
  | {
      type: 'manualPause';
      /** Policy ends it this long after it began, whatever is extended. */
      endsWithinMs?: number;
      /** Whether the person has yet to say why. */
      asksReason?: boolean;
      why?: PauseWhy;
    }
  /** A person pressed for what they may not begin by hand: what is wanted anyway is tried at once. */
  | { type: 'retry' }
  /** A trial begins its own short hold, which ends with its lease at the latest. Does nothing unless all is idle. */
  | { type: 'trialPause'; leaseMs: number }
  /** A person resumes: ends the manual hold, and the fields that have focus hold no more. */
  | {
      type: 'manualResume';
      /** Why, where a field has focus and the person was asked. */
      why?: Override;
    }
  /** A person asks for more time. */
  | { type: 'extend' }
  /** A person types anyway, in the field of this tab that has focus, where the gate is shut because a pause failed. */
  | { type: 'breakGate'; tabId: number; needs: GateNeeds; reason: BreakReason; detail: string }
  /** A person looked at a toggle whose state was lost and says which way it stands. */
  | { type: 'personSaw'; channelId: string; isPaused: boolean }
  /** An adapter is about to send a request that changes the recording of these calls. */
  | { type: 'targeted'; channelId: string; attemptId: number; callRef: CallRef }
  | { type: 'answered'; channelId: string; attemptId: number; answer: Answer }
  /** The wall clock jumped by this much against a steady one: it was set, or the machine slept. */
  | { type: 'clockJumped'; byMs: number }
  /** Time went by. */
  | { type: 'tick' };
