import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import { text, type MessageKey } from '../ui/text.ts';

type Props<Reason extends string> = {
  question: MessageKey;
  help: MessageKey;
  /** In the order in which they are offered. */
  reasons: readonly Reason[];
  words: Record<Reason, MessageKey>;
  /** The way out without a reason, where there is one. */
  cancel?: { words: MessageKey; onCancel: () => void };
  maxDetail: number;
  onWhy: (why: { reason: Reason; detail: string }) => void;
};

/** Asks a person why: the answer is one press, and is written down. */
export function AskWhy<Reason extends string>(props: Props<Reason>) {
  const [detail, setDetail] = useState('');
  const question = useRef<HTMLHeadingElement>(null);
  useEffect(() => question.current?.focus(), []);
  return (
    <div class="why" role="group" aria-labelledby="why-question">
      <h2 id="why-question" ref={question} tabIndex={-1}>
        {text(props.question)}
      </h2>
      <p>{text(props.help)}</p>
      <label for="why-detail">{text('popup_why_detail')}</label>
      <input
        id="why-detail"
        type="text"
        autocomplete="off"
        maxLength={props.maxDetail}
        value={detail}
        onInput={event => setDetail(event.currentTarget.value)}
      />
      {props.reasons.map(reason => (
        <Button key={reason} onClick={() => props.onWhy({ reason, detail: detail.trim() })}>
          {text(props.words[reason])}
        </Button>
      ))}
      {props.cancel !== undefined && (
        <Button kind="quiet" onClick={props.cancel.onCancel}>
          {text(props.cancel.words)}
        </Button>
      )}
    </div>
  );
}
