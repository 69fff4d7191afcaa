// What each frame is told: the view that everybody sees, and the gate of its own field.
import type { GateWord, Word } from '../messages.ts';
import { toGate, type Gate } from '../recording/gate.ts';
import type { Hold, State } from '../recording/state.ts';
import type { View } from '../recording/view.ts';
import type { Settings } from '../settings/schema.ts';

/** Whom a word is for; `id` is null for a top frame of which only the tab is known. */
export type Listener = { id: string | null; tabId: number; isTop: boolean };

/** Everything that words are made of, at one moment. */
export type Facts = { view: View; state: State; settings: Settings };

/** The word for one frame. */
export function toWord(facts: Facts, listener: Listener): Word {
  return { view: facts.view, gate: toGateWord(facts, listener) };
}

function toGateWord({ state, settings }: Facts, { id, tabId, isTop }: Listener): GateWord {
  const { gateNeeds, kinds } = settings;
  // Who only watches stays out of sight.
  const mode = state.mode === 'observe' ? 'off' : settings.gate;
  const own = state.holds.find(hold => hold.id === id && hold.origin === 'field');
  const meant = own ?? (isTop ? findInTab(state, tabId) : undefined);
  const gate: Gate | null = meant === undefined ? null : toGate(state, meant, gateNeeds);
  return {
    mode,
    kinds,
    seq: own?.seq ?? null,
    isOpen: own !== undefined && gate?.isOpen === true,
    why: gate?.why ?? null,
    canBreak: gate?.canBreak ?? false,
  };
}

/** The field of a tab that has focus now, in whichever of its frames. */
function findInTab({ holds }: State, tabId: number): Hold | undefined {
  const fields = holds.filter(hold => hold.origin === 'field' && hold.tabId === tabId);
  return fields.find(({ awayUntilMs }) => awayUntilMs === null) ?? fields.at(-1);
}
