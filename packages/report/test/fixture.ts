import {
  COMPARED_METRICS,
  fillNormal,
  hashJson,
  rootKey,
  shortHash,
  split,
  uniformAt,
  type ComparedMetricName,
  type ComparisonRecord,
  type ExperimentRecord,
  type Key,
  type MetricsRow,
  type ProjectionKindRecord,
  type ProjectionSizes,
  type RunRecord,
  type SelectionRecord,
  type SummaryRecord,
  type VaeProjectionRecord,
} from '@latent-paths/core';
import { openStore, type Table, type TrialStore } from '@latent-paths/data';

/**
 * Made-up experiments for tests of the report: written through the run store, seeded, of plausible size and sign.
 * None of these numbers was ever measured.
 */
type TrialState = 'finished' | 'failed' | 'stopped' | 'killed' | 'missing';

export interface ArmPlan {
  readonly name: string;
  readonly trained: boolean;
  readonly state: TrialState;
  /** Of single seeds, in their order, where they differ from the arm's. */
  readonly states?: readonly TrialState[];
  /** ‖z − P(z)‖² at the ends and in the middle. */
  readonly ends: number;
  readonly middle: number;
  readonly attraction: number;
  readonly sensitivity: number | null;
  readonly diversity: number | null;
  /** Decoded paths: cross-fade, moving disc, or a still blur. */
  readonly look: 'fade' | 'move' | 'still';
  readonly pairs: number;
  readonly alphasPerPair: readonly number[];
  readonly settings: ExperimentRecord['arms'][number]['settings'];
  /** Where it stands on a curve over the budget. */
  readonly curve?: { readonly arm: string; readonly budget: number };
}

/** What the made-up comparison holds to be tested, where both arms are there. */
const CLAIM = {
  kind: 'non-inferior',
  arm: 'all-dense',
  against: 'all-single',
  metric: { name: 'reprojection-half', goal: 'minimise' },
  margin: 0.05,
} as const;
const hasClaim = ({ arms }: Pick<FixtureOptions, 'arms'>) =>
  [CLAIM.arm, CLAIM.against].every((name) => arms.some((arm) => arm.name === name));

export interface FixtureOptions {
  readonly name: string;
  readonly question: string;
  readonly seeds: readonly number[];
  readonly arms: readonly ArmPlan[];
  readonly compared: boolean;
  readonly framed: boolean;
  /** Steps between logged rows. */
  readonly logEvery: number;
  /** Keys of the two records that are not as they are elsewhere. */
  readonly record?: Partial<ExperimentRecord>;
  readonly comparison?: Partial<ComparisonRecord>;
  /** Learning rates that were tried beforehand, where any were. */
  readonly selection?: SelectionRecord;
}

const ALPHAS = Array.from({ length: 65 }, (_, i) => i / 64);
const FRAME_ALPHAS = Array.from({ length: 17 }, (_, i) => i / 16);
const FRAME_PAIRS = [0, 7, 11, 23, 42, 64, 99, 120];
const SIDE = 32;
const TEST_PAIRS = 512;
const TOTAL_PAIRS = 199_990_000;
const REAL = { reprojection: 3.74, tau: 7.9 };

export function plan(name: string, changes: Partial<ArmPlan>): ArmPlan {
  return {
    name,
    trained: true,
    state: 'finished',
    ends: 3.7,
    middle: 7,
    attraction: 6,
    sensitivity: 1.6,
    diversity: 0.9,
    look: 'move',
    pairs: 20_000,
    alphasPerPair: [1],
    settings: [],
    ...changes,
  };
}

const sampling = (pairs: string, alphas: string, count: number | null): ArmPlan['settings'] => [
  { key: 'sampling.pairs.kind', value: pairs },
  { key: 'sampling.alphas.kind', value: alphas },
  ...(count === null ? [] : [{ key: 'sampling.alphas.count', value: count }]),
];

/**
 * Seven arms of the main question, of which one failed and one shrank towards the mean, and one that collapsed beside
 * them.
 */
