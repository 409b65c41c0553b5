import type { Factor } from '@latent-paths/core';
import { checkRoom } from './source.js';

/** A plane figure around the origin, scaled by its half-width. */
interface Figure {
  readonly name: string;
  /** Signed distance from (x, y) to its outline, negative inside; y points up. */
  distance(x: number, y: number, halfWidth: number): number;
  /** Distance from the centre to the farthest point, in half-widths. */
  readonly reach: number;
  /** Turning by 1/symmetry of the full circle leaves it as it is; Infinity where any turn does. */
  readonly symmetry: number;
}

const ROOT3 = Math.sqrt(3);

const circle: Figure = {
  name: 'circle',
  distance: (x, y, r) => Math.sqrt(x * x + y * y) - r,
  reach: 1,
  symmetry: Infinity,
};

const square: Figure = {
  name: 'square',
  distance(x, y, r) {
    const dx = Math.abs(x) - r;
    const dy = Math.abs(y) - r;
    if (dx <= 0 || dy <= 0) return Math.max(dx, dy);
    return Math.sqrt(dx * dx + dy * dy);
  },
  reach: Math.SQRT2,
  symmetry: 4,
};

/**
 * Equilateral, centroid at the origin, apex up, half a side long in half-width (distance: I. Quilez, "2D distance
 * functions").
 */
const triangle: Figure = {
  name: 'triangle',
  distance(x, y, r) {
    let px = Math.abs(x) - r;
    let py = y + r / ROOT3;
    if (px + ROOT3 * py > 0) {
      const folded = (px - ROOT3 * py) / 2;
      py = (-ROOT3 * px - py) / 2;
      px = folded;
    }
    px -= Math.min(Math.max(px, -2 * r), 0);
    const length = Math.sqrt(px * px + py * py);
    return py > 0 ? -length : length;
  },
  reach: 2 / ROOT3,
  symmetry: 3,
};

const FIGURES: readonly Figure[] = [circle, square, triangle];

/** Symmetry of each category of the factor `shape`: rotation is known only modulo 2π divided by it. */
const SYMMETRIES: readonly number[] = FIGURES.map((figure) => figure.symmetry);

/** The grey of every pixel that the shape leaves free. */
const BACKGROUND = 0.06;

/**
 * What a picture of a shape is made from. Lengths are in image widths, x to the right and y down, `size` is the
 * half-width; hue is in turns; rotation in radians, against the clock as seen.
 */
export const SHAPE_FACTORS = [
  {
    name: 'shape',
    kind: 'categorical',
    range: [0, FIGURES.length - 1],
    categories: FIGURES.map((figure) => figure.name),
  },
  { name: 'hue', kind: 'circular', range: [0, 1] },
  { name: 'x', kind: 'linear', range: [0.28, 0.72] },
  { name: 'y', kind: 'linear', range: [0.28, 0.72] },
  { name: 'size', kind: 'linear', range: [0.12, 0.25] },
  { name: 'rotation', kind: 'circular', range: [0, 2 * Math.PI], folds: SYMMETRIES },
] as const satisfies readonly Factor[];

/**
 * One channel of the fully saturated colour of a hue (HSV with S = V = 1): 5, 3 and 1 sixths of a turn for red, green
 * and blue.
 */
function channelOf(hue: number, sixths: number): number {
  const k = (((sixths + 6 * hue) % 6) + 6) % 6;
  return 1 - Math.max(0, Math.min(k, 4 - k, 1));
}

/**
 * Draws one anti-aliased shape on a dark ground:
 *
 *     pixel = (1 − c)·background + c·colour(hue),   c = clamp(½ − distance to the outline in pixels, 0, 1)
 *
 * @param factors one value for each of `SHAPE_FACTORS`; they may lie outside of the ranges that are drawn from
 * @param pixels height and width of the image
 * @param out receives pixels × pixels × 3 values 0…1 from `offset` on, NHWC order
 * @throws RangeError if `shape` names no category, or `out` is too small
 */
export function renderShape(factors: ArrayLike<number>, pixels: number, out: Float32Array, offset = 0): void {
  const [kind, hue, x, y, halfWidth, rotation] = [
    factors[0]!,
    factors[1]!,
    factors[2]!,
    factors[3]!,
    factors[4]!,
    factors[5]!,
  ];
  const figure = FIGURES[kind];
  if (figure === undefined)
    throw new RangeError(`renderShape: expected a shape in 0 … ${FIGURES.length - 1}, got ${kind}`);
  const length = pixels * pixels * 3;
  checkRoom('renderShape', length, out, offset);
  out.fill(BACKGROUND, offset, offset + length);

  const colour = [channelOf(hue, 5), channelOf(hue, 3), channelOf(hue, 1)] as const;
  const cos = Math.cos(rotation);
  const sin = Math.sin(rotation);
  const reach = figure.reach * halfWidth;
  const top = Math.max(0, Math.floor((y - reach) * pixels));
  const bottom = Math.min(pixels, Math.ceil((y + reach) * pixels));
  const left = Math.max(0, Math.floor((x - reach) * pixels));
  const right = Math.min(pixels, Math.ceil((x + reach) * pixels));
  for (let row = top; row < bottom; row++) {
    const v = y - (row + 0.5) / pixels;
    for (let column = left; column < right; column++) {
      const u = (column + 0.5) / pixels - x;
      const coverage = 0.5 - pixels * figure.distance(cos * u + sin * v, cos * v - sin * u, halfWidth);
      if (coverage <= 0) continue;
      const c = Math.min(coverage, 1);
      const at = offset + (row * pixels + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        out[at + channel] = (1 - c) * BACKGROUND + c * colour[channel]!;
      }
    }
  }
}
