import { hashJson } from '@latent-paths/core';
import { isTrained, plannedExtent, type TrialConfig } from '@latent-paths/specification/trial';
import { vaeKind } from '@latent-paths/specification/vaes';
import { onOwnSet } from '@latent-paths/trials/evaluation';
import type { WorkKind } from '@latent-paths/trials/progress';

/** The kinds of work that are planned; solving and ground truth are planned as parts of the scoring. */
export type PlannedKind = Exclude<WorkKind, 'solving' | 'truth' | 'projection' | 'exploration'>;

export type Unit = 'image' | 'import' | 'point' | 'flop';

/** How much there is to do of one kind of work, and what one unit of it costs by. */
export interface Load {
  readonly units: number;
  /**
   * Images of a VAE that is trained, of pools and of the feature network; a VAE that is imported is one import; points
   * (pair, α) of training and scoring; FLOPs of training where the budget counts them.
   */
  readonly unit: Unit;
  /** Hash of all settings that the cost of a unit depends on: where it is the same, so is the cost. */
  readonly like: string;
  /** Hash of the images and the VAE that each unit goes through; absent where it goes through none. */
  readonly through?: string;
}

/** What a configuration asks for, by kind; a path that trains nothing has no training. */
export function workloadOf(config: TrialConfig): Readonly<Record<PlannedKind, Load | null>> {
  const { data, pool, path, loss, optimiser, batch, budget, validation, evaluation, logging } = config;
  const { training: _, ...vae } = vaeKind(config.vae).identity();
  const work = vaeKind(config.vae).training;
  const seen = { data, vae };
  const through = hashJson(seen);
  const scored = onOwnSet(config).evaluation;
  return {
    vae:
      work === undefined
        ? { units: 1, unit: 'import', like: hashJson(seen) }
        : { units: work.images, unit: 'image', like: hashJson({ ...seen, batch: work.batch }) },
    pools: {
      units: pool.train + pool.validation + pool.test,
      unit: 'image',
      like: hashJson(pool.latents === undefined ? seen : { ...seen, latents: 'brought' }),
      through,
    },
    features: {
      units: evaluation.features.training.images,
      unit: 'image',
      like: hashJson({ data, features: evaluation.features }),
    },
    training: isTrained(config)
      ? {
          ...('flops' in budget
            ? { units: budget.flops, unit: 'flop' }
            : { units: plannedExtent(config)!.points, unit: 'point' }),
          like: hashJson({
            ...seen,
            path,
            losses: Object.keys(loss).sort(),
            clip: optimiser.clip ?? null,
            batch,
            validation,
            logging,
          }),
          through,
        }
      : null,
    scoring: {
      units: scored.pairs * scored.alphas,
      unit: 'point',
      like: hashJson({ ...seen, path, evaluation }),
      through,
    },
  };
}
