import { z } from 'zod';
import { COMPARED_METRICS, type ComparedMetricName } from './compared.js';
import { conditionRecord, estimateRecord, measured } from './estimate-record.js';
import { limitRecord } from './limit-record.js';

/**
 * Schemas of everything that is written to disk as JSON, and the columns of every table. The store (data) reads
 * and writes by these, runs (experiments) produce them, and the report draws from them alone.
 */

// Object.keys forgets that they are its names
const METRIC_NAMES = Object.keys(COMPARED_METRICS) as [ComparedMetricName, ...ComparedMetricName[]];

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const rankingMetricRecord = z.strictObject({ name: z.enum(METRIC_NAMES), goal: z.enum(['minimise', 'maximise']) });

/** One difference between an arm's resolved configuration and the baseline arm's, or the first trained arm's. */
export const settingRecord = z.strictObject({ key: z.string(), value: z.json() });

/**
 * What decides a claim, stated before anything ran: that `arm` is better than `against`, or no worse by more than a
 * share of it.
 */
const claimTestRecord = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('better'), arm: z.string(), against: z.string(), metric: rankingMetricRecord }),
  z.strictObject({
    kind: z.literal('non-inferior'),
    arm: z.string(),
    against: z.string(),
    metric: rankingMetricRecord,
    margin: z.number(),
  }),
]);
export type ClaimTest = z.infer<typeof claimTestRecord>;

/**
 * What an experiment states beforehand of two arms on curves over the budget: that the objective of `arm` relative to
 * that of
 * `against` (ratio), or the budget that it takes for the same objective (multiple), lies between two numbers.
 */
const predictionRecord = z.strictObject({
  id: z.string(),
  text: z.string(),
  arm: z.string(),
  against: z.string(),
  quantity: z.enum(['ratio', 'multiple']),
  /** Both included, and equal where one number is predicted; null where there is no bound. */
  least: z.number().nullable(),
  most: z.number().nullable(),
  /** Points; absent where it is said of every budget. */
  budget: z.int().optional(),
});
export type PredictionRecord = z.infer<typeof predictionRecord>;

/**
 * How far P = E∘D is measured: points of each kind of start, Jacobians of each kind and as many of limits, and steps
 * after which a point has not converged.
 */
export const projectionSizes = z.strictObject({ points: z.int(), jacobians: z.int(), steps: z.int() });
export type ProjectionSizes = z.infer<typeof projectionSizes>;

/** `experiment.json`: what the report reads first. */
export const experimentRecord = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  /** Path of the YAML file, relative to the workspace. */
  file: z.string(),
  question: z.string(),
  /** Name of the arm that the others are compared with. */
  baseline: z.string(),
  /** What the arms are ordered and judged by; `DEFAULT_JUDGE` where it is not there. */
  metric: rankingMetricRecord.optional(),
  /**
   * What was changed from outside the file, as it was written (`budget.projections=20000`): why the name is not the
   * file's.
   */
  changes: z.array(z.string()).optional(),
  seeds: z.array(z.int()),
  /** What each seed draws anew besides initial weights and sampling; absent where nothing. */
  vary: z.array(z.string()).optional(),
  /** λ of the objective ‖z − P(z)‖² + λ·‖z − ẑ‖² that all trained arms end with; absent where they do not share one. */
  objective: z.strictObject({ attraction: z.number() }).optional(),
  /** What each arm is asked to show, as stated in the YAML before anything ran. */
  claims: z.array(z.strictObject({ id: z.string(), text: z.string(), test: claimTestRecord.optional() })),
  /** What is expected of curves over the budget, said before anything runs; absent where nothing is. */
  predictions: z.array(predictionRecord).optional(),
  /** How far P of each VAE is to be measured; absent where it is not. */
  projection: projectionSizes.optional(),
  arms: z.array(
    z.strictObject({
      name: z.string(),
      /** False for a formula such as `linear`: one trial, whatever the seeds. */
      trained: z.boolean(),
      /** Where the grid varies the budget: the arm without it, and the budget in points. */
      curve: z.strictObject({ arm: z.string(), budget: z.int() }).optional(),
      /** Resolved settings that are not equal in all arms. */
      settings: z.array(settingRecord),
      /** Ids of its trials, in the order of the seeds. */
      trials: z.array(z.string()),
    }),
  ),
});
export type ExperimentRecord = z.infer<typeof experimentRecord>;

