import {
  bootstrapMean,
  bootstrapRatio,
  type Estimate,
  type EstimateOver,
  type ExperimentRecord,
  type LimitPoint,
  type LimitRecord,
  mean,
  tInterval,
  tLogRatio,
} from '@latent-paths/core';
import { trialOf, type ScoredArm, type ScoredTrial } from './compare-arms.js';
import { budgetMultiple } from './budget-multiple.js';
import { objectiveOfPairs } from './objective.js';
import { judgePredictions, type Between } from './predictions.js';
import { shareByAlpha, shareOfPairs, type ShareOptions } from './recovered-share.js';
import { resamplesOf } from './resampling.js';

/** What curves are made from: arms with their trials, and the arms of the straight line and of the oracle. */
export interface LimitOptions {
  readonly experiment: ExperimentRecord;
  readonly arms: readonly ScoredArm[];
  /** Name of the arm of the straight line; of the one that optimises each point for the experiment's objective. */
  readonly line: string | undefined;
  readonly oracle: string | undefined;
  /** Seeds of an arm whose training diverged. */
  readonly diverged: (arm: string) => readonly number[];
}

type Sets = LimitPoint['sets'];

/** Curves of the objective over the budget; undefined if the budget is no axis or the objective is not known. */
export function limitOf(options: LimitOptions): LimitRecord | undefined {
  const { experiment, arms } = options;
  const { objective } = experiment;
  const onCurves = experiment.arms.flatMap(({ name, curve }) => (curve === undefined ? [] : [{ name, ...curve }]));
  const [first] = onCurves;
  if (objective === undefined || first === undefined) return undefined;
  const budgets = [...new Set(onCurves.map(({ budget }) => budget))].sort((a, b) => a - b);
  const names = [...new Set(onCurves.map(({ arm }) => arm))];
  const find = (name: string | undefined) => arms.find((arm) => arm.name === name && arm.trials.length > 0);
  const at = (curve: string, budget: number) =>
    find(onCurves.find((one) => one.arm === curve && one.budget === budget)?.name);
  const [line, oracle] = [find(options.line), find(options.oracle)];
  /** An arm relative to another at one budget; both null for an arm and itself. */
  const between = (curve: string, against: string, budget: number): Between => {
    const arm = curve === against ? undefined : at(curve, budget);
    if (arm === undefined) return { ratio: null, multiple: null };
    const valueAt = (name: string, points: number, seed: number) => objectiveMean(at(name, points), seed);
    const multiples = arm.trials.map(({ seed }) => {
      const reference = (points: number) => valueAt(against, points, seed);
      return budgetMultiple({ budgets, budget, own: valueAt(curve, budget, seed), reference });
    });
    return { ratio: ratioTo(arm, at(against, budget)), multiple: overSeedsOnLogs(multiples) };
  };
  return {
    attraction: objective.attraction,
    budgets,
    reference: first.arm,
    line:
      line === undefined
        ? null
        : overUnits(line.trials, ({ objective: found }) => found && objectiveOfPairs(found.own)),
    solver: solverLevels(line, oracle),
    curves: names.map((curve) => ({
      arm: curve,
      points: budgets.flatMap((budget): LimitPoint[] => {
        const declared = onCurves.find((one) => one.arm === curve && one.budget === budget);
        if (declared === undefined) return [];
        const trials = at(curve, budget)?.trials ?? [];
        return [
          {
            arm: declared.name,
            budget,
            seeds: trials.map(({ seed }) => seed),
            diverged: [...options.diverged(declared.name)],
            steps: averageOf(trials.map(({ training }) => training?.steps)),
            pairs: averageOf(trials.map(({ training }) => training?.pairs)),
            objective: overUnits(trials, heldOut),
            sets: setsOf(trials),
            gaps: gapsOf(trials),
            ...sharesOf(trials, line, oracle),
            ...between(curve, first.arm, budget),
          },
        ];
      }),
    })),
    ...(experiment.predictions && { predictions: judgePredictions(experiment.predictions, budgets, between) }),
  };
}

const heldOut = ({ objective }: ScoredTrial): Float64Array | undefined => objective && objectiveOfPairs(objective.own);

function objectiveMean(arm: ScoredArm | undefined, seed: number): number | null {
  const values = arm && trialOf(arm, seed)?.objective;
  return values === undefined ? null : mean(objectiveOfPairs(values.own));
}

/** The interval is over the seeds where there are two or more, else over the units of the one trial. */
function overUnits(
  trials: readonly ScoredTrial[],
  valuesOf: (trial: ScoredTrial) => Float64Array | undefined,
): EstimateOver | null {
  const columns = trials.flatMap((trial) => valuesOf(trial) ?? []);
  const [first] = columns;
  if (first === undefined || columns.length < trials.length) return null;
  if (columns.length >= 2) return { ...tInterval(columns.map(mean)), over: 'seeds', units: columns.length };
  return { ...bootstrapMean(first, resamplesOf(first.length)), over: 'pairs', units: first.length };
}

function setsOf(trials: readonly ScoredTrial[]): Sets {
  const of = (set: keyof Sets) => overUnits(trials, ({ gaps }) => gaps?.[set]);
  return { trained: of('trained'), visited: of('visited'), unvisited: of('unvisited') };
}

