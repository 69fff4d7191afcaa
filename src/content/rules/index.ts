// Brings an administrator's decisions into a document: rules about fields, and payment pages. Registered, beside the
// content script, only for sites that something was decided about.
import type { Orders } from '../../messages.ts';
import { createExtension, findApi } from '../extension.ts';
import { createHoldLink } from '../hold-link.ts';
import { setJudge } from '../judges.ts';
import { judgeByRules } from './fits.ts';
import { coversPage } from './page-pattern.ts';
import { watchPage } from './page-watcher.ts';

/** How long the first focus of a document waits for the rules; then recognition decides (ms). */
const patienceMs = 150;
const runningKey = Symbol.for('cardhush:rules');

type Running = { document: Document; ask(): void; stop(): void };

function start(): Running | null {
  const api = findApi();
  const extension = createExtension();
  if (api === null || extension === null) return null;
  let orders: Orders | null = null;

  const link = createHoldLink({
    isAlive: extension.isAlive,
    words: {
      hold: ({ seq, isAway }) => ({ type: 'pageHold', seq, isAway }),
      release: (seq, reason) => ({ type: 'pageRelease', seq, reason }),
    },
    send: async message => void (await extension.send(message)),
    connect: onGone => extension.connect(onGone, 'page'),
    onAnswered: () => undefined,
    onUnanswered: () => undefined,
    onOrphaned: () => undefined,
  });
  const page = watchPage({
    isPaymentPage: () => orders?.pages.some(pattern => coversPage(pattern, location.href)) === true,
    onHold: link.hold,
    onRelease: link.release,
  });

  async function ask(): Promise<void> {
    // A worker that was just being stopped loses the question and is woken by the next one.
    const answer = (await question()) ?? (await question());
    if (answer !== null) take(answer);
  }

  async function question(): Promise<Orders | null> {
    try {
      const answer: unknown = await api?.runtime.sendMessage({ type: 'getOrders' });
      return isOrders(answer) ? answer : null;
    } catch {
      return null;
    }
  }

  function take(answer: Orders): void {
    orders = answer;
    setJudge('rules', element => judgeByRules(answer.rules, element));
    page.look();
  }

  // What has focus before the answer is decided with the answer; a page that was there before goes on as it was.
  if (document.readyState === 'loading') {
    setJudge('rules', () => null, false);
    setTimeout(() => orders ?? setJudge('rules', () => undefined), patienceMs);
  }
  api.runtime.onMessage.addListener((message, { id }) => {
    if (id === api.runtime.id && isChange(message)) void ask();
  });
  void ask();
  return { document, ask: () => void ask(), stop: () => page.stop() };
}

function isOrders(answer: unknown): answer is Orders {
  return typeof answer === 'object' && answer !== null && 'rules' in answer && Array.isArray(answer.rules);
}

function isChange(message: unknown): boolean {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'ordersChanged'
  );
}

const world = globalThis as { [runningKey]?: Running | null };
// A frame's first empty document can hand its globals on to the next one.
if (world[runningKey]?.document === document) world[runningKey].ask();
else {
  world[runningKey]?.stop();
  world[runningKey] = start();
}