/** One rate that was tried. */
const triedRecord = z.strictObject({
  value: z.number(),
  /** Of the selection's experiment. */
  trial: z.string(),
  /**
   * Mean of ‖z − P(z)‖² + λ·‖z − ẑ‖² over validation pairs and α; null where the training left the finite numbers, or
   * has not finished.
   */
  objective: z.number().nullable(),
  diverged: z.boolean(),
});

/** `selection.json`: which rates were tried before an experiment, and what it trains with. */
export const selectionRecord = z.strictObject({
  version: z.literal(1),
  /** The experiment, and the one that its trials are tried in. */
  experiment: z.string(),
  trials: z.string(),
  /** Dotted key of the rate. */
  key: z.string(),
  values: z.array(z.number()),
  /** Points (pair, α), ascending. */
  budgets: z.array(z.int()),
  /** The seed that all were tried with. */
  seed: z.int(),
  /** Whether the experiment's file says what was chosen: what was tried may then be elsewhere. */
  written: z.boolean(),
  arms: z.array(
    z.strictObject({
      /** Without its budget. */
      arm: z.string(),
      /** λ of the objective. */
      attraction: z.number(),
      /** Rate at the first budget. */
      chosen: z.number(),
      /**
       * Best of the grid at each budget, and the minimum of the parabola through it and its neighbours; null where that
       * was not tried.
       */
      tried: z.array(
        z.strictObject({
          budget: z.int(),
          best: z.number().nullable(),
          refined: z.number().nullable(),
          values: z.array(triedRecord),
        }),
      ),
    }),
  ),
  /** a of η = η₁·(C/C₁)^(−a), one for all arms. */
  exponent: z.number(),
  /** Half, once and twice the rate that follows for a larger budget; absent where it was not asked for. */
  check: z
    .strictObject({
      budget: z.int(),
      arms: z.array(z.strictObject({ arm: z.string(), predicted: z.number(), values: z.array(triedRecord) })),
    })
    .optional(),
});
export type SelectionRecord = z.infer<typeof selectionRecord>;

export const provenanceRecord = z.strictObject({
  /** Commit of the code, or null where there is none to name. */
  commit: z.string().nullable(),
  /** Why there is no commit: git's own reason, say. Absent where there is one, and from records that do not tell. */
  noCommit: z.string().optional(),
  /** SHA-256 of the uncommitted change, which the store keeps under it, or null where there is none. */
  dirty: hash.nullable(),
  /** Versions of this project, of node and of the packages that compute. */
  versions: z.record(z.string(), z.string()),
  engine: z.string(),
  threads: z.int(),
  cpu: z.string(),
  platform: z.string(),
  command: z.string(),
});

/** `run.json`: the state and the provenance of one trial. */
export const runRecord = z.strictObject({
  version: z.literal(1),
  trial: z.string(),
  experiment: z.string(),
  arm: z.string(),
  seed: z.int(),
  status: z.enum(['running', 'stopped', 'failed', 'finished']),
  /** Of the process that wrote last. */
  provenance: provenanceRecord,
  /** Artifacts the trial stands on: folder name (input hash) and SHA-256 of the content. */
  inputs: z.record(z.string(), z.strictObject({ artifact: z.string(), content: hash })),
  /**
   * How long it trains, as found at launch, and what a step costs: FLOPs in matrix products and convolutions. Absent
   * where nothing is trained.
   */
  training: z.strictObject({ steps: z.int(), stepFlops: z.int() }).optional(),
  /** ISO 8601. */
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** Step and time of every start after the first, and the provenance of the process before where it was another. */
  resumes: z.array(z.strictObject({ at: z.string(), step: z.int(), before: provenanceRecord.optional() })),
  failures: z.array(z.strictObject({ at: z.string(), step: z.int(), message: z.string() })),
  /** SHA-256 of each finished file of the trial, by name. Empty until finished. */
  files: z.record(z.string(), hash),
});
export type RunRecord = z.infer<typeof runRecord>;

