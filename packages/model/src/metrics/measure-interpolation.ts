import type { Interpolation, InterpolatedLatents, MeasuredInterpolation } from './metric.js';
import { gap, row } from './rows.js';

/**
 * An interpolation with the lengths of its steps, which several metrics share.
 * @throws RangeError if there are fewer than two frames, or arrays that do not match
 */
export function measureInterpolation(interpolation: Interpolation): MeasuredInterpolation {
  const { frames, decodedA, decodedB, nearest, latents } = interpolation;
  const pixels = decodedA.length;
  const count = frames.length / pixels;
  if (!Number.isInteger(count) || count < 2 || decodedB.length !== pixels) {
    throw new RangeError(
      `measureInterpolation: expected two whole frames or more, and both ends, of one size, got ${frames.length}, ` +
        `${pixels} ` +
        `and ${decodedB.length} numbers`,
    );
  }
  if (nearest.length % 2 === 0)
    throw new RangeError(
      `measureInterpolation: expected nearest real images at an odd number of α, got ${nearest.length}`,
    );
  if (latents !== null) checkLatents(latents, count);
  return {
    ...interpolation,
    steps: Float64Array.from({ length: count - 1 }, (_, i) => gap(row(frames, i, pixels), row(frames, i + 1, pixels))),
  };
}

function checkLatents({ z, zA, zB, back, strayed, reprojection }: InterpolatedLatents, count: number): void {
  const d = zA.length;
  const stride = back === null ? 1 : (count - 1) / (back.length / d - 1);
  const isWhole = strayed === null || (strayed.length >= d && strayed.length % d === 0);
  if (
    z.length !== count * d ||
    zB.length !== d ||
    reprojection.length !== count ||
    !Number.isInteger(stride) ||
    stride < 1 ||
    !isWhole
  ) {
    throw new RangeError(
      `measureInterpolation: expected latents for ${count} frames, got ${z.length} numbers of points, ${d} and ` +
        `${zB.length} ` +
        'of ends, ' +
        `${back?.length ?? 0} of the way back, ${strayed?.length ?? 0} of the path to itself, ` +
        `${reprojection.length} of reprojection`,
    );
  }
}
