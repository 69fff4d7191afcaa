// The service worker: listeners at top level, and the wiring of the coordinator to the browser.
import { asked } from './asked-first.ts';
import { browser } from '../browser.ts';
import { listen } from '../messaging.ts';
import type { FromContent, FromPage, Orders, PickWish } from '../messages.ts';
import type { Word } from '../word.ts';
import type { RecordingEvent } from '../recording/events.ts';
import { createState } from '../recording/state.ts';
import type { View } from '../recording/view.ts';
import { toPageFrame, type Frame } from '../sender.ts';
import { onPolicyChange } from '../settings/managed.ts';
import type { Settings } from '../settings/schema.ts';
import { closeStorageToPages } from '../settings/store.ts';
import { afterStart } from './after-start.ts';
import { onAlarm, wakeAt } from './alarms.ts';
import { bringBanner } from './banner.ts';
import { createClock } from './clock.ts';
import { createCoordinator } from './coordinator.ts';
import { createDeskSettings } from './desk-settings.ts';
import { createDuties } from './duties.ts';
import { createFlood } from './flood.ts';
import { openFirstRun } from './first-run.ts';
import { Evidence } from './evidence.ts';
import { createGovernor } from './governor.ts';
import type { Held } from './handover.ts';
import { toBreakEvent, toHoldEvent, toPageHoldEvent } from './hold-events.ts';
import { keptKeys } from './kept.ts';
import { isLook, look } from './look.ts';
import { observe } from './observed.ts';
import { toOrders } from './orders.ts';
import { isAboutPicking, pickFromContent, pickFromPage, type PickContent } from './picking.ts';
import { acceptPorts, hasPages } from './ports.ts';
import { getReady } from './prepare.ts';
import { createPresses } from './presses.ts';
import { createProtection } from './protection.ts';
import { publish, tellBanner, tellFrame } from './publish.ts';
import { report } from './report.ts';
import { runRequest } from './requests.ts';
import { answerSettings, isAboutSettings } from './settings-desk.ts';
import { watchSites } from './sites.ts';
import { readStored, saveOutbox, saveStored } from './store.ts';
import { knownProblems } from './tab-notes.ts';
import { forgetTokens } from './tokens.ts';
import { createTrialPorts } from './trial-port.ts';
import { createUpdate } from './update.ts';
import { toWord, type Facts } from './words.ts';

const desk = createDeskSettings({ state: () => coordinator.state(), onApplied, report });
/** What is shown goes by these, and cannot wait for a promise. Known before there is anything to show. */
let shownSettings: Settings | undefined;
const clock = createClock();
const evidence = new Evidence({
  now: () => clock.now(),
  version: browser.runtime.getManifest().version,
  inForce: () => desk.inForce(),
  save(outbox, head) {
    duties.hear(head);
    return saveOutbox(outbox, head);
  },
  report,
});

const governor = createGovernor({
  now: () => clock.now(),
  settings: async () => (await desk.inForce()).settings,
  record: fact => evidence.record(fact),
  report,
});

const coordinator = createCoordinator({
  ...clock,
  load,
  save(state, notes) {
    observe(state.mode, notes);
    governor.hear(state.mode, notes);
    return saveStored(state, evidence.take(state, notes));
  },
  request: async (effect, saved, onTarget) =>
    protection.hear(effect, await runRequest(effect, await desk.inForce(), saved, onTarget)),
  publish(view, state) {
    if (shownSettings !== undefined)
      publish({ view, state, settings: shownSettings, problemsOf: knownProblems });
    desk.onState(state);
    update.onState(state);
    trials.onState(state);
    duties.onState(state);
  },
  wakeAt: atMs => wakeAt(atMs, tick),
  report,
});

const flood = createFlood();
const presses = createPresses(coordinator, desk, governor);
const trials = createTrialPorts(coordinator, () => desk.inForce());
const duties = createDuties({ desk, evidence, state: () => coordinator.state(), report });
const update = createUpdate({ state: () => coordinator.state(), hasPages });
const protection = createProtection({ inForce: () => desk.inForce(), facts: toFacts, report });

listen({ content: handleContent, page: handlePage });
acceptPorts({
  onRenew: (message, frame) =>
    void hear(settings =>
      message.type === 'hold' ? toHoldEvent(message, frame, settings) : toPageHoldEvent(message, frame),
    ),
  onGone: ({ id }) => void hear(() => ({ type: 'release', id, seq: null, reason: 'gone' })),
  // After the request that its hold sends.
  onHolder: frame => setTimeout(() => void toFacts().then(facts => tellFrame(facts, frame))),
  onPage: tick,
  onTrial: trials.accept,
});
onAlarm(tick);
protection.listen();
update.listen();
duties.listen();
onPolicyChange(() => void desk.refresh());
browser.commands.onCommand.addListener(command => {
  if (command === 'toggle-pause') void presses.toggle();
});
// Registered although the coordinator's start does the work: without it the browser would not start the worker.
browser.runtime.onStartup.addListener(tick);
browser.runtime.onInstalled.addListener(({ reason }) => void install(reason === 'install'));
browser.permissions.onAdded.addListener(() => void watch());
afterStart(() => void closeStorageToPages());

