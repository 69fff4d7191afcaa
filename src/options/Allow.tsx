import { Button } from '../ui/Button.tsx';
import { requestOptional, type OptionalPermission } from '../ui/optional.ts';
import { text, type MessageKey } from '../ui/text.ts';

type Props = {
  permission: OptionalPermission;
  /** What does not work without it. */
  words: MessageKey;
};

/** Something is turned on, perhaps by policy, that the browser still has to allow: only a person's click can ask it. */
export function Allow({ permission, words }: Props) {
  return (
    <div class="warning">
      <p>{text(words)}</p>
      <Button onClick={() => void requestOptional(permission)}>{text('options_allow')}</Button>
    </div>
  );
}
