import type { Factor } from '@latent-paths/core';
import { checkRoom } from './source.js';

/** Height and width of a picture of a line, in pixels. */
export const LINE_PIXELS = 32;

const CENTRE = LINE_PIXELS / 2;
const LENGTH = CENTRE - 1;
/** Measured along the shorter axis, whatever the angle. */
const WIDTH = 2;

/** What a picture of a line is made from: the angle in radians, against the clock as seen, 0 to the right. */
export const LINE_FACTORS = [
  { name: 'angle', kind: 'circular', range: [0, 2 * Math.PI] },
] as const satisfies readonly Factor[];

/**
 * Draws a white line on black from the picture's centre to 15 pixels out, by scan lines across its longer axis, to the
 * bit as the published data set does: on each scan line a span of width 2, measured along the line and placed half a
 * scan line early, its end pixels weighted by the covered part; the first scan line is weighted by its covered part,
 * the last one is not.
 *
 * Source: Berthelot et al. 2018 (ACAI), `draw_line` of their code. Its values −1…1 are 2·value − 1 of these.
 *
 * @param factors one value for each of `LINE_FACTORS`
 * @param out receives 32 × 32 values 0…1 from `offset` on
 */
export function renderLine(factors: ArrayLike<number>, out: Float32Array, offset = 0): void {
  const angle = factors[0]!;
  const size = LINE_PIXELS * LINE_PIXELS;
  checkRoom('renderLine', size, out, offset);
  out.fill(0, offset, offset + size);

  const ends = { x: CENTRE + LENGTH * Math.cos(angle), y: CENTRE - LENGTH * Math.sin(angle) };
  const steep = Math.abs(ends.y - CENTRE) >= Math.abs(ends.x - CENTRE);
  const [along, across] = steep ? [ends.y, ends.x] : [ends.x, ends.y];
  const [from, to] =
    along < CENTRE
      ? [
          { along, across },
          { along: CENTRE, across: CENTRE },
        ]
      : [
          { along: CENTRE, across: CENTRE },
          { along, across },
        ];
  const slope = (to.across - from.across) / (to.along - from.along);
  const add = (scan: number, pixel: number, coverage: number): void => {
    const at = offset + (steep ? scan * LINE_PIXELS + pixel : pixel * LINE_PIXELS + scan);
    out[at] = Math.min(1, out[at]! + coverage);
  };
  for (let scan = Math.floor(from.along); scan < Math.ceil(to.along); scan++) {
    const covered = scan < from.along ? Math.ceil(from.along) - from.along : 1;
    const start = from.across - WIDTH / 2 + (scan - from.along - 0.5) * slope;
    const end = start + WIDTH;
    if (Math.ceil(start) !== start) add(scan, Math.floor(start), covered * (Math.ceil(start) - start));
    for (let pixel = Math.ceil(start); pixel < Math.floor(end); pixel++) add(scan, pixel, covered);
    if (Math.floor(end) !== end) add(scan, Math.floor(end), covered * (end - Math.floor(end)));
  }
}
