import {
  COMMON_PATHS,
  COMMON_POINTS,
  type ComparedMetricName,
  type ComparisonRecord,
  type ExperimentRecord,
  GAPS,
  hashJson,
  mixedInputs,
  PATHS,
  POINTS,
  TRUTH_PATHS,
} from '@latent-paths/core';
import type { ExperimentStore, Table } from '@latent-paths/data';
import { parseTrial, type TrialConfig } from '@latent-paths/specification/trial';
import { amortisation } from '../comparison/amortisation.js';
import type { Oracle } from '../comparison/estimate-gap.js';
import { judgeClaims } from '../comparison/claims.js';
import {
  conditionOf,
  estimateMetric,
  estimateRatio,
  METRIC_NAMES,
  type ScoredArm,
  type ScoredTrial,
  seedsOf,
  sharedSeed,
  withSeed,
} from '../comparison/compare-arms.js';
import { atLargestBudget } from '../comparison/largest-budget.js';
import { levelAlphas } from '../comparison/level-alphas.js';
import { limitOf, threeOf } from '../comparison/limit.js';
import { limitVerdicts } from '../comparison/limit-words.js';
import { objectivePoints, type ObjectivePoints } from '../comparison/objective.js';
import { pairSet } from '../comparison/pair-set.js';
import { pairScores, type PairScores, truthOf } from '../comparison/pair-values.js';
import { shareOfPairs } from '../comparison/recovered-share.js';
import { resamplesOf } from '../comparison/resampling.js';
import { truthCorrelation } from '../comparison/truth-correlation.js';
import { verdicts } from '../comparison/verdicts.js';
import { hasDiverged } from './has-diverged.js';

/** Raised when the same tables give another comparison, or other sentences: older comparisons are then made again. */
export const MEANING = 17;

/**
 * Compares the finished trials of an experiment and keeps the result beside them; where nothing has changed, it stays.
 * The comparison before is kept, too, where it is of other trials or has other numbers. Where another run wrote one
 * meanwhile, that may be fuller: then all is looked at once more, as it is recorded by then.
 * `tell` is called before a comparison is made, and with what is wrong with its trials.
 */
export async function compare(
  experiment: ExperimentRecord,
  store: ExperimentStore,
  tell: (line: string) => void = () => undefined,
): Promise<void> {
  let before = await store.readComparison();
  for (let record: ExperimentRecord | null = experiment; record !== null; record = await store.readExperiment()) {
    const made = await comparisonOf(record, store);
    made.mixed.forEach(tell);
    if (before?.inputs === made.inputs) return;
    if (made.trials > 1) tell(`comparing the ${made.trials} trials that have finished`);
    const now = await made.compare();
    const meanwhile = await store.readComparison();
    if (meanwhile?.inputs === before?.inputs) {
      if (before !== null && saysOther(before, now)) await store.writePreviousComparison(before);
      return store.writeComparison(now);
    }
    before = meanwhile;
  }
}

/** Whether two comparisons are of other trials or have other numbers: other sentences alone are no news. */
function saysOther(before: ComparisonRecord, now: ComparisonRecord): boolean {
  const [a, b] = [before, now].map(({ trials, arms, claims = [], limit = null }) =>
    hashJson({ trials, arms, claims, limit }),
  );
  return a !== b;
}

/**
 * A comparison of the trials that have finished: the hash of what it is made from, their number, what of their inputs
 * is not the same, how to make it.
 */
export async function comparisonOf(
  experiment: ExperimentRecord,
  store: ExperimentStore,
): Promise<{
  readonly inputs: string;
  readonly trials: number;
  readonly mixed: readonly string[];
  compare(): Promise<ComparisonRecord>;
}> {
  const runs = await Promise.all(experiment.arms.flatMap((arm) => arm.trials).map((id) => store.trial(id).readRun()));
  const finished = runs.flatMap((run) => (run?.status === 'finished' ? [run] : []));
  const tables = finished.map(({ trial, files, inputs }) => ({
    trial,
    points: files[POINTS]!,
    paths: files[PATHS]!,
    common: [files[COMMON_POINTS] ?? null, files[COMMON_PATHS] ?? null],
    truth: files[TRUTH_PATHS] ?? null,
    gaps: files[GAPS] ?? null,
    pool: inputs['pool']!.content,
  }));
  const trials = finished.map(({ trial }) => trial);
  const diverged = runs.flatMap((run) => (run !== null && hasDiverged(run) ? [{ arm: run.arm, seed: run.seed }] : []));
  const inputs = hashJson({ meaning: MEANING, experiment, tables, diverged });
  return {
    inputs,
    trials: trials.length,
    mixed: mixedInputs(finished),
    compare: async () => ({ ...(await compareTrials({ experiment, finished: trials, diverged, store })), inputs }),
  };
}

