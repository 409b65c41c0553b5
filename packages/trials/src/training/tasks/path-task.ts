import { mapValues, type MetricsRow, type NamedArrays, ndarray } from '@latent-paths/core';
import { nearestPairs, nextBatch, resharedAlphas, type Pool } from '@latent-paths/data';
import type { Program } from '@latent-paths/engine';
import type { Feedback } from '@latent-paths/specification/schedules';
import type { Extent, TrialConfig } from '@latent-paths/specification/trial';
import { under, within } from '../../steps/prefixed-records.js';
import { weightsAmong, type Objective } from '../../steps/objective.js';
import { foundWeights } from '../../steps/optimiser-step.js';
import type { PoolLatents } from '../../steps/pool-latents.js';
import { scalarArray } from '../../steps/specs.js';
import { finite, type TrainingTask } from '../trainer.js';
import type { PathMemory } from './path-memory.js';
import { pathSchedules } from './path-schedules.js';
import { samplersOf } from './samplers.js';
import { trainingDraws } from './training-draws.js';

export interface PathTaskOptions {
  readonly config: TrialConfig;
  readonly seed: number;
  readonly extent: Extent;
  readonly objective: Objective;
  /** What `initialTraining` gives. */
  readonly start: NamedArrays;
  /** Latents to train on. */
  readonly pool: Pick<Pool, 'count' | 'gather' | 'latentSize'>;
  /** How the step comes by them. */
  readonly latents: Pick<PoolLatents, 'at'>;
  /** Of `gradientProbe`. */
  readonly probe: Program;
  /** Scores the given θ on the validation pairs. */
  readonly validate: (theta: NamedArrays) => Promise<Validation>;
}

/** What a validation shows: means of the point metrics, and the mean reprojection error at each α of the grid. */
export type Validation = Pick<Feedback, 'validation' | 'errorByAlpha'>;

/** Training of a path's network: pairs from the pool, α on each, weights and rates as their schedules say. */
export function pathTask(options: PathTaskOptions): TrainingTask<MetricsRow> {
  const { config, seed, extent, objective, start, pool, latents, probe, validate } = options;
  const { batch } = objective;
  const { steps } = extent;
  const { stages, alphas } = samplersOf({ config, seed, poolSize: pool.count });
  const schedules = pathSchedules(config, objective.losses);
  const draws = trainingDraws({ objective, seed, pool, latents });
  const validatesAt = (step: number) => step % config.validation.everySteps === 0 || step === steps;

  return {
    steps,
    initial: () => ({
      arrays: start,
      memory: {
        cursor: { pairs: 0, points: 0 },
        stage: stages.first,
        ...schedules.initial(),
        feedback: null,
        given: { weights: {}, learningRate: 0, alphasPerPair: 0 },
      } satisfies PathMemory,
    }),

    feed(step, memory) {
      const remembered = memory as PathMemory; // what `initial`, `observe` or this function made
      const { cursor, feedback } = remembered;
      const { sampling, values, states } = schedules.next(remembered, steps === 1 ? 0 : step / (steps - 1));
      const { alphasPerPair = alphas.perPair, alphaShares, poolShare = 1, candidates = 1 } = sampling;
      const stage = stages.next(remembered.stage, poolShare, cursor.pairs);
      const next = nextBatch({
        pairs: nearestPairs({ pairs: stages.sampler(stage), candidates, pool }),
        alphas: alphaShares === undefined ? alphas : resharedAlphas(alphas, alphaShares),
        points: batch,
        perPair: alphasPerPair,
        cursor,
      });
      return {
        inputs: {
          zA: latents.at(next.batch.a),
          zB: latents.at(next.batch.b),
          alpha: ndarray([batch, 1], next.batch.alpha),
          ...draws(step),
          'learning-rate': scalarArray(values.learningRate),
          step: scalarArray(step + 1),
          ...under('weight', mapValues(values.weights, scalarArray)),
        },
        memory: {
          cursor: next.cursor,
          stage,
          ...states,
          feedback,
          given: { ...values, alphasPerPair },
        } satisfies PathMemory,
      };
    },

    logs: (step) => step % config.logging.everySteps === 0 || validatesAt(step),

    async observe({ step, feed, outputs, seconds, arrays }) {
      const remembered = feed.memory as PathMemory; // made by `feed` above
      const current = arrays();
      const { 'learning-rate': _rate, step: _step, ...points } = feed.inputs;
      const norms = finite(step, await probe.run({ ...points, ...weightsAmong(current) }));
      const validated = validatesAt(step) ? await validate(foundWeights(current)) : null;
      finite(step, under('validation', mapValues(validated?.validation ?? {}, scalarArray)));
      const gradientNorms = numbersOf(within('norm', norms));
      const objectives = numbersOf(within('objective', outputs));
      const row: MetricsRow = {
        step,
        points: step * batch,
        projections: step * (extent.projections / steps),
        pairs: stages.sampler(remembered.stage).distinct(remembered.cursor.pairs),
        ...remembered.given,
        losses: mapValues(objective.losses, (_, name) => numberOf(outputs[`loss/${name}`]!)),
        ...(Object.keys(objectives).length > 0 && { objectives }),
        total: numberOf(outputs['total']!),
        gradientNorms,
        validation: validated?.validation ?? null,
        seconds,
      };
      if (validated === null) return { row, memory: remembered };
      const terms = mapValues(objective.losses, (_, name) => ({
        weight: remembered.given.weights[name]!,
        gradientNorm: gradientNorms[name]!,
      }));
      return { row, memory: { ...remembered, feedback: { step, ...validated, terms } } satisfies PathMemory };
    },
  };
}

function numberOf({ data }: NamedArrays[string]): number {
  return data[0]!;
}

function numbersOf(arrays: NamedArrays): Record<string, number> {
  return mapValues(arrays, numberOf);
}
