// The banner as a script of its own: a frame gets it when there is first something to show.
import { createBannerLink } from '../banner-link.ts';
import { bannerKey, instanceKey, type Instance } from '../instance.ts';

const world = globalThis as { [bannerKey]?: typeof createBannerLink; [instanceKey]?: Instance };
world[bannerKey] ??= createBannerLink;
world[instanceKey]?.openBanner();
