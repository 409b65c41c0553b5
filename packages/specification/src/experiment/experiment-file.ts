import {
  COMPARED_METRICS,
  DEFAULT_RANKING_METRIC,
  type ComparedMetricName,
  type RankingMetric,
  type ProjectionSizes,
} from '@latent-paths/core';
import { z } from 'zod';
import { prediction } from './prediction.js';
import { selectSchema } from './select.js';
import { trialShape, type TrialKey } from '../trial/trial-shape.js';
import { oneOrMore } from '../yaml/named.js';

/** More characters make paths that some systems refuse. */
export const LONGEST_NAME = 100;
/** More make a folder and a report that nobody reads. */
const MOST_SEEDS = 1000;

/** What a file's name without `.yaml` must look like: it is the name of a target and of a folder, too. */
export const EXPERIMENT_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

const armName = z
  .string()
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'expected lower-case letters and digits, joined by - or .')
  .max(LONGEST_NAME, `expected at most ${LONGEST_NAME} characters`);

const seed = z.int().min(0);
/** What a seed may change besides the initial weights and the sampling. */
const VARIED = ['pool', 'pairs', 'vae'] as const;
export type Varied = (typeof VARIED)[number];

const howMany = z.int().min(1).max(MOST_SEEDS);
const which = z
  .array(seed)
  .min(1)
  .max(MOST_SEEDS)
  .refine((list) => new Set(list).size === list.length, 'expected seeds that differ');
const varying = z.strictObject({
  list: z.union([howMany, which]).default(1).describe('how many (1, 2, …), or which'),
  vary: z
    .array(z.literal(['init', 'sampling', ...VARIED]))
    .describe(
      'what each seed draws anew: init and sampling, which every seed does; pool, the latents; pairs, the test ' +
        'pairs; vae, the autoencoder. Intervals generalise to what is varied',
    ),
});
const seeds = z
  .union([howMany, which, varying])
  .default(1)
  .transform((given) => (typeof given === 'number' || Array.isArray(given) ? { list: given, vary: [] } : given))
  .transform(({ list, vary }) => ({
    list: seedsOf(list),
    vary: VARIED.filter((one) => vary.some((name) => name === one)),
  }))
  .describe('how many (1, 2, …), or which; with vary, what each seed draws anew');

function seedsOf(list: number | number[]): number[] {
  return typeof list === 'number' ? Array.from({ length: list }, (_, i) => i + 1) : list;
}

/** Which way each metric is better that has one. */
const GOALS = { lower: 'minimise', higher: 'maximise' } as const;

// Object.keys forgets that they are its names
const metricNames = Object.keys(COMPARED_METRICS) as [ComparedMetricName, ...ComparedMetricName[]];
const ranking = z
  .strictObject({
    name: z.enum(metricNames).describe('a column of the table of arms'),
    goal: z.enum(['minimise', 'maximise']).optional().describe('may be left out if only one direction can be better'),
  })
  .transform(({ name, goal }, context): RankingMetric => {
    const { better } = COMPARED_METRICS[name];
    if (goal !== undefined) return { name, goal };
    if (better !== null) return { name, goal: GOALS[better] };
    context.addIssue({
      code: 'custom',
      path: ['goal'],
      message: `missing; expected minimise or maximise, because for ${name} neither direction is better in general`,
    });
    return z.NEVER;
  });
const metric = ranking.prefault({ ...DEFAULT_RANKING_METRIC }).describe('what the arms are ordered and judged by');

const compared = {
  arm: z.string().describe('the arm that the claim is about, by its name in the table of arms'),
  against: z.string().describe('the arm that it is compared with'),
  metric: ranking.optional().describe('default: that of the experiment'),
};
/** Margins past this would call half as good no worse. */
const WIDEST_MARGIN = 0.5;

/** What is put in for `{ratio}`; any other braces are a slip of the pen. */
const saying = z
  .string()
  .min(1)
  .refine((text) => !/[{}]/.test(text.replaceAll('{ratio}', '')), 'expected no braces but those of {ratio}');

const answer = z
  .strictObject({ supported: saying, refuted: saying, unsettled: saying })
  .describe(
    'what each verdict on the claim says of the question, for a reader who knows no arm; {ratio} stands for the ' +
      'metric of the arm relative to that of the other. The page begins with it',
  );

