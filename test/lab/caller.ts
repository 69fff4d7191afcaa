// The caller: says digits, and remembers which of them belong to the card.
import type { PhoneCall } from './phone.ts';

/** `card`: must not be in the recording. `other`: must be. */
export type Role = 'card' | 'other';

/** A digit whose sound has begun; the time is wall clock, ms since the epoch. */
export type SaidDigit = { readonly digit: string; readonly atMs: number; readonly role: Role };

/** Speaks into one call. Everything that is said in it has to go through here. */
export class Caller {
  readonly #call: PhoneCall;
  readonly #roles: Role[] = [];

  constructor(call: PhoneCall) {
    this.#call = call;
  }

  /** Says digits from now on, after what is still being said. Says nothing once the call is over. */
  say(digits: string, role: Role): void {
    if (this.#call.isOver) return;
    this.#call.say(digits);
    this.#roles.push(...Array.from(digits, () => role));
  }

  /** When everything will have been said, wall clock in ms. */
  get saidUntilMs(): number {
    return this.#call.saidUntilMs;
  }

  /** What was said so far. */
  said(): SaidDigit[] {
    return this.#call
      .spoken()
      .map(({ digit, atMs }, index) => ({ digit, atMs, role: this.#roles[index] ?? 'other' }));
  }
}
