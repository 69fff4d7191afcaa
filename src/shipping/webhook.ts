// What goes to webhooks: a JSON of our own.
import type { Entry } from '../ledger/entries.ts';
import type { ExposureNotice } from '../ledger/exposure.ts';

/** Entries as they stand in the ledger. `desk` tells this browser's ledger from others'. */
export function toEntriesBody(entries: Entry[], desk: string): object {
  return { cardhush: 1, type: 'entries', desk, entries };
}

/**
 * One stretch of a call that somebody has to listen to and to redact. `id` is the same whenever it is sent again; one
 * that is sent with a later end replaces the earlier. Times are outward to whole seconds.
 */
export function toExposureBody(notice: ExposureNotice, desk: string): object {
  const { pause, recorder, agent, calls, references, fromMs, toMs, why, sites, isTyped } = notice;
  const [from, to] = [Math.floor(fromMs / 1_000), Math.ceil((toMs ?? fromMs) / 1_000)];
  return {
    cardhush: 1,
    type: 'exposure',
    desk,
    id: `${desk}/${pause}/${fromMs}`,
    recorder,
    agent,
    calls: calls.map(toCall),
    references,
    /** Seconds since the epoch, and the same for people. */
    fromSeconds: from,
    toSeconds: to,
    seconds: to - from,
    from: toIso(from),
    to: toIso(to),
    why,
    sites,
    isTyped,
  };
}

/** A reference as the recorder has it; a hash is none. */
function toCall(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What finds out whether anybody takes it. */
export function toTestBody(desk: string, version: string): object {
  return { cardhush: 1, type: 'test', desk, version };
}

function toIso(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
