import { choiceSchema, openChoiceSchema, type Registry } from '@latent-paths/core';
import { alphaSamplers, imageSources, pairSamplers } from '@latent-paths/data';
import { featureNetworkSchema, losses } from '@latent-paths/model';
import { z } from 'zod';
import { curriculumChoice } from '../curricula/registry.js';
import type { ScheduleChoice } from '../schedules/registry.js';
import { scheduled, scheduledWeight } from '../schedules/scheduled.js';
import { pathKinds } from '../paths/registry.js';
import { broughtLatents } from './brought-latents.js';
import { UNNAMED_VAE, vaes } from '../vaes/registry.js';

const count = z.int().min(1);
const seed = z.int().min(0);
/** More points a step fit in no memory. */
const MOST_POINTS = 1_000_000;
/** Pairs whose frames are kept, where so many are scored. */
const SHOWN = 6;
const alphaGrid = z
  .int()
  .min(3)
  .refine((count) => count % 2 === 1, 'expected an odd number, so that α = ½ is on the grid')
  .describe('size of the uniform α grid, both ends included; odd');

/**
 * The terms of the objective: each loss with the parameters of its piece and a weight; a term that is left out is not
 * there.
 */
type LossConfig = {
  [Name in keyof typeof losses]?: { weight: ScheduleChoice } & z.output<(typeof losses)[Name]['schema']>;
};

function lossSchema(registry: Registry<unknown>): z.ZodType<LossConfig> {
  const terms = Object.entries(registry).map(([name, piece]) => [
    name,
    z
      .strictObject({ weight: scheduledWeight.describe('number or schedule, at least 0'), ...piece.schema.shape })
      .describe(piece.about)
      .optional(),
  ]);
  // The object's type cannot be inferred through Object.entries; LossConfig states what the construction above makes.
  return z.strictObject(Object.fromEntries(terms)) as unknown as z.ZodType<LossConfig>;
}

const featureTraining = z.strictObject({
  images: count.default(30_000).describe('images seen'),
  batch: count.default(128),
  learningRate: scheduled.prefault({ kind: 'cosine', from: 2e-3 }),
  seed: seed.default(1),
});

