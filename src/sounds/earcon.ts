// The three short sounds: made here, so that no file has to be loaded and nothing can be swapped.

export const sounds = ['paused', 'resumed', 'failed'] as const;
export type Sound = (typeof sounds)[number];

/** Frequencies in Hz, one after the other: down for a pause, up for its end, and three low knocks for a failure. */
const tones: Record<Sound, readonly number[]> = {
  paused: [784, 523],
  resumed: [523, 784],
  failed: [233, 233, 233],
};
const toneSeconds = 0.11;
const gapSeconds = 0.03;
/** Loudest at full volume: a headset is close to the ear. */
const peak = 0.35;

/** Plays `sound` at `volume` (0 to 1); resolves when it is over. */
export async function playSound(sound: Sound, volume: number): Promise<void> {
  const context = new AudioContext();
  const level = peak * volume * volume;
  const master = context.createGain();
  master.connect(context.destination);
  const startAt = context.currentTime + 0.02;
  for (const [index, frequency] of tones[sound].entries()) {
    const at = startAt + index * (toneSeconds + gapSeconds);
    const tone = context.createOscillator();
    const shape = context.createGain();
    tone.type = sound === 'failed' ? 'triangle' : 'sine';
    tone.frequency.value = frequency;
    // Without slopes it would click.
    shape.gain.setValueAtTime(0, at);
    shape.gain.linearRampToValueAtTime(level, at + 0.015);
    shape.gain.linearRampToValueAtTime(0, at + toneSeconds);
    tone.connect(shape).connect(master);
    tone.start(at);
    tone.stop(at + toneSeconds);
  }
  const lengthMs = 1_000 * (0.02 + tones[sound].length * (toneSeconds + gapSeconds));
  await new Promise(resolve => setTimeout(resolve, lengthMs));
  await context.close();
}
