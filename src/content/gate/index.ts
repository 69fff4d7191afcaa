// The gate as a script of its own: pages get it, before the script that watches the focus, only where typing is to be
// held back.
import { gateKey } from '../instance.ts';
import { createGate } from './gate.ts';

const world = globalThis as { [gateKey]?: typeof createGate };
world[gateKey] ??= createGate;
