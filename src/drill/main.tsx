// The drill page: tests CardHush as soon as it is open, and says so in the ledger.
import { browser } from '../browser.ts';
import { startPage } from '../ui/start-page.tsx';
import { text } from '../ui/text.ts';
import { ask } from '../ui/worker.ts';
import { Drill } from './Drill.tsx';
import type { DrillResult } from './result.ts';

const by = new URLSearchParams(location.search).get('by') === 'schedule' ? 'schedule' : 'person';

// A scheduled drill has nobody before it, and must not take the screen from anybody: its page counts as in front
// wherever it is. Only this page of ours is told so, and it holds nothing but made-up cards.
document.hasFocus = () => true;
Object.defineProperty(document, 'visibilityState', { get: () => 'visible' });

async function record(result: DrillResult): Promise<void> {
  await ask({ type: 'recordDrill', result });
  if (by !== 'schedule') return;
  const tab = await browser.tabs.getCurrent();
  if (tab?.id !== undefined) await browser.tabs.remove(tab.id);
}

function App() {
  return (
    <main class="practice-page">
      <header class="row">
        <img src="/icons/idle-128.png" alt="" width="40" height="40" />
        <h1>{text('drill_title')}</h1>
      </header>
      <Drill
        by={by}
        onResult={result => {
          // oxlint-disable-next-line no-console -- the page's console is where a fault of ours belongs
          record(result).catch((problem: unknown) => console.error('CardHush drill:', problem));
        }}
      />
    </main>
  );
}

startPage('drill_title', <App />);
