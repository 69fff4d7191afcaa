// Pointing at a field: begun here, done in the page, and saved here as a rule.
import { useEffect, useState } from 'preact/hooks';
import { browser } from '../browser.ts';
import type { MadeProposal, PickWish } from '../messages.ts';
import { createRule, type Rule } from '../settings/rules.ts';
import { toSitePattern } from '../ui/site-pattern.ts';
import { findText, text } from '../ui/text.ts';
import { ask } from '../ui/worker.ts';

export type Picker = {
  /** The field that a person has pointed at; null where none waits. */
  proposal: MadeProposal | null;
  /** Whether rules may be made here: not where policy sets them. */
  canDecide: boolean;
  /** A sentence about the last press, where it came to nothing. */
  failure: string | null;
  /** Lets a person point in the tab that is in front, and closes the popup for it. */
  pick: (verdict: PickWish['verdict']) => Promise<void>;
  /** Shows in the page which fields a rule would mean. */
  preview: (by: Rule['by'], text: string) => Promise<void>;
  save: (rule: Pick<Rule, 'by' | 'text' | 'verdict' | 'kind'>) => Promise<void>;
  cancel: () => Promise<void>;
};

export function usePicker(): Picker {
  const [proposal, setProposal] = useState<MadeProposal | null>(null);
  const [canDecide, setCanDecide] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    // Where the background does not answer, the popup says so already.
    ask({ type: 'getProposal' }).then(
      answer => setProposal(answer.proposal),
      () => undefined,
    );
    ask({ type: 'getSettings' }).then(
      ({ policy }) => setCanDecide(!policy.locked.includes('rules')),
      () => undefined,
    );
  }, []);

  /** The popup says it where the background does not answer. */
  async function attempt(work: () => Promise<string | null>): Promise<void> {
    setFailure(null);
    setFailure(await work().catch(() => text('popup_failed')));
  }

  return {
    proposal,
    canDecide,
    failure,
    pick: verdict =>
      attempt(async () => {
        const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
        const { isDone } =
          tab?.id === undefined ? { isDone: false } : await ask({ type: 'pick', tabId: tab.id, verdict });
        if (!isDone) return text('popup_pick_failed');
        window.close();
        return null;
      }),
    preview: (by, rule) =>
      attempt(async () => {
        await ask({ type: 'preview', by, text: rule });
        return null;
      }),
    save: rule =>
      attempt(async () => {
        if (proposal === null) return null;
        const made = { ...createRule(toSitePattern(proposal.site) ?? ''), ...rule };
        const { settings } = await ask({ type: 'getSettings' });
        const rules = [made, ...settings.rules];
        const { problems } = await ask({
          type: 'saveSettings',
          settings: { ...settings, rules },
          secrets: {},
        });
        const [problem] = problems;
        if (problem !== undefined)
          return text(
            'popup_rule_refused',
            findText(`problem_${problem.code}`, problem.detail) ?? problem.detail,
          );
        await ask({ type: 'dropProposal' });
        setProposal(null);
        return null;
      }),
    cancel: () =>
      attempt(async () => {
        await ask({ type: 'dropProposal' });
        setProposal(null);
        return null;
      }),
  };
}
