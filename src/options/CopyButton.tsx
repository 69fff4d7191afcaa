import { useState } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import { text } from '../ui/text.ts';

type Props = {
  /** What is put on the clipboard, and nothing else. */
  copied: string;
  label: string;
};

/** Puts a text on the clipboard and says whether it is there. */
export function CopyButton({ copied, label }: Props) {
  const [done, setDone] = useState<{ of: string; isGood: boolean } | null>(null);

  async function handleClick(): Promise<void> {
    const isGood = await navigator.clipboard.writeText(copied).then(
      () => true,
      () => false,
    );
    setDone({ of: copied, isGood });
  }

  const isNow = done?.of === copied;
  return (
    <>
      <Button onClick={() => void handleClick()}>{label}</Button>
      <span role="status" class={done?.isGood === false ? 'problem' : 'good'}>
        {isNow ? text(done.isGood ? 'options_copied' : 'options_not_copied') : ''}
      </span>
    </>
  );
}
