// Who wants silence: holds begin, prove that they live, and end.
import type { RecordingEvent } from './events.ts';
import { isAround, redactDetail, toGate } from './gate.ts';
import type { Override } from './override.ts';
import { manualHoldId, type EndReason, type Hold } from './state.ts';
import { note, type Run } from './run.ts';

/** How long a hold lives without a sign of life from its frame, which gives one every 20 s. */
export const leaseMs = 70_000;

/** Starts a field's or page's hold, or renews it when it is the same focus. An older focus of the same frame changes nothing. */
export function startHold(run: Run, event: Extract<RecordingEvent, { type: 'hold' | 'pageHold' }>): void {
  const known = run.state.holds.find(({ id }) => id === event.id);
  if (known !== undefined && known.seq > event.seq) return;
  const leaseUntilMs = run.nowMs + leaseMs;
  const awayUntilMs = event.isAway ? (known?.awayUntilMs ?? run.nowMs + run.state.timings.awayMs) : null;
  if (known?.seq === event.seq) {
    if (known.awayUntilMs !== null && awayUntilMs === null) known.activeAtMs = run.nowMs;
    Object.assign(known, { leaseUntilMs, awayUntilMs, isUnclaimed: false, ...toAbout(event) });
    return;
  }
  if (known !== undefined) remove(run, known, 'blur');
  add(run, {
    id: event.id,
    seq: event.seq,
    origin: event.type === 'hold' ? 'field' : 'page',
    ...toAbout(event),
    site: event.site,
    tabId: event.tabId,
    startedAtMs: run.nowMs,
    activeAtMs: run.nowMs,
    leaseUntilMs,
    awayUntilMs,
    isUnclaimed: false,
    spent: null,
  });
}

/** Ends a hold; a release of another focus than the one that holds changes nothing. */
export function releaseHold(run: Run, id: string, seq: number | null, reason: EndReason): void {
  const hold = run.state.holds.find(known => known.id === id);
  if (hold === undefined || (seq !== null && hold.seq !== seq)) return;
  remove(run, hold, reason);
}

/** Notes that a person is at work in the field; after a limit that means holding again, or it would be a leak. */
export function activity(run: Run, id: string, seq: number): void {
  const hold = run.state.holds.find(known => known.id === id && known.seq === seq);
  if (hold === undefined) return;
  hold.activeAtMs = run.nowMs;
  hold.leaseUntilMs = run.nowMs + leaseMs;
  if (hold.hasInput !== true) note(run, { type: 'typed', ...toHeld(hold) });
  hold.hasInput = true;
  if (hold.spent !== 'softLimit' && hold.spent !== 'hardLimit') return;
  note(run, { type: 'heldAgain', after: hold.spent });
  // The episode that begins now remembers the hard limit: the view warns for as long as it lasts.
  run.state.lastEndReason = hold.spent;
  hold.spent = null;
}

/** A person pauses. Pressed again it changes nothing, unless it says why. */
export function startManualHold(run: Run, event: Extract<RecordingEvent, { type: 'manualPause' }>): void {
  const known = run.state.holds.find(({ id }) => id === manualHoldId);
  const startedAtMs = known?.startedAtMs ?? run.nowMs;
  const { endsWithinMs, why } = event;
  const bounds = {
    ...(endsWithinMs === undefined ? {} : { endsAtMs: startedAtMs + endsWithinMs }),
    ...(event.asksReason === true && why === undefined ? { asksReason: true } : {}),
  };
  if (known === undefined)
    add(run, {
      id: manualHoldId,
      seq: 0,
      origin: 'manual',
      startedAtMs,
      activeAtMs: startedAtMs,
      leaseUntilMs: null,
      awayUntilMs: null,
      isUnclaimed: false,
      spent: null,
      ...bounds,
    });
  if (why === undefined) return;
  // Only what waited for its reason has other bounds with it: a reason must not end a pause.
  if (known?.asksReason === true) {
    delete known.endsAtMs;
    delete known.asksReason;
    Object.assign(known, bounds);
  }
  note(run, { type: 'pauseReasoned', ...toWhy(why) });
}

/** A person resumes: it wins over every field that has focus now, until that field loses and regains it. */
export function endManualHold(run: Run, why?: Override): void {
  releaseHold(run, manualHoldId, null, 'person');
  const live = toLiveHolds(run.state.holds);
  if (live.length > 0) note(run, { type: 'overridden', ...(why === undefined ? {} : toWhy(why)) });
  for (const hold of live) spend(hold, 'person');
  if (run.state.episode !== null) run.state.episode.linger = { untilMs: run.nowMs, reason: 'person' };
}

