// The element that really has focus, and listeners wherever moves of the focus can be heard.

export type DeepFocusPorts = {
  rootOf(element: Element): ShadowRoot | null;
  /** Whether an element is ours: its inside is nobody's business. */
  isOurs(element: Element): boolean;
  /** Told once of each shadow root that focus was seen in: moves inside one are heard only there. */
  onRoot(root: ShadowRoot): void;
};

export type DeepFocus = {
  /** The element with focus, through open and closed shadow roots. */
  find(): Element | null;
  /** Learns of the open roots on an event's way. */
  learn(event: Event): void;
};

const maxDepth = 32;

export function createDeepFocus(ports: DeepFocusPorts): DeepFocus {
  const known = new WeakSet<ShadowRoot>();

  function add(root: ShadowRoot): void {
    if (known.has(root)) return;
    known.add(root);
    ports.onRoot(root);
  }

  return {
    find() {
      let element = document.activeElement;
      for (let depth = 0; element !== null && depth < maxDepth; depth += 1) {
        const root = ports.isOurs(element) ? null : ports.rootOf(element);
        if (root === null) return element;
        add(root);
        if (root.activeElement === null) return element;
        element = root.activeElement;
      }
      return element;
    },
    learn(event) {
      for (const node of event.composedPath()) if (node instanceof ShadowRoot) add(node);
    },
  };
}
