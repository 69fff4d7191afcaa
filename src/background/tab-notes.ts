// What is known of each tab: the frames that its page has told of, and what is wrong there, as it was last found.
// Survives the worker, as the toolbar button does.
import { browser } from '../browser.ts';
import { protectionProblemSchema, type ProtectionProblem } from '../protection/problems.ts';
import { later, z } from '../zod.ts';

const key = 'tabs';

const tabSchema = later(() =>
  z.object({
    /** Frames of other sites: their origins, and whether they look like a payment provider's. */
    frames: z.array(z.object({ origin: z.string(), isPayment: z.boolean() })),
    /** Where nothing is wrong any more this is empty, and the tab is kept: its button has a text of its own. */
    problems: z.array(protectionProblemSchema),
  }),
);
export type TabNotes = z.infer<typeof tabSchema>;
export type ReportedFrame = TabNotes['frames'][number];

let loading: Promise<Map<number, TabNotes>> | undefined;
let known: Map<number, TabNotes> | undefined;

/** Everything that is known, by tab id. */
export async function loadTabs(): Promise<Map<number, TabNotes>> {
  loading ??= browser.storage.session.get(key).then(({ [key]: raw }) => {
    const parsed = z.record(z.string(), tabSchema).safeParse(raw ?? {});
    const entries = Object.entries(parsed.success ? parsed.data : {});
    known = new Map(entries.map(([tabId, notes]) => [Number(tabId), notes]));
    return known;
  });
  return loading;
}

/** What is wrong in a tab as far as is known right now; undefined before that was loaded, or where nobody has looked. */
export function knownProblems(tabId: number): ProtectionProblem[] | undefined {
  return known?.get(tabId)?.problems;
}

/** Changes what is known of a tab; true where that is news. */
export async function noteTab(tabId: number, changes: Partial<TabNotes>): Promise<boolean> {
  const all = await loadTabs();
  const before = all.get(tabId) ?? { frames: [], problems: [] };
  const after = { ...before, ...changes };
  if (JSON.stringify(after) === JSON.stringify(before)) return false;
  all.set(tabId, after);
  await save(all);
  return true;
}

/** The tab is gone. */
export async function forgetTab(tabId: number): Promise<void> {
  const all = await loadTabs();
  if (all.delete(tabId)) await save(all);
}

async function save(all: Map<number, TabNotes>): Promise<void> {
  await browser.storage.session.set({ [key]: Object.fromEntries(all) });
}
