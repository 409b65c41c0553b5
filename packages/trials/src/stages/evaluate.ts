import {
  COMMON_PATHS,
  COMMON_POINTS,
  FRAMES,
  mapValues,
  type NamedArrays,
  PATHS,
  POINTS,
  rootKey,
  sizeOf,
  split,
  summarise,
  type SummaryRecord,
} from '@latent-paths/core';
import type { TrialStore } from '@latent-paths/data';
import { pointMetrics, spread, type Path } from '@latent-paths/model';
import { pathOf } from '@latent-paths/specification/paths';
import { arePicturesKnown, featureReduction, type TrialConfig } from '@latent-paths/specification/trial';
import { steady } from '../training/clocks.js';
import { withProgress } from '../progress.js';
import { under } from '../steps/prefixed-records.js';
import { onOwnSet, onSolverSet, sameSet } from '../evaluation/scoring/scored-set.js';
import { identityInterpolations } from '../evaluation/scoring/identity-interpolations.js';
import { openReferenceImages } from '../evaluation/scoring/reference-images.js';
import { realImages } from '../evaluation/scoring/real-images.js';
import { summariseDefined } from '../evaluation/scoring/summarise-defined.js';
import {
  framesToCompare,
  interpolationScores,
  type InterpolationScores,
} from '../evaluation/scoring/interpolation-scores.js';
import { float32 } from '../evaluation/scoring/interpolations.js';
import { takeRows } from '../training/solvers/take-rows.js';
import { evaluationStep } from '../steps/evaluation-step.js';
import {
  alphaGrid,
  disjointPairs,
  evenlyOf,
  gatherRows,
  type DisjointPairs,
} from '../evaluation/scoring/test-pairs.js';
import { Stopped, type StageContext } from './context.js';
import type { CheckedImport } from './import/check-import.js';
import type { TrialInputs } from './trial-inputs.js';
import { measureCost } from './measure-cost.js';
import { gapPoints } from './gap-points.js';
import type { BroughtPath } from './path/bring-path.js';
import { scoreGaps } from './score-gaps.js';
import { truthScorer, type TruthScorer } from './score-truth.js';
import { solvePaths } from './solve-paths.js';
import { rowsAtOnce } from '../steps/rows-at-once.js';
import { withPrograms } from '../steps/with-programs.js';

export interface EvaluateOptions {
  readonly config: TrialConfig;
  readonly label: string;
  readonly trialInputs: TrialInputs;
  readonly trial: TrialStore;
  /** Weights of the trained path; `{}` where it trains nothing. */
  readonly theta: NamedArrays;
  /** The path itself, where others trained it. */
  readonly brought?: BroughtPath | null;
  readonly about: Pick<SummaryRecord, 'trial' | 'arm' | 'seed' | 'training'>;
}

/** Points (pair, α) that one run of the compiled step measures. */
const POINTS_A_RUN = 520;

/**
 * Scores a path on the test pairs: writes one row per point, one a pair, the frames of the pairs shown, and the
 * summary.
 * A path that is solved for is scored on few of them; every other one on those too, so that the two can be compared.
 */