/** One line of `metrics.jsonl`: a logged training step. All but `seconds` repeat to the bit. */
export const metricsRow = z.strictObject({
  step: z.int(),
  /** Points (pair, α) trained on so far. */
  points: z.int(),
  /** Evaluations of P so far. */
  projections: z.int(),
  /** Distinct unordered pairs visited so far. */
  pairs: z.number(),
  alphasPerPair: z.int(),
  learningRate: z.number(),
  /** Current weight of each loss term. */
  weights: z.record(z.string(), z.number()),
  /** Unweighted value of each term on the step's batch. */
  losses: z.record(z.string(), z.number()),
  /** What the network of a loss descends, where one has a network of its own. */
  objectives: z.record(z.string(), z.number()).optional(),
  total: z.number(),
  /** Norm of the θ-gradient of each weighted term, and of their sum (`total`). */
  gradientNorms: z.record(z.string(), z.number()),
  /** Means over validation pairs of the named point metrics, on the rows where they were measured. */
  validation: z.record(z.string(), z.number()).nullable(),
  /** Training seconds so far, over all resumes. */
  seconds: z.number(),
});
export type MetricsRow = z.infer<typeof metricsRow>;

const summaryRecordOfValues = z.strictObject({
  mean: z.number(),
  deviation: z.number(),
  q95: z.number(),
  max: z.number(),
  /** Share of the values that are defined, over which these are taken; absent where all are. */
  defined: z.number().optional(),
});

/** How well the frozen VAE reproduces images that it never saw. */
export const vaeQualityRecord = z.strictObject({
  images: z.int(),
  /** Mean of (x − x̂)² over images, pixels and channels, values 0…1, x̂ = D(E(x)). */
  squaredError: z.number(),
  /** Mean KL of the posterior to the prior, in nats. */
  kl: z.number(),
  /** Latent dimensions whose posterior mean has a variance above 0.01 over the images (Burda et al. 2016). */
  activeUnits: z.int(),
  /** All latent dimensions. */
  units: z.int(),
});
export type VaeQuality = z.infer<typeof vaeQualityRecord>;

const ofDefined = summaryRecordOfValues.extend({
  /** Share of the pairs for which the figure is defined. */
  defined: z.number(),
});
/** Over pairs; null where it is defined for none. Keys are columns of the table of paths' truth. */
const truthOfPairs = z.record(z.string(), ofDefined.nullable());

/** What the known factors of the images say of a trial's paths: frames are inverted to factors. */
export const truthRecord = z.strictObject({
  /** Test pairs: the first ones of those scored. */
  pairs: z.int(),
  alphas: z.array(z.number()),
  /**
   * ‖x − x*‖², x* the nearest true image, summed over pixels and channels, values 0…1: over all frames, and per α over
   * the pairs.
   */
  distance: summaryRecordOfValues,
  distanceByAlpha: z.array(summaryRecordOfValues),
  /** The same of the decoded ends of the pairs, D(zA) and D(zB): the level of the VAE itself. */
  real: summaryRecordOfValues,
  /** Over all pairs, those whose ends are of one category (shape), and those whose ends are of two. */
  paths: z.strictObject({ all: truthOfPairs, same: truthOfPairs, cross: truthOfPairs }),
  /** Seconds that it took. */
  seconds: z.number(),
});
export type TruthRecord = z.infer<typeof truthRecord>;

/** Over pairs: their means over α of ‖z − P(z)‖² and of ‖z − ẑ‖². */
const errorsOfPairs = z.strictObject({ reprojection: summaryRecordOfValues, attraction: summaryRecordOfValues });

/** What a trained path does on latents of its training pool, to be held against held-out pairs. */
export const gapsRecord = z.strictObject({
  /** Pairs of each set, at most, and α on each. */
  pairs: z.int(),
  alphas: z.int(),
  /** Trained points (pair, α). */
  points: z.int(),
  sets: z.strictObject({
    /** Points at the α that they were trained at. */
    trained: errorsOfPairs.nullable(),
    /** Pairs that were trained, over all α. */
    visited: errorsOfPairs.nullable(),
    /** Pairs of the same latents that were never visited; null where there are none. */
    unvisited: errorsOfPairs.nullable(),
  }),
});
export type GapsRecord = z.infer<typeof gapsRecord>;

