// A page that nobody sees: a worker has no loudspeaker. Plays one sound and goes away.
import { fromHash } from './address.ts';
import { playSound } from './earcon.ts';

const wanted = fromHash(location.hash);
if (wanted !== null) await playSound(wanted.sound, wanted.volume);
window.close();