interface CompareOptions {
  readonly experiment: ExperimentRecord;
  readonly finished: readonly string[];
  readonly diverged: readonly { readonly arm: string; readonly seed: number }[];
  readonly store: ExperimentStore;
}

async function compareTrials({
  experiment,
  finished,
  diverged,
  store,
}: CompareOptions): Promise<Omit<ComparisonRecord, 'inputs'>> {
  const varied = experiment.vary !== undefined;
  const read: ScoredArmOn[] = [];
  for (const { name, trained, trials } of experiment.arms) {
    const scored: Score[] = [];
    for (const id of trials.filter((trial) => finished.includes(trial)))
      scored.push(await score(id, store, experiment.objective));
    read.push({ name, trained, varied, trials: scored });
  }
  const configOf: ConfigOf = async ({ name }) => {
    const id = experiment.arms.find((arm) => arm.name === name)?.trials.find((trial) => finished.includes(trial));
    const spec = id === undefined ? null : await store.trial(id).readSpec();
    return spec === null ? null : parseTrial(spec, `${id}/spec.yaml`);
  };
  const oracles = await oraclesOf(read, configOf);
  const lambda = experiment.objective?.attraction;
  const oracle = oracles.find(
    ({ weights }) => lambda !== undefined && weights.attraction / weights.reprojection === lambda,
  )?.arm;
  const line = await lineOf(read, configOf);
  const all = read.map((arm) => withShares(arm, line, oracle));
  const kind = conditionOf(all, []).kind;
  const seed = kind === 'pairs' ? sharedSeed(all) : null;
  const arms = seed === null ? all : all.map((arm) => withSeed(arm, seed));
  const baseline = arms.find(({ name }) => name === experiment.baseline);
  const sets = arms.flatMap(({ trials }) => trials.map(({ on }) => on));
  const most = {
    pairs: Math.max(0, ...sets.map((on) => on.pairs)),
    alphas: Math.max(0, ...sets.map((on) => on.alphas)),
  };
  const truth = arms.flatMap(({ trials }) =>
    trials.flatMap(({ truth: found }) => (found === undefined ? [] : [found])),
  );
  const condition = { kind, resamples: most.pairs === 0 ? [] : resamplesOf(most.pairs), levels: varied };
  const divergedOf = (name: string) => diverged.filter(({ arm }) => arm === name).map(({ seed }) => seed);
  const limit = limitOf({ experiment, arms: all, line: line?.name, oracle: oracle?.name, diverged: divergedOf });
  // Sentences are of each arm at its largest budget: the curves show the smaller ones.
  const told = limit === undefined ? arms : atLargestBudget(experiment, arms);
  const everyMetric = <Value>(estimate: (metric: ComparedMetricName) => Value) =>
    Object.fromEntries(METRIC_NAMES.map((metric) => [metric, estimate(metric)]));
  return {
    version: 1,
    experiment: experiment.name,
    baseline: experiment.baseline,
    condition: kind,
    seeds: arms.some(({ trained, trials }) => trained && trials.length > 0) ? [...seedsOf(arms)] : [],
    pairs: most.pairs,
    ...(truth.length > 0 && {
      truth: {
        pairs: Math.max(...truth.map(({ pairs }) => pairs)),
        alphas: Math.max(...truth.map(({ alphas }) => alphas)),
      },
    }),
    ...(experiment.vary && { vary: [...experiment.vary] }),
    trials: [...finished],
    arms: arms.map((arm) => ({
      arm: arm.name,
      ...fewerThan(most, arm.trials[0]),
      metrics: everyMetric((metric) => estimateMetric(arm, metric, condition)),
      ratios: everyMetric((metric) =>
        baseline === undefined || arm === baseline ? null : estimateRatio(arm, baseline, metric, condition),
      ),
    })),
    ...(limit && { limit }),
    ...(experiment.claims.some(({ test }) => test !== undefined) && {
      claims: judgeClaims(experiment, arms, condition),
    }),
    verdicts: [
      ...(limit === undefined ? [] : limitVerdicts(experiment, limit)),
      ...verdicts(experiment, told, condition),
      ...truthCorrelation(told, condition),
      ...amortisation(told, oracles, condition),
    ],
  };
}

/** The configuration that an arm's first finished trial was launched with; null where it has none. */
type ConfigOf = (arm: Pick<ScoredArmOn, 'name'>) => Promise<TrialConfig | null>;

/** The arms that optimise every point by itself, with what for, as their trials were launched. */
async function oraclesOf(arms: readonly ScoredArmOn[], configOf: ConfigOf): Promise<Oracle[]> {
  const found = await Promise.all(
    arms.map(async (arm): Promise<Oracle[]> => {
      const path = (await configOf(arm))?.path;
      if (path?.kind !== 'direct') return [];
      const weights = { reprojection: path.reprojection.weight, attraction: path.attraction.weight };
      return [{ arm, form: path.form, weights }];
    }),
  );
  return found.flat();
}

