// Whether a rule is about an element. Selectors go to `matches` and nowhere else.
import type { FieldRule } from '../../settings/rules.ts';
import type { Recognition } from '../classify.ts';
import { readLabels } from '../labels.ts';
import { toWords } from '../text.ts';
import { isField, isFrame } from '../tree.ts';

/** What the first rule that is about an element says; undefined where none is. */
export function judgeByRules(rules: FieldRule[], element: Element): Recognition | null | undefined {
  // Focus that is nowhere is on the body, and a rule may say "*".
  if (element === document.body || element === document.documentElement) return undefined;
  let texts: string[] | undefined;
  for (const rule of rules) {
    const isAbout =
      rule.by === 'selector'
        ? fitsSelector(rule.text, element)
        : fitsLabel(rule.text, (texts ??= readTexts(element)));
    if (!isAbout) continue;
    return rule.verdict === 'never' ? null : { kind: rule.kind, confidence: 1, reasons: [`rule:${rule.id}`] };
  }
  return undefined;
}

/** Whether a selector means an element, or the custom element that it is a part of. */
export function fitsSelector(selector: string, element: Element): boolean {
  for (let current: Element | null = element; current !== null; current = toHost(current)) {
    try {
      if (current.matches(selector)) return true;
    } catch {
      // A selector that no browser understands means nothing; the options page says so where it stands.
      return false;
    }
  }
  return false;
}

/** Whether a piece of text is in one of the texts, both folded as recognition folds. */
export function fitsLabel(text: string, texts: string[]): boolean {
  const words = toWords(text);
  return words !== '' && texts.some(label => label.includes(words));
}

/** The texts that name a field, folded: labels, placeholder and title. */
export function readTexts(element: Element): string[] {
  if (!isField(element) && !isFrame(element)) return [];
  const attributes = ['placeholder', 'title'].map(name => toWords(element.getAttribute(name) ?? ''));
  return [...Object.values(readLabels(element, true)), ...attributes].filter(label => label !== '');
}

function toHost(element: Element): Element | null {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}
