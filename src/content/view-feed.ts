// Which word of the worker is the newest one. Words come as answers and as pushes, and no channel waits for another.
import type { FromContent } from '../messages.ts';
import type { Word } from '../word.ts';

export type ViewFeedPorts = {
  send(message: FromContent): Promise<Word>;
  listen(onWord: (word: Word) => void): void;
  onWord(word: Word): void;
};

export type ViewFeed = {
  /** Sends, and takes the answer for the newest word unless another was pushed meanwhile. */
  send(message: FromContent): Promise<void>;
  /** A word that was pushed on another way than the one that is listened to. */
  push(word: Word): void;
  /** Asks for the view; false where no answer came in time. */
  refresh(): Promise<boolean>;
  stop(): void;
};

const answerWithinMs = 3_000;
const askAgainMs = 500;

export function createViewFeed(ports: ViewFeedPorts): ViewFeed {
  let pushes = 0;
  let isStopped = false;

  function push(word: Word): void {
    if (isStopped) return;
    pushes += 1;
    ports.onWord(word);
  }

  ports.listen(push);

  async function send(message: FromContent): Promise<void> {
    const pushesBefore = pushes;
    const word = await ports.send(message);
    if (isStopped) return;
    if (pushes === pushesBefore) ports.onWord(word);
    // Which of the two is older cannot be told. The push stands, and is asked about once more.
    else setTimeout(refresh, askAgainMs);
  }

  async function refresh(): Promise<boolean> {
    if (isStopped) return true;
    const answer = send({ type: 'getView' }).then(
      () => true,
      () => false,
    );
    const patience = new Promise<boolean>(resolve => {
      setTimeout(resolve, answerWithinMs, false);
    });
    return Promise.race([answer, patience]);
  }

  return {
    send,
    push,
    refresh,
    stop() {
      isStopped = true;
    },
  };
}
