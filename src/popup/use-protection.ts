// What is wrong in the current tab, and the presses that cure it.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { browser } from '../browser.ts';
import type { ProtectionProblem } from '../protection/problems.ts';
import { redactDetail, type BreakReason } from '../recording/gate.ts';
import { requestAccess, watchAccess } from '../ui/access.ts';
import { ask } from '../ui/worker.ts';

/** How long checks and sign-ins may take. */
const cureTimeoutMs = 10 * 60_000;

type Protecting = {
  problems: ProtectionProblem[];
  curing: ProtectionProblem | null;
  /** Whether the field in this tab that has focus may be typed into for a reason. */
  canBreakGate: boolean;
  /** To be called in a click's own handler. @throws {NoAnswerError} */
  cure: (problem: ProtectionProblem) => Promise<void>;
  /** @throws {NoAnswerError} */
  breakGate: (reason: BreakReason, detail: string) => Promise<void>;
};

/** Follows the current tab; looks again when `news` is another. `protect` watches sites and asks for them. */
export function useProtection(news: string, protect: (patterns: string[]) => Promise<void>): Protecting {
  const [problems, setProblems] = useState<ProtectionProblem[]>([]);
  const [canBreakGate, setCanBreakGate] = useState(false);
  const [curing, setCuring] = useState<ProtectionProblem | null>(null);
  const tabId = useRef<number>(undefined);

  const look = useCallback(async (isForced = false) => {
    tabId.current ??= await findTab();
    if (tabId.current === undefined) return;
    const found = await ask(
      { type: 'getProtection', tabId: tabId.current, isForced },
      isForced ? cureTimeoutMs : undefined,
    );
    setProblems(found.problems);
    setCanBreakGate(found.canBreakGate);
  }, []);

  useEffect(() => {
    const stop = new AbortController();
    // Where the background does not answer, the popup says so already.
    const onChange = () => void look().catch(() => undefined);
    onChange();
    watchAccess(onChange, stop.signal);
    return () => stop.abort();
  }, [look, news]);

  async function apply({ code, cure, patterns, recorderId }: ProtectionProblem): Promise<void> {
    switch (cure) {
      case 'allow':
        // Frames have to be watched as well. Either way the browser is asked in the press itself.
        await (code === 'frameAccess' || code === 'otherFrame' ? protect(patterns) : requestAccess(patterns));
        return;
      case 'reload':
        if (tabId.current !== undefined) await browser.tabs.reload(tabId.current);
        return;
      case 'settings':
        await browser.runtime.openOptionsPage();
        window.close();
        return;
      case 'signIn':
        await signIn(recorderId);
        return;
      case 'retry':
      case 'none':
        return;
      default:
        cure satisfies never;
    }
  }

  return {
    problems,
    curing,
    canBreakGate,
    async cure(problem) {
      setCuring(problem);
      try {
        await apply(problem);
        await look(problem.cure === 'retry' || problem.cure === 'signIn');
      } finally {
        setCuring(null);
      }
    },
    async breakGate(reason, detail) {
      if (tabId.current === undefined) return;
      await ask({
        type: 'breakGate',
        tabId: tabId.current,
        reason,
        detail: redactDetail(detail).slice(0, 120),
      });
      await look();
    },
  };
}

async function findTab(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
  return tab?.id;
}

/** In the vendor's own window, with the settings as they are stored. */
async function signIn(recorderId: string | null): Promise<void> {
  const { settings } = await ask({ type: 'getSettings' });
  const entry = settings.recorders.find(({ id }) => id === recorderId);
  if (entry !== undefined) await ask({ type: 'signIn', entry, secrets: {} }, cureTimeoutMs);
}
