// Who sent a message: which tab, which document, which site.
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

/**
 * Tells our own pages and our content scripts from everybody else. `raw` is what browsers agree on, looked at by hand: it
 * is asked of each message, and of the one that starts a worker for a pause. `ownId` and `ownUrl` are the extension's.
 */
export function toSender(raw: unknown, ownId: string, ownUrl: string): Sender {
  const sender = toRecord(raw);
  if (sender['id'] !== ownId) return { type: 'stranger' };
  const [url, origin, documentId] = ['url', 'origin', 'documentId'].map(name => toText(sender[name]));
  if (url?.startsWith(ownUrl) === true) return { type: 'page' };
  const tab = toRecord(sender['tab']);
  const { frameId } = sender;
  if (typeof tab['id'] !== 'number' || typeof frameId !== 'number') return { type: 'stranger' };
  return {
    type: 'content',
    frame: {
      id: documentId ?? `${tab['id']}:${frameId}`,
      tabId: tab['id'],
      isTop: frameId === 0,
      site: [origin, toOrigin(url), toOrigin(toText(tab['url']))].find(isTelling) ?? 'null',
    },
  };
}

function toRecord(raw: unknown): Record<string, unknown> {
  return typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};
}

function toText(raw: unknown): string | undefined {
  return typeof raw === 'string' ? raw : undefined;
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