export async function evaluate(options: EvaluateOptions, context: StageContext): Promise<void> {
  const { label, theta, trial, brought = null } = options;
  const clock = steady(context.now);
  const path = brought?.path ?? pathOf(options.config.path);
  const config = onOwnSet(options.config);
  const { pairs, alphas } = config.evaluation;
  const trialInputs = onScoredLatents(options.trialInputs, config);
  const chosen = disjointPairs(trialInputs.pools.test, pairs, config.evaluation.seed);
  const solved = await solvePaths({ path, config, label, trialInputs, chosen }, context);
  const truth = truthScorer({ config, label, trialInputs, trial, chosen }, context);
  const work = {
    kind: 'scoring',
    label: `${label}, scoring`,
    total: pairs,
    unit: { name: 'points', size: alphas },
  } as const;
  const scored = { ...options, trialInputs, config, path, chosen, solution: solved.solution };
  const interpolations = await withProgress(context.display, work, async (bar) => {
    const made = await interpolatePairs({ ...scored, truth, told: (done) => bar.update(done) }, context);
    await writeTables(scored, made, [POINTS, PATHS]);
    const few = onSolverSet(config);
    if (!sameSet(config, few))
      await writeTables(
        { ...scored, config: few },
        await interpolatePairs({ ...scored, config: few, truth: null, told: () => undefined }, context),
        [COMMON_POINTS, COMMON_PATHS],
      );
    await writeFrames(scored, made);
    bar.finish();
    return made;
  });
  const held = await truth?.score();
  const { seed, training } = options.about;
  const gaps = config.evaluation.gaps ?? null;
  const points =
    gaps &&
    gapPoints({
      config,
      gaps,
      seed,
      steps: training?.steps ?? null,
      pairs: brought?.pairs ?? null,
      poolSize: trialInputs.pools.train.count,
    });
  const found = gaps && points && (await scoreGaps({ gaps, label, path, theta, points, trialInputs, trial }, context));
  const { points: measured, paths: interpolated, sets, reproduced } = interpolations;
  await trial.writeSummary({
    version: 1,
    ...options.about,
    trained: path.trained,
    pairs,
    alphas: Array.from(interpolations.grid),
    points: mapValues(pointMetrics, (_, name) => (measured[name] === undefined ? null : summarise(measured[name]))),
    paths: mapValues(interpolated, summariseDefined),
    sets,
    ...(reproduced && { onData: { images: config.evaluation.real, reproduced } }),
    byAlpha: mapValues(measured, (column) =>
      Array.from({ length: alphas }, (_, i) => summarise(column.filter((_, j) => j % alphas === i))),
    ),
    real: trialInputs.pools.real,
    vae: trialInputs.vae.quality,
    ...(trialInputs.vae.imported && { imported: importedOf(trialInputs.vae.imported) }),
    ...(brought && { broughtPath: brought.record }),
    ...(trialInputs.pools.brought && { brought: trialInputs.pools.brought }),
    ...(held && { truth: held }),
    ...(found && { gaps: found }),
    cost: await measureCost({ path, theta, trialInputs, chosen, alphas, solved }, context),
    evaluationSeconds: clock(),
  });
}

const importedOf = ({ source, licence, warnings }: CheckedImport) => ({ source, licence, warnings: [...warnings] });

/**
 * The inputs whose latents to score on are those that the configuration names: of validation where recipes are
 * chosen.
 */
function onScoredLatents(trialInputs: TrialInputs, { evaluation }: TrialConfig): TrialInputs {
  const { pools } = trialInputs;
  return evaluation.latents === 'validation'
    ? { ...trialInputs, pools: { ...pools, test: pools.validation } }
    : trialInputs;
}

/** What interpolating between all test pairs gives. */
interface Interpolations extends InterpolationScores {
  /** Test images that the pairs join, [pairs] each. */
  readonly ends: { readonly a: Int32Array; readonly b: Int32Array };
  /** α, [alphas] */
  readonly grid: Float32Array;
  readonly shown: ReturnType<typeof shownFrames>;
  /** [shown pairs · shown alphas · pixels] */
  readonly frames: Uint8Array;
}

interface InterpolationOptions extends EvaluateOptions {
  readonly path: Path;
  readonly chosen: DisjointPairs;
  /** What was solved for, [pairs, …] by name; `{}` where nothing is. */
  readonly solution: NamedArrays;
  /** Keeps the frames that it needs. */
  readonly truth: TruthScorer | null;
  readonly told: (done: number) => void;
}