/** Differences of means within each seed. Sets have different pairs, so one seed gives no paired interval. */
function gapsOf(trials: readonly ScoredTrial[]): LimitPoint['gaps'] {
  const between = (
    after: (trial: ScoredTrial) => Float64Array | undefined,
    before: (trial: ScoredTrial) => Float64Array | undefined,
  ) => {
    const differences = trials.flatMap((trial) => {
      const [top, bottom] = [after(trial), before(trial)];
      return top === undefined || bottom === undefined
        ? []
        : [{ value: mean(top) - mean(bottom), error: Math.hypot(standardError(top), standardError(bottom)) }];
    });
    const [first] = differences;
    if (first === undefined || differences.length < trials.length) return null;
    if (differences.length >= 2) {
      return { ...tInterval(differences.map(({ value }) => value)), over: 'seeds' as const, units: differences.length };
    }
    const half = NORMAL_975 * first.error;
    return { value: first.value, low: first.value - half, high: first.value + half, over: 'pairs' as const, units: 1 };
  };
  const set = (name: keyof Sets) => (trial: ScoredTrial) => trial.gaps?.[name];
  return {
    alpha: between(set('visited'), set('trained')),
    pair: between(set('unvisited'), set('visited')),
    latent: between(heldOut, set('unvisited')),
  };
}

/** 97.5 % quantile of the normal distribution: sets hold hundreds of pairs. */
const NORMAL_975 = 1.959964;

function standardError(values: Float64Array): number {
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1) / values.length);
}

function sharesOf(
  trials: readonly ScoredTrial[],
  line: ScoredArm | undefined,
  oracle: ScoredArm | undefined,
): Pick<LimitPoint, 'share' | 'shareByAlpha'> {
  const found = trials.flatMap((trial): ShareOptions[] => {
    const three = threeOf(trial, line, oracle);
    return three === null ? [] : [three];
  });
  const shares = found.flatMap((three) => shareOfPairs(three) ?? []);
  const [first] = shares;
  if (first === undefined || shares.length < trials.length) return { share: null, shareByAlpha: null };
  const share: EstimateOver =
    shares.length >= 2
      ? { ...tInterval(shares.map(mean)), over: 'seeds', units: shares.length }
      : { ...bootstrapMean(first, resamplesOf(first.length)), over: 'pairs', units: first.length };
  const byAlpha = found.flatMap((three) => [shareByAlpha(three) ?? []]);
  const averaged = byAlpha[0]!.map((_, i) => {
    const values = byAlpha.map((row) => row[i] ?? null);
    return values.some((value) => value === null) ? null : mean(values as number[]); // no null, checked before
  });
  return { share, shareByAlpha: averaged };
}

/** The objective of line, oracle and path under one seed, on the pairs and α of solvers. */
export function threeOf(
  trial: ScoredTrial,
  line: ScoredArm | undefined,
  oracle: ScoredArm | undefined,
): ShareOptions | null {
  const [straight, best] = [line && trialOf(line, trial.seed), oracle && trialOf(oracle, trial.seed)];
  const { objective } = trial;
  if (objective === undefined || straight?.objective === undefined || best?.objective === undefined) return null;
  return { line: straight.objective.common, oracle: best.objective.common, path: objective.common };
}

function solverLevels(line: ScoredArm | undefined, oracle: ScoredArm | undefined): LimitRecord['solver'] {
  if (line === undefined || oracle === undefined) return null;
  const common = ({ objective }: ScoredTrial) => objective && objectiveOfPairs(objective.common);
  const [ofLine, ofOracle] = [overUnits(line.trials, common), overUnits(oracle.trials, common)];
  const alphas = oracle.trials[0]?.objective?.common.alphas;
  if (ofLine === null || ofOracle === null || alphas === undefined) return null;
  return { arm: oracle.name, line: ofLine, oracle: ofOracle, alphas: [...alphas] };
}

/** Over seeds, on a log scale; over pairs, where both have one seed in common. */
function ratioTo(arm: ScoredArm, reference: ScoredArm | undefined): EstimateOver | null {
  const paired = arm.trials.flatMap((trial) => {
    const other = reference && trialOf(reference, trial.seed);
    const [top, bottom] = [heldOut(trial), other && heldOut(other)];
    return top === undefined || bottom === undefined ? [] : [{ top, bottom }];
  });
  const [first] = paired;
  if (first === undefined) return null;
  if (paired.length >= 2) {
    const [tops, bottoms] = [paired.map(({ top }) => mean(top)), paired.map(({ bottom }) => mean(bottom))];
    return { ...tLogRatio(tops, bottoms), over: 'seeds', units: paired.length };
  }
  const found: Estimate | null = bootstrapRatio(first.top, first.bottom, resamplesOf(first.top.length));
  return found && { ...found, over: 'pairs', units: first.top.length };
}

/** Null if a seed has none. One seed gives the value without an interval. */
function overSeedsOnLogs(values: readonly (number | null)[]): EstimateOver | null {
  const known = values.filter((value) => value !== null);
  const [first] = known;
  if (first === undefined || known.length < values.length) return null;
  if (known.length === 1) return { value: first, low: first, high: first, over: 'seeds', units: 1 };
  return {
    ...tLogRatio(
      known,
      known.map(() => 1),
    ),
    over: 'seeds',
    units: known.length,
  };
}

function averageOf(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? null : mean(known);
}
