// Who sent a message: which tab, which document, which site.
import { later, z } from './zod.ts';

/** The part of a sender that browsers agree on, checked because it comes from outside our types. */
const senderSchema = later(() =>
  z.object({
    id: z.optional(z.string()),
    url: z.optional(z.string()),
    origin: z.optional(z.string()),
    tab: z.optional(z.object({ id: z.optional(z.number()), url: z.optional(z.string()) })),
    frameId: z.optional(z.number()),
    documentId: z.optional(z.string()),
  }),
);

/** A frame of a web page that our content script runs in. */
export type Frame = {
  /** The document's id where the browser tells it: a frame id changes when its document is cached. */
  id: string;
  tabId: number;
  isTop: boolean;
  /** Origin of the page, never a full URL. */
  site: string;
};

/** A frame as a payment page: its hold goes beside those of its fields. */
export function toPageFrame(frame: Frame): Frame {
  return { ...frame, id: `${frame.id}:page` };
}

export type Sender = { type: 'page' } | { type: 'content'; frame: Frame } | { type: 'stranger' };

/** Tells our own pages and our content scripts from everybody else. `ownId` and `ownUrl` are the extension's. */
export function toSender(raw: unknown, ownId: string, ownUrl: string): Sender {
  const parsed = senderSchema.safeParse(raw);
  if (!parsed.success || parsed.data.id !== ownId) return { type: 'stranger' };
  const { url, tab, frameId, documentId, origin } = parsed.data;
  if (url?.startsWith(ownUrl) === true) return { type: 'page' };
  if (tab?.id === undefined || frameId === undefined) return { type: 'stranger' };
  return {
    type: 'content',
    frame: {
      id: documentId ?? `${tab.id}:${frameId}`,
      tabId: tab.id,
      isTop: frameId === 0,
      site: [origin, toOrigin(url), toOrigin(tab.url)].find(isTelling) ?? 'null',
    },
  };
}

/** Opaque frames (srcdoc, sandbox) have the origin "null"; their tab's says more. */
function isTelling(origin: string | undefined): boolean {
  return origin !== undefined && origin !== 'null' && origin !== '';
}

function toOrigin(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  try {
    return new URL(url).origin;
  } catch {
    return undefined;
  }
}