const claim = z
  .strictObject({
    id: z.string().min(1),
    text: z.string().min(1),
    test: z
      .discriminatedUnion('kind', [
        z
          .strictObject({ kind: z.literal('better'), ...compared })
          .describe('the arm’s metric is better than the other’s'),
        z
          .strictObject({
            kind: z.literal('non-inferior'),
            ...compared,
            margin: z
              .number()
              .positive()
              .max(WIDEST_MARGIN)
              .describe('how much worse still counts as no worse, as a share of the other’s mean: 0.05 is 5 %'),
          })
          .describe('the arm’s metric is no worse than the other’s by more than the margin'),
      ])
      .optional()
      .describe('decides the claim; without a test the claim is only shown'),
    answer: answer.optional(),
  })
  .refine(({ test, answer: said }) => said === undefined || test !== undefined, {
    path: ['answer'],
    message: 'expected a test beside it; without one there is no verdict',
  });

/** How far P of a VAE is measured where nothing else is asked for. */
export const PROJECTION_SIZES: ProjectionSizes = { points: 256, jacobians: 4, steps: 200 };
const projection = z
  .strictObject({
    points: z
      .int()
      .min(2)
      .default(PROJECTION_SIZES.points)
      .describe('starts of each kind: real held-out latents, middles of lines, draws of the prior'),
    jacobians: z
      .int()
      .min(1)
      .default(PROJECTION_SIZES.jacobians)
      .describe('starts of each kind that the Jacobian is taken at, and as many limits'),
    steps: z.int().min(1).default(PROJECTION_SIZES.steps).describe('steps after which a start has not converged'),
  })
  .optional()
  .describe('measures whether P = E∘D of each VAE is a projection, and shows it on the page');

const axis = z.array(z.unknown()).min(1);
const grid = z.record(z.string(), axis);

/**
 * An experiment's file and all that it extends; `settings` are the keys of its trials, which the file and each arm may
 * give.
 */
export function experimentSchema<Settings extends z.ZodRawShape>(settings: Settings) {
  const arm = z.strictObject({
    extends: oneOrMore.optional().describe('another arm of the file; a later one overrides an earlier one'),
    ...settings,
  });
  return z.strictObject({
    extends: oneOrMore
      .optional()
      .describe('a file in the same folder, without .yaml; a later one overrides an ' + 'earlier one'),
    question: z.string().min(1).describe('what the experiment is to find out'),
    claims: z
      .array(claim)
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'expected claims of different ids')
      .default([])
      .describe('what the arms are expected to show, written before anything runs'),
    predictions: z
      .array(prediction)
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'expected predictions of different ids')
      .optional()
      .describe(
        'how curves over the budget are expected to look, written before anything runs; shown next to the result',
      ),
    projection,
    arms: z.record(armName, arm).describe('what is compared: settings that differ, by name'),
    baseline: z.string().describe('the arm that the others are compared with'),
    metric,
    seeds,
    matrix: grid
      .default({})
      .describe(
        'a grid: lists of values by dotted key, such as loss.attraction.weight; every combination makes an arm of ' +
          'its own',
      ),
    zip: z
      .union([grid, z.array(grid).min(1)])
      .default({})
      .describe(
        'lists of values of equal length by dotted key, taken together; several zips (a list of them) and the ' +
          'matrix are combined',
      ),
    exclude: z
      .array(
        z
          .record(z.string(), z.unknown())
          .refine(
            (point) => Object.keys(point).length > 0,
            'expected at least one of arm and the keys of matrix and zip',
          ),
      )
      .default([])
      .describe(
        'combinations to leave out: those that have the arm and the values of an entry, whatever their other ' +
          'values are',
      ),
    select: selectSchema
      .optional()
      .describe('first tries a rate on a grid, on validation latents, then trains every arm with its best rate'),
    ...settings,
  });
}

/** Settings are not read here: they are checked arm by arm, when they are whole. */
export const experimentFile = experimentSchema(
  // Object.fromEntries forgets the keys.
  Object.fromEntries(Object.keys(trialShape).map((key) => [key, z.unknown().optional()])) as Record<
    TrialKey,
    z.ZodOptional<z.ZodUnknown>
  >,
);
