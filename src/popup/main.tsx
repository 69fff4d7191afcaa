// The popup's way to the browser: the view comes in, presses go out.
import { useEffect, useState } from 'preact/hooks';
import { browser } from '../browser.ts';
import type { Note } from '../recording/notes.ts';
import { isOverride, type Override } from '../recording/override.ts';
import type { PauseWhy } from '../recording/pause-reason.ts';
import type { Tally } from '../recording/tally.ts';
import { toCallerWords } from '../ui/caller-words.ts';
import { openPage } from '../ui/pages.ts';
import { startPage } from '../ui/start-page.tsx';
import { text } from '../ui/text.ts';
import { useNow } from '../ui/use-now.ts';
import { watchView, type ViewLink } from '../ui/view-link.ts';
import { ask } from '../ui/worker.ts';
import type { Command, Pending } from './actions.ts';
import { Popup } from './Popup.tsx';
import { openShortcutSettings, readShortcut } from '../ui/shortcut.ts';
import { useMoment } from './use-moment.ts';
import { usePastAlarm } from './use-past-alarm.ts';
import { usePicker } from './use-picker.ts';
import { useProtection } from './use-protection.ts';
import { useRules } from './use-rules.ts';
import { useRuling } from './use-ruling.ts';
import { useSite } from './use-site.ts';

function App() {
  const [link, setLink] = useState<ViewLink>({ state: 'connecting' });
  const [pending, setPending] = useState<Pending>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [shortcut, setShortcut] = useState<string | null>(null);
  const [recorderNames, setRecorderNames] = useState<Record<string, string>>({});
  const [events, setEvents] = useState<Note[]>([]);
  const [isAskingWhy, setIsAskingWhy] = useState(false);
  const rules = useRules();
  const moment = useMoment(link);
  const { site, protect } = useSite();
  const picker = usePicker();
  const [tally, setTally] = useState<Tally | null>(null);
  const nowMs = useNow(link.state === 'live' && link.view.status !== 'ready');
  const view = link.state === 'live' ? link.view : null;
  const ruling = useRuling(`${view?.status} ${view?.holds.length}`);
  const past = usePastAlarm(events, nowMs);
  const protecting = useProtection(`${view?.status} ${view?.holds.length}`, protect);

  useEffect(() => {
    const stop = new AbortController();
    watchView(setLink, stop.signal);
    void readShortcut().then(setShortcut);
    return () => stop.abort();
  }, []);

  useEffect(() => {
    // Names and events are extras: without them the popup still tells the state.
    readNames().then(setRecorderNames, () => undefined);
    ask({ type: 'getEvents' }).then(
      answer => setEvents(answer.events),
      () => undefined,
    );
    if (view?.status === 'observing')
      ask({ type: 'getTally' }).then(
        answer => setTally(answer.tally),
        () => undefined,
      );
  }, [view?.status, view?.evidence, view?.holds.length]);

  async function run(work: () => Promise<unknown>): Promise<void> {
    setFailure(null);
    try {
      await work();
    } catch {
      setFailure(text('popup_failed'));
    }
  }

  async function handleCommand(command: Command): Promise<void> {
    if (command === 'setUp') return await open('welcome');
    if (command === 'resume' && view !== null && isOverride(view)) {
      if (!rules.mayOverride) return setFailure(text('popup_no_override'));
      if (rules.asksReason) return setIsAskingWhy(true);
    }
    await send(command === 'resume' ? { type: 'resume' } : { type: 'pause' });
    // A card field that holds is paused all the same: then the press was for that.
    if (command === 'pause' && ruling?.isForbidden === true && (view?.holds.length ?? 0) === 0)
      setFailure(text('popup_no_manual'));
  }

  async function send(
    message: { type: 'pause'; why?: PauseWhy } | { type: 'resume'; why?: Override },
  ): Promise<void> {
    setIsAskingWhy(false);
    setPending(message.type);
    await run(() => ask(message));
    setPending(null);
  }

  async function open(page: 'welcome' | 'practice' | 'activity'): Promise<void> {
    await openPage(page);
    window.close();
  }

  return (
    <Popup
      link={link}
      pending={pending}
      failure={failure}
      nowMs={nowMs}
      site={site}
      shortcut={shortcut}
      recorderNames={recorderNames}
      events={events}
      picker={picker}
      tally={view?.status === 'observing' ? tally : null}
      onCommand={command => void handleCommand(command)}
      onExtend={() => void run(() => ask({ type: 'extend' }))}
      onSaw={(recorderId, isPaused) => void run(() => ask({ type: 'personSaw', recorderId, isPaused }))}
      problems={protecting.problems}
      curing={protecting.curing}
      canBreakGate={protecting.canBreakGate}
      onProtect={pattern => void run(() => protect([pattern]))}
      onCure={problem => void run(() => protecting.cure(problem))}
      onBreakGate={(reason, detail) => void run(() => protecting.breakGate(reason, detail))}
      onSetShortcut={() => void openShortcutSettings()}
      onOpenOptions={() => void openOptions()}
      words={moment === null || rules.comforts === null ? null : toCallerWords(rules.comforts, moment)}
      isAskingWhy={isAskingWhy && view !== null && isOverride(view)}
      onWhy={why => void send({ type: 'resume', why })}
      onStayPaused={() => setIsAskingWhy(false)}
      ruling={ruling}
      onWhyPause={why => void send({ type: 'pause', why })}
      pastAlarm={past.alarm}
      onSeen={past.see}
      onOpenPage={page => void open(page)}
    />
  );
}

/** Products' names by entry id. The adapters are loaded for it only after the state stands on the screen. */
async function readNames(): Promise<Record<string, string>> {
  const [{ settings }, { findRecorder }] = await Promise.all([
    ask({ type: 'getSettings' }),
    import('../recorders/index.ts'),
  ]);
  return Object.fromEntries(settings.recorders.map(({ id, type }) => [id, findRecorder(type)?.name ?? type]));
}

async function openOptions(): Promise<void> {
  await browser.runtime.openOptionsPage();
  window.close();
}

startPage('ext_name', <App />);
