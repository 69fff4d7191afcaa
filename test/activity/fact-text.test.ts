// Every fact that can stand in the ledger has a sentence, and somebody who brought it about.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { toFactText } from '../../src/activity/fact-text.ts';
import { toCallText, toSaidText } from '../../src/activity/words.ts';
import { actors, toActor } from '../../src/ledger/actor.ts';
import type { Entry } from '../../src/ledger/entries.ts';
import { ownFactSchema, type Fact } from '../../src/ledger/facts.ts';
import { breakReasons } from '../../src/recording/gate.ts';
import { noteSchema } from '../../src/recording/notes.ts';
import { overrideReasons } from '../../src/recording/override.ts';
import { pauseReasons } from '../../src/recording/pause-reason.ts';
import { endReasons } from '../../src/recording/state.ts';
import { toEntries } from '../ledger/story.ts';
import { resetDouble } from '../ui/browser-double.ts';

vi.mock('../../src/browser.ts', async () => await import('../ui/browser-double.ts'));
beforeEach(resetDouble);

const names = { r0: 'Voicenter' };
const base = { atMs: 5, episode: 1 };
const request = { ...base, recorder: 'r0', attempt: 1 };
const stamp = { version: '0.1.0', agent: 'a', policy: 'p' };
const held = { origin: 'field', kind: 'card-number', site: 'https://crm.example.com' } as const;
const hash = 'ab'.repeat(32);

const rows: [Fact, actor: string, said: string][] = [
  [{ type: 'holdStarted', ...base, ...held }, 'rule', 'Card number on crm.example.com got the focus'],
  [{ type: 'holdStarted', ...base, origin: 'manual' }, 'agent', 'The agent asked for a pause'],
  [{ type: 'holdEnded', ...base, ...held, reason: 'blur' }, 'agent', 'It no longer asks for silence: the field was left'],
  [{ type: 'holdEnded', ...base, origin: 'manual', reason: 'policy' }, 'policy', 'It no longer asks for silence: the time for a pause by hand was over'],
  [{ type: 'typed', ...base, ...held }, 'agent', 'Something was entered'],
  [{ type: 'episodeStarted', ...base }, 'self', 'Recordings are to be paused'],
  [{ type: 'episodeEnded', ...base, reason: 'hardLimit' }, 'limit', 'Recordings are to go on: the longest pause was over'],
  [{ type: 'extended', ...base, by: 'person' }, 'agent', 'The agent kept the recording paused longer'],
  [{ type: 'extended', ...base, by: 'activity' }, 'limit', 'Kept paused longer, as card entry went on'],
  [{ type: 'overridden', ...base, reason: 'notCard' }, 'agent', 'The agent resumed while a card field had focus: This is no card field'],
  [{ type: 'pauseReasoned', ...base, reason: 'other', detail: 'a password' }, 'agent', 'The agent said why: Another reason: a password'],
  [{ type: 'gateBroken', ...base, reason: 'notSpoken' }, 'agent', 'The agent typed although the pause had failed: The card is not spoken aloud'],
  [{ type: 'heldAgain', ...base, after: 'softLimit' }, 'limit', 'Paused again, as card entry went on after the limit'],
  [{ type: 'requested', ...request, command: 'pause' }, 'self', 'Voicenter was asked to pause'],
  [{ type: 'requested', ...request, command: 'resume' }, 'self', 'Voicenter was asked to resume'],
  [{ type: 'requested', ...request, command: 'read' }, 'self', 'Voicenter was asked how things stand'],
  [{ type: 'targeted', ...request, call: { ivrids: ['7', '8'] } }, 'self', 'Voicenter: the call is ivrids 7, 8'],
  [{ type: 'paused', ...request, evidence: 'accepted' }, 'recorder', 'Voicenter paused (accepted)'],
  [{ type: 'verified', ...request }, 'recorder', 'Voicenter was checked: paused'],
  [{ type: 'contradicted', ...request, isNewCall: false }, 'recorder', 'Voicenter was checked: not paused'],
  [{ type: 'resumed', ...request, reason: 'person' }, 'recorder', 'Voicenter resumed: the agent asked for it'],
  [{ type: 'resumed', ...request, reason: 'blur' }, 'recorder', 'Voicenter resumed: the field was left'],
  [{ type: 'personSaw', ...base, recorder: 'r0', isPaused: true }, 'agent', 'A person saw that Voicenter is paused'],
  [{ type: 'callOver', ...request }, 'recorder', 'The call that Voicenter had paused is over'],
  [{ type: 'absent', ...request, what: 'noCall' }, 'recorder', 'Voicenter has no call'],
  [{ type: 'failed', ...request, command: 'pause', code: 'unauthorized' }, 'recorder', 'Voicenter did not pause: '],
  [{ type: 'recovered', ...base, recorder: 'r0' }, 'recovery', 'Voicenter was found paused after a restart'],
  [{ type: 'alertStarted', ...base, alert: 'stillRecording' }, 'self', 'Alarm: Still recording'],
  [{ type: 'alertEnded', ...base, alert: 'stillPaused' }, 'self', 'The alarm is over: Still paused'],
  [{ type: 'clockJumped', ...base, byMs: -60_000 }, 'self', 'The clock jumped by -60 sec'],
  [{ type: 'opened', atMs: 5, ...stamp }, 'self', 'CardHush 0.1.0 began'],
  [{ type: 'settingsChanged', atMs: 5, ...stamp, by: 'policy', changed: ['sites'] }, 'policy', 'Settings changed: sites'],
  [{ type: 'cut', atMs: 5, fromSeq: 1, toSeq: 9, hash, reason: 'age', firstAtMs: 1, lastAtMs: 2 }, 'policy', 'Retention deleted entries 1 to 9'],
  [{ type: 'entriesLost', atMs: 5, fromSeq: 1, toSeq: 9, hash, before: { seq: 0, hash } }, 'recovery', 'Entries 1 to 9 were lost'],
  [{ type: 'notesLost', atMs: 5, run: 'r', fromN: 2, toN: 4 }, 'recovery', '3 events never reached the ledger'],
  [{ type: 'pauseRefused', atMs: 5 }, 'policy', 'A pause by hand was refused by policy'],
  [{ type: 'budgetReached', atMs: 5, scope: 'call', usedMs: 2, budgetMs: 1 }, 'policy', 'The budget for one call was used up'],
  [{ type: 'exported', atMs: 5, fromSeq: 1, toSeq: 2, format: 'json' }, 'agent', 'A copy was taken (json)'],
]; // prettier-ignore

