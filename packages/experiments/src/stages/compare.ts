import { hashJson, type ComparedMetricName, type ComparisonRecord, type ExperimentRecord } from '@latent-paths/core';
import type { ExperimentStore } from '@latent-paths/data';
import { amortisation, type Oracle } from '../comparison/amortisation.js';
import { judgeClaims } from '../comparison/claims.js';
import { conditionOf, estimateMetric, estimateRatio, METRIC_NAMES, type ScoredArm, type ScoredTrial } from '../comparison/compare-arms.js';
import { pairValues, truthOf } from '../comparison/pair-values.js';
import { resamplesOf } from '../comparison/resampling.js';
import { truthCorrelation } from '../comparison/truth-correlation.js';
import { verdicts } from '../comparison/verdicts.js';
import { COMMON_PATHS, COMMON_POINTS, PATHS, POINTS, TRUTH_PATHS } from '../scoring/table-names.js';
import { parseTrial } from '../specification/trial-file.js';

/** Raised when the same tables come to be compared in another way: comparisons made before are then made anew. */
const MEANING = 9;

/** Compares the finished trials of an experiment and keeps the result beside them; where nothing has changed, it stays. */
export async function compare(experiment: ExperimentRecord, store: ExperimentStore): Promise<void> {
  const made = await comparisonOf(experiment, store);
  if ((await store.readComparison())?.inputs !== made.inputs) await store.writeComparison(await made.compare());
}

/** A comparison of the trials that have finished: the hash of what it is made from, and how to make it. */
export async function comparisonOf(experiment: ExperimentRecord, store: ExperimentStore): Promise<{ readonly inputs: string; compare(): Promise<ComparisonRecord> }> {
  const runs = await Promise.all(experiment.arms.flatMap((arm) => arm.trials).map((id) => store.trial(id).readRun()));
  const finished = runs.flatMap((run) => (run?.status === 'finished' ? [run] : []));
  const tables = finished.map(({ trial, files, inputs }) => ({ trial, points: files[POINTS]!, paths: files[PATHS]!, common: [files[COMMON_POINTS] ?? null, files[COMMON_PATHS] ?? null], truth: files[TRUTH_PATHS] ?? null, pool: inputs['pool']!.content }));
  const inputs = hashJson({ meaning: MEANING, experiment, tables });
  const trials = finished.map(({ trial }) => trial);
  return { inputs, compare: async () => ({ ...(await compareTrials(experiment, trials, store)), inputs }) };
}

async function compareTrials(experiment: ExperimentRecord, finished: readonly string[], store: ExperimentStore): Promise<Omit<ComparisonRecord, 'inputs'>> {
  const arms: ScoredArmOn[] = [];
  for (const { name, trained, trials } of experiment.arms) {
    const scored: Score[] = [];
    for (const id of trials.filter((trial) => finished.includes(trial))) scored.push(await score(id, store));
    arms.push({ name, trained, trials: scored });
  }
  const baseline = arms.find(({ name }) => name === experiment.baseline);
  const sets = arms.flatMap(({ trials }) => trials.map(({ on }) => on));
  const most = { pairs: Math.max(0, ...sets.map((on) => on.pairs)), alphas: Math.max(0, ...sets.map((on) => on.alphas)) };
  const truth = arms.flatMap(({ trials }) => trials.flatMap(({ truth: found }) => (found === undefined ? [] : [found])));
  const condition = conditionOf(arms, most.pairs === 0 ? [] : resamplesOf(most.pairs));
  const seeds = [...new Set(arms.filter(({ trained }) => trained).flatMap(({ trials }) => trials.map(({ seed }) => seed)))];
  const everyMetric = <Value>(estimate: (metric: ComparedMetricName) => Value) => Object.fromEntries(METRIC_NAMES.map((metric) => [metric, estimate(metric)]));
  return {
    version: 1,
    experiment: experiment.name,
    baseline: experiment.baseline,
    condition: condition.kind,
    seeds: condition.kind === 'pairs' ? seeds.slice(0, 1) : seeds,
    pairs: most.pairs,
    ...(truth.length > 0 && { truth: { pairs: Math.max(...truth.map(({ pairs }) => pairs)), alphas: Math.max(...truth.map(({ alphas }) => alphas)) } }),
    trials: [...finished],
    arms: arms.map((arm) => ({
      arm: arm.name,
      ...fewerThan(most, arm.trials[0]),
      metrics: everyMetric((metric) => estimateMetric(arm, metric, condition)),
      ratios: everyMetric((metric) =>
        baseline === undefined || arm === baseline ? null : estimateRatio(arm, baseline, metric, condition),
      ),
    })),
    ...(experiment.claims.some(({ test }) => test !== undefined) && { claims: judgeClaims(experiment, arms, condition) }),
    verdicts: [...verdicts(experiment, arms, condition), ...truthCorrelation(arms, condition), ...amortisation(arms, await oraclesOf(arms, experiment, store), condition)],
  };
}

/** The arms that optimise every point by itself, with what for, as their trials were launched. */
async function oraclesOf(arms: readonly ScoredArmOn[], experiment: ExperimentRecord, store: ExperimentStore): Promise<Oracle[]> {
  const found = await Promise.all(
    arms.map(async (arm): Promise<Oracle[]> => {
      const id = experiment.arms.find(({ name }) => name === arm.name)?.trials[0];
      const spec = id === undefined || arm.trials.length === 0 ? null : await store.trial(id).readSpec();
      const path = spec === null ? null : parseTrial(spec, `${id}/spec.yaml`).path;
      return path?.kind === 'direct' ? [{ arm, form: path.form, weights: { reprojection: path.reprojection.weight, attraction: path.attraction.weight } }] : [];
    }),
  );
  return found.flat();
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

async function score(id: string, store: ExperimentStore): Promise<Score> {
  const trial = store.trial(id);
  const [run, summary, points, paths] = [await trial.readRun(), await trial.readSummary(), await trial.readTable(POINTS), await trial.readTable(PATHS)];
  const vae = run?.inputs['vae']?.content;
  if (summary === null || points === null || paths === null) {
    throw new Error(`${trial.folder}: expected summary.json, ${POINTS} and ${PATHS} of a finished trial, found one missing; delete the folder and run again`);
  }
  const { seed, pairs, alphas, real } = summary;
  const [commonPoints, commonPaths, truthPaths] = [await trial.readTable(COMMON_POINTS), await trial.readTable(COMMON_PATHS), await trial.readTable(TRUTH_PATHS)];
  return {
    seed,
    on: { pairs, alphas: alphas.length },
    values: pairValues(points, paths, real.reprojection),
    ...(commonPoints !== null && commonPaths !== null && { common: pairValues(commonPoints, commonPaths, real.reprojection) }),
    ...truthOf(truthPaths, summary.truth),
    ...(vae !== undefined && { vae }),
  };
}
