import { reshape, type Rank } from '@tensorflow/tfjs-core';
import type { NamedArrays } from '@latent-paths/core';
import type { StepDefinition } from '@latent-paths/engine';
import { imagesOf, weight, type FrozenVae, type Path } from '@latent-paths/model';
import { under, within } from './prefixed-records.js';

export interface PathStepOptions {
  /** One that solves for nothing. */
  readonly path: Path;
  /** Weights of the path; `{}` where it trains nothing. */
  readonly theta: NamedArrays;
  readonly vae: FrozenVae;
  /** Whether points are decoded. */
  readonly decoder: boolean;
  /** n */
  readonly rows: number;
}

/**
 * I_θ as other programs see it. Inputs: `z_a`, `z_b` [n, d], `alpha` [n]; outputs: `z` [n, d], where the path has
 * latents, and `image` = D(z) [n, h, w, c], where it is decoded or has pictures alone.
 */
export function pathStep({ path, theta, vae, decoder, rows }: PathStepOptions): StepDefinition {
  const latents = { shape: [rows, vae.latentSize], dtype: 'float32' } as const;
  return {
    name: 'path',
    frozen: { ...under('path', theta), ...under('vae', vae.weights) },
    state: {},
    inputs: { z_a: latents, z_b: latents, alpha: { shape: [rows], dtype: 'float32' } },
    run({ frozen, inputs }) {
      const context = vae.context(within('vae', frozen));
      const ends = { zA: weight(inputs, 'z_a', 2), zB: weight(inputs, 'z_b', 2) };
      const alpha = reshape<Rank.R2>(weight(inputs, 'alpha', 1), [rows, 1]); // [n] → [n, 1]
      const interpolated = path.prepare(ends, { ...context, weights: within('path', frozen) }).at(alpha);
      return {
        state: {},
        outputs: {
          ...(interpolated.z !== null && { z: interpolated.z }),
          ...((decoder || interpolated.z === null) && { image: imagesOf(interpolated, context) }),
        },
      };
    },
  };
}
