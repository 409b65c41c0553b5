import * as Plot from '@observablehq/plot';
import { HALO } from './chart.js';
import type { Label, PlacedLabel } from './label-places.js';
import { pathMark } from './path-mark.js';

/** Texts at their places in pixels, each with a line from its dot where it stands apart from it. */
export function labelMarks(
  places: readonly PlacedLabel[],
  margin: { readonly left: number; readonly top: number },
): { readonly leaders: readonly Plot.Markish[]; readonly texts: readonly Plot.Markish[] } {
  return { leaders: places.flatMap(leaderOf), texts: places.map((place) => textOf(place, margin)) };
}

/** Where even numbers have no room beside the dots, they stand on them. */
export function onDot(label: Label): PlacedLabel {
  return { ...label, left: label.x, middle: label.y, hold: { x: label.x, anchor: 'middle' }, leader: null };
}

function textOf({ hold, middle, text }: PlacedLabel, margin: { left: number; top: number }): Plot.Markish {
  return Plot.text([text], {
    text: (name: string) => name,
    frameAnchor: 'top-left',
    dx: hold.x - margin.left,
    dy: middle - margin.top,
    lineAnchor: 'middle',
    textAnchor: hold.anchor,
    ...HALO,
  });
}

function leaderOf({ x, y, leader }: PlacedLabel): readonly Plot.Markish[] {
  if (leader === null) return [];
  return [pathMark({ d: `M${x},${y}L${leader.x},${leader.y}`, stroke: 'currentColor', 'stroke-opacity': '0.5' })];
}