export const DENSE_ARMS: readonly ArmPlan[] = [
  plan('linear', {
    trained: false,
    middle: 13.1,
    attraction: 0,
    sensitivity: 1.72,
    diversity: 1,
    look: 'fade',
    settings: [{ key: 'path.kind', value: 'linear' }],
  }),
  plan('projected', {
    trained: false,
    ends: 0.9,
    middle: 4.5,
    attraction: 7.4,
    sensitivity: 1.89,
    diversity: 0.92,
    look: 'fade',
    settings: [{ key: 'path.kind', value: 'projected' }],
  }),
  plan('fixed-single', {
    middle: 7.6,
    attraction: 4.9,
    settings: [{ key: 'path.kind', value: 'network' }, ...sampling('fixed', 'single', null)],
  }),
  plan('fixed-dense', {
    middle: 8.1,
    attraction: 4.7,
    alphasPerPair: [16],
    settings: [{ key: 'path.kind', value: 'network' }, ...sampling('fixed', 'dense', 16)],
  }),
  plan('all-single', {
    middle: 6.4,
    attraction: 5.6,
    pairs: 79_872,
    settings: [{ key: 'path.kind', value: 'network' }, ...sampling('all', 'uniform', null)],
  }),
  plan('all-dense', {
    middle: 5.2,
    attraction: 5.5,
    diversity: 0.55,
    pairs: 4992,
    alphasPerPair: [16],
    settings: [{ key: 'path.kind', value: 'network' }, ...sampling('all', 'dense', 16)],
  }),
  plan('all-dense-growing', {
    state: 'failed',
    alphasPerPair: [1, 2, 4, 8, 16],
    settings: [
      { key: 'path.kind', value: 'network' },
      ...sampling('all', 'dense', 16),
      { key: 'curriculum', value: { kind: 'alpha-count', from: 1, to: 16 } },
    ],
  }),
  plan('no-attraction', {
    ends: 0.009,
    middle: 0.008,
    attraction: 41,
    sensitivity: 0.0006,
    diversity: 0.0002,
    look: 'still',
    pairs: 79_872,
    settings: [
      { key: 'path.kind', value: 'network' },
      ...sampling('all', 'uniform', null),
      { key: 'loss.attraction.weight', value: 0 },
    ],
  }),
];

/**
 * A matrix over the weight of attraction: `count` trained arms, from collapsed to diverse, beside the baseline and a
 * path without latents.
 */
export function matrixArms(count: number): readonly ArmPlan[] {
  return [
    DENSE_ARMS[0]!,
    plan('pixels', {
      trained: false,
      sensitivity: 1.1,
      diversity: null,
      look: 'fade',
      settings: [{ key: 'path.kind', value: 'pixel-lerp' }],
    }),
    ...Array.from({ length: count }, (_, i) => {
      const weight = Number((0.01 * 1.2 ** i).toPrecision(2));
      return plan(`all-dense-attraction-weight-${weight}`, {
        middle: 4.2 + 0.2 * i,
        attraction: 9 / (1 + 0.2 * i),
        diversity: Math.min(0.98, 0.15 + 0.03 * i),
        pairs: 4992,
        alphasPerPair: [16],
        settings: [
          { key: 'path.kind', value: 'network' },
          { key: 'loss.attraction.weight', value: weight },
        ],
      });
    }),
  ];
}

const PROJECTION_SIZES: ProjectionSizes = { points: 8, jacobians: 2, steps: 50 };

