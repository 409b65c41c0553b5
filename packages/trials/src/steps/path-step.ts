import { reshape, type Rank, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import type { NamedArrays, Shape } from '@latent-paths/core';
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
  /** Axes that latents have outside; they are rows where it is left out. */
  readonly axes?: Shape;
}

/**
 * I_θ as other programs see it. Inputs: `z_a`, `z_b` [n, d] or [n, …axes], `alpha` [n]; outputs: `z`, as these, where
 * the path has latents, and `image` = D(z) [n, h, w, c], where it is decoded or has pictures alone.
 */
export function pathStep(options: PathStepOptions): StepDefinition {
  const { path, theta, vae, decoder, rows, axes = [vae.latentSize] } = options;
  const latents = { shape: [rows, ...axes], dtype: 'float32' } as const;
  const toRows = (z: Tensor): Tensor2D => reshape<Rank.R2>(z, [rows, vae.latentSize]); // [n, …axes] → [n, d]
  return {
    name: 'path',
    frozen: { ...under('path', theta), ...under('vae', vae.weights) },
    state: {},
    inputs: { z_a: latents, z_b: latents, alpha: { shape: [rows], dtype: 'float32' } },
    run({ frozen, inputs }) {
      const context = vae.context(within('vae', frozen));
      const ends = { zA: toRows(inputs['z_a']!), zB: toRows(inputs['z_b']!) };
      const alpha = reshape<Rank.R2>(weight(inputs, 'alpha', 1), [rows, 1]); // [n] → [n, 1]
      const interpolated = path.prepare(ends, { ...context, weights: within('path', frozen) }).at(alpha);
      return {
        state: {},
        outputs: {
          ...(interpolated.z !== null && { z: reshape(interpolated.z, [rows, ...axes]) }),
          ...((decoder || interpolated.z === null) && { image: imagesOf(interpolated, context) }),
        },
      };
    },
  };
}
