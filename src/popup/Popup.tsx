import { useId } from 'preact/hooks';
import type { ProtectionProblem } from '../protection/problems.ts';
import type { BreakReason } from '../recording/gate.ts';
import type { Ruling } from '../governance/decide.ts';
import type { Note } from '../recording/notes.ts';
import type { Override } from '../recording/override.ts';
import type { PauseWhy } from '../recording/pause-reason.ts';
import type { Tally } from '../recording/tally.ts';
import { Button } from '../ui/Button.tsx';
import { LiveRegion } from '../ui/LiveRegion.tsx';
import { StatusPanel } from '../ui/StatusPanel.tsx';
import { toTabStatus } from '../ui/status.ts';
import { text } from '../ui/text.ts';
import type { ViewLink } from '../ui/view-link.ts';
import { toMainAction, toOtherAction, type Command, type Pending } from './actions.ts';
import { BreakGate } from './BreakGate.tsx';
import { Budgets } from './Budgets.tsx';
import { Events } from './Events.tsx';
import { Fields } from './Fields.tsx';
import { LimitWarning } from './LimitWarning.tsx';
import { MainButton } from './MainButton.tsx';
import { NewRule } from './NewRule.tsx';
import { Observed } from './Observed.tsx';
import type { PastAlarm as Alarm } from './past-alarm.ts';
import { PastAlarm } from './PastAlarm.tsx';
import { Protection } from './Protection.tsx';
import { Reasons } from './Reasons.tsx';
import { Recorders } from './Recorders.tsx';
import { Shortcut } from './Shortcut.tsx';
import { Site, type SiteState } from './Site.tsx';
import { useAnnouncement } from './use-announcement.ts';
import type { Picker } from './use-picker.ts';
import { WhyPause } from './WhyPause.tsx';
import { WhyResume } from './WhyResume.tsx';

export type PopupProps = {
  link: ViewLink;
  /** A press that the background has not answered yet. */
  pending: Pending;
  /** A sentence about the last press, where it failed. */
  failure: string | null;
  /** Wall clock, ms since the epoch. */
  nowMs: number;
  site: SiteState;
  /** Keys of the shortcut; empty where there are none, null until they are known. */
  shortcut: string | null;
  /** Products' names by recorder entry id. */
  recorderNames: Record<string, string>;
  /** Oldest first. */
  events: Note[];
  picker: Picker;
  /** What observe mode has counted; null where it is not on, or not known yet. */
  tally: Tally | null;
  onCommand: (command: Command) => void;
  onExtend: () => void;
  /** A person says which way a toggle stands that we lost track of. */
  onSaw: (recorderId: string, isPaused: boolean) => void;
  /** What is wrong in the current tab. */
  problems: ProtectionProblem[];
  /** The problem whose cure is under way. */
  curing: ProtectionProblem | null;
  /** Whether a card field that a failed pause keeps shut may be opened for a reason. */
  canBreakGate: boolean;
  onProtect: (pattern: string) => void;
  onCure: (problem: ProtectionProblem) => void;
  onBreakGate: (reason: BreakReason, detail: string) => void;
  onSetShortcut: () => void;
  onOpenOptions: () => void;
  /** The sentence for the caller now; null where nothing is to be said. */
  words: string | null;
  /** Whether the question why is open. */
  isAskingWhy: boolean;
  onWhy: (why: Override) => void;
  onStayPaused: () => void;
  /** What a person may do by hand; null until it is known. */
  ruling: Ruling | null;
  onWhyPause: (why: PauseWhy) => void;
  /** An alarm that is over, and that nobody has taken note of yet. */
  pastAlarm: Alarm | null;
  onSeen: () => void;
  onOpenPage: (page: 'welcome' | 'practice' | 'activity') => void;
};

/** The toolbar's popup: what is going on, one button that changes it, and why. */
export function Popup(props: PopupProps) {
  const { link, pending, failure, nowMs, picker } = props;
  const statusId = useId();
  const status = toTabStatus(link, props.problems);
  const announcement = useAnnouncement(link, status, nowMs);
  const other = toOtherAction(link, pending);
  const recorders = link.state === 'live' ? link.view.recorders : [];
  const recorderLines = (
    <Recorders
      recorders={recorders}
      names={props.recorderNames}
      nowMs={nowMs}
      onSaw={props.onSaw}
      onOpenOptions={props.onOpenOptions}
    />
  );
  const isAskingPause =
    link.state === 'live' && link.view.holds.some(({ asksReason }) => asksReason === true);
  // What a person is asked stands where it is seen without scrolling.
  const isAsking = recorders.some(({ needsPerson }) => needsPerson);

  return (
    <main class="popup">
      <StatusPanel id={statusId} status={status} />
      <div class="actions">
        <MainButton
          action={toMainAction(link, pending)}
          isKnown={link.state !== 'connecting'}
          describedBy={statusId}
          onCommand={props.onCommand}
        />
        {props.isAskingWhy && <WhyResume onWhy={props.onWhy} onCancel={props.onStayPaused} />}
        {isAskingPause && <WhyPause onWhy={props.onWhyPause} />}
        <Budgets ruling={props.ruling} />
        {props.words !== null && (
          <p class="say">
            {text('words_say')} <q>{props.words}</q>
          </p>
        )}
        {link.state === 'live' && <LimitWarning view={link.view} nowMs={nowMs} onExtend={props.onExtend} />}
        {other !== null && (
          <Button onClick={() => props.onCommand(other.command)}>{text(other.label)}</Button>
        )}
        {failure !== null && (
          <p class="failure" role="alert">
            {failure}
          </p>
        )}
      </div>
      {status.tone !== 'danger' && props.pastAlarm !== null && (
        <PastAlarm alarm={props.pastAlarm} onSeen={props.onSeen} />
      )}
      {props.canBreakGate && <BreakGate onBreak={props.onBreakGate} />}
      <Protection
        problems={props.problems}
        curing={props.curing}
        names={props.recorderNames}
        onCure={props.onCure}
      />
      {picker.proposal !== null && <NewRule {...picker} proposal={picker.proposal} />}
      {isAsking && recorderLines}
      {link.state === 'live' && <Reasons view={link.view} nowMs={nowMs} />}
      {!isAsking && recorderLines}
      {props.tally !== null && <Observed tally={props.tally} />}
      <Site site={props.site} onProtect={props.onProtect} />
      {props.site.state === 'watched' && picker.proposal === null && <Fields {...picker} />}
      <Shortcut keys={props.shortcut} onSet={props.onSetShortcut} />
      <Events events={props.events} names={props.recorderNames} microphones={toMicrophones(link)} />
      <footer>
        <Button kind="quiet" onClick={props.onOpenOptions}>
          {text('popup_options')}
        </Button>
        <Button kind="quiet" onClick={() => props.onOpenPage('activity')}>
          {text('popup_activity')}
        </Button>
        <Button kind="quiet" onClick={() => props.onOpenPage('practice')}>
          {text('popup_practice')}
        </Button>
        <Button kind="quiet" onClick={() => props.onOpenPage('welcome')}>
          {text('popup_guide')}
        </Button>
      </footer>
      <LiveRegion {...announcement} />
    </main>
  );
}

function toMicrophones(link: ViewLink): Set<string> {
  const recorders = link.state === 'live' ? link.view.recorders : [];
  return new Set(recorders.filter(({ effect }) => effect === 'agentMicrophone').map(({ id }) => id));
}