async function interpolatePairs(
  { path, config, label, trialInputs, theta, chosen, solution, truth, told }: InterpolationOptions,
  context: StageContext,
): Promise<Interpolations> {
  const { pairs, alphas, seed } = config.evaluation;
  const { source, vae, features } = trialInputs;
  const { test, real } = trialInputs.pools;
  const points = rowsAtOnce(POINTS_A_RUN, source.shape);
  const perRun = Math.min(pairs, Math.max(1, Math.floor(points / alphas)));
  const grid = alphaGrid(alphas);
  const shown = shownFrames(config.evaluation);
  const pixels = sizeOf(source.shape);
  const images = await test.indices();
  const imagesOf = (rows: Int32Array) => rows.slice(0, pairs).map((row) => images[row]!);
  const frames = new Uint8Array(shown.pairs * shown.alphas.length * pixels);

  return withPrograms(context.engine, async (compile) => {
    const step = { path, theta, vae, pairs: perRun };
    const program = await compile(
      evaluationStep({ ...step, thetaAs: 'frozen', solution, alphas, detail: 'interpolations' }),
    );
    const toThemselves = identityInterpolations({ ...step, grid: grid.data, compile });
    const reference =
      features &&
      (await openReferenceImages({
        real: realImages({
          source,
          count: config.evaluation.real,
          except: arePicturesKnown(config) ? images : [],
          key: split(rootKey(seed), 'real images'),
        }),
        imageShape: source.shape,
        reducedBy: featureReduction(config),
        features: features.weights,
        frames: framesToCompare(perRun, alphas),
        compile,
      }));
    const scores = interpolationScores({ pairs, alphas, reference, tau: real.tau });
    for (let first = 0; first < pairs; first += perRun) {
      if (context.signal.aborted) throw new Stopped(`${label}, scoring stopped`);
      // The last run is filled up with the last pair, and cut.
      const rows = (all: Int32Array) =>
        Int32Array.from({ length: perRun }, (_, i) => all[Math.min(first + i, pairs - 1)]!);
      const solved = under(
        'solution',
        mapValues(solution, (found) => takeRows(found, first, perRun)),
      );
      const [zA, zB] = [gatherRows(test, rows(chosen.a)), gatherRows(test, rows(chosen.b))];
      const interpolated = await program.run({ zA, zB, alpha: grid, ...solved });
      const outputs = await toThemselves.beside(interpolated, zA);
      const count = Math.min(perRun, pairs - first);
      await scores.take({ outputs, pairs: perRun, count, zA: zA.data, zB: zB.data });
      const decoded = float32(outputs, 'frames');
      truth?.take(decoded, first, count);
      for (let pair = first; pair < Math.min(first + count, shown.pairs); pair++) {
        shown.alphas.forEach((alpha, i) => {
          const from = ((pair - first) * alphas + alpha) * pixels;
          const to = (pair * shown.alphas.length + i) * pixels;
          for (let p = 0; p < pixels; p++)
            frames[to + p] = Math.round(255 * Math.min(1, Math.max(0, decoded[from + p]!)));
        });
      }
      told(first + count);
      await new Promise(setImmediate);
    }
    return {
      ...(await scores.finish()),
      ends: { a: imagesOf(chosen.a), b: imagesOf(chosen.b) },
      grid: grid.data,
      shown,
      frames,
    };
  });
}

/** One row per point, and one a pair. */
async function writeTables(
  { config, trial }: EvaluateOptions,
  interpolations: Interpolations,
  [points, paths]: readonly [string, string],
): Promise<void> {
  const { pairs, alphas } = config.evaluation;
  const { ends, grid, middles } = interpolations;
  await trial.writeTable(points, {
    columns: {
      pair: { kind: 'int32', data: Int32Array.from({ length: pairs * alphas }, (_, i) => Math.floor(i / alphas)) },
      alpha: { kind: 'float32', data: Float32Array.from({ length: pairs * alphas }, (_, i) => grid[i % alphas]!) },
      ...mapValues(interpolations.points, column),
    },
    metadata: {},
  });
  await trial.writeTable(paths, {
    columns: {
      pair: { kind: 'int32', data: Int32Array.from({ length: pairs }, (_, i) => i) },
      a: { kind: 'int32', data: ends.a },
      b: { kind: 'int32', data: ends.b },
      ...mapValues(defined(interpolations.paths), column),
      ...(middles !== null && {
        spread: column(spread(middles.path, middles.size)),
        'linear-spread': column(spread(middles.linear, middles.size)),
      }),
    },
    metadata: {},
  });
}

/** The pictures of the pairs shown. */
async function writeFrames(
  { trialInputs, trial }: EvaluateOptions,
  { grid, shown, frames }: Interpolations,
): Promise<void> {
  const { shape } = trialInputs.source;
  const shownRows = shown.pairs * shown.alphas.length;
  await trial.writeTable(FRAMES, {
    columns: {
      pair: {
        kind: 'int32',
        data: Int32Array.from({ length: shownRows }, (_, i) => Math.floor(i / shown.alphas.length)),
      },
      alpha: {
        kind: 'float32',
        data: Float32Array.from({ length: shownRows }, (_, i) => grid[shown.alphas[i % shown.alphas.length]!]!),
      },
      frame: { kind: 'bytes', width: sizeOf(shape), data: frames },
    },
    metadata: { shape: shape.join(',') },
  });
}

const column = (data: Float32Array) => ({ kind: 'float32', data }) as const;

/** The columns in which some value is defined; there, one that is not is NaN. */
function defined(columns: Readonly<Record<string, Float32Array>>): Record<string, Float32Array> {
  return Object.fromEntries(
    Object.entries(columns).filter(([, values]) => values.some((value) => !Number.isNaN(value))),
  );
}

/** The first pairs, and the grid's α nearest to an even spacing. */
function shownFrames({ pairs, alphas, frames }: TrialConfig['evaluation']): {
  pairs: number;
  alphas: readonly number[];
} {
  return { pairs: Math.min(frames.pairs, pairs), alphas: evenlyOf(alphas, frames.alphas) };
}