/** The keys of a trial. Every default of the project lives here. */
export const trialShape = {
  data: choiceSchema(imageSources).prefault({ kind: 'shapes' }).describe('images'),
  vae: openChoiceSchema(vaes, UNNAMED_VAE)
    .prefault({})
    .describe('the autoencoder: trained here once and then frozen, or imported'),
  pool: z
    .strictObject({
      train: z
        .int()
        .min(2)
        .default(20_000)
        .describe('latents of training images, to train paths on; of pool.latents, at most'),
      validation: z
        .int()
        .min(2)
        .default(2_000)
        .describe('latents of held-out images, to choose by; of pool.latents, at most'),
      test: z
        .int()
        .min(2)
        .default(2_000)
        .describe('latents of other held-out images, to score on once; of pool.latents, at most'),
      seed: seed.default(1),
      ...broughtLatents,
    })
    .prefault({}),
  path: choiceSchema(pathKinds).prefault({ kind: 'network' }).describe('the path between two latents'),
  loss: lossSchema(losses)
    .prefault({ reprojection: { weight: 1 }, attraction: { weight: 0.1 } })
    .describe('terms of the objective, by name'),
  sampling: z
    .strictObject({
      pairs: choiceSchema(pairSamplers).prefault({ kind: 'all' }),
      alphas: choiceSchema(alphaSamplers).prefault({ kind: 'dense' }),
    })
    .prefault({})
    .describe('which pairs, and which α on each'),
  curriculum: curriculumChoice.prefault({ kind: 'constant' }).describe('what changes in the sampling over training'),
  optimiser: z
    .strictObject({
      learningRate: scheduled.prefault({ kind: 'cosine', from: 1e-3 }),
      beta1: z.number().min(0).lt(1).default(0.9),
      beta2: z.number().min(0).lt(1).default(0.99),
      epsilon: z.number().positive().default(1e-8),
      clip: z.number().positive().optional().describe('largest norm of the whole gradient; default: no clipping'),
      average: z
        .number()
        .min(0)
        .lt(1)
        .optional()
        .describe(
          'β of a moving average of the path’s weights, as in 0.999; the average is validated and scored in ' +
            'their place; default: none',
        ),
    })
    .prefault({})
    .describe('Adam'),
  batch: count.max(MOST_POINTS, { abort: true }).default(256).describe('points (pair, α) per step'),
  budget: z
    .union([
      z.strictObject({ projections: count.describe('evaluations of P') }),
      z.strictObject({ points: count.describe('points (pair, α)') }),
      z.strictObject({
        flops: count.describe(
          'floating-point operations in matrix products and convolutions: forward, backward and optimiser; counted ' +
            'on the traced step, so that the steps are known at launch',
        ),
      }),
    ])
    .default({ projections: 80_000 })
    .describe('how long to train'),
  validation: z
    .strictObject({
      everySteps: count.default(50),
      pairs: count.default(64).describe('disjoint pairs of validation latents'),
      alphas: alphaGrid.default(9),
    })
    .prefault({})
    .describe('measured during training, on validation latents'),
  evaluation: z
    .strictObject({
      pairs: z.int().min(2).default(512).describe('disjoint pairs of test latents'),
      alphas: alphaGrid.default(65),
      frames: z
        .strictObject({
          pairs: count.optional().describe(`default: ${SHOWN}, or evaluation.pairs where these are fewer`),
          alphas: z.int().min(2).default(9),
        })
        .prefault({})
        .describe('decoded frames kept for the report'),
      truth: z
        .strictObject({
          pairs: z.int().min(2).default(64).describe('test pairs, at most: the first of those scored'),
          alphas: z.int().min(3).default(17).describe('frames per pair, at most: on the α grid, as evenly as possible'),
          bank: count
            .default(12_000)
            .describe('images of known factors that each frame is compared with, before the nearest are refined'),
        })
        .prefault({})
        .describe(
          'inverts decoded frames to the factors that they show, if the factors of the images are ' + 'known; costly',
        ),
      solver: z
        .strictObject({
          pairs: z.int().min(2).default(64).describe('test pairs, at most: the first of those scored'),
          alphas: alphaGrid.default(17),
        })
        .prefault({})
        .describe(
          'the smaller set for paths that are solved for pair by pair, which is costly; all other paths are ' +
            'scored on it too, for comparison',
        ),
      latents: z
        .literal(['test', 'validation'])
        .optional()
        .describe(
          'the held-out latents that paths are scored on; default: test; use validation to choose a recipe, so ' +
            'that test latents are scored once',
        ),
      gaps: z
        .strictObject({
          pairs: z.int().min(2).default(256).describe('pairs of each set, at most'),
          alphas: alphaGrid.default(65),
          batches: count.default(32).describe('batches of the training whose points are scored again, at most'),
        })
        .optional()
        .describe(
          'scores a trained path also on trained points, on the same pairs over all α, and on pairs that it ' +
            'never visited; default: not measured',
        ),
      seed: seed.default(1).describe('chooses the test pairs; the same in all arms'),
      real: z
        .int()
        .min(2)
        .default(2_000)
        .describe('held-out images, none from the test pool, that the images of paths are compared with'),
      features: featureNetworkSchema
        .extend({ training: featureTraining.prefault({}) })
        .prefault({})
        .describe('the network in whose features images are compared; trained once for all VAEs on the same images'),
    })
    .prefault({})
    .transform((evaluation) => {
      const { pairs = Math.min(SHOWN, evaluation.pairs), alphas } = evaluation.frames;
      return { ...evaluation, frames: { pairs, alphas } };
    })
    .describe('the final score'),
  fewPairs: z
    .literal('accept')
    .optional()
    .describe(
      'accept: allows few pairs for a term whose value depends on the number of pairs in a batch, such as ' +
        'variance; default: refused; changes no result',
    ),
  logging: z
    .strictObject({ everySteps: count.default(20) })
    .prefault({})
    .describe('rows of metrics.jsonl; changes no result'),
  checkpoint: z
    .strictObject({ everySeconds: z.number().positive().default(30) })
    .prefault({})
    .describe('changes no result'),
};

export type TrialConfig = z.output<z.ZodObject<typeof trialShape>>;
/** A VAE that is trained here, and one that was trained elsewhere. */
export type TrainedVaeConfig = Exclude<TrialConfig['vae'], ImportedVaeConfig>;
export type ImportedVaeConfig = Extract<TrialConfig['vae'], { kind: 'onnx' | 'weights' | 'tfjs' }>;
export type TrialKey = keyof typeof trialShape;
