import { svg } from '../explore/elements.js';
import { format } from '../explore/numbers.js';

const SIZE = { width: 260, height: 70 } as const;
/** Points that a curve has, at most: older ones are thinned. */
export const MOST = 400;

export interface Point {
  readonly step: number;
  readonly total: number;
}

/** The total loss over steps, logarithmic where it may be. */
export function curveOf(name: string, points: readonly Point[]): SVGElement {
  const totals = points.map(({ total }) => total);
  const [least, most] = [Math.min(...totals), Math.max(...totals)];
  const scale = least > 0 ? Math.log : (value: number) => value;
  const span = scale(most) - scale(least) || 1;
  const last = points.at(-1)!;
  const x = (step: number) => (last.step > 0 ? (step / last.step) * SIZE.width : 0);
  const y = (total: number) => 4 + (1 - (scale(total) - scale(least)) / span) * (SIZE.height - 8);
  const d = points.map(({ step, total }, i) => `${i === 0 ? 'M' : 'L'}${x(step).toFixed(1)},${y(total).toFixed(1)}`);
  const label = `Total loss of ${name}: ${format(last.total)} at step ${last.step}`;
  return svg(
    'svg',
    { role: 'img', 'aria-label': label, ...SIZE, viewBox: `0 0 ${SIZE.width} ${SIZE.height}` },
    svg('path', { d: d.join(''), fill: 'none', stroke: 'currentColor', 'stroke-width': 1.5 }),
  );
}

/** Every second point where there are too many, the last one kept. */
export function thinned(points: readonly Point[]): readonly Point[] {
  return points.length <= MOST ? points : points.filter((_, i) => i % 2 === 0 || i === points.length - 1);
}
