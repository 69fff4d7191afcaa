import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { iconNames, iconSizes, renderIcon, toIconFile, type IconName } from '../../src/icons/render.ts';

const toolbars = { light: 255, dark: 43 };
type Toolbar = keyof typeof toolbars;

describe('icons', () => {
  for (const name of iconNames)
    for (const size of iconSizes)
      it(`${name} at ${size} px is what its source draws`, () => {
        expect(readFileSync(toIconFile(name, size)).equals(renderIcon(name, size).png)).toBe(true);
      });

  const pairs = iconNames.flatMap((one, index) =>
    iconNames.slice(index + 1).map(other => [one, other] as const),
  );
  for (const toolbar of ['light', 'dark'] as const) {
    it.each(pairs)(`%s and %s differ on a ${toolbar} toolbar at 16 px without colour`, (one, other) => {
      const [a, b] = [toLuminances(one, toolbar), toLuminances(other, toolbar)];
      const different = a.filter((luminance, index) => toContrast(luminance, b[index] ?? 0) >= 2).length;
      // A fifth of the pixels: no two of them can be taken for each other at a glance.
      expect(different).toBeGreaterThan(51);
    });

    it.each(iconNames)(`%s stands out from a ${toolbar} toolbar`, name => {
      const background = toLinear(toolbars[toolbar]);
      const visible = toLuminances(name, toolbar).filter(luminance => toContrast(luminance, background) >= 3);
      expect(visible.length).toBeGreaterThan(40);
    });
  }
});

/** What a colour-blind eye sees of an icon on a toolbar: 256 luminances, as WCAG 2.2 defines them. */
function toLuminances(name: IconName, toolbar: Toolbar): number[] {
  const { pixels } = renderIcon(name, 16);
  return Array.from({ length: 256 }, (_, index) => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(index * 4, index * 4 + 4);
    // The renderer's colours are premultiplied by alpha.
    const shown = (colour: number) => toLinear(colour + toolbars[toolbar] * (1 - alpha / 255));
    return 0.2126 * shown(red) + 0.7152 * shown(green) + 0.0722 * shown(blue);
  });
}

function toLinear(colour: number): number {
  const share = colour / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function toContrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