async function entryOf(fact: Fact): Promise<Entry> {
  const [entry] = await toEntries([fact]);
  if (entry === undefined) throw new Error('no entry');
  return entry;
}

describe('a fact', () => {
  test.each(rows)('%j', async (fact, actor, said) => {
    const entry = await entryOf(fact);
    expect(toFactText(entry, names, false)).toContain(said);
    expect(toActor(entry.fact)).toBe(actor);
  });

  test('of each kind has its row, but for those that belong to shipping and the drill', () => {
    const known = new Set<string>([...rows.map(([{ type }]) => type), 'notShipped', 'drilled']);
    const all = [...noteSchema.def.options, ...ownFactSchema.def.options];
    for (const option of all) expect(known).toContain(option.shape.type.def.values[0]);
    expect(new Set(rows.map(([, actor]) => actor))).toEqual(new Set(actors));
  }); // prettier-ignore

  test('says why for every reason there is', async () => {
    const sentences = await Promise.all(
      endReasons.map(async reason => toFactText(await entryOf({ type: 'episodeEnded', ...base, reason }), names, false)),
    );
    expect(new Set(sentences).size).toBe(endReasons.length);
    expect(sentences.join(' ')).not.toMatch(/because_|activity_/);
  }); // prettier-ignore

  test('about a microphone is never called a pause', async () => {
    const entry = await entryOf({ type: 'paused', ...request, evidence: 'accepted', isMicrophone: true });
    expect(toFactText(entry, names, true)).toBe('Voicenter switched your microphone off');
  });
});

describe('a reason', () => {
  test.each([
    ['pause', pauseReasons],
    ['override', overrideReasons],
    ['gate', breakReasons],
  ] as const)('for each %s there is one has its words', (about, reasons) => {
    const said = reasons.map(reason => toSaidText({ about, reason, detail: '' }));
    expect(new Set(said).size).toBe(reasons.length);
    for (const [index, sentence] of said.entries()) expect(sentence).not.toBe(reasons[index]);
  });
});

test.each([
  ['"8412"', '8412'],
  ['{"ivrids":["7","8"]}', 'ivrids 7, 8'],
  ['{"extension":"SIP1","n":3}', 'extension SIP1, n 3'],
  ['sha256:ab', 'sha256:ab'],
  ['8412', '8412'],
])('the call %s reads %s', (call, said) => {
  expect(toCallText(call)).toBe(said);
});
