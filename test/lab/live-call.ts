// A call in which a person at the browser is the agent: the caller reacts to what that person does.
import { setTimeout as wait } from 'node:timers/promises';
import type { Caller } from './caller.ts';
import { nowMs } from './clock.ts';
import type { Lab } from './lab.ts';
import { toFieldName } from './moments.ts';
import type { PhoneCall } from './phone.ts';
import { mutePath } from './recorders/voicenter.ts';
import { card, reactionMs } from './scripted-call.ts';

/** For how long after card entry nobody expects other digits to be recorded: the extension's linger, and a margin. */
export const lingerMs = 4_500;
/** How long the caller is quiet between two other digits. */
const restMs = 1_500;
const tickMs = 20;

const answers: Record<string, string> = {
  'cc-number': card.number,
  'cc-exp': card.expiry,
  'cc-csc': card.csc,
};

/** What to tell the person. */
export const instructions = `
You are the agent. The customer is on the phone, and the call is being recorded.

  1. Look at the call bar of the CRM: "Recording". The customer says a digit now and then.
  2. Click into "Card number". The customer begins to read it out at once; type along:
       ${card.number.replaceAll(/(.{4})(?=.)/g, '$1 ')}
  3. The same in "Expiry": ${card.expiry.replace(/(..)/, '$1 / ')}, and in "Security code": ${card.csc}.
  4. Press "Take £184.50". Three seconds after you left the card fields the recording goes on.
  5. Press "Hang up", or close the browser, or press Ctrl+C here: then we listen to the recording.
`;

/** Lets the caller react until `isOver` says so, and says line by line what happens. */
export async function liveCall(
  lab: Lab,
  {
    call,
    caller,
    isOver,
    say,
  }: { call: PhoneCall; caller: Caller; isOver: () => boolean; say: (line: string) => void },
): Promise<void> {
  const seen = { fields: 0, requests: 0, changes: 0, said: 0 };
  const due: { atMs: number; digits: string }[] = [];
  let quietUntilMs = nowMs() + restMs;
  let isInCard = false;
  const tell = (atMs: number, who: string, what: string) =>
    say(`${((atMs - call.startedAtMs) / 1000).toFixed(3).padStart(9)} s  ${who.padEnd(10)} ${what}`);

  while (!isOver()) {
    for (const { type, field, atMs } of lab.fieldEvents.slice(seen.fields)) {
      const isFocus = type === 'focusin';
      tell(atMs, 'agent', `${isFocus ? 'focus in' : 'focus leaves'} ${toFieldName(field)}`);
      isInCard = isFocus;
      quietUntilMs = atMs + lingerMs;
      if (isFocus) due.push({ atMs: atMs + reactionMs, digits: answers[field] ?? '' });
    }
    seen.fields = lab.fieldEvents.length;
    while ((due[0]?.atMs ?? Infinity) <= nowMs()) caller.say(due.shift()?.digits ?? '', 'card');
    if (!isInCard && due.length === 0 && nowMs() > Math.max(quietUntilMs, caller.saidUntilMs + restMs))
      caller.say(String(Math.floor(nowMs() / 1_000) % 10), 'other');
    tellNews();
    await wait(tickMs);
  }

  function tellNews(): void {
    for (const { path, params, atMs } of lab.voicenter.requests.slice(seen.requests))
      // A check asks for nothing at all.
      if (path === mutePath && params['state'] !== undefined)
        tell(atMs, 'Voicenter', params['state'] === '1' ? 'asked to pause' : 'asked to resume');
    seen.requests = lab.voicenter.requests.length;
    for (const { atMs, isPaused } of call.recording.changes.slice(seen.changes))
      tell(atMs, 'recording', isPaused ? 'silent from here' : 'sound again');
    seen.changes = call.recording.changes.length;
    const said = caller.said();
    for (const { atMs, digit, role } of said.slice(seen.said))
      tell(atMs, 'caller', `says ${digit}${role === 'card' ? ' (card)' : ''}`);
    seen.said = said.length;
  }
}