/** The arm of the straight line. */
async function lineOf(arms: readonly ScoredArmOn[], configOf: ConfigOf): Promise<ScoredArmOn | undefined> {
  for (const arm of arms.filter(({ trained }) => !trained))
    if ((await configOf(arm))?.path.kind === 'linear') return arm;
  return undefined;
}

/** The arm with its share of what the straight line leaves, where line and oracle are there. */
function withShares(arm: ScoredArmOn, line: ScoredArm | undefined, oracle: ScoredArm | undefined): ScoredArmOn {
  const trials = arm.trials.map((trial) => {
    const three = threeOf(trial, line, oracle);
    const share = three && shareOfPairs(three);
    if (share === null) return trial;
    const withShare = ({ values, scales }: PairScores): PairScores => ({
      values: { ...values, 'recovered-share': share.values },
      scales: { ...scales, 'recovered-share': share.scale },
    });
    return { ...trial, ...withShare(trial), ...(trial.common && { common: withShare(trial.common) }) };
  });
  return { ...arm, trials };
}

interface ScoredArmOn extends ScoredArm {
  readonly trials: readonly Score[];
}

/** A trial's values, and how many pairs and α they are of. */
interface Score extends ScoredTrial {
  readonly on: { readonly pairs: number; readonly alphas: number };
}

/** What a trial was scored on, where that is less than the most. */
function fewerThan(most: Score['on'], trial: Score | undefined): { readonly on?: Score['on'] } {
  return trial !== undefined && (trial.on.pairs < most.pairs || trial.on.alphas < most.alphas) ? { on: trial.on } : {};
}

async function score(id: string, store: ExperimentStore, objective: ExperimentRecord['objective']): Promise<Score> {
  const trial = store.trial(id);
  const [run, summary, points, paths] = [
    await trial.readRun(),
    await trial.readSummary(),
    await trial.readTable(POINTS),
    await trial.readTable(PATHS),
  ];
  const vae = run?.inputs['vae']?.content;
  if (summary === null || points === null || paths === null) {
    throw new Error(
      `${trial.folder}: expected summary.json, ${POINTS} and ${PATHS} of a finished trial, found one missing; ` +
        'delete the folder and run again',
    );
  }
  const { seed, pairs, alphas, real, training } = summary;
  const [commonPoints, commonPaths, truthPaths] = [
    await trial.readTable(COMMON_POINTS),
    await trial.readTable(COMMON_PATHS),
    await trial.readTable(TRUTH_PATHS),
  ];
  const lambda = objective?.attraction;
  const own = objective && objectivePoints(points, objective.attraction);
  const common = objective && objectivePoints(commonPoints ?? points, objective.attraction);
  return {
    seed,
    on: { pairs, alphas: alphas.length },
    ...pairScores(points, paths, real.reprojection, lambda),
    ...(commonPoints !== null &&
      commonPaths !== null && { common: pairScores(commonPoints, commonPaths, real.reprojection, lambda) }),
    ...(own && common && { objective: { own, common } }),
    ...(objective && gapsOf(await trial.readTable(GAPS), objective.attraction, own)),
    ...(training && { training: { steps: training.steps, pairs: training.pairs } }),
    ...truthOf(truthPaths, summary.truth),
    ...(vae !== undefined && { vae }),
  };
}

/** The objective of each pair of the table of gaps, by set; that of trained points without the luck of their α. */
function gapsOf(
  table: Table | null,
  attraction: number,
  heldOut: ObjectivePoints | null | undefined,
): Pick<ScoredTrial, 'gaps'> {
  if (table === null || !heldOut) return {};
  const { set, a, b, alpha, reprojection: near, attraction: held } = table.columns;
  if (!set || !a || !b || !alpha || near?.kind !== 'float32' || held?.kind !== 'float32') return {};
  const rowsOf = (index: number) => Array.from(set.data.keys()).filter((row) => set.data[row] === index);
  const valuesOf = (rows: readonly number[]) =>
    Float64Array.from(rows, (row) => near.data[row]! + attraction * held.data[row]!);
  const setOf = (rows: readonly number[], values: Float64Array) =>
    pairSet(
      rows.map((row) => `${a.data[row]} ${b.data[row]}`),
      values,
    );
  const [points, visited, unvisited] = [rowsOf(0), rowsOf(1), rowsOf(2)];
  const trained = levelAlphas(
    { alpha: points.map((row) => Number(alpha.data[row])), values: valuesOf(points) },
    heldOut,
  );
  return {
    gaps: {
      ...(points.length > 0 && { trained: setOf(points, trained) }),
      ...(visited.length > 0 && { visited: setOf(visited, valuesOf(visited)) }),
      ...(unvisited.length > 0 && { unvisited: setOf(unvisited, valuesOf(unvisited)) }),
    },
  };
}
