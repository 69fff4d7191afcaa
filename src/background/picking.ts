// A person points at a field in one tab. What comes from the page is a proposal: it is kept for the popup, where it is
// looked at and saved, or not.
import { browser } from '../browser.ts';
import {
  madeProposalSchema,
  type FromContent,
  type FromPage,
  type FromWorker,
  type MadeProposal,
  type PickWish,
} from '../messages.ts';
import type { Frame } from '../sender.ts';
import { fieldRuleSchema } from '../settings/rules.ts';
import type { Settings } from '../settings/schema.ts';
import { later, z } from '../zod.ts';

const file = 'src/picker/index.js';
const popup = 'src/popup/index.html';
/** In session storage: pointing can take longer than the worker lives. */
const key = 'picking';
const pickingSchema = later(() =>
  z.object({
    tabId: z.number(),
    verdict: z.nullable(fieldRuleSchema.shape.verdict),
    startedAtMs: z.number(),
    proposal: z.nullable(madeProposalSchema),
  }),
);
type Picking = z.infer<typeof pickingSchema>;

/** After this nobody remembers what the proposal was about. */
const staleAfterMs = 15 * 60_000;

type PickPage = Extract<FromPage, { type: 'pick' | 'preview' | 'getProposal' | 'dropProposal' }>;
/** What the picker in a page says. */
export type PickContent = Extract<FromContent, { type: 'getPick' | 'picked' | 'pickEnded' }>;

/** Whether a message comes from the picker. */
export function isAboutPicking(message: FromContent): message is PickContent {
  return message.type === 'getPick' || message.type === 'picked' || message.type === 'pickEnded';
}

/** Answers our own pages. */
export async function pickFromPage(message: PickPage): Promise<unknown> {
  switch (message.type) {
    case 'pick':
      return { isDone: await start(message.tabId, message.verdict) };
    case 'preview': {
      const proposal = (await read())?.proposal;
      if (proposal) await tell(proposal.tabId, { ...message, site: proposal.site });
      return { isDone: Boolean(proposal) };
    }
    case 'getProposal':
      return { proposal: (await read())?.proposal ?? null };
    case 'dropProposal':
      await end();
      return { isDone: true };
    default:
      return message satisfies never;
  }
}

/** Answers the picker in the page. Only the tab that was asked for is heard. */
export async function pickFromContent(
  message: PickContent,
  frame: Frame,
  { kinds }: Settings,
): Promise<PickWish> {
  const picking = await read();
  const isAsked = picking?.tabId === frame.tabId;
  if (isAsked && message.type === 'pickEnded') await end();
  if (isAsked && message.type === 'picked' && picking.verdict !== null) {
    const { tabId, site } = frame;
    await keep(picking, { ...message.proposal, verdict: picking.verdict, tabId, site });
    await tell(tabId, { type: 'preview', by: 'selector', text: message.proposal.selector, site });
  }
  return { verdict: isAsked ? picking.verdict : null, kinds };
}

async function start(tabId: number, verdict: Picking['verdict']): Promise<boolean> {
  await end();
  const picking: Picking = { tabId, verdict, startedAtMs: Date.now(), proposal: null };
  await browser.storage.session.set({ [key]: picking });
  const injected = await browser.scripting
    .executeScript({ target: { tabId, allFrames: true }, files: [file] })
    .catch(() => []);
  return injected.length > 0;
}

async function keep(picking: Picking, proposal: MadeProposal): Promise<void> {
  await browser.storage.session.set({ [key]: { ...picking, proposal } });
  try {
    await browser.action.openPopup();
  } catch {
    // Not before Chrome 127, and not where the window has lost the focus: then in a window of its own.
    await browser.windows.create({ url: popup, type: 'popup', width: 400, height: 640 });
  }
}

async function end(): Promise<void> {
  const tabId = (await read())?.tabId;
  await browser.storage.session.remove(key);
  if (tabId !== undefined) await tell(tabId, { type: 'pickEnd' });
}

async function tell(tabId: number, message: FromWorker): Promise<void> {
  // A page that was left meanwhile has nobody to listen.
  await browser.tabs.sendMessage(tabId, message).catch(() => undefined);
}

async function read(): Promise<Picking | null> {
  const stored = await browser.storage.session.get(key);
  const parsed = pickingSchema.safeParse(stored[key]);
  return parsed.success && Date.now() - parsed.data.startedAtMs < staleAfterMs ? parsed.data : null;
}
