// The options page begins with what is stored, or with the honest word that nobody answers.
import { useEffect, useState } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import { startPage } from '../ui/start-page.tsx';
import { text } from '../ui/text.ts';
import { ask } from '../ui/worker.ts';
import { Options } from './Options.tsx';
import { useOptions, type Stored } from './use-options.ts';

function App() {
  const [stored, setStored] = useState<Stored | 'loading' | 'silent'>('loading');

  function load() {
    setStored('loading');
    ask({ type: 'getSettings' }).then(setStored, () => setStored('silent'));
  }

  useEffect(load, []);
  if (typeof stored === 'object') return <Loaded stored={stored} />;
  return (
    <main class="options">
      <h1>{text('options_title')}</h1>
      <p role="status">{text(stored === 'loading' ? 'status_connecting' : 'options_silent')}</p>
      {stored === 'silent' && <Button onClick={load}>{text('options_retry')}</Button>}
    </main>
  );
}

function Loaded({ stored }: { stored: Stored }) {
  return <Options {...useOptions(stored)} />;
}

startPage('options_title', <App />);
