import {
  type EstimateOver,
  type ExperimentRecord,
  type LimitPoint,
  type LimitRecord,
  mean,
  tLogRatio,
} from '@latent-paths/core';
import { heldOutColumn, heldOutMean, ratioOfObjectives } from './arm-objective.js';
import { trialOf, type ScoredArm, type ScoredTrial } from './compare-arms.js';
import { budgetMultiple } from './budget-multiple.js';
import { objectiveOfPairs } from './objective.js';
import { estimateSet, gapBetween, meanOfSet, pairSet, type PairSet } from './pair-set.js';
import { overColumns, overSeeds } from './over-seeds.js';
import { judgePredictions, type Between } from './predictions.js';
import { shareByAlpha, shareOfPairs, type ShareOptions } from './recovered-share.js';
import { standingsAt } from './standings.js';

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
    const valueAt = (name: string, points: number, seed: number) => heldOutMean(at(name, points), seed);
    const multiples = arm.trials.map(({ seed }) => {
      const reference = (points: number) => valueAt(against, points, seed);
      return budgetMultiple({ budgets, budget, own: valueAt(curve, budget, seed), reference });
    });
    return { ratio: ratioOfObjectives(arm, at(against, budget)), multiple: overSeedsOnLogs(multiples) };
  };
  return {
    attraction: objective.attraction,
    budgets,
    reference: first.arm,
    line: line === undefined ? null : overColumns(line.trials.map(heldOutColumn)),
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
            objective: overColumns(trials.map(heldOutColumn)),
            sets: setsOf(trials),
            gaps: gapsOf(trials),
            ...sharesOf(trials, line, oracle),
            ...between(curve, first.arm, budget),
          },
        ];
      }),
    })),
    standings: budgets.flatMap(
      (budget) =>
        standingsAt(
          budget,
          names.flatMap((curve) => {
            const arm = at(curve, budget);
            return arm === undefined ? [] : [{ curve, arm }];
          }),
        ) ?? [],
    ),
    ...(experiment.predictions && { predictions: judgePredictions(experiment.predictions, budgets, between) }),
  };
}

function setsOf(trials: readonly ScoredTrial[]): Sets {
  const of = (set: keyof Sets) =>
    overSeeds(
      trials.map(({ gaps }) => gaps?.[set]),
      meanOfSet,
      estimateSet,
    );
  return { trained: of('trained'), visited: of('visited'), unvisited: of('unvisited') };
}

function gapsOf(trials: readonly ScoredTrial[]): LimitPoint['gaps'] {
  const between = (after: (trial: ScoredTrial) => PairSet | undefined, before: typeof after) =>
    overSeeds(
      trials.map((trial) => {
        const [top, bottom] = [after(trial), before(trial)];
        return top && bottom && ([top, bottom] as const);
      }),
      ([top, bottom]) => meanOfSet(top) - meanOfSet(bottom),
      ([top, bottom]) => gapBetween(top, bottom),
    );
  const set = (name: keyof Sets) => (trial: ScoredTrial) => trial.gaps?.[name];
  return {
    alpha: between(set('visited'), set('trained')),
    pair: between(set('unvisited'), set('visited')),
    latent: between(heldOutSet, set('unvisited')),
  };
}

/** The held-out pairs, of which no other set has one. */
function heldOutSet(trial: ScoredTrial): PairSet | undefined {
  const values = heldOutColumn(trial)?.values;
  return (
    values &&
    pairSet(
      Array.from(values, (_, pair) => `held out ${pair}`),
      values,
    )
  );
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
  if (shares.length < trials.length || shares.length === 0) return { share: null, shareByAlpha: null };
  const byAlpha = found.flatMap((three) => [shareByAlpha(three) ?? []]);
  const averaged = byAlpha[0]!.map((_, i) => {
    const values = byAlpha.map((row) => row[i] ?? null);
    return values.some((value) => value === null) ? null : mean(values as number[]); // no null, checked before
  });
  return { share: overColumns(shares), shareByAlpha: averaged };
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
  const of = ({ trials }: ScoredArm) =>
    overColumns(trials.map(({ objective }) => objective && { values: objectiveOfPairs(objective.common) }));
  const [ofLine, ofOracle] = [of(line), of(oracle)];
  const alphas = oracle.trials[0]?.objective?.common.alphas;
  if (ofLine === null || ofOracle === null || alphas === undefined) return null;
  return { arm: oracle.name, line: ofLine, oracle: ofOracle, alphas: [...alphas] };
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