async function load(): Promise<{ state: ReturnType<typeof createState>; events: RecordingEvent[] }> {
  const found = await asked;
  const { state, journal, evidence: earlier } = readStored(found, report);
  const { inForce, configured } = await desk.begin(state, found.session[keptKeys.inForce]);
  shownSettings = inForce.settings;
  await evidence.begin(earlier, state === null, inForce);
  governor.begin(state === null);
  duties.begin(state === null);
  if (state !== null) return { state, events: [configured, { type: 'restarted' }] };
  return { state: createState(), events: [configured, { type: 'recovered', owed: journal }] };
}

async function handleContent(message: FromContent, frame: Frame): Promise<Word | Orders | PickWish> {
  if (message.type === 'getOrders') return toOrders((await desk.inForce()).settings, frame.site);
  if (isAboutPicking(message)) return pickFromContent(message, frame, (await desk.inForce()).settings);
  await flood.pace(message, frame, () => applyContent(message, frame));
  return toWord(await toFacts(), frame);
}

async function applyContent(
  message: Exclude<FromContent, PickContent | { type: 'getOrders' }>,
  frame: Frame,
): Promise<unknown> {
  switch (message.type) {
    case 'hold':
      return await hear(settings => toHoldEvent(message, frame, settings));
    case 'release':
      return await hear(() => ({ ...message, id: frame.id }));
    case 'pageHold':
      return await hear(() => toPageHoldEvent(message, toPageFrame(frame)));
    case 'pageRelease':
      return await hear(() => ({ ...message, type: 'release', id: toPageFrame(frame).id }));
    case 'activity':
      return await hear(() => ({ ...message, id: frame.id }));
    case 'extend':
      return await hear(() => ({ type: 'extend' }));
    case 'breakGate':
      return await coordinator.dispatch(await toBreakEvent(message, frame.tabId, desk));
    case 'arm':
      void getReady(frame, { desk, coordinator, now: () => clock.now() });
      return undefined;
    case 'frames':
      return frame.isTop ? await protection.onFrames(frame.tabId, message.frames) : undefined;
    case 'getBanner':
      await bringBanner(frame);
      return tellBanner(await toFacts(), frame);
    case 'getView':
      return undefined;
    default:
      return message satisfies never;
  }
}

async function toFacts(): Promise<Facts> {
  const [view, state, { settings }] = await Promise.all([
    coordinator.view(),
    coordinator.state(),
    desk.inForce(),
  ]);
  return { view, state, settings, problemsOf: knownProblems };
}

/**
 * Applies what frames say in the order in which they say it. A release needs no settings, but its hold does: while both
 * wait for a worker that has just started, the release must not get ahead and leave a hold that nothing ends.
 */
async function hear(toEvent: (settings: Settings) => RecordingEvent): Promise<View> {
  const { settings } = await desk.inForce();
  return coordinator.dispatch(toEvent(settings));
}

async function handlePage(message: FromPage): Promise<unknown> {
  if (isAboutSettings(message)) return answerSettings(message, desk);
  if (isLook(message)) {
    await coordinator.view();
    return look(message, { evidence, governor, duties, now: () => clock.now() });
  }
  switch (message.type) {
    case 'getView':
      return { view: await coordinator.view() };
    case 'pause':
      return { view: await presses.pause(message.why) };
    case 'resume':
      return { view: await presses.resume(message.why) };
    case 'extend':
      return { view: await coordinator.dispatch({ type: 'extend' }) };
    case 'personSaw':
      return { view: await coordinator.dispatch({ ...message, channelId: message.recorderId }) };
    case 'breakGate':
      return { view: await coordinator.dispatch(await toBreakEvent(message, message.tabId, desk)) };
    case 'getProtection':
      return protection.answer(message.tabId, message.isForced);
    case 'pick':
    case 'preview':
    case 'getProposal':
    case 'dropProposal':
      return pickFromPage(message);
    default:
      return message satisfies never;
  }
}

/** What else there is to do when something else is in force, also where it cannot be written down. */
async function onApplied({ inForce, configured }: Held): Promise<void> {
  shownSettings = inForce.settings;
  await evidence.applied(inForce).catch(report);
  await forgetTokens(inForce.settings.recorders.map(({ id }) => id)).catch(report);
  await coordinator.dispatch(configured);
  duties.onApplied();
  await watch();
}

/** Registered scripts are lost at an update, and open pages hold an orphan of the old version. */
async function install(isFirst: boolean): Promise<void> {
  await watch();
  if (isFirst) await openFirstRun(async () => (await desk.refresh()).policy);
}

async function watch(): Promise<void> {
  await watchSites((await desk.inForce()).settings, report);
  await protection.lookAtFront();
}

function tick(): void {
  void coordinator.dispatch({ type: 'tick' });
}
