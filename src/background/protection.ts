// The smoke alarm: finds out before a card is taken whether a page is protected. Looks when a watched page has loaded or
// comes to the front, and now and then while one is open; never at the start of the worker.
import { browser } from '../browser.ts';
import type { Answer } from '../recording/events.ts';
import { findRecorder } from '../recorders/index.ts';
import { toProblems, type TabFacts } from '../protection/decide.ts';
import type { ProtectionProblem } from '../protection/problems.ts';
import { withSecrets } from '../settings/check.ts';
import type { InForce } from '../settings/in-force.ts';
import { readGranted } from '../ui/access.ts';
import { coversUrl, toSitePattern } from '../ui/site-pattern.ts';
import type { RequestEffect } from './coordinator.ts';
import { reachPage, tellTop } from './page-reach.ts';
import { topOf } from './ports.ts';
import { checkRecorders, isCheckDue, noteAnswer, readHealth, toWaitMs } from './recorder-health.ts';
import { toScripts } from './scripts.ts';
import { markTab } from './tab-badge.ts';
import { forgetTab, loadTabs, noteTab, type ReportedFrame } from './tab-notes.ts';
import { toWord, type Facts } from './words.ts';

const alarmName = 'protection';

/**
 * How long after a page was opened its recorders are asked, in ms. A real request that comes first makes the question
 * needless; and where everybody begins at nine, not everybody asks at nine.
 */
const toSoonMs = (): number => 3_000 + 4_000 * Math.random();

type World = {
  inForce(): Promise<InForce>;
  facts(): Promise<Facts>;
  report(problem: unknown): void;
};

export type Protection = {
  /** To be called at top level, so that what happens to tabs can start the worker. */
  listen(): void;
  /** What is wrong in a tab; `isForced` asks the recorders as well, whenever they were asked last. */
  answer(tabId: number, isForced: boolean): Promise<{ problems: ProtectionProblem[]; canBreakGate: boolean }>;
  /** Looks at the tabs in front: something has changed that may concern them. */
  lookAtFront(): Promise<void>;
  /** A page tells of the frames in it. */
  onFrames(tabId: number, frames: ReportedFrame[]): Promise<void>;
  /** A recorder has answered a real request. Gives the answer back at once. */
  hear(effect: RequestEffect, answer: Answer): Answer;
};

