// Which view is the newest one. Views come as answers and as pushes, and neither channel waits for the other.
import type { FromContent } from '../messages.ts';
import type { View } from '../recording/view.ts';

export type ViewFeedPorts = {
  send(message: FromContent): Promise<View>;
  listen(onView: (view: View) => void): void;
  onView(view: View): void;
};

export type ViewFeed = {
  /** Sends, and takes the answer for the newest view unless another was pushed meanwhile. */
  send(message: FromContent): Promise<void>;
  /** Asks for the view; false where no answer came in time. */
  refresh(): Promise<boolean>;
  stop(): void;
};

const answerWithinMs = 3_000;
const askAgainMs = 500;

export function createViewFeed(ports: ViewFeedPorts): ViewFeed {
  let pushes = 0;
  let isStopped = false;

  ports.listen(view => {
    if (isStopped) return;
    pushes += 1;
    ports.onView(view);
  });

  async function send(message: FromContent): Promise<void> {
    const pushesBefore = pushes;
    const view = await ports.send(message);
    if (isStopped) return;
    if (pushes === pushesBefore) ports.onView(view);
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
    refresh,
    stop() {
      isStopped = true;
    },
  };
}
