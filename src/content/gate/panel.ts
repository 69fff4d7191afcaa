// "Type anyway": the way through a gate that would stay shut, for a reason. Stands in the banner's closed root, where
// the page can neither press nor read. Pressed with the mouse it leaves the focus in the card field.
import type { BreakReason } from '../../recording/gate.ts';

export type PanelPorts = {
  text(key: string): string;
  /** Whether the field is in this document: else a visit to our box would be the end of its focus. */
  hasBox(): boolean;
  onBreak(reason: BreakReason, detail: string): void;
};

const reasons = Object.keys({
  pausedElsewhere: 0,
  notRecorded: 0,
  notSpoken: 0,
  allowed: 0,
  other: 0,
} satisfies Record<BreakReason, 0>) as BreakReason[];

/** A card number typed into the wrong box must not be sent: its digits go. */
const toDetail = (typed: string): string => typed.replaceAll(/\d(?:[\s.-]?\d){3,}/g, '…').slice(0, 120);

/** The button, which turns into the question for a reason. */
export function createPanel({ text, hasBox, onBreak }: PanelPorts): HTMLElement {
  const panel = document.createElement('div');
  const box = document.createElement('input');
  const why = document.createElement('span');

  const fill = (...parts: Element[]): void => {
    const hadFocus = panel.matches(':focus-within');
    panel.replaceChildren(...parts);
    if (hadFocus) panel.querySelector('button')?.focus();
  };
  const button = (key: string, onPress: () => void): HTMLButtonElement => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text(key);
    made.addEventListener('click', event => {
      if (event.isTrusted) onPress();
    });
    return made;
  };
  const close = (): void => fill(button('banner_gate_break', ask));
  const ask = (): void =>
    fill(
      why,
      ...(hasBox() ? [box] : []),
      ...reasons.map(reason =>
        button(`banner_gate_reason_${reason}`, () => {
          onBreak(reason, toDetail(box.value));
          box.value = '';
          close();
        }),
      ),
      button('banner_gate_cancel', close),
    );

  panel.className = 'more';
  why.textContent = text('banner_gate_why');
  box.maxLength = 120;
  box.autocomplete = 'off';
  box.placeholder = text('banner_gate_detail');
  box.setAttribute('aria-label', box.placeholder);
  // Keeps the banner from holding the focus back in the card field: here it is wanted.
  box.addEventListener('mousedown', event => event.stopPropagation());
  close();
  return panel;
}
