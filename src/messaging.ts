// The one place where messages are received: parsed, the sender checked, one handler for each kind of sender.
import { browser } from './browser.ts';
import { toSender, type Frame } from './sender.ts';
import { fromContentSchema, fromPageSchema, type FromContent, type FromPage } from './messages.ts';
import type { z } from './zod.ts';

/** Each handler answers with something that can be cloned; what it throws reaches the sender as a rejection. */
export type Handlers = {
  content(message: FromContent, frame: Frame): Promise<unknown>;
  page(message: FromPage): Promise<unknown>;
};

/**
 * Listens for messages. The listener itself is not async: an async one answers `null` to every message and beats
 * the true answer (measured in Chromium 156).
 */
export function listen(handlers: Handlers): void {
  const ownUrl = browser.runtime.getURL('');
  browser.runtime.onMessage.addListener((raw: unknown, rawSender: unknown) => {
    const sender = toSender(rawSender, browser.runtime.id, ownUrl);
    switch (sender.type) {
      case 'page':
        return answer(fromPageSchema, raw, message => handlers.page(message));
      case 'content':
        return answer(fromContentSchema, raw, message => handlers.content(message, sender.frame));
      case 'stranger':
        return Promise.reject(new Error('CardHush does not take messages from there.'));
      default:
        return sender satisfies never;
    }
  });
}

function answer<Message>(
  schema: z.ZodMiniType<Message>,
  raw: unknown,
  handle: (message: Message) => Promise<unknown>,
): Promise<unknown> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return handle(parsed.data);
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  return Promise.reject(new Error(`CardHush does not understand this message (at "${path}").`));
}
