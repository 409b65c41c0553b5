import { expect, it } from 'vitest';
import { armStyle, PALETTE } from './palette.js';

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string): number => {
    const [red, green, blue] = [1, 3, 5]
      .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

it.each(['light', 'dark'] as const)('%s: text has contrast 4.5, strokes of arms 3', (mode) => {
  for (const name of ['ink', 'soft', 'accent', 'alarm'] as const)
    expect(contrast(PALETTE[name][mode], PALETTE.paper[mode]), name).toBeGreaterThanOrEqual(4.5);
  const strokes = Object.entries(PALETTE).filter(([name]) => /^(arm-|baseline)/.test(name));
  expect(strokes).toHaveLength(9);
  for (const [name, colours] of strokes)
    expect(contrast(colours[mode], PALETTE.paper[mode]), name).toBeGreaterThanOrEqual(3);
});

it('32 arms look different', () => {
  const looks = new Set(Array.from({ length: 32 }, (_, i) => JSON.stringify(armStyle(i))));
  expect(looks.size).toBe(32);
  expect(looks.has(JSON.stringify(armStyle('baseline')))).toBe(false);
});
