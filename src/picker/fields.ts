// Which field a person points at, and all fields there are.
import { isField, isFrame, parentAcross } from '../content/tree.ts';

type RootOf = (element: Element) => ShadowRoot | null;

/** How many elements are looked at for fields: enough for heavy pages, and no longer than a moment. */
const maxElements = 50_000;
/** How far around a label or a picture the field that belongs to it is looked for. */
const climb = 4;

/** The element under the pointer, through open and closed shadow roots. */
export function findUnder(target: Element, x: number, y: number, rootOf: RootOf): Element {
  let found = target;
  for (let root = rootOf(found); root !== null; root = rootOf(found)) {
    const inner = root.elementFromPoint(x, y);
    if (inner === null || inner === found) break;
    found = inner;
  }
  return found;
}

/** The field that is meant by pointing at an element: itself, its label's, or the only one around it. */
export function toField(element: Element, rootOf: RootOf): Element | null {
  let around: Element | null = element;
  for (let level = 0; around !== null && level < climb; level += 1) {
    if (isField(around) || isFrame(around)) return around;
    if (around instanceof HTMLLabelElement && around.control !== null) return around.control;
    const [first, ...others] = findFields(around, rootOf, 2);
    if (others.length > 0) return null;
    if (first !== undefined) return first;
    around = parentAcross(around);
  }
  return null;
}

/** The fields and frames in a part of the page, shadow roots included; at most `most`. */
export function findFields(top: Element, rootOf: RootOf, most = Number.POSITIVE_INFINITY): Element[] {
  const found: Element[] = [];
  let budget = maxElements;
  const visit = (root: Element | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      budget -= 1;
      if (budget < 0 || found.length >= most) return;
      if (isField(element) || isFrame(element)) found.push(element);
      const inner = rootOf(element);
      if (inner !== null) visit(inner);
    }
  };
  const own = rootOf(top);
  if (own !== null) visit(own);
  visit(top);
  return found;
}
