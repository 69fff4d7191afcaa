// Questions from our own pages to the background, with answers that are checked.
import { browser } from '../browser.ts';
import { answerSchemas } from '../answers.ts';
import type { FromPage } from '../messages.ts';
import type { z } from '../zod.ts';

const answers = {
  getView: answerSchemas.view,
  pause: answerSchemas.view,
  resume: answerSchemas.view,
  extend: answerSchemas.view,
  personSaw: answerSchemas.view,
  getSettings: answerSchemas.settings,
  saveSettings: answerSchemas.saved,
  testRecorder: answerSchemas.tested,
  signIn: answerSchemas.signedIn,
  getEvents: answerSchemas.events,
  getProtection: answerSchemas.protection,
  breakGate: answerSchemas.view,
  syncLedger: answerSchemas.ledger,
  recordExport: answerSchemas.ledger,
  getShipping: answerSchemas.shipping,
  shipNow: answerSchemas.shipping,
  testShipping: answerSchemas.shippingTested,
  recordDrill: answerSchemas.ledger,
  getDrill: answerSchemas.drill,
  getRuling: answerSchemas.ruling,
  getTally: answerSchemas.tally,
  clearTally: answerSchemas.tally,
  pick: answerSchemas.done,
  preview: answerSchemas.done,
  getProposal: answerSchemas.proposal,
  dropProposal: answerSchemas.done,
} satisfies Record<FromPage['type'], z.ZodMiniType>;

/** What a message is answered with. */
export type AnswerTo<Type extends FromPage['type']> = z.infer<(typeof answers)[Type]>;

/** The background did not answer in time, or not in a way that can be understood. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** Asks the background. Waits `timeoutMs` at most. @throws {NoAnswerError} */
export async function ask<Message extends FromPage>(
  message: Message,
  timeoutMs = 10_000,
): Promise<AnswerTo<Message['type']>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoAnswerError(`no answer to ${message.type}`)), timeoutMs);
  });
  try {
    const answer: unknown = await Promise.race([browser.runtime.sendMessage(message), silence]);
    const parsed = answers[message.type].safeParse(answer);
    if (!parsed.success) throw new NoAnswerError(`cannot read the answer to ${message.type}`);
    return parsed.data as AnswerTo<Message['type']>;
  } catch (cause) {
    if (cause instanceof NoAnswerError) throw cause;
    throw new NoAnswerError(`cannot ask ${message.type}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}
