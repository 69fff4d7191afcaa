// Plays both people of a call: the caller, who speaks, and the agent, who works with mouse and keys.
import type { Caller } from './caller.ts';
import { nowMs } from './clock.ts';
import { digitMs } from './dtmf.ts';
import { waitUntil, type Lab } from './lab.ts';
import type { PhoneCall } from './phone.ts';

/** A card that no bank has issued; its last digit is right, so that the page accepts it. */
export const card = { number: '4539148803436467', expiry: '0929', csc: '831' };
/** What the caller says before and after: a phone number, an order. */
const before = '5550142';
const after = '31077';

/** How soon the caller begins to speak after the agent has clicked into a field: nobody is faster. */
export const reactionMs = 300;
/** How far the agent's typing lags behind. */
const typingLagMs = 2 * digitMs;
/** How long the agent rests between two fields. */
const restMs = 250;
/** How long we wait for the recording to go on before the caller speaks again anyway. */
const longestPauseMs = 10_000;

/** Plays the call; the caller has said everything when it returns. */
export async function playCall(lab: Lab, call: PhoneCall, caller: Caller): Promise<void> {
  const { page } = lab;
  const frame = page.frameLocator('#card-frame');
  await frame.locator('#number').waitFor();
  await waitUntil(call.startedAtMs + 500);
  caller.say(before, 'other');
  await waitUntil(caller.saidUntilMs + 500);

  // Click and key events of the browser itself; the caller reacts to the click as a person would.
  await frame.locator('#number').click();
  await enter(card.number);
  await page.keyboard.press('Tab');
  await enter(card.expiry);
  await page.keyboard.press('Tab');
  await enter(card.csc);
  await frame.locator('#pay').click();
  await page.locator('#notes').click();
  await page.keyboard.type('Paid by card.', { delay: 30 });

  const leftAtMs = nowMs();
  while (call.recording.isPaused && nowMs() - leftAtMs < longestPauseMs) await waitUntil(nowMs() + 20);
  await waitUntil(nowMs() + 500);
  caller.say(after, 'other');
  await waitUntil(caller.saidUntilMs + 500);

  async function enter(digits: string): Promise<void> {
    const focusedAtMs = nowMs();
    await waitUntil(focusedAtMs + reactionMs);
    caller.say(digits, 'card');
    await waitUntil(nowMs() + typingLagMs);
    await page.keyboard.type(digits, { delay: digitMs });
    await waitUntil(Math.max(nowMs(), caller.saidUntilMs) + restMs);
  }
}
