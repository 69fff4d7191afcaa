// Every recorder that CardHush knows. A new one is a file of its own and a line here.
import { asteriskAri } from './asterisk-ari.ts';
import { asterisk } from './asterisk.ts';
import { custom } from './custom.ts';
import { genesys } from './genesys.ts';
import type { Recorder } from './recorder.ts';
import { ringcx } from './ringcx.ts';
import { verint } from './verint.ts';
import { voicenter } from './voicenter.ts';
import { wolkvox } from './wolkvox.ts';

/** In the order in which the options page offers them. */
export const recorders: Recorder[] = [
  voicenter,
  verint,
  genesys,
  ringcx,
  wolkvox,
  asterisk,
  asteriskAri,
  custom,
];

/** The adapter of a configured recorder's `type`; undefined for one that this version does not know. */
export function findRecorder(type: string): Recorder | undefined {
  return recorders.find(({ id }) => id === type);
}