/** What might have been measured of a VAE: real latents rest soonest, and none converges from the prior. */
export function projectionOf(latent: number, known: boolean): VaeProjectionRecord {
  const summary = (mean: number) => ({ mean, deviation: mean / 4, q95: 1.5 * mean, max: 2 * mean });
  const kind = (scale: number, converged: number): ProjectionKindRecord => ({
    movement: Array.from({ length: 11 }, (_, k) => summary(scale * 0.6 ** k)),
    ratio: Array.from({ length: 10 }, () => summary(0.6)),
    spread: Array.from({ length: 12 }, (_, k) => 1 + k / 10),
    jacobian: {
      start: { points: 2, singular: [1.6, 1.2, 0.4], radius: summary(1.3), trace: summary(9), defect: summary(0.44) },
      limit:
        converged === 0
          ? null
          : { points: 2, singular: [1.2, 0.9, 0.2], radius: summary(0.9), trace: summary(7), defect: null },
    },
    census: {
      converged,
      steps: converged === 0 ? null : 30,
      distinct: converged === 0 ? 0 : 5,
      largest: converged === 0 ? null : 0.25,
      atPriorMean: converged === 0 ? null : 0,
    },
    limitSpread: { latents: 1.5, images: null },
    truth: known
      ? { distance: [8, 9, 10, 13, 18, 35].map((value) => summary(scale * value)), sameCategory: 0.5 }
      : null,
  });
  return {
    inputs: 'cd'.repeat(32),
    artifact: `vae-${latent}`,
    trial: `linear-${latent}`,
    vae: { latent, variance: 0.025, channels: [16, 32] },
    quality: { images: 300, squaredError: 0.003, kl: 40, activeUnits: latent, units: latent },
    epsilon: 0.2,
    iterates: [0, 1, 2, 5, 10],
    truthPoints: 4,
    kinds: { real: kind(1, 0.8), middle: kind(2, 0.5), prior: kind(6, 0) },
  };
}

/** Writes an experiment as a run would have left it, and returns its name. */
export async function writeFixture(results: string, options: FixtureOptions): Promise<string> {
  const store = openStore(results).experiment(options.name);
  const arms = options.arms.map((arm) => ({
    arm,
    trials: (arm.trained ? options.seeds : options.seeds.slice(0, 1)).map((seed) => ({
      seed,
      id: trialId(options.name, arm, seed),
    })),
  }));
  await store.writeExperiment({
    version: 1,
    name: options.name,
    file: `experiments/${options.name}.yaml`,
    question: options.question,
    baseline: options.arms[0]!.name,
    seeds: [...options.seeds],
    claims: [
      {
        id: 'C6',
        text: 'Dense α over all pairs beats one α per pair at equal compute.',
        ...(hasClaim(options) && { test: CLAIM }),
      },
      { id: 'C4', text: 'Without attraction training collapses.' },
    ],
    projection: PROJECTION_SIZES,
    arms: arms.map(({ arm, trials }) => ({
      name: arm.name,
      trained: arm.trained,
      ...(arm.curve && { curve: arm.curve }),
      settings: arm.settings,
      trials: trials.map(({ id }) => id),
    })),
    ...options.record,
  });
  for (const { arm, trials } of arms) {
    for (const [i, { seed, id }] of trials.entries()) {
      const state = stateOf(arm, i);
      if (state !== 'missing') await writeTrial(store.trial(id), options, { ...arm, state }, seed, id);
    }
  }
  if (options.selection !== undefined) await store.writeSelection(options.selection);
  if (options.compared) {
    await store.writeComparison({ ...comparisonOf(options), ...options.comparison });
    await store.writeProjection({
      version: 1,
      experiment: options.name,
      sizes: PROJECTION_SIZES,
      vaes: [projectionOf(64, true), projectionOf(16, true)],
    });
  }
  return options.name;
}

function stateOf({ state, states = [] }: ArmPlan, seed: number): TrialState {
  return states[seed] ?? state;
}

function trialId(experiment: string, arm: ArmPlan, seed: number): string {
  return shortHash(hashJson([experiment, arm.name, seed]));
}

