// The practice page.
import { useCallerWords } from '../ui/caller-words.ts';
import { startPage } from '../ui/start-page.tsx';
import { text } from '../ui/text.ts';
import { Practice } from './Practice.tsx';

function App() {
  const toWords = useCallerWords();
  return (
    <main class="practice-page">
      <header class="row">
        <img src="/icons/idle-128.png" alt="" width="40" height="40" />
        <h1>{text('practice_title')}</h1>
      </header>
      <Practice toWords={toWords} />
    </main>
  );
}

startPage('practice_title', <App />);
