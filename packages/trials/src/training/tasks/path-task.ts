import {
  fillNormal,
  fillUniform,
  integerAt,
  mapValues,
  type MetricsRow,
  type NamedArrays,
  type NDArray,
  ndarray,
  rootKey,
  split,
} from '@latent-paths/core';
import {
  nearestPairs,
  nextBatch,
  resharedAlphas,
  type BatchCursor,
  type PairStage,
  type Pool,
} from '@latent-paths/data';
import type { Program } from '@latent-paths/engine';
import type { Drawn } from '@latent-paths/model';
import { buildCurriculum } from '@latent-paths/specification/curricula';
import { buildSchedule, nextLossWeight, type Feedback, type PieceState } from '@latent-paths/specification/schedules';
import type { Extent, TrialConfig } from '@latent-paths/specification/trial';
import { under, within } from '../../steps/prefixed-records.js';
import { drawsOf, weightsAmong, type Objective } from '../../steps/objective.js';
import { foundWeights } from '../../steps/optimiser-step.js';
import type { PoolLatents } from '../../steps/pool-latents.js';
import { scalarArray } from '../../steps/specs.js';
import { finite, type Memory, type TrainingTask } from '../trainer.js';
import { samplersOf } from './samplers.js';

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

interface PathMemory extends Memory {
  readonly cursor: BatchCursor;
  readonly stage: PairStage;
  readonly weights: Readonly<Record<string, PieceState>>;
  readonly learningRate: PieceState;
  readonly curriculum: PieceState;
  readonly feedback: Feedback | null;
  /** Values in force at the step, for its row. */
  readonly given: {
    readonly weights: Readonly<Record<string, number>>;
    readonly learningRate: number;
    readonly alphasPerPair: number;
  };
}

