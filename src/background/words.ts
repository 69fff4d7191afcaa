// What each frame is told: the view that everybody sees, and the gate of its own field.
import type { GateWord, Word } from '../word.ts';
import { isAround, toGate, type Gate, type GateWhy } from '../recording/gate.ts';
import type { Hold, State } from '../recording/state.ts';
import type { View } from '../recording/view.ts';
import { isAlarm, type ProtectionProblem } from '../protection/problems.ts';
import type { Settings } from '../settings/schema.ts';

/** Whom a word is for; `id` is null for a top frame of which only the tab is known. */
export type Listener = { id: string | null; tabId: number; isTop: boolean };

/** Everything that words are made of, at one moment. */
export type Facts = {
  view: View;
  state: State;
  settings: Settings;
  /** What is wrong in a tab; undefined where nobody has looked. */
  problemsOf(tabId: number): ProtectionProblem[] | undefined;
};

/** The word for one frame. */
export function toWord(facts: Facts, listener: Listener): Word {
  const { showsWords, wordsPaused, wordsResumed } = facts.settings.comforts;
  const found = listener.isTop ? facts.problemsOf(listener.tabId) : undefined;
  const problems = found?.filter(isAlarm).map(({ code }) => code);
  return {
    // What holds elsewhere is no page's business; and told to every frame that holds, it would grow with the square.
    view: { ...facts.view, holds: [] },
    gate: toGateWord(facts, listener),
    ...(showsWords ? { say: { paused: wordsPaused, resumed: wordsResumed } } : {}),
    ...(problems === undefined ? {} : { problems }),
  };
}

function toGateWord({ state, settings }: Facts, { id, tabId, isTop }: Listener): GateWord {
  const { gateNeeds, kinds } = settings;
  // Who only watches stays out of sight.
  const mode = state.mode === 'observe' ? 'off' : settings.gate;
  const own = state.holds.find(hold => hold.id === id && hold.origin === 'field');
  // The page around a frame holds as well, as it cannot know whether somebody watches inside.
  const meant =
    own !== undefined && !(isTop && isAround(own)) ? own : (findInTab(state, tabId, isTop) ?? own);
  const isOutOfReach = meant !== undefined && isAround(meant);
  const gate: Gate | null = meant === undefined ? null : toGate(state, meant, gateNeeds);
  return {
    mode,
    kinds,
    seq: own?.seq ?? null,
    isOpen: own !== undefined && toGate(state, own, gateNeeds).isOpen,
    isPaused: gate?.why === 'paused',
    isAtLimit: gate?.why === 'limit',
    canBreak: gate?.canBreak === true && !isOutOfReach,
    says: gate === null ? null : toSaying(gate.why, isOutOfReach),
  };
}

/** What the banner says of the gate besides what it says of the recording. */
function toSaying(why: GateWhy, isOutOfReach: boolean): GateWord['says'] {
  const add = (also: string, title: string | null = null) => ({
    title,
    also: isOutOfReach ? 'banner_gate_frame' : also,
  });
  switch (why) {
    case 'pausing':
      return add('banner_gate_held');
    case 'unverified':
      return add('banner_gate_held', 'banner_gate_unverified');
    case 'failed':
    case 'microphoneOnly':
      return add('banner_gate_shut');
    case 'limit':
      return add('banner_gate_limit', 'banner_overridden');
    case 'broken':
      return add('banner_gate_broken');
    case 'paused':
    case 'nothingRecorded':
    case 'overridden':
    case 'observing':
      return null;
    default:
      return why satisfies never;
  }
}

/** The field of a tab that has focus now, in whichever of its frames; for its top frame only. */
function findInTab({ holds }: State, tabId: number, isTop: boolean): Hold | undefined {
  if (!isTop) return undefined;
  const fields = holds.filter(hold => hold.origin === 'field' && hold.tabId === tabId);
  const inside = fields.filter(hold => !isAround(hold));
  const candidates = inside.length > 0 ? inside : fields;
  return candidates.find(({ awayUntilMs }) => awayUntilMs === null) ?? candidates.at(-1);
}
