// The gate as a script of its own, with the banner that it speaks through: pages get it, before the script that watches
// the focus, only where typing is to be held back.
import { createBannerLink } from '../banner-link.ts';
import { bannerKey, gateKey } from '../instance.ts';
import { createGate } from './gate.ts';

const world = globalThis as { [bannerKey]?: typeof createBannerLink; [gateKey]?: typeof createGate };
world[bannerKey] ??= createBannerLink;
world[gateKey] ??= createGate;