export function createProtection({ inForce, facts, report }: World): Protection {
  let asking: ReturnType<typeof setTimeout> | undefined;
  /** The look at each tab that began last. */
  const newest = new Map<number, object>();

  async function look(tabId: number, isForced = false): Promise<ProtectionProblem[]> {
    if (isForced) await check(true);
    // Looks at one tab go on side by side: one that began before something changed may not have the last word.
    const turn = {};
    newest.set(tabId, turn);
    const now = await inForce();
    const tab = await browser.tabs.get(tabId).catch(() => null);
    if (tab === null) return [];
    const { url = '', status, discarded } = tab;
    const isWatched = now.settings.sites.some(site => coversUrl(site, url));
    const isThere = isWatched && status === 'complete' && discarded !== true;
    // Tells the page what there is to show, too: it has come to the front, or has just loaded.
    const script = isThere ? await reach(tabId, now) : 'unknown';
    if (isWatched) await beAsked(now);
    const problems = toProblems({
      ...(await toSiteFacts(now, url)),
      isWatched,
      script,
      frames: isWatched ? await toFrames(now, tabId) : [],
      recorders: isWatched ? await toRecorders(now) : [],
    });
    if (newest.get(tabId) !== turn) return problems;
    const isNews = await noteTab(tabId, { problems });
    // The browser forgets a tab's own button with each page.
    if (isNews || problems.length > 0) markTab(tabId, problems);
    if (isNews) await tellTop(tabId, { type: 'view', ...(await toTopWord(tabId)) });
    return problems;
  }

  /** Sees to it that the recorders are asked, soon and again in a while. */
  async function beAsked(now: InForce): Promise<void> {
    if ((await browser.alarms.get(alarmName)) === undefined)
      browser.alarms.create(alarmName, { delayInMinutes: toWaitMs() / 60_000 });
    if (asking !== undefined || !(await isCheckDue(now))) return;
    asking ??= setTimeout(() => {
      asking = undefined;
      void check(false).catch(report);
    }, toSoonMs());
  }

  /** Asks the recorders; nobody is asked in the middle of a pause, which knows better, nor where we only watch. */
  async function check(isForced: boolean): Promise<void> {
    const { state } = await facts();
    if (state.episode !== null || state.mode === 'observe') return;
    if ((await checkRecorders(await inForce(), isForced)) && !isForced) await lookAtFront();
  }

  async function reach(tabId: number, { settings }: InForce): Promise<TabFacts['script']> {
    const files = toScripts(settings).find(({ id }) => id === 'watch')?.files ?? [];
    return reachPage(tabId, files, async () => ({ type: 'view', ...(await toTopWord(tabId)) }));
  }

  async function toTopWord(tabId: number) {
    return toWord(await facts(), topOf(tabId));
  }

  async function lookAtFront(): Promise<void> {
    const tabs = await browser.tabs.query({ active: true });
    await Promise.all(tabs.map(({ id }) => (id === undefined ? undefined : look(id))));
  }

  async function onAlarm(): Promise<void> {
    const { settings } = await inForce();
    const open = settings.sites.length === 0 ? [] : await browser.tabs.query({ url: settings.sites });
    await Promise.all(open.map(({ id }) => (id === undefined ? undefined : look(id))));
  }

  return {
    listen() {
      browser.tabs.onActivated.addListener(({ tabId }) => void look(tabId));
      browser.tabs.onUpdated.addListener((tabId, { status }) => {
        if (status === 'loading') void noteTab(tabId, { frames: [] });
        if (status === 'complete') void look(tabId);
      });
      browser.tabs.onRemoved.addListener(tabId => {
        newest.delete(tabId);
        void forgetTab(tabId);
      });
      browser.permissions.onRemoved.addListener(() => void lookAtFront());
      browser.alarms.onAlarm.addListener(({ name }) => {
        if (name === alarmName) void onAlarm();
      });
    },
    async answer(tabId, isForced) {
      const problems = await look(tabId, isForced);
      const { gate } = await toTopWord(tabId);
      return { problems, canBreakGate: gate?.mode === 'block' && gate.canBreak };
    },
    lookAtFront,
    async onFrames(tabId, frames) {
      if (await noteTab(tabId, { frames })) await look(tabId);
    },
    hear({ channelId, command }, answer) {
      void inForce()
        .then(now => noteAnswer(channelId, command, answer, now))
        .then(isNews => (isNews ? lookAtFront() : undefined))
        .catch(report);
      return answer;
    },
  };
}

async function toSiteFacts(
  { settings, policy }: InForce,
  url: string,
): Promise<Pick<TabFacts, 'closedSites' | 'isAddressKnown' | 'canAddSites'>> {
  const isAddressKnown = url !== '';
  return {
    isAddressKnown,
    closedSites: isAddressKnown ? [] : await toClosed(settings.sites),
    canAddSites: !policy.locked.includes('sites'),
  };
}

async function toFrames({ settings }: InForce, tabId: number): Promise<TabFacts['frames']> {
  const frames = (await loadTabs()).get(tabId)?.frames ?? [];
  return await Promise.all(
    frames.flatMap(({ origin, isPayment }) => {
      const pattern = toSitePattern(origin);
      if (pattern === null) return [];
      const isWatched = settings.sites.some(site => coversUrl(site, origin));
      return [
        toClosed([pattern]).then(({ length }) => ({
          pattern,
          isPayment,
          isWatched,
          isGranted: length === 0,
        })),
      ];
    }),
  );
}

async function toRecorders(now: InForce): Promise<TabFacts['recorders']> {
  const health = await readHealth(now);
  return await Promise.all(
    now.settings.recorders.map(async entry => {
      const recorder = findRecorder(entry.type);
      const settings = withSecrets(entry, now.secrets);
      const { id, isRequired } = entry;
      try {
        const closed = await toClosed(recorder?.origins(settings) ?? []);
        return {
          id,
          isRequired,
          closed,
          code: health.get(id),
          canSignIn: recorder?.signIn?.isNeeded(settings) === true,
        };
      } catch {
        return { id, isRequired, closed: [], code: 'misconfigured' as const, canSignIn: false };
      }
    }),
  );
}

/** Those that the browser does not let us use. */
async function toClosed(patterns: string[]): Promise<string[]> {
  const granted = await readGranted(patterns);
  return patterns.filter(pattern => !granted.has(pattern));
}
