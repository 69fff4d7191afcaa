// Lets a person point at a field. Put into the frames of one tab when asked for in the popup, and gone afterwards. It
// proposes; what becomes a rule is decided and saved in the popup, where no page can press anything.
import { createExtension, findApi } from '../content/extension.ts';
import { setWords } from '../content/patterns/find.ts';
import { fitsLabel, fitsSelector, readTexts } from '../content/rules/fits.ts';
import type { FromWorker, PickWish, Proposal } from '../messages.ts';
import { explain } from './explain.ts';
import { findFields, findUnder, toField } from './fields.ts';
import { createOverlay } from './overlay.ts';
import { watchPointing } from './pointing.ts';
import { toNamed, toSelector } from './selector.ts';

const runningKey = Symbol.for('cardhush:picker');
const maxText = 500;

/** @returns how to end it; null where this is no extension any more */
async function start(): Promise<(() => void) | null> {
  const api = findApi();
  const extension = createExtension();
  if (api === null || extension === null) return null;
  const { rootOf, text: say } = extension;
  setWords(part => say(`recognise_${part}`));
  const { verdict, kinds } = (await api.runtime.sendMessage({ type: 'getPick' })) as PickWish;
  const all = () => findFields(document.documentElement, rootOf);
  const hint = say(`picker_${verdict ?? 'why'}_hint`);

  const overlay = createOverlay({
    language: say('ui_lang'),
    direction: say('ui_dir'),
    cancel: say('picker_cancel'),
    // A frame can be smaller than the bar.
    hasBar: window === window.top,
    onCancel: () => void api.runtime.sendMessage({ type: 'pickEnded' }).catch(() => undefined),
  });
  overlay.say(hint);

  function show(field: Element | null): void {
    if (field === null) return overlay.point(null, '', []);
    const { headline, lines } = explain(field, kinds, say);
    overlay.point(field, headline, lines);
  }

  function toProposal(field: Element): Proposal {
    const { recognition } = explain(field, kinds, say);
    const selector = toSelector(toNamed(field, rootOf)).slice(0, maxText);
    const label = readTexts(field)[0]?.slice(0, maxText) ?? '';
    const fields = all();
    return {
      selector,
      label,
      selectorMatches: fields.filter(other => fitsSelector(selector, other)).length,
      labelMatches: fields.filter(other => fitsLabel(label, readTexts(other))).length,
      kind: recognition?.kind ?? null,
      reasons: recognition?.reasons.slice(0, 20).map(reason => reason.slice(0, 80)) ?? [],
    };
  }

  function choose(field: Element): void {
    show(field);
    if (verdict === null) return;
    pointing.stop();
    const proposal = toProposal(field);
    void api?.runtime.sendMessage({ type: 'picked', proposal }).catch(() => undefined);
  }

  const pointing = watchPointing({
    isOurs: overlay.isOurs,
    toField: (element, x, y) => toField(findUnder(element, x, y, rootOf), rootOf),
    onPoint: show,
    onChoose: choose,
    onCancel: () => void api.runtime.sendMessage({ type: 'pickEnded' }).catch(() => undefined),
  });

  function onMessage(message: FromWorker): void {
    if (message.type === 'pickEnd') end();
    if (message.type !== 'preview') return;
    pointing.stop();
    overlay.say(say('picker_chosen'));
    const { by, text, site } = message;
    // A rule for one site says nothing of the frames of others.
    if (site !== location.origin) return overlay.mark([]);
    const isMeant = (field: Element) =>
      by === 'selector' ? fitsSelector(text, field) : fitsLabel(text, readTexts(field));
    overlay.mark(all().filter(isMeant));
  }
  api.runtime.onMessage.addListener((message, { id }) => {
    if (id === api.runtime.id && !isEnded) onMessage(message as FromWorker);
  });
  let isEnded = false;

  function end(): void {
    isEnded = true;
    pointing.stop();
    overlay.remove();
  }
  return end;
}

const world = globalThis as { [runningKey]?: Promise<(() => void) | null> };
const before = world[runningKey];
world[runningKey] = (async () => {
  (await before)?.();
  return start().catch(() => null);
})();
