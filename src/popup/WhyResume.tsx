import { useEffect, useRef, useState } from 'preact/hooks';
import {
  maxOverrideDetail,
  overrideReasons,
  type Override,
  type OverrideReason,
} from '../recording/override.ts';
import { Button } from '../ui/Button.tsx';
import { text, type MessageKey } from '../ui/text.ts';

type Props = {
  onWhy: (why: Override) => void;
  onCancel: () => void;
};

const words = {
  cardDone: 'why_cardDone',
  notCard: 'why_notCard',
  mustRecord: 'why_mustRecord',
  allowed: 'why_allowed',
  other: 'why_other',
} as const satisfies Record<OverrideReason, MessageKey>;

/** Asks why the recording shall go on although a card field has focus: the answer is one press, and is written down. */
export function WhyResume({ onWhy, onCancel }: Props) {
  const [detail, setDetail] = useState('');
  const question = useRef<HTMLHeadingElement>(null);
  useEffect(() => question.current?.focus(), []);
  return (
    <div class="why" role="group" aria-labelledby="why-question">
      <h2 id="why-question" ref={question} tabIndex={-1}>
        {text('popup_why_resume')}
      </h2>
      <p>{text('popup_why_resume_help')}</p>
      <label for="why-detail">{text('popup_why_detail')}</label>
      <input
        id="why-detail"
        type="text"
        autocomplete="off"
        maxLength={maxOverrideDetail}
        value={detail}
        onInput={event => setDetail(event.currentTarget.value)}
      />
      {overrideReasons.map(reason => (
        <Button key={reason} onClick={() => onWhy({ reason, detail: detail.trim() })}>
          {text(words[reason])}
        </Button>
      ))}
      <Button kind="quiet" onClick={onCancel}>
        {text('popup_why_cancel')}
      </Button>
    </div>
  );
}
