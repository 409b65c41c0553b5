/** A place in the picture, in pixels of its view box. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** (1 − share)·from + share·to. */
export function between(from: Point, to: Point, share: number): Point {
  return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
}

/**
 * The point of a cubic Bézier curve at t, by de Casteljau: sums and products alone, so that every machine draws the
 * same.
 */
export function bezier([a, b, c, d]: readonly [Point, Point, Point, Point], t: number): Point {
  const [ab, bc, cd] = [between(a, b, t), between(b, c, t), between(c, d, t)];
  const [abc, bcd] = [between(ab, bc, t), between(bc, cd, t)];
  return between(abc, bcd, t);
}

/** `count + 1` points of a curve, evenly spaced in its parameter from `first` to `last`. */
export function sample(curve: (t: number) => Point, first: number, last: number, count: number): Point[] {
  return Array.from({ length: count + 1 }, (_, i) => curve(first + (i / count) * (last - first)));
}

const rounded = (value: number): string => String(Math.round(value * 10) / 10);

/** `12.3,4`: a place as SVG writes it, to a tenth of a pixel. */
export const place = ({ x, y }: Point): string => `${rounded(x)},${rounded(y)}`;

/** The `d` of an SVG path through points. */
export const polyline = (points: readonly Point[]): string => `M${points.map(place).join(' ')}`;
