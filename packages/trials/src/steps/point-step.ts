import type { NamedArrays } from '@latent-paths/core';
import type { StepDefinition } from '@latent-paths/engine';
import { weight, type FrozenVae, type Path } from '@latent-paths/model';
import { under, within } from './prefixed-records.js';
import { rowSpecs } from './specs.js';

export interface PointStepOptions {
  readonly path: Path;
  /** Weights of the path; `{}` where it trains nothing. */
  readonly theta: NamedArrays;
  /** What was solved for, [n, …]: its names and shapes. */
  readonly solution: NamedArrays;
  readonly vae: FrozenVae;
  readonly points: number;
}

/**
 * Points of a path and nothing else. Inputs: `zA`, `zB` [b, d], `alpha` [b, 1] and `solution/<name>` [b, …]; output:
 * `points`, latents [b, d] or pictures [b, h, w, c].
 */
export function pointStep({ path, theta, solution, vae, points }: PointStepOptions): StepDefinition {
  return {
    name: 'points',
    frozen: { ...under('vae', vae.weights), ...under('weights', theta) },
    state: {},
    inputs: {
      zA: { shape: [points, vae.latentSize], dtype: 'float32' },
      zB: { shape: [points, vae.latentSize], dtype: 'float32' },
      alpha: { shape: [points, 1], dtype: 'float32' },
      ...under('solution', rowSpecs(solution, points)),
    },
    run({ frozen, inputs }) {
      const ends = { zA: weight(inputs, 'zA', 2), zB: weight(inputs, 'zB', 2) };
      const used = {
        ...vae.context(within('vae', frozen)),
        weights: within('weights', frozen),
        ...(path.solve && { solution: within('solution', inputs) }),
      };
      const interpolated = path.prepare(ends, used).at(weight(inputs, 'alpha', 2));
      return { state: {}, outputs: { points: interpolated.z === null ? interpolated.x : interpolated.z } };
    },
  };
}
