import { ndarray, sizeOf } from '@latent-paths/core';
import type { Engine } from '@latent-paths/engine';
import type { FinishedPath } from './finished-path.js';
import { float32 } from '../scoring/interpolations.js';
import { withPrograms } from '../../steps/with-programs.js';
import { interpolationStep } from '../../steps/interpolation-step.js';
import { alphaGrid } from '../scoring/test-pairs.js';

export interface InterpolateBetweenOptions {
  /** A path that solves for nothing. */
  readonly finished: FinishedPath;
  /** Held-out images. */
  readonly a: number;
  readonly b: number;
  /** Points on the way, both ends included: two or more. */
  readonly steps: number;
  readonly engine: Engine;
}

export interface InterpolatedStep {
  readonly alpha: number;
  /** ‖z − P(z)‖²; null if the path has no latents. */
  readonly reprojection: number | null;
  /** ‖z − ẑ‖²; null there, too. */
  readonly attraction: number | null;
}

export interface InterpolateBetween {
  readonly steps: readonly InterpolatedStep[];
  /** The image a, the decoded points, and the image b, [steps + 2, h·w·c]. */
  readonly tiles: Float32Array;
}

/** Walks a path between two real images: encodes them, goes from one latent to the other, and decodes each point. */
export function interpolateBetween({
  finished: { source, path, theta, vae },
  a,
  b,
  steps,
  engine,
}: InterpolateBetweenOptions): Promise<InterpolateBetween> {
  const pixels = sizeOf(source.shape);
  const images = new Float32Array(2 * pixels);
  [a, b].forEach((index, i) => source.write('heldOut', index, images, i * pixels));
  return withPrograms(engine, async (compile) => {
    const program = await compile(interpolationStep({ path, theta, vae, alphas: steps }));
    const alpha = alphaGrid(steps);
    const outputs = await program.run({ images: ndarray([2, ...source.shape], images), alpha });
    const tiles = new Float32Array((steps + 2) * pixels);
    tiles.set(images.subarray(0, pixels));
    tiles.set(float32(outputs, 'frames'), pixels);
    tiles.set(images.subarray(pixels), (steps + 1) * pixels);
    const interpolated = Array.from({ length: steps }, (_, i) => ({
      alpha: i / (steps - 1),
      reprojection: outputs['reprojection']?.data[i] ?? null,
      attraction: outputs['attraction']?.data[i] ?? null,
    }));
    return { steps: interpolated, tiles };
  });
}
