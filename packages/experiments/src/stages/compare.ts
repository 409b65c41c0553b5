import { drawResamples, hashJson, type ComparedMetricName, type ComparisonRecord, type ExperimentRecord } from '@latent-paths/core';
import type { ExperimentStore } from '@latent-paths/data';
import { conditionOf, estimateMetric, estimateRatio, METRIC_NAMES, type ScoredArm, type ScoredTrial } from '../comparison/compare-arms.js';
import { pairValues } from '../comparison/pair-values.js';
import { RESAMPLING_KEY } from '../comparison/resampling.js';
import { verdicts } from '../comparison/verdicts.js';
import { PATHS, POINTS } from '../table-names.js';

/** Raised when the same tables come to be compared in another way: comparisons made before are then made anew. */
const MEANING = 3;

/** Compares the finished trials of an experiment and keeps the result beside them; where nothing has changed, it stays. */
export async function compare(experiment: ExperimentRecord, store: ExperimentStore): Promise<void> {
  const made = await comparisonOf(experiment, store);
  if ((await store.readComparison())?.inputs !== made.inputs) await store.writeComparison(await made.compare());
}

/** A comparison of the trials that have finished: the hash of what it is made from, and how to make it. */
export async function comparisonOf(experiment: ExperimentRecord, store: ExperimentStore): Promise<{ readonly inputs: string; compare(): Promise<ComparisonRecord> }> {
  const runs = await Promise.all(experiment.arms.flatMap((arm) => arm.trials).map((id) => store.trial(id).readRun()));
  const finished = runs.flatMap((run) => (run?.status === 'finished' ? [run] : []));
  const tables = finished.map(({ trial, files, inputs }) => ({ trial, points: files[POINTS]!, paths: files[PATHS]!, pool: inputs['pool']!.content }));
  const inputs = hashJson({ meaning: MEANING, experiment, tables });
  const trials = finished.map(({ trial }) => trial);
  return { inputs, compare: async () => ({ ...(await compareTrials(experiment, trials, store)), inputs }) };
}

async function compareTrials(experiment: ExperimentRecord, finished: readonly string[], store: ExperimentStore): Promise<Omit<ComparisonRecord, 'inputs'>> {
  const arms: ScoredArm[] = [];
  for (const { name, trained, trials } of experiment.arms) {
    const scored: ScoredTrial[] = [];
    for (const id of trials.filter((trial) => finished.includes(trial))) scored.push(await score(id, store));
    arms.push({ name, trained, trials: scored });
  }
  const baseline = arms.find(({ name }) => name === experiment.baseline);
  const pairs = arms.flatMap(({ trials }) => trials.map(({ values }) => values['endpoint-error']?.length ?? 0)).at(0) ?? 0;
  const condition = conditionOf(arms, pairs === 0 ? [] : drawResamples(RESAMPLING_KEY, pairs));
  const seeds = [...new Set(arms.filter(({ trained }) => trained).flatMap(({ trials }) => trials.map(({ seed }) => seed)))];
  const everyMetric = <Value>(estimate: (metric: ComparedMetricName) => Value) => Object.fromEntries(METRIC_NAMES.map((metric) => [metric, estimate(metric)]));
  return {
    version: 1,
    experiment: experiment.name,
    baseline: experiment.baseline,
    condition: condition.kind,
    seeds: condition.kind === 'pairs' ? seeds.slice(0, 1) : seeds,
    pairs,
    trials: [...finished],
    arms: arms.map((arm) => ({
      arm: arm.name,
      metrics: everyMetric((metric) => estimateMetric(arm, metric, condition)),
      ratios: everyMetric((metric) =>
        baseline === undefined || arm === baseline ? null : estimateRatio(arm, baseline, metric, condition),
      ),
    })),
    verdicts: verdicts(experiment, arms, condition),
  };
}

async function score(id: string, store: ExperimentStore): Promise<ScoredTrial> {
  const trial = store.trial(id);
  const [summary, points, paths] = [await trial.readSummary(), await trial.readTable(POINTS), await trial.readTable(PATHS)];
  if (summary === null || points === null || paths === null) {
    throw new Error(`${trial.folder}: expected summary.json, ${POINTS} and ${PATHS} of a finished trial, found one missing; delete the folder and run again`);
  }
  return { seed: summary.seed, values: pairValues(points, paths, summary.real.reprojection) };
}
