// Which elements are looked at, and by which of the two classifiers.
import { classify, type Recognition } from './classify.ts';
import { readFacts } from './facts.ts';
import { judge } from './judges.ts';
import { classifyFrame, readFrameFacts } from './frames.ts';
import { isField, isFrame } from './tree.ts';

/** What kind of card field an element is, or null: by those who know, else by what it looks like. */
export function toVerdict(element: Element): Recognition | null {
  const known = judge(element);
  return known === undefined ? recognise(element) : known;
}

/**
 * What is known anew about a field that holds for these reasons; undefined where nothing is. A field that was
 * recognised by its looks goes on holding whatever it looks like now: many pages change a field while it has focus.
 */
export function reconsider(element: Element, [reason = '']: string[]): Recognition | null | undefined {
  const known = judge(element);
  return known === undefined && /^(rule|value):/.test(reason) ? recognise(element) : known;
}

/**
 * What kind of card field an element looks like, or null. A frame whose document can be reached from here has a content
 * script of its own; any other may be one that we were not let into, so it is judged from outside.
 */
export function recognise(element: Element): Recognition | null {
  try {
    if (isFrame(element))
      return element.contentDocument === null ? classifyFrame(readFrameFacts(element)) : null;
    return isField(element) ? classify(readFacts(element)) : null;
  } catch {
    // A page that breaks the reading of facts must not break the end of a hold as well.
    return null;
  }
}
