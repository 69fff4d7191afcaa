// The first-run page: opened at installation, and again from the settings and the popup.
import { useEffect, useState } from 'preact/hooks';
import { browser } from '../browser.ts';
import { useOptions, type Stored } from '../options/use-options.ts';
import { Button } from '../ui/Button.tsx';
import { useCallerWords } from '../ui/caller-words.ts';
import { startPage } from '../ui/start-page.tsx';
import { text } from '../ui/text.ts';
import { ask } from '../ui/worker.ts';
import { toMissing, toNeeded } from './needed.ts';
import { loadProgress, saveProgress, type Progress } from './progress.ts';
import { useDeskFacts } from './use-desk-facts.ts';
import { Welcome } from './Welcome.tsx';

type Known = { stored: Stored; progress: Progress };

function App() {
  const [known, setKnown] = useState<Known | 'loading' | 'silent'>('loading');

  function load() {
    setKnown('loading');
    Promise.all([ask({ type: 'getSettings' }), loadProgress()]).then(
      ([stored, progress]) => setKnown({ stored, progress }),
      () => setKnown('silent'),
    );
  }

  useEffect(load, []);
  if (typeof known === 'object') return <Loaded {...known} />;
  return (
    <main class="welcome">
      <h1>{text('welcome_title')}</h1>
      <p role="status">{text(known === 'loading' ? 'status_connecting' : 'options_silent')}</p>
      {known === 'silent' && <Button onClick={load}>{text('options_retry')}</Button>}
    </main>
  );
}

function Loaded({ stored, progress: initial }: Known) {
  const options = useOptions(stored);
  const toWords = useCallerWords();
  const [progress, setProgress] = useState(initial);
  const { isPinned, shortcuts } = useDeskFacts();
  const needed = toNeeded(options);
  const isReachable = (patterns: string[]) => toMissing(patterns, options.granted).length === 0;

  function keep(change: Partial<Progress>) {
    const next = { ...progress, ...change };
    setProgress(next);
    void saveProgress(next);
  }

  return (
    <Welcome
      step={progress.step}
      facts={{
        hasRecorder: options.saved.recorders.length > 0 && isReachable(needed.recorders),
        hasPractised: progress.hasPractised,
        hasSites: options.saved.sites.length > 0 && isReachable(needed.sites),
        isPinned,
        shortcut: shortcuts?.toggle ?? '',
      }}
      options={options}
      shortcuts={shortcuts}
      toWords={toWords}
      onStep={step => keep({ step })}
      onPractised={() => keep({ hasPractised: true })}
      onOptions={() => void browser.runtime.openOptionsPage()}
      onClose={() => window.close()}
    />
  );
}

startPage('welcome_title', <App />);