/** Training of a path's network: pairs from the pool, α on each, weights and rates as their schedules say. */
export function pathTask(options: PathTaskOptions): TrainingTask<MetricsRow> {
  const { config, extent, objective, start, pool, latents, probe, validate } = options;
  const { batch } = objective;
  const { steps } = extent;
  const key = rootKey(options.seed);
  const { stages, alphas } = samplersOf({ config, seed: options.seed, poolSize: pool.count });
  const curriculum = buildCurriculum(config.curriculum);
  const learningRate = buildSchedule(config.optimiser.learningRate);
  const schedules = mapValues(objective.losses, (_, name) => buildSchedule(weightOf(config, name)));
  const keys = { pool: split(key, 'pool'), noise: split(key, 'noise'), level: split(key, 'level') } satisfies Record<
    Drawn,
    unknown
  >;
  /** Fills in what the losses read in one step besides its points. */
  const draw: Readonly<Record<Drawn, (step: number, width: number) => NDArray>> = {
    pool: (step) => latents.at(new Int32Array(batch).map((_, i) => integerAt(keys.pool, step * batch + i, pool.count))),
    noise: (step, width) => filled(width, (out) => fillNormal(keys.noise, step * out.length, out)),
    level: (step, width) => filled(width, (out) => fillUniform(keys.level, step * out.length, out)),
  };
  const filled = (width: number, fill: (out: Float32Array) => void): NDArray => {
    const out = new Float32Array(batch * width);
    fill(out);
    return ndarray([batch, width], out);
  };
  // the names of `drawsOf` are of this kind
  const drawn = (step: number) => mapValues(drawsOf(objective), (width, name) => draw[name as Drawn](step, width));
  const projectionsPerStep = extent.projections / steps;

  return {
    steps,
    initial: () => ({
      arrays: start,
      memory: {
        cursor: { pairs: 0, points: 0 },
        stage: stages.first,
        weights: mapValues(schedules, (schedule) => schedule.init()),
        learningRate: learningRate.init(),
        curriculum: curriculum.init(),
        feedback: null,
        given: { weights: {}, learningRate: 0, alphasPerPair: 0 },
      } satisfies PathMemory,
    }),

    feed(step, memory) {
      // The memory is what `initial`, `observe` or this function made.
      const remembered = memory as PathMemory;
      const { feedback } = remembered;
      const progress = steps === 1 ? 0 : step / (steps - 1);
      const [sampling, curriculumState] = curriculum.next(remembered.curriculum, progress, feedback);
      const [rate, learningRateState] = learningRate.next(remembered.learningRate, progress);
      const weights = mapValues(schedules, (schedule, name) =>
        nextLossWeight(schedule, { state: remembered.weights[name]!, progress, feedback, term: name }),
      );
      const { alphasPerPair = alphas.perPair, alphaShares, poolShare = 1, candidates = 1 } = sampling;
      const stage = stages.next(remembered.stage, poolShare, remembered.cursor.pairs);
      const next = nextBatch({
        pairs: nearestPairs({ pairs: stages.sampler(stage), candidates, pool }),
        alphas: alphaShares === undefined ? alphas : resharedAlphas(alphas, alphaShares),
        points: batch,
        perPair: alphasPerPair,
        cursor: remembered.cursor,
      });

      return {
        inputs: {
          zA: latents.at(next.batch.a),
          zB: latents.at(next.batch.b),
          alpha: ndarray([batch, 1], next.batch.alpha),
          ...drawn(step),
          'learning-rate': scalarArray(rate),
          step: scalarArray(step + 1),
          ...under(
            'weight',
            mapValues(weights, ([value]) => scalarArray(value)),
          ),
        },
        memory: {
          cursor: next.cursor,
          stage,
          weights: mapValues(weights, ([, state]) => state),
          learningRate: learningRateState,
          curriculum: curriculumState,
          feedback,
          given: { weights: mapValues(weights, ([value]) => value), learningRate: rate, alphasPerPair },
        } satisfies PathMemory,
      };
    },

    logs: (step) =>
      step % config.logging.everySteps === 0 || step % config.validation.everySteps === 0 || step === steps,

    async observe({ step, feed, outputs, seconds, arrays }) {
      const remembered = feed.memory as PathMemory; // Made by `feed` above.
      const current = arrays();
      const weights = weightsAmong(current);
      const { 'learning-rate': _rate, step: _step, ...points } = feed.inputs;
      const norms = finite(step, await probe.run({ ...points, ...weights }));
      const validates = step % config.validation.everySteps === 0 || step === steps;
      const validated = validates ? await validate(foundWeights(current)) : null;
      finite(step, under('validation', mapValues(validated?.validation ?? {}, scalarArray)));
      const number = (name: string) => outputs[name]!.data[0]!;
      const gradientNorms = mapValues(within('norm', norms), ({ data }) => data[0]!);
      const terms = mapValues(objective.losses, (_, name) => ({
        weight: remembered.given.weights[name]!,
        gradientNorm: gradientNorms[name]!,
      }));
      const row: MetricsRow = {
        step,
        points: step * batch,
        projections: step * projectionsPerStep,
        pairs: stages.sampler(remembered.stage).distinct(remembered.cursor.pairs),
        ...remembered.given,
        losses: mapValues(objective.losses, (_, name) => number(`loss/${name}`)),
        ...(Object.keys(within('objective', outputs)).length > 0 && {
          objectives: mapValues(within('objective', outputs), ({ data }) => data[0]!),
        }),
        total: number('total'),
        gradientNorms,
        validation: validated?.validation ?? null,
        seconds,
      };
      return {
        row,
        memory:
          validated === null
            ? remembered
            : ({ ...remembered, feedback: { step, ...validated, terms } } satisfies PathMemory),
      };
    },
  };
}

function weightOf(config: TrialConfig, name: string): TrialConfig['optimiser']['learningRate'] {
  const term = Object.entries(config.loss).find(([loss]) => loss === name)?.[1];
  if (term === undefined)
    throw new RangeError(`loss: expected a term ${name}, got ${Object.keys(config.loss).join(', ')}`);
  return term.weight;
}
