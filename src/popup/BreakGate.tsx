import { useId, useState } from 'preact/hooks';
import { breakReasons, type BreakReason } from '../recording/gate.ts';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';

type Props = {
  onBreak: (reason: BreakReason, detail: string) => void;
};

/** The way through a gate that a failed pause keeps shut, for those who cannot reach it in the page's banner. */
export function BreakGate({ onBreak }: Props) {
  const [detail, setDetail] = useState('');
  const id = useId();
  return (
    <section aria-labelledby="break-gate" class="break-gate">
      <h2 id="break-gate">{text('popup_gate')}</h2>
      <p id={id}>{text('popup_gate_help')}</p>
      <input
        type="text"
        maxLength={120}
        autoComplete="off"
        aria-label={text('banner_gate_detail')}
        placeholder={text('banner_gate_detail')}
        value={detail}
        onInput={event => setDetail(event.currentTarget.value)}
      />
      {breakReasons.map(reason => (
        <Button key={reason} describedBy={id} onClick={() => onBreak(reason, detail)}>
          {text(`banner_gate_reason_${reason}`)}
        </Button>
      ))}
    </section>
  );
}
