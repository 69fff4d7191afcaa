// What a person points at and chooses, with the pointer or the keyboard. Meanwhile the page hears of nothing: no press
// does anything in it and nothing can be typed.

export type PointingPorts = {
  isOurs(element: Element): boolean;
  /** The field that is meant by an element and a place in it, or null. */
  toField(element: Element, x: number, y: number): Element | null;
  onPoint(field: Element | null): void;
  onChoose(field: Element): void;
  onCancel(): void;
};

const swallowed = [
  'pointerdown', 'pointerup', 'mousedown', 'mouseup', 'dblclick', 'auxclick', 'contextmenu', 'touchstart', 'touchend',
  'beforeinput', 'keypress', 'keyup', 'dragstart',
]; // prettier-ignore

export function watchPointing(ports: PointingPorts): { stop(): void } {
  const ended = new AbortController();
  const options = { capture: true, passive: false, signal: ended.signal };
  let pointed: Element | null = null;

  function point(field: Element | null): void {
    if (field === pointed) return;
    pointed = field;
    ports.onPoint(field);
  }

  const toTarget = (event: Event): Element | null => {
    const [target] = event.composedPath();
    return target instanceof Element && !ports.isOurs(target) ? target : null;
  };

  function swallow(event: Event): void {
    if (toTarget(event) === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function onMove(event: PointerEvent): void {
    const target = toTarget(event);
    if (event.isTrusted && target !== null) point(ports.toField(target, event.clientX, event.clientY));
  }

  function onClick(event: MouseEvent): void {
    const target = toTarget(event);
    swallow(event);
    if (!event.isTrusted || target === null) return;
    const field = ports.toField(target, event.clientX, event.clientY);
    if (field !== null) ports.onChoose(field);
  }

  function onFocus(event: FocusEvent): void {
    const target = toTarget(event);
    if (event.isTrusted && target !== null) point(ports.toField(target, -1, -1));
  }

  function onKey(event: KeyboardEvent): void {
    // The name of a key is compared and goes nowhere; every other key only loses its effect.
    const { key } = event;
    if (key === 'Tab' || (toTarget(event) === null && key !== 'Escape')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.isTrusted) return;
    if (key === 'Escape') ports.onCancel();
    if (key === 'Enter' && pointed !== null) ports.onChoose(pointed);
  }

  /** A press in a frame that we may not enter moves the focus there, and nothing else can be seen of it. */
  function onBlur(event: Event): void {
    if (event.target !== window) return;
    setTimeout(() => {
      const frame = document.activeElement;
      if (!ended.signal.aborted && frame instanceof HTMLIFrameElement) ports.onChoose(frame);
    });
  }

  for (const type of swallowed) window.addEventListener(type, swallow, options);
  window.addEventListener('pointermove', onMove, options);
  window.addEventListener('click', onClick, options);
  window.addEventListener('focusin', onFocus, options);
  window.addEventListener('keydown', onKey, options);
  window.addEventListener('blur', onBlur, options);
  return { stop: () => ended.abort() };
}