async function writeTrial(
  trial: TrialStore,
  options: FixtureOptions,
  arm: ArmPlan,
  seed: number,
  id: string,
): Promise<void> {
  const key = split(split(rootKey(seed), arm.name), 'fixture');
  const steps = arm.state === 'finished' ? 625 : 240;
  const run: Omit<RunRecord, 'status' | 'files'> = {
    version: 1,
    trial: id,
    experiment: options.name,
    arm: arm.name,
    seed,
    provenance: {
      commit: '0123456789abcdef0123456789abcdef01234567',
      dirty: arm.name === 'projected' ? hashJson('a change') : null,
      versions: { node: 'v20.20.2', 'onnxruntime-node': '1.30.0', '@tensorflow/tfjs-core': '4.22.0' },
      engine: 'onnx',
      threads: 2,
      cpu: 'A made-up processor',
      platform: 'linux x64',
      command: `npx nx run experiments:${options.name}`,
    },
    inputs: {
      vae: { artifact: 'train-vae-5d1c0ffee000', content: hashJson('vae') },
      ...(arm.trained ? { pool: { artifact: 'extract-pool-b16b00b5cafe', content: hashJson('pool') } } : {}),
    },
    startedAt: `2026-03-0${seed}T14:05:00.000Z`,
    endedAt: arm.state === 'killed' ? null : `2026-03-0${seed}T14:06:23.000Z`,
    resumes: arm.name === 'all-dense' ? [{ at: `2026-03-0${seed}T14:05:40.000Z`, step: 250 }] : [],
    failures:
      arm.state === 'failed'
        ? [
            {
              at: `2026-03-0${seed}T14:06:23.000Z`,
              step: steps,
              message: 'loss: expected a finite number, got NaN <lower the rate>',
            },
          ]
        : [],
  };
  if (arm.trained) for (const row of metricsOf(arm, steps, options.logEvery, key)) await trial.appendMetrics(row);
  if (arm.state !== 'finished') {
    await trial.writeRun({
      ...run,
      status: arm.state === 'killed' || arm.state === 'missing' ? 'running' : arm.state,
      files: {},
    });
    return;
  }
  await trial.writeSummary(summaryOf(arm, seed, id, steps, key));
  if (options.framed) await trial.writeTable('frames.arrow', framesTable(arm.look));
  await trial.finish(run);
}

function metricsOf(arm: ArmPlan, steps: number, every: number, key: Key): MetricsRow[] {
  const logged = Array.from({ length: Math.floor(steps / every) }, (_, i) => (i + 1) * every);
  const noise = new Float32Array(4 * logged.length);
  fillNormal(key, 0, noise);
  return logged.map((step, i): MetricsRow => {
    const share = step / 625;
    const wobble = (part: number): number => Math.exp(0.12 * noise[4 * i + part]!);
    const mean = (2 * arm.middle + arm.ends) / 3;
    const reprojection = (mean + (11 - mean) * Math.exp(-6 * share)) * wobble(0);
    return {
      step,
      points: step * 128,
      projections: step * 128,
      pairs: Math.round((arm.pairs * step) / 625),
      alphasPerPair:
        arm.alphasPerPair[Math.min(arm.alphasPerPair.length - 1, Math.floor(share * arm.alphasPerPair.length))]!,
      learningRate: 1e-3 * Math.cos((share * Math.PI) / 2),
      weights: { reprojection: 1, attraction: 0.1 },
      losses: { reprojection, attraction: arm.attraction * (1 - Math.exp(-4 * share)) * wobble(1) + 0.01 },
      total: reprojection + 0.1 * arm.attraction,
      gradientNorms: {
        reprojection: reprojection * 0.8 * wobble(2),
        attraction: (0.3 + arm.attraction * share * 0.1) * wobble(3),
        total: reprojection,
      },
      validation: i % 3 === 2 ? { reprojection: reprojection * 1.04, attraction: arm.attraction } : null,
      seconds: step * 0.11,
    };
  });
}

function levelAt(arm: ArmPlan, alpha: number): number {
  return arm.ends + (arm.middle - arm.ends) * (4 * alpha * (1 - alpha)) ** 1.3;
}

const spread = (mean: number) => ({ mean, deviation: mean * 0.3, q95: mean * 1.7, max: mean * 2.6 });

