// What only the browser knows of this desk: whether our icon is on the toolbar, and which keys are ours.
import { useEffect, useState } from 'preact/hooks';
import { browser } from '../browser.ts';
import { readShortcuts, type Shortcuts } from '../ui/shortcut.ts';

export type DeskFacts = {
  /** Null where the browser does not tell, or has not yet. */
  isPinned: boolean | null;
  /** Null until they are known: "none" must not be said before. */
  shortcuts: Shortcuts | null;
};

/** The browser fires no event for either in every version that we run in. */
const lookEveryMs = 1_000;

/** Follows both while the page is in sight. */
export function useDeskFacts(): DeskFacts {
  const [facts, setFacts] = useState<DeskFacts>({ isPinned: null, shortcuts: null });
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'hidden') return;
      void Promise.all([readPinned(), readShortcuts()]).then(([isPinned, shortcuts]) =>
        setFacts(before =>
          JSON.stringify(before) === JSON.stringify({ isPinned, shortcuts })
            ? before
            : { isPinned, shortcuts },
        ),
      );
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, []);
  return facts;
}

async function readPinned(): Promise<boolean | null> {
  try {
    return (await browser.action.getUserSettings()).isOnToolbar ?? null;
  } catch {
    return null;
  }
}
