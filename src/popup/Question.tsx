import { useId } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';

/** What a person is asked, and the words of the two answers. */
export type Asked = { sentence: string; paused: string; recording: string };

type Props = {
  question: Asked;
  onAnswer: (isPaused: boolean) => void;
};

/** Only a person can tell which way a toggle stands: asking its recorder again could flip it the wrong way. */
export function Question({ question, onAnswer }: Props) {
  const id = useId();
  return (
    <div class="question" role="group" aria-labelledby={id}>
      <p id={id}>{question.sentence}</p>
      <Button onClick={() => onAnswer(true)}>{question.paused}</Button>
      <Button onClick={() => onAnswer(false)}>{question.recording}</Button>
    </div>
  );
}
