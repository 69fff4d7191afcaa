// Plays a tape through the loudspeaker of this machine, when somebody asks for it.
import { sampleRate } from './tones.ts';

/** Plays; `onEnd` is called when it is over or was stopped. Returns what stops it. */
export function playTape(samples: Int16Array, onEnd: () => void): () => void {
  const context = new AudioContext();
  const buffer = context.createBuffer(1, Math.max(1, samples.length), sampleRate);
  const channel = buffer.getChannelData(0);
  for (const [at, sample] of samples.entries()) channel[at] = sample / 32_768;
  const volume = context.createGain();
  volume.gain.value = 0.4;
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.connect(volume).connect(context.destination);
  source.addEventListener('ended', () => {
    void context.close();
    onEnd();
  });
  source.start();
  return () => source.stop();
}
