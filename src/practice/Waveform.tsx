import { useEffect, useRef } from 'preact/hooks';
import { text } from '../ui/text.ts';
import { drawWave, type Picture, type Stretch, type WaveColours } from './draw-wave.ts';
import type { SaidDigit } from './script.ts';
import type { Stage } from './session.ts';
import type { Tape } from './tape.ts';

type Props = {
  stage: Stage;
  said: SaidDigit[];
  tape: () => Tape;
  elapsedMs: () => number;
};

/** How much of the call is in sight while it goes on, in ms: less where there is little room. */
const windowMs = 12_000;
const msPerPixel = 16;
/** How often the picture moves where people asked for less motion, in ms. */
const calmMs = 1_000;

/** What the caller says and what the recording holds of it, as it happens; the whole call once that is over. */
export function Waveform({ stage, said, tape, elapsedMs }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const newest = useRef(said);
  newest.current = said;

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || element === undefined || !context) return;
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
    const draw = () =>
      drawWave(
        toPicture(element, context),
        tape(),
        newest.current,
        toStretch(stage, elapsedMs(), calm.matches, element.clientWidth),
      );
    draw();
    const stopMoving = stage === 'talking' ? move(draw, () => calm.matches) : () => {};
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    const colours = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map(query =>
      window.matchMedia(query),
    );
    for (const query of colours) query.addEventListener('change', draw);
    return () => {
      stopMoving();
      observer.disconnect();
      for (const query of colours) query.removeEventListener('change', draw);
    };
  }, [stage, tape, elapsedMs]);

  return (
    <figure class="wave" dir="ltr">
      <canvas ref={canvas} role="img" aria-label={text('practice_wave')} />
      <figcaption class="wave-names" dir={text('ui_dir') === 'rtl' ? 'rtl' : 'ltr'}>
        <span class="wave-said">{text('practice_lane_said')}</span>
        <span class="wave-held">{text('practice_lane_held')}</span>
      </figcaption>
    </figure>
  );
}

/** Draws again and again; seldom where `isCalm`. Returns what ends it. */
function move(draw: () => void, isCalm: () => boolean): () => void {
  let frame = 0;
  let drawnAtMs = -Infinity;
  const next = (nowMs: number) => {
    if (!isCalm() || nowMs - drawnAtMs >= calmMs) {
      drawnAtMs = nowMs;
      draw();
    }
    frame = requestAnimationFrame(next);
  };
  frame = requestAnimationFrame(next);
  return () => cancelAnimationFrame(frame);
}

/** While the call goes on its end is at the right edge; with less motion the picture stands, and is turned like a page. */
function toStretch(stage: Stage, nowMs: number, isCalm: boolean, width: number): Stretch {
  const shownMs = Math.min(windowMs, width * msPerPixel);
  if (stage === 'over') return { fromMs: 0, toMs: Math.max(nowMs, shownMs) };
  if (!isCalm) return { fromMs: nowMs - shownMs, toMs: nowMs };
  const fromMs = Math.floor(nowMs / shownMs) * shownMs;
  return { fromMs, toMs: fromMs + shownMs };
}

function toPicture(element: HTMLCanvasElement, context: CanvasRenderingContext2D): Picture {
  const { clientWidth: width, clientHeight: height } = element;
  const scale = window.devicePixelRatio;
  const [wanted, tall] = [Math.round(width * scale), Math.round(height * scale)];
  if (element.width !== wanted || element.height !== tall)
    Object.assign(element, { width: wanted, height: tall });
  context.setTransform(scale, 0, 0, scale, 0, 0);
  const style = getComputedStyle(element);
  const colour = (name: keyof WaveColours) => style.getPropertyValue(`--wave-${name}`).trim();
  const colours = {
    line: colour('line'),
    said: colour('said'),
    held: colour('held'),
    gap: colour('gap'),
    words: colour('words'),
  };
  return { context, width, height, colours, font: `600 12px ${style.fontFamily}` };
}
