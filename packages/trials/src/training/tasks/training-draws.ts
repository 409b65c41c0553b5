import {
  fillNormal,
  fillUniform,
  integerAt,
  mapValues,
  type NamedArrays,
  type NDArray,
  ndarray,
  rootKey,
  split,
} from '@latent-paths/core';
import type { Pool } from '@latent-paths/data';
import type { Drawn } from '@latent-paths/model';
import { drawsOf, type Objective } from '../../steps/objective.js';
import type { PoolLatents } from '../../steps/pool-latents.js';

export interface TrainingDrawsOptions {
  readonly objective: Objective;
  readonly seed: number;
  readonly pool: Pick<Pool, 'count'>;
  readonly latents: Pick<PoolLatents, 'at'>;
}

/** What the losses read in a step besides its points, [batch, …] by name; a function of the seed and the step alone. */
export function trainingDraws({ objective, seed, pool, latents }: TrainingDrawsOptions): (step: number) => NamedArrays {
  const { batch } = objective;
  const key = rootKey(seed);
  const [poolKey, noiseKey, levelKey] = [split(key, 'pool'), split(key, 'noise'), split(key, 'level')];
  const filled = (width: number, fill: (out: Float32Array) => void): NDArray => {
    const out = new Float32Array(batch * width);
    fill(out);
    return ndarray([batch, width], out);
  };
  const rowsAt = (step: number) =>
    new Int32Array(batch).map((_, i) => integerAt(poolKey, step * batch + i, pool.count));
  const draw: Readonly<Record<Drawn, (step: number, width: number) => NDArray>> = {
    pool: (step) => latents.at(rowsAt(step)),
    noise: (step, width) => filled(width, (out) => fillNormal(noiseKey, step * out.length, out)),
    level: (step, width) => filled(width, (out) => fillUniform(levelKey, step * out.length, out)),
  };
  // the names of `drawsOf` are of this kind
  return (step) => mapValues(drawsOf(objective), (width, name) => draw[name as Drawn](step, width));
}