function summaryOf(arm: ArmPlan, seed: number, trial: string, steps: number, key: Key): SummaryRecord {
  const shift = 1 + 0.04 * (uniformAt(key, 0) - 0.5);
  const byAlpha = ALPHAS.map((alpha) => spread(shift * levelAt(arm, alpha)));
  const latent = arm.diversity !== null;
  return {
    version: 1,
    trial,
    arm: arm.name,
    seed,
    trained: arm.trained,
    pairs: TEST_PAIRS,
    alphas: ALPHAS,
    points: {
      reprojection: latent ? spread(byAlpha.reduce((sum, at) => sum + at.mean, 0) / 65) : null,
      attraction: latent ? spread(arm.attraction) : null,
    },
    paths: {
      'endpoint-error': latent ? spread(0) : null,
      'alpha-sensitivity': arm.sensitivity === null ? null : spread(arm.sensitivity),
    },
    sets: { diversity: arm.diversity },
    byAlpha: latent ? { reprojection: byAlpha } : {},
    real: REAL,
    training: arm.trained
      ? {
          steps,
          points: steps * 128,
          projections: steps * 128,
          pairs: arm.pairs + (seed - 1) * 3,
          totalPairs: TOTAL_PAIRS,
          seconds: steps * 0.11,
        }
      : null,
    vae: { images: 2000, squaredError: 0.0026, kl: 101.5, activeUnits: 250, units: 256 },
    cost:
      arm.name === 'projected'
        ? { decodes: 1, encodes: 1, flops: 20_500_000, seconds: 2e-4 }
        : { decodes: 0, encodes: 0, flops: arm.trained ? 4_200_000 : 0, seconds: arm.trained ? 4e-5 : 1e-6 },
    evaluationSeconds: 3.2,
  };
}

/** As `compare` makes it: a row for every arm, empty where no trial of it has finished. */
function comparisonOf({ name, seeds, arms }: FixtureOptions): ComparisonRecord {
  const finishedSeeds = (arm: ArmPlan): number[] =>
    (arm.trained ? seeds : seeds.slice(0, 1)).filter((_, i) => stateOf(arm, i) === 'finished');
  const baseline = arms[0]!;
  const bySeeds = arms.filter(({ trained }) => trained).every((arm) => finishedSeeds(arm).length >= 2);
  const estimate = (value: number) => ({ value, low: value * 0.96, high: value * 1.05 });
  const metrics = Object.keys(COMPARED_METRICS) as ComparedMetricName[];
  return {
    version: 1,
    experiment: name,
    baseline: baseline.name,
    condition: bySeeds ? 'seeds' : 'pairs',
    seeds: bySeeds ? [...seeds] : seeds.slice(0, 1),
    pairs: TEST_PAIRS,
    trials: arms.flatMap((arm) => finishedSeeds(arm).map((seed) => trialId(name, arm, seed))),
    inputs: 'ab'.repeat(32),
    arms: arms.map((arm) => {
      const value = (metric: ComparedMetricName, of: ArmPlan = arm) =>
        finishedSeeds(arm).length === 0 ? null : metricValue(of, metric);
      return {
        arm: arm.name,
        metrics: Object.fromEntries(
          metrics.map((metric) => [metric, value(metric) === null ? null : estimate(value(metric)!)]),
        ),
        ratios: Object.fromEntries(
          metrics.map((metric) => {
            const [top, bottom] = [value(metric), value(metric, baseline)];
            return [metric, arm === baseline || top === null || !bottom ? null : estimate(top / bottom)];
          }),
        ),
      };
    }),
    ...(hasClaim({ arms }) && {
      claims: [
        {
          id: 'C6',
          over: bySeeds ? 'seeds' : 'pairs',
          units: bySeeds ? seeds.length : TEST_PAIRS,
          seeds: bySeeds ? [...seeds] : seeds.slice(0, 1),
          difference: { value: -1.2, low: -1.5, high: -0.9 },
          ratio: { value: 0.812, low: 0.77, high: 0.86 },
          p: 0.0005,
          adjusted: 0.0005,
          verdict: 'supported',
        },
      ],
    }),
    verdicts: [
      {
        arm: 'all-single',
        text:
          'all-single has the lowest reprojection at α = ½ of the trained arms that keep their diversity: 6.40 (95 % ' +
          'interval 6.14 to 6.72), 0.489 times (95 % interval 0.469 to 0.513) that of linear, at 0.900 of the ' +
          'straight line’s diversity.',
      },
      {
        arm: 'all-dense',
        text:
          'Shrunk towards the mean, with less than 0.9 of the straight line’s diversity: all-dense (0.550). A low ' +
          'reprojection with a lost diversity is not a better path.',
      },
      {
        arm: 'all-single',
        text:
          'Changing sampling.alphas alone: all-single and all-dense cannot be told apart ' +
          '(ratio 1.02 (0.98 to 1.05)).',
      },
    ],
  };
}