function toWhy<Reason>(why: { reason: Reason; detail: string }): { reason: Reason; detail?: string } {
  const detail = redactDetail(why.detail);
  return { reason: why.reason, ...(detail === '' ? {} : { detail }) };
}

/** A person asks for more time: the soft limit starts anew, up to the hard limit. */
export function extend(run: Run): void {
  const { episode, timings } = run.state;
  const live = toLiveHolds(run.state.holds);
  // What policy ends has no more time to give.
  if (episode === null || live.every(({ endsAtMs }) => endsAtMs !== undefined)) return;
  const softLimitAtMs = Math.min(
    run.nowMs + Math.max(...live.map(hold => toSoftLimitMs(hold, timings))),
    episode.hardLimitAtMs,
  );
  if (softLimitAtMs <= episode.softLimitAtMs) return;
  episode.softLimitAtMs = softLimitAtMs;
  episode.extensions += 1;
  note(run, { type: 'extended', by: 'person' });
}

/** Opens the gate for the focus that one tab has now, where it is shut because a pause failed. */
export function breakGate(run: Run, event: Extract<RecordingEvent, { type: 'breakGate' }>): void {
  const meant = run.state.holds.filter(
    hold =>
      hold.origin === 'field' && hold.tabId === event.tabId && toGate(run.state, hold, event.needs).canBreak,
  );
  // A field in a frame and the frame that it lies in are one focus.
  const hold = meant.find(one => !isAround(one)) ?? meant[0];
  if (hold === undefined) return;
  for (const one of meant) one.isGateBroken = true;
  const { kind, site } = hold;
  const detail = redactDetail(event.detail);
  note(run, {
    type: 'gateBroken',
    reason: event.reason,
    ...(kind === undefined ? {} : { kind }),
    ...(site === undefined ? {} : { site }),
    ...(detail === '' ? {} : { detail }),
  });
}

/** Ends the holds whose time is over. */
export function settleHolds(run: Run): void {
  for (const hold of run.state.holds) {
    if (hold.endsAtMs !== undefined && run.nowMs >= hold.endsAtMs) remove(run, hold, 'policy');
    else if (hold.awayUntilMs !== null && run.nowMs >= hold.awayUntilMs) remove(run, hold, 'away');
    else if (hold.leaseUntilMs !== null && run.nowMs >= hold.leaseUntilMs)
      remove(run, hold, hold.isUnclaimed ? 'unclaimed' : 'leaseExpired');
  }
}

/** The holds that count: those that neither a person nor a limit has ended. */
export function toLiveHolds(holds: Hold[]): Hold[] {
  return holds.filter(({ spent }) => spent === null);
}

/** The soft limit that goes with a hold, in ms. */
export function toSoftLimitMs(hold: Hold, timings: Run['state']['timings']): number {
  return hold.origin === 'manual' ? timings.manualSoftLimitMs : timings.softLimitMs;
}

/** Ends what a hold wants, while its field keeps the focus: what is entered from now on is entered unprotected. */
export function spend(hold: Hold, by: NonNullable<Hold['spent']>): void {
  hold.spent = by;
  hold.hasInput = false;
}

function add(run: Run, hold: Hold): void {
  run.state.holds = [...run.state.holds, hold];
  note(run, { type: 'holdStarted', ...toHeld(hold) });
}

function toAbout(
  event: Extract<RecordingEvent, { type: 'hold' | 'pageHold' }>,
): Pick<Hold, 'kind' | 'reasons'> {
  if (event.type === 'pageHold') return {};
  const { kind, reasons } = event;
  return { kind, ...(reasons === undefined ? {} : { reasons }) };
}

function toHeld({ origin, kind, site, reasons }: Hold) {
  const rule = reasons?.[0];
  return {
    origin,
    ...(kind === undefined ? {} : { kind }),
    ...(site === undefined ? {} : { site }),
    ...(rule === undefined ? {} : { rule }),
  };
}

function remove(run: Run, hold: Hold, reason: EndReason): void {
  run.state.holds = run.state.holds.filter(other => other !== hold);
  note(run, { type: 'holdEnded', ...toHeld(hold), reason, startedAtMs: hold.startedAtMs });
  const { episode } = run.state;
  if (episode === null || hold.spent !== null || toLiveHolds(run.state.holds).length > 0) return;
  episode.linger = { untilMs: run.nowMs + toLingerMs(reason, run.state.timings.lingerMs), reason };
}

/** A person's word counts at once; being away was a linger of its own. */
function toLingerMs(reason: EndReason, lingerMs: number): number {
  return reason === 'person' || reason === 'away' ? 0 : lingerMs;
}
