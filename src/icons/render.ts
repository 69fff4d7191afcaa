// `npm run icons`: draws the toolbar's PNG files from the SVG sources beside this file. The PNGs are committed,
// and a test compares them with the sources.
import { readFileSync, writeFileSync } from 'node:fs';
import { Resvg } from '@resvg/resvg-js';

/** Four shapes that can be told apart without their colours. */
export const iconNames = ['idle', 'paused', 'alert', 'off'] as const;
export type IconName = (typeof iconNames)[number];

/** The sizes, in pixels, that toolbars, lists and stores ask for. */
export const iconSizes = [16, 32, 48, 128] as const;

/** Draws one icon. */
export function renderIcon(name: IconName, size: number): { png: Buffer; pixels: Buffer } {
  const svg = readFileSync(new URL(`${name}.svg`, import.meta.url), 'utf8');
  const image = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render();
  return { png: image.asPng(), pixels: image.pixels };
}

/** Where the PNG of an icon stands. */
export function toIconFile(name: IconName, size: number): URL {
  return new URL(`../../public/icons/${name}-${size}.png`, import.meta.url);
}

if (import.meta.main)
  for (const name of iconNames)
    for (const size of iconSizes) writeFileSync(toIconFile(name, size), renderIcon(name, size).png);
