import type { NamedArrays } from '@latent-paths/core';
import type { StepDefinition } from '@latent-paths/engine';
import { weight, type Path, type VaeContext, type Weights } from '@latent-paths/model';
import { under, within } from './prefixed-records.js';
import { rowSpecs } from './specs.js';

export interface PointStepOptions {
  readonly path: Path;
  /** Weights of the path; `{}` where it trains nothing. */
  readonly theta: NamedArrays;
  /** What was solved for, [n, …]: its names and shapes. */
  readonly solution: NamedArrays;
  /** Weights of the frozen VAE, and the VAE that they make. */
  readonly vae: NamedArrays;
  readonly context: (vae: Weights) => VaeContext;
  readonly latentSize: number;
  readonly points: number;
}

/**
 * Points of a path and nothing else. Inputs: `zA`, `zB` [b, d], `alpha` [b, 1] and `solution/<name>` [b, …]; output:
 * `points`, latents [b, d] or pictures [b, h, w, c].
 */
export function pointStep({
  path,
  theta,
  solution,
  vae,
  context,
  latentSize,
  points,
}: PointStepOptions): StepDefinition {
  return {
    name: 'points',
    frozen: { ...under('vae', vae), ...under('weights', theta) },
    state: {},
    inputs: {
      zA: { shape: [points, latentSize], dtype: 'float32' },
      zB: { shape: [points, latentSize], dtype: 'float32' },
      alpha: { shape: [points, 1], dtype: 'float32' },
      ...under('solution', rowSpecs(solution, points)),
    },
    run({ frozen, inputs }) {
      const ends = { zA: weight(inputs, 'zA', 2), zB: weight(inputs, 'zB', 2) };
      const used = {
        ...context(within('vae', frozen)),
        weights: within('weights', frozen),
        ...(path.solve && { solution: within('solution', inputs) }),
      };
      const interpolated = path.prepare(ends, used).at(weight(inputs, 'alpha', 2));
      return { state: {}, outputs: { points: interpolated.z === null ? interpolated.x : interpolated.z } };
    },
  };
}