/** `summary.json`: what comparisons and lists read of one finished trial. */
export const summaryRecord = z.strictObject({
  version: z.literal(1),
  trial: z.string(),
  arm: z.string(),
  seed: z.int(),
  trained: z.boolean(),
  /** Test pairs scored. */
  pairs: z.int(),
  /** The α grid, ascending from 0 to 1. */
  alphas: z.array(z.number()),
  /**
   * Over all points (pair, α) for point metrics, over pairs for path metrics; null where not defined. Keys are the
   * columns of the two tables.
   */
  points: z.record(z.string(), summaryRecordOfValues.nullable()),
  paths: z.record(z.string(), summaryRecordOfValues.nullable()),
  /** One number for the whole set of paths: `diversity`, … */
  sets: z.record(z.string(), measured),
  /** What the images of paths are held against; absent where they were not. */
  onData: z
    .strictObject({
      /** Real images, held out and none of the test pool, in which the pairs end. */
      images: z.int(),
      /**
       * What the pairs' first images score in the same metrics, as the VAE reproduces them: what a path could reach.
       */
      reproduced: z.record(z.string(), measured),
    })
    .optional(),
  /** Per α, over the pairs: name of the point metric → one entry per α. */
  byAlpha: z.record(z.string(), z.array(summaryRecordOfValues)),
  /** Real held-out latents: mean of ‖z − P(z)‖² and its 95th percentile τ. */
  real: z.strictObject({ reprojection: z.number(), tau: z.number() }),
  vae: vaeQualityRecord,
  /** Absent where the images' factors are not known. */
  truth: truthRecord.optional(),
  /** Absent where it was not asked for. */
  gaps: gapsRecord.optional(),
  /** What finding one point of the path costs, its share of all that is solved for beforehand included. */
  cost: z.strictObject({
    /**
     * Latents decoded and pictures encoded a point; to see a point of a path through latent space takes one decoding
     * more.
     */
    decodes: z.number(),
    encodes: z.number(),
    /**
     * Floating-point operations a point in matrix products and convolutions, forth and back; null where the engine does
     * not count them.
     */
    flops: measured,
    /** Seconds a point, measured on the machine that scored it. */
    seconds: z.number(),
  }),
  training: z
    .strictObject({
      steps: z.int(),
      points: z.int(),
      projections: z.int(),
      /** Floating-point operations of all steps in matrix products and convolutions, forward and backward. */
      flops: z.number().optional(),
      pairs: z.number(),
      /** N(N−1)/2 of the training pool. */
      totalPairs: z.number(),
      seconds: z.number(),
    })
    .nullable(),
  evaluationSeconds: z.number(),
});
export type SummaryRecord = z.infer<typeof summaryRecord>;

/** Spectra of J_P, summarised over points. */
const spectrumRecord = z.strictObject({
  points: z.int(),
  /** Mean over the points of σ_1 ≥ σ_2 ≥ … ≥ σ_d. */
  singular: z.array(z.number()).readonly(),
  /** Greatest |eigenvalue|. */
  radius: summaryRecordOfValues,
  trace: summaryRecordOfValues,
  /** ‖J² − J‖/‖J‖, 0 of a projection; null where some Jacobian is 0. */
  defect: summaryRecordOfValues.nullable(),
});

/** How far P is a projection, seen from starts of one kind. */
const projectionKindRecord = z.strictObject({
  /** ‖P^{k+1}(z) − P^k(z)‖, k = 0 … 10; null where it is not defined of any start */
  movement: z.array(summaryRecordOfValues.nullable()).readonly(),
  /** ‖P^{k+2}(z) − P^{k+1}(z)‖ / ‖P^{k+1}(z) − P^k(z)‖, k = 0 … 9; at k = 0 the idempotence ratio, 0 of a projection */
  ratio: z.array(summaryRecordOfValues.nullable()).readonly(),
  /** tr Cov(P^k(z)) / tr Cov(z), k = 0 … 11; null where the starts are one point */
  spread: z.array(measured).readonly(),
  /** At the first starts, and at the first limits that were reached; null where none was. */
  jacobian: z.strictObject({ start: spectrumRecord.nullable(), limit: spectrumRecord.nullable() }),
  /**
   * Limits: share of the starts that converged, mean steps, how many no two of which are within ε, the share that the
   * commonest draws, the share at the prior's mean.
   */
  census: z.strictObject({
    converged: z.number(),
    steps: measured,
    distinct: z.int(),
    largest: measured,
    atPriorMean: measured,
  }),
  /** tr Cov of the limits, and of their pictures, relative to that of the starts. */
  limitSpread: z.strictObject({ latents: measured, images: measured }),
  /**
   * ‖x − x*‖² to the nearest true image at P^k(z), k of `iterates`, then at the limit; and the share whose limit shows
   * the category of its start. Null where factors are not known.
   */
  truth: z.strictObject({ distance: z.array(summaryRecordOfValues).readonly(), sameCategory: z.number() }).nullable(),
});
export type ProjectionKindRecord = z.infer<typeof projectionKindRecord>;

