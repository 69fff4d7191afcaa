// Draws two lanes over one time: what the caller says, and what the recording holds of it.
import { columnMs, type Tape } from './tape.ts';
import { paceMs, type SaidDigit } from './script.ts';

/** Which stretch of the call is drawn, in ms. */
export type Stretch = { fromMs: number; toMs: number };

export type WaveColours = { line: string; said: string; held: string; gap: string; words: string };

export type Picture = {
  context: CanvasRenderingContext2D;
  /** In CSS pixels. */
  width: number;
  height: number;
  colours: WaveColours;
  font: string;
};

/** Room for the digits at the top of each lane, and for its name at the bottom. */
const wordsHeight = 18;
const nameHeight = 24;
/** Digits closer together than this would lie over each other, in CSS pixels. */
const leastPace = 9;

/** Draws `stretch` of a call. */
export function drawWave(picture: Picture, tape: Tape, said: SaidDigit[], stretch: Stretch): void {
  const { context, width, height, colours } = picture;
  context.clearRect(0, 0, width, height);
  const lane = height / 2;
  const toX = (atMs: number) => ((atMs - stretch.fromMs) / (stretch.toMs - stretch.fromMs)) * width;
  const columns = tape.columns();
  const first = Math.max(0, Math.floor(stretch.fromMs / columnMs));
  const last = Math.min(columns.length, Math.ceil(stretch.toMs / columnMs));
  const barWidth = Math.max(1, toX(stretch.fromMs + columnMs) * 0.7);

  drawGaps(picture, columns, { first, last }, toX, lane);
  for (let index = first; index < last; index += 1) {
    const column = columns[index];
    if (column === undefined) continue;
    const x = toX(index * columnMs);
    drawBar(context, x, barWidth, 0, lane, column.said, colours.said);
    if (!column.isPaused) drawBar(context, x, barWidth, lane, lane, column.held, colours.held);
  }
  context.font = picture.font;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.fillStyle = colours.words;
  const isRoomy = toX(stretch.fromMs + paceMs) >= leastPace;
  for (const { digit, startMs } of isRoomy ? said : []) {
    const x = toX(startMs + 50);
    if (x < -10 || x > width + 10) continue;
    context.fillText(digit, x, 2);
    if (columns[Math.floor((startMs + 50) / columnMs)]?.isPaused === false)
      context.fillText(digit, x, lane + 2);
  }
  context.fillStyle = colours.line;
  context.fillRect(0, lane - 0.5, width, 1);
}

type Columns = ReturnType<Tape['columns']>;

/** Hatched, so that nobody needs the colour. */
function drawGaps(
  { context, colours }: Picture,
  columns: Columns,
  { first, last }: { first: number; last: number },
  toX: (atMs: number) => number,
  lane: number,
): void {
  for (let index = first; index < last; index += 1) {
    if (columns[index]?.isPaused !== true) continue;
    const start = index;
    while (index < last && columns[index]?.isPaused === true) index += 1;
    const [left, right] = [toX(start * columnMs), toX(index * columnMs)];
    context.save();
    context.beginPath();
    context.rect(left, lane, right - left, lane);
    context.clip();
    context.strokeStyle = colours.gap;
    context.lineWidth = 1;
    context.beginPath();
    // Fixed to the sound and not to the window, so that the hatching moves along with it.
    const step = 8;
    const shift = toX(0) % step;
    for (let x = left - lane - (left % step) + shift; x < right + lane; x += step) {
      context.moveTo(x, lane * 2);
      context.lineTo(x + lane, lane);
    }
    context.stroke();
    context.restore();
    context.strokeStyle = colours.gap;
    context.lineWidth = 2;
    context.strokeRect(left + 1, lane + 2, Math.max(0, right - left - 2), lane - 4);
  }
}

function drawBar(
  context: CanvasRenderingContext2D,
  x: number,
  width: number,
  top: number,
  lane: number,
  loudness: number,
  colour: string,
): void {
  const room = lane - wordsHeight - nameHeight;
  const barHeight = Math.max(2, loudness * room);
  context.fillStyle = colour;
  context.fillRect(x, top + wordsHeight + (room - barHeight) / 2, width, barHeight);
}
