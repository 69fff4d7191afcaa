// "Type anyway": the way through a gate that would stay shut, for a reason. Stands in the banner's closed root, where
// the page can neither press nor read.
import type { BreakReason } from '../../recording/gate.ts';

export type PanelPorts = {
  text(key: string): string;
  onBreak(reason: BreakReason, detail: string): void;
};

const reasons = {
  pausedElsewhere: true,
  notRecorded: true,
  notSpoken: true,
  allowed: true,
  other: true,
} satisfies Record<BreakReason, true>;

/** A card number typed into the wrong box must not be sent: its digits go. */
const toDetail = (typed: string): string => typed.replaceAll(/\d(?:[\s.-]?\d){3,}/g, '…').slice(0, 120);

/** The button, which turns into the question for a reason. */
export function createPanel({ text, onBreak }: PanelPorts): HTMLElement {
  const panel = document.createElement('form');
  panel.className = 'more';
  const add = <Name extends 'button' | 'select' | 'input' | 'option'>(
    to: Element,
    name: Name,
    key: string,
  ) => {
    const made = document.createElement(name);
    if (name === 'button' || name === 'option') made.textContent = text(key);
    else made.setAttribute('aria-label', text(key));
    to.append(made);
    return made as HTMLElementTagNameMap[Name];
  };
  /** The button alone. */
  const close = (): void => {
    panel.replaceChildren();
    add(panel, 'button', 'banner_gate_break').onclick = event => {
      if (event.isTrusted) ask();
    };
    panel.onsubmit = event => event.preventDefault();
  };
  const ask = (): void => {
    panel.replaceChildren();
    const select = add(panel, 'select', 'banner_gate_why');
    for (const reason of Object.keys(reasons))
      add(select, 'option', `banner_gate_reason_${reason}`).value = reason;
    const box = add(panel, 'input', 'banner_gate_detail');
    box.maxLength = 120;
    box.placeholder = box.ariaLabel ?? '';
    box.autocomplete = 'off';
    add(panel, 'button', 'banner_gate_break');
    const cancel = add(panel, 'button', 'banner_gate_cancel');
    cancel.type = 'button';
    cancel.onclick = close;
    panel.onsubmit = event => {
      event.preventDefault();
      if (!event.isTrusted) return;
      onBreak(select.value as BreakReason, toDetail(box.value));
      close();
    };
    select.focus();
  };
  // Keeps the banner from holding the focus back in the card field: here it is wanted.
  panel.addEventListener('mousedown', event => event.stopPropagation());
  close();
  return panel;
}
