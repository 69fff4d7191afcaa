// From what was found out about a tab to what is wrong with it. Pure.
import type { RecorderErrorCode } from '../recorders/errors.ts';
import { protectionCodes, type ProtectionProblem } from './problems.ts';

/** What is known about one tab. */
export type TabFacts = {
  /** Patterns of watched sites that the browser does not let us into. */
  closedSites: string[];
  /** Whether the page's address may be looked at; where not, it may be one of the closed sites. */
  isAddressKnown: boolean;
  isWatched: boolean;
  /** What became of our script in the top frame; `unknown` where the page is not there to be asked. */
  script: 'alive' | 'refused' | 'blocked' | 'missing' | 'unknown';
  /** Frames of other sites in the page. */
  frames: { pattern: string; isPayment: boolean; isWatched: boolean; isGranted: boolean }[];
  /** Whether people may add sites here. */
  canAddSites: boolean;
  recorders: {
    id: string;
    isRequired: boolean;
    /** Patterns that the browser does not let us reach. */
    closed: string[];
    /** What went wrong last, or null where nothing did; undefined where nobody has asked. */
    code: RecorderErrorCode | null | undefined;
    /** Whether a person signs in with its vendor. */
    canSignIn: boolean;
  }[];
};

/** What is wrong, the most telling first; nothing for pages that nobody has asked us to watch. */
export function toProblems(facts: TabFacts): ProtectionProblem[] {
  if (!facts.isWatched) return facts.isAddressKnown ? [] : toClosedSites(facts.closedSites);
  return [...toPageProblems(facts), ...facts.recorders.flatMap(toRecorderProblem)].toSorted(
    (one, other) => protectionCodes.indexOf(one.code) - protectionCodes.indexOf(other.code),
  );
}

function toPageProblems({ script, frames, canAddSites }: TabFacts): ProtectionProblem[] {
  const open = frames.filter(({ isWatched, isGranted }) => !isWatched || !isGranted);
  const toFrames = (code: 'frameAccess' | 'otherFrame'): ProtectionProblem[] => {
    const meant = open.filter(({ isPayment }) => isPayment === (code === 'frameAccess'));
    const patterns = [...new Set(meant.map(({ pattern }) => pattern))];
    const isOurs = canAddSites || meant.every(({ isWatched }) => isWatched);
    return patterns.length === 0 ? [] : [problem(code, isOurs ? 'allow' : 'none', { patterns })];
  };
  return [...toScriptProblem(script), ...toFrames('frameAccess'), ...toFrames('otherFrame')];
}

function toScriptProblem(script: TabFacts['script']): ProtectionProblem[] {
  switch (script) {
    case 'alive':
    case 'unknown':
      return [];
    case 'refused':
    case 'blocked':
      return [problem('siteBlocked', 'none')];
    case 'missing':
      return [problem('scriptMissing', 'reload')];
    default:
      return script satisfies never;
  }
}

function toClosedSites(patterns: string[]): ProtectionProblem[] {
  return patterns.length === 0 ? [] : [problem('siteAccess', 'allow', { patterns })];
}

function toRecorderProblem({
  id,
  isRequired,
  closed,
  code,
  canSignIn,
}: TabFacts['recorders'][number]): ProtectionProblem[] {
  // "Paused" does not need this one.
  if (!isRequired) return [];
  const about = { recorderId: id };
  if (closed.length > 0) return [problem('recorderAccess', 'allow', { ...about, patterns: closed })];
  switch (code) {
    case 'unauthorized':
      return [problem('signedOut', canSignIn ? 'signIn' : 'settings', about)];
    case 'forbidden':
    case 'misconfigured':
    case 'refused':
    case 'badAnswer':
      return [problem('recorderRefuses', 'settings', about)];
    case 'unreachable':
    case 'timedOut':
      return [problem('recorderUnreachable', 'retry', about)];
    case 'ambiguousCall':
      return [problem('severalCalls', 'retry', about)];
    // Nothing to pause is nothing wrong, and who is busy answers.
    case 'noCall':
    case 'notRecording':
    case 'callOver':
    case 'rateLimited':
    case null:
    case undefined:
      return [];
    default:
      return code satisfies never;
  }
}

function problem(
  code: ProtectionProblem['code'],
  cure: ProtectionProblem['cure'],
  { patterns = [], recorderId = null }: { patterns?: string[]; recorderId?: string | null } = {},
): ProtectionProblem {
  return { code, cure, patterns, recorderId };
}
