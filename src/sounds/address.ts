// How the worker tells the page that plays what to play: in its address, as it lives for one sound only.
import { sounds, type Sound } from './earcon.ts';

const page = 'src/sounds/index.html';

/** The address of the page that plays this sound. */
export function toSoundPath(sound: Sound, volume: number): string {
  return `${page}#${sound},${volume}`;
}

/** What the page at an address with this hash has to play; null where it makes no sense. */
export function fromHash(hash: string): { sound: Sound; volume: number } | null {
  const [name, level] = hash.replace('#', '').split(',');
  const sound = sounds.find(one => one === name);
  const volume = Number(level);
  if (sound === undefined || !level || !(volume >= 0 && volume <= 1)) return null;
  return { sound, volume };
}