function metricValue(arm: ArmPlan, metric: ComparedMetricName): number | null {
  if (metric === 'alpha-sensitivity') return arm.sensitivity;
  if (arm.diversity === null) return null;
  const mean = (2 * arm.middle + arm.ends) / 3;
  const values: Partial<Record<ComparedMetricName, number>> = {
    'reprojection-half': arm.middle,
    reprojection: mean,
    'reprojection-q95': arm.middle * 1.1,
    'reprojection-max': arm.middle * 1.3,
    'reprojection-real': mean / REAL.reprojection,
    attraction: arm.attraction,
    'endpoint-error': arm.name === 'projected' ? 1.9 : 0,
    diversity: arm.diversity,
  };
  return values[metric] ?? null; // ground truth is known of no image here
}

interface Disc {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly colour: readonly number[];
}

/** Discs of two colours at two places: cross-faded, moved, or blurred into one. */
function framesTable(look: ArmPlan['look']): Table {
  const rows = FRAME_PAIRS.flatMap((pair) => FRAME_ALPHAS.map((alpha) => ({ pair, alpha })));
  const size = SIDE * SIDE * 3;
  const data = new Uint8Array(rows.length * size);
  rows.forEach(({ pair, alpha }, row) => {
    const [a, b] = [discOf(pair, 0), discOf(pair, 6)];
    const mix = (p: number, q: number): number => (1 - alpha) * p + alpha * q;
    const colour = a.colour.map((value, c) => mix(value, b.colour[c]!));
    const discs = {
      fade: [
        { ...a, colour: a.colour.map((value) => (1 - alpha) * value) },
        { ...b, colour: b.colour.map((value) => alpha * value) },
      ],
      move: [{ x: mix(a.x, b.x), y: mix(a.y, b.y), radius: mix(a.radius, b.radius), colour }],
      still: [{ x: 16, y: 16, radius: 3, colour: [0.3, 0.3, 0.3] }],
    }[look];
    drawDiscs(data.subarray(row * size, (row + 1) * size), discs, look === 'still' ? 4 : 0.7);
  });
  return {
    columns: {
      pair: { kind: 'int32', data: Int32Array.from(rows, ({ pair }) => pair) },
      alpha: { kind: 'float32', data: Float32Array.from(rows, ({ alpha }) => alpha) },
      frame: { kind: 'bytes', width: size, data },
    },
    metadata: { shape: `${SIDE},${SIDE},3` },
  };
}

function discOf(pair: number, from: number): Disc {
  const draw = (i: number): number => uniformAt(split(rootKey(7), pair), from + i);
  return { x: 8 + 16 * draw(0), y: 8 + 16 * draw(1), radius: 4 + 4 * draw(2), colour: [draw(3), draw(4), draw(5)] };
}

function drawDiscs(frame: Uint8Array, discs: readonly Disc[], blur: number): void {
  for (let i = 0; i < SIDE * SIDE; i++) {
    for (const disc of discs) {
      const inside =
        235 / (1 + Math.exp((Math.hypot((i % SIDE) - disc.x, Math.floor(i / SIDE) - disc.y) - disc.radius) / blur));
      for (let c = 0; c < 3; c++) frame[3 * i + c] = Math.min(255, 15 + frame[3 * i + c]! + inside * disc.colour[c]!);
    }
  }
}
