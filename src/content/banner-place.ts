// Where the banner may stand without covering what the agent is looking at.
import { isFrame } from './tree.ts';

export type Edge = 'top' | 'bottom';

/** Room between the banner and the edge, and between the banner and the field (CSS px). */
export const gapPx = 8;

/** A vertical stretch of the viewport, in CSS px from its top. */
export type Stretch = { top: number; bottom: number };

/**
 * The wished-for edge, unless the banner would cover the field there and would not at the other. What is taller
 * than the viewport is covered either way.
 */
export function toEdge(
  wished: Edge,
  bannerHeight: number,
  viewportHeight: number,
  field: Stretch | null,
): Edge {
  if (field === null) return wished;
  const reach = bannerHeight + 2 * gapPx;
  const covers = {
    top: field.top < reach && field.bottom > 0,
    bottom: field.bottom > viewportHeight - reach && field.top < viewportHeight,
  };
  const other: Edge = wished === 'top' ? 'bottom' : 'top';
  return covers[wished] && !covers[other] ? other : wished;
}

/** Where the element with focus stands: the field itself where frames let us look, else the frame around it. */
export function readFieldStretch(active: Element | null): Stretch | null {
  let element = active;
  let offset = 0;
  while (element !== null && isFrame(element)) {
    const inner: Element | null = element.contentDocument?.activeElement ?? null;
    if (inner === null || inner === inner.ownerDocument.body) break;
    offset += element.getBoundingClientRect().top + element.clientTop;
    element = inner;
  }
  if (element === null || element === element.ownerDocument.body) return null;
  const { top, bottom } = element.getBoundingClientRect();
  return { top: top + offset, bottom: bottom + offset };
}

/**
 * The element to hang the banner on: the modal dialog that holds the focus, as everything outside of one is
 * unreachable for keyboard and screen reader; else the document's root.
 */
export function findHome(active: Element | null): Element {
  let element = active;
  while (element !== null) {
    if (element.matches(':modal')) return element;
    const root = element.getRootNode();
    element = element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return document.documentElement;
}