/** How far P of one frozen VAE is a projection. */
const vaeProjectionRecord = z.strictObject({
  /** Hash of all that it is made from. */
  inputs: hash,
  /** Folder of the VAE among the artifacts. */
  artifact: z.string(),
  /** The first trial on it and on its pool. */
  trial: z.string(),
  /** Its settings. */
  vae: z.json(),
  quality: vaeQualityRecord,
  /** Limits no farther apart count as one. */
  epsilon: z.number(),
  /** k of `truth`, before the limit. */
  iterates: z.array(z.int()).readonly(),
  /** Points of each kind that `truth` is over. */
  truthPoints: z.int(),
  kinds: z.strictObject({ real: projectionKindRecord, middle: projectionKindRecord, prior: projectionKindRecord }),
});
export type VaeProjectionRecord = z.infer<typeof vaeProjectionRecord>;

/** `projection.json`: whether P = E∘D of each VAE under the trials is a projection. */
export const projectionRecord = z.strictObject({
  version: z.literal(1),
  experiment: z.string(),
  sizes: projectionSizes,
  /** In the order of the arms. */
  vaes: z.array(vaeProjectionRecord).readonly(),
});
export type ProjectionRecord = z.infer<typeof projectionRecord>;

/** What the trials say of a claim that has a test. */
const claimRecord = z.strictObject({
  /** As in the experiment's record. */
  id: z.string(),
  /**
   * What interval and p are over: the seeds of both arms, or the test pairs of one seed (of no seed, between arms that
   * train nothing).
   */
  over: conditionRecord,
  /** How many of them. */
  units: z.int(),
  seeds: z.array(z.int()),
  /** Mean of the arm less that of the other, with its 95 % interval. */
  difference: estimateRecord,
  /** Mean of the arm divided by that of the other; null where that is 0 or cannot be told from it. */
  ratio: estimateRecord.nullable(),
  /** Two-sided, of the hypothesis that the ratio is 1, or just at the margin. */
  p: z.number(),
  /** By Holm over all claims with a test that the experiment states. */
  adjusted: z.number(),
  /** By `adjusted` at 5 %: `refuted` where the test tells the opposite. */
  verdict: z.enum(['supported', 'refuted', 'unsettled']),
});
export type ClaimRecord = z.infer<typeof claimRecord>;

/** `comparison.json`: statistics between arms. */
export const comparisonRecord = z.strictObject({
  version: z.literal(1),
  experiment: z.string(),
  baseline: z.string(),
  /** `seeds`: t intervals over seed means. `pairs`: bootstrap over test pairs within the one seed. */
  condition: conditionRecord,
  seeds: z.array(z.int()),
  /** The most test pairs that an arm was scored on. */
  pairs: z.int(),
  /** The most that an arm was held against ground truth on, of those pairs the first; absent where none was. */
  truth: z.strictObject({ pairs: z.int(), alphas: z.int() }).optional(),
  /**
   * What each seed drew anew besides initial weights and sampling: what intervals over seeds generalise to; absent
   * where nothing.
   */
  vary: z.array(z.string()).optional(),
  /** Ids of the finished trials that were compared. */
  trials: z.array(z.string()),
  /** Hash of all that the comparison is made from: the experiment's record, and the tables of those trials. */
  inputs: hash,
  /** Rows of the report's table, in the order of the arms. Metric names are those of `COMPARED_METRICS`. */
  arms: z.array(
    z.strictObject({
      arm: z.string(),
      /**
       * What the arm was scored on, where that is less than the most that an arm was: the first of the same pairs, and
       * its own α. Its ratios are over these alone.
       */
      on: z.strictObject({ pairs: z.int(), alphas: z.int() }).optional(),
      metrics: z.record(z.string(), estimateRecord.nullable()),
      /**
       * Paired ratio to the baseline, arm / baseline; null for the baseline and where the metric or the denominator is
       * not there.
       */
      ratios: z.record(z.string(), estimateRecord.nullable()),
    }),
  ),
  /** Curves over the budget; absent where the budget is no axis, or the objective is not known. */
  limit: limitRecord.optional(),
  /** Of those that have a test and whose arms have finished trials; absent where no claim has a test. */
  claims: z.array(claimRecord).optional(),
  /** Sentences with numbers, most important first. */
  verdicts: z.array(z.strictObject({ arm: z.string().nullable(), text: z.string() })),
});
export type ComparisonRecord = z.infer<typeof comparisonRecord>;
