// To be imported first: asks for what every start needs before the rest of the worker is evaluated. A start is on the way
// of a pause, and the storage answers meanwhile.
import { askKept } from './kept.ts';

/** What earlier workers left. */
export const asked = askKept();
