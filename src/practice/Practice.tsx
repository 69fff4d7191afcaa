import { useCallback, useEffect, useRef } from 'preact/hooks';
import { Button } from '../ui/Button.tsx';
import type { Moment } from '../ui/caller-words.ts';
import { text, type MessageKey } from '../ui/text.ts';
import { Caller } from './Caller.tsx';
import { toCoach } from './coach.ts';
import { PayForm, type FieldName } from './PayForm.tsx';
import { behaviours, type Behaviour } from './recorder.ts';
import { Result } from './Result.tsx';
import { isCard } from './script.ts';
import type { Scene } from './session.ts';
import { Toolbar } from './Toolbar.tsx';
import { useDemo } from './use-demo.ts';
import { usePractice } from './use-practice.ts';
import { Waveform } from './Waveform.tsx';

type Props = {
  /** What to say to the caller at this moment; null where nothing is to be said. */
  toWords: (moment: Moment) => string | null;
  /** A call was brought to its end. */
  onOver?: () => void;
};

const behaviourNames = {
  works: 'practice_behaviour_works',
  slow: 'practice_behaviour_slow',
  noPause: 'practice_behaviour_noPause',
  noResume: 'practice_behaviour_noResume',
} as const satisfies Record<Behaviour, MessageKey>;

const startNames = { idle: 'practice_start', over: 'practice_again' } as const;

// oxlint-disable-next-line no-console -- the page's console is where a fault of ours belongs
const report = (problem: unknown) => console.error('CardHush practice:', problem);

/** A call to practise with: a form, a caller and a recorder, all of them made up. */
export function Practice({ toWords, onOver }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const { scene, session, isPlaying, listen } = usePractice(report);
  const field = useCallback((name: FieldName) => {
    const input = form.current?.elements.namedItem(name);
    return input instanceof HTMLInputElement ? input : null;
  }, []);
  const demo = useDemo({ scene, session, field });
  const { stage, view, said, verdict } = scene;
  useEffect(() => {
    if (verdict !== null) onOver?.();
  }, [verdict]);
  const isHeld = view !== null && ['pausing', 'paused', 'stillPaused'].includes(view.status);
  const moment = toMoment(scene);
  const words = moment === null ? null : toWords(moment);

  return (
    <div class="practice">
      <p class="practice-mark">
        <strong>{text('practice_mark')}</strong> {text('practice_mark_detail')}
      </p>
      <div class="practice-grid">
        <section class="card call" aria-labelledby="call-heading">
          <h2 id="call-heading">{text('practice_call')}</h2>
          <p class="coach" role="status">
            {text(toCoach(scene))}
          </p>
          <div class="row">
            {/* One button whose words change: another in its place would lose the focus. */}
            <Button
              kind={stage === 'talking' ? 'plain' : 'primary'}
              onClick={() => (stage === 'talking' ? session?.hangUp() : session?.startCall())}
            >
              {text(stage === 'talking' ? 'practice_hang_up' : startNames[stage])}
            </Button>
            {stage === 'talking' ? (
              <Button key="hand" onClick={() => session?.press(isHeld ? 'resume' : 'pause')}>
                {text(isHeld ? 'popup_resume' : 'popup_pause')}
              </Button>
            ) : (
              <Button key="demo" onClick={demo.start}>
                {text('practice_demo')}
              </Button>
            )}
          </div>
          <Toolbar view={view} />
          {words !== null && (
            <p class="say">
              <span class="help">{text('words_say')}</span> <q>{words}</q>
            </p>
          )}
          <Caller said={said} />
        </section>
        <PayForm formRef={form} onPay={() => field('postcode')?.focus()} />
      </div>
      {session !== null && (
        <Waveform stage={stage} said={said} tape={session.tape} elapsedMs={session.elapsedMs} />
      )}
      {verdict !== null && (
        <Result
          verdict={verdict}
          pausedAfterMs={scene.pausedAfterMs}
          isPlaying={isPlaying}
          onListen={listen}
        />
      )}
      <details class="practice-more">
        <summary>{text('practice_trouble')}</summary>
        <div class="field">
          <label for="behaviour">{text('practice_behaviour')}</label>
          <select
            id="behaviour"
            value={scene.behaviour}
            onChange={event => {
              const chosen = behaviours.find(one => one === event.currentTarget.value);
              if (chosen !== undefined) session?.setBehaviour(chosen);
            }}
          >
            {behaviours.map(one => (
              <option key={one} value={one}>
                {text(behaviourNames[one])}
              </option>
            ))}
          </select>
        </div>
        <p class="help">{text('practice_shortcut_real')}</p>
      </details>
    </div>
  );
}

function toMoment({ stage, view, said }: Scene): Moment | null {
  if (stage !== 'talking' || view === null) return null;
  if (view.status === 'paused') return 'paused';
  const isOver = said.some(({ part }) => isCard(part)) && view.status === 'ready' && !view.isOverridden;
  return isOver ? 'resumed' : null;
}
