// The service worker: listeners at top level, and the wiring of the coordinator to the browser.
import { browser } from '../browser.ts';
import { listen } from '../messaging.ts';
import type { FromContent, FromPage } from '../messages.ts';
import type { RecordingEvent } from '../recording/events.ts';
import { createState } from '../recording/state.ts';
import type { View } from '../recording/view.ts';
import type { Frame } from '../sender.ts';
import { closeStorageToPages, loadSettings, type Stored } from '../settings/store.ts';
import { onAlarm, wakeAt } from './alarms.ts';
import { replaceSettings, testRecorder, toConfigured, toStoredSecrets } from './configure.ts';
import { createClock } from './clock.ts';
import { createCoordinator } from './coordinator.ts';
import { acceptPorts } from './ports.ts';
import { prepareRecorders } from './prepare.ts';
import { publish, tellTab } from './publish.ts';
import { runRequest } from './requests.ts';
import { signIn } from './sign-in.ts';
import { injectIntoOpenPages, watchSites } from './sites.ts';
import { loadStored, recentNotes, saveStored } from './store.ts';
import { toToggleEvent } from './toggle.ts';
import { forgetTokens } from './tokens.ts';

let stored: Promise<Stored> = loadSettings(report);

const coordinator = createCoordinator({
  ...createClock(),
  load,
  save: saveStored,
  request: async (effect, saved, onTarget) => runRequest(effect, await stored, saved, onTarget),
  publish,
  wakeAt: atMs => wakeAt(atMs, tick),
  report,
});

listen({ content: handleContent, page: handlePage });
acceptPorts({
  onRenew: (message, frame) => void hold(message, frame),
  onGone: frame => void coordinator.dispatch({ type: 'release', id: frame.id, seq: null, reason: 'gone' }),
  onPage: tick,
});
onAlarm(tick);
browser.commands.onCommand.addListener(command => {
  if (command === 'toggle-pause') void toggle();
});
browser.tabs.onActivated.addListener(
  ({ tabId }) => void coordinator.view().then(view => tellTab(tabId, view)),
);
browser.tabs.onUpdated.addListener((tabId, { status }) => {
  if (status === 'complete') void coordinator.view().then(view => tellTab(tabId, view));
});
// Registered although the coordinator's start does the work: without it the browser would not start the worker.
browser.runtime.onStartup.addListener(tick);
browser.runtime.onInstalled.addListener(() => void install());
browser.permissions.onAdded.addListener(() => void watch());
void closeStorageToPages();

async function load(): Promise<{ state: ReturnType<typeof createState>; events: RecordingEvent[] }> {
  const [settings, { state, journal }] = await Promise.all([stored, loadStored(report)]);
  const configured = toConfigured(settings, report);
  if (state !== null) return { state, events: [configured, { type: 'restarted' }] };
  return { state: createState(), events: [configured, { type: 'recovered', owed: journal }] };
}

async function handleContent(message: FromContent, frame: Frame): Promise<{ view: View }> {
  switch (message.type) {
    case 'hold':
      return { view: await hold(message, frame) };
    case 'release':
      return { view: await coordinator.dispatch({ ...message, id: frame.id }) };
    case 'activity':
      return { view: await coordinator.dispatch({ ...message, id: frame.id }) };
    case 'extend':
      return { view: await coordinator.dispatch({ type: 'extend' }) };
    case 'arm':
      void stored.then(prepareRecorders);
      return { view: await coordinator.view() };
    case 'getView':
      return { view: await coordinator.view() };
    default:
      return message satisfies never;
  }
}

async function hold(message: Extract<FromContent, { type: 'hold' }>, frame: Frame): Promise<View> {
  const { seq, kind, isAway } = message;
  const { settings } = await stored;
  // Focus is in a field that does not hold by setting: whatever this frame held before has lost focus.
  if (!settings.kinds.includes(kind))
    return coordinator.dispatch({ type: 'release', id: frame.id, seq: null, reason: 'blur' });
  return coordinator.dispatch({
    type: 'hold',
    seq,
    kind,
    isAway,
    id: frame.id,
    site: frame.site,
    tabId: frame.tabId,
  });
}

async function handlePage(message: FromPage): Promise<unknown> {
  switch (message.type) {
    case 'getView':
      return { view: await coordinator.view() };
    case 'pause':
      return { view: await coordinator.dispatch({ type: 'manualPause' }) };
    case 'resume':
      return { view: await coordinator.dispatch({ type: 'manualResume' }) };
    case 'extend':
      return { view: await coordinator.dispatch({ type: 'extend' }) };
    case 'personSaw': {
      const { recorderId: channelId, isPaused } = message;
      return { view: await coordinator.dispatch({ type: 'personSaw', channelId, isPaused }) };
    }
    case 'getEvents':
      await coordinator.view();
      return { events: recentNotes() };
    case 'getSettings': {
      const { settings, secrets } = await stored;
      return { settings, storedSecrets: toStoredSecrets(secrets) };
    }
    case 'saveSettings':
      return save(message);
    case 'testRecorder':
      return testRecorder(message.entry, message.secrets, await stored);
    case 'signIn':
      return signIn(message.entry, message.secrets, await stored);
    default:
      return message satisfies never;
  }
}

async function save({ settings, secrets }: Extract<FromPage, { type: 'saveSettings' }>): Promise<unknown> {
  const result = await replaceSettings(settings, secrets, await stored, await coordinator.state());
  if (result.problems.length > 0) return { problems: result.problems };
  stored = Promise.resolve(result.stored);
  await forgetTokens(result.stored.settings.recorders.map(({ id }) => id));
  await coordinator.dispatch(toConfigured(result.stored, report));
  await watch();
  return { problems: [] };
}

/** Registered scripts are lost at an update, and open pages hold an orphan of the old version. */
async function install(): Promise<void> {
  await watch();
}

async function watch(): Promise<void> {
  const { sites } = (await stored).settings;
  await watchSites(sites);
  await injectIntoOpenPages(sites);
}

async function toggle(): Promise<void> {
  await coordinator.dispatch(toToggleEvent(await coordinator.view()));
}

function tick(): void {
  void coordinator.dispatch({ type: 'tick' });
}

function report(problem: unknown): void {
  // oxlint-disable-next-line no-console -- the worker's console is where an administrator's engineer looks
  console.error('CardHush:', problem instanceof Error ? problem.message : problem);
}
