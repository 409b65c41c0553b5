import type { EstimateOver, ExperimentRecord, LimitPoint, LimitRecord, SelectionRecord } from '@latent-paths/core';
import { DENSE_ARMS, plan, type ArmPlan, type FixtureOptions } from './fixture.js';

/** A made-up experiment whose budget is an axis. None of its numbers was ever measured. */

const BUDGETS = [70_400, 281_600, 1_126_400, 4_505_600];
const LINE = 2.7;
const ORACLE = 0.55;
const ALPHAS = Array.from({ length: 17 }, (_, i) => i / 16);

/** Objective at the smallest budget and what it comes to, and how much of it is for want of α and pairs at the end. */
const CURVES = {
  'fixed-single': { from: 2.0, to: 1.05, alpha: 0.2, pair: 0.09 },
  'fixed-uniform': { from: 2.01, to: 0.96, alpha: 0, pair: 0.08 },
  'fixed-dense': { from: 2.25, to: 0.93, alpha: 0, pair: 0.09 },
  'all-single': { from: 2.02, to: 0.86, alpha: 0.01, pair: 0 },
  'all-16': { from: 2.3, to: 0.88, alpha: 0, pair: 0.01 },
} as const;
type CurveName = keyof typeof CURVES;
const NAMES = Object.keys(CURVES) as CurveName[]; // the literal's own keys

/** Halfway at four times the smallest budget. */
function objectiveAt(curve: CurveName, budget: number): number {
  const { from, to } = CURVES[curve];
  return to + (from - to) / (budget / BUDGETS[0]!) ** 0.5;
}

const over = (value: number, spread: number, units = 3): EstimateOver => ({
  value,
  low: value - spread,
  high: value + spread,
  over: units === 1 ? 'pairs' : 'seeds',
  units,
});

function pointOf(curve: CurveName, budget: number): LimitPoint {
  const [own, reference] = [objectiveAt(curve, budget), objectiveAt('fixed-single', budget)];
  const grown = Math.log(budget / BUDGETS[0]!) / Math.log(64);
  const { alpha, pair } = CURVES[curve];
  const [ofAlpha, ofPair, ofLatent] = [alpha * grown, pair * grown, 0.02];
  const lost = curve === 'all-16' && budget === BUDGETS[3];
  const units = budget === BUDGETS[3] ? 1 : 3;
  const share = (LINE - own) / (LINE - ORACLE);
  const figure = (value: number, spread: number) => (lost ? null : over(value, spread, units));
  return {
    arm: `${curve}-budget-points-${budget}`,
    budget,
    seeds: lost ? [] : [1, 2, 3].slice(0, units),
    diverged: lost ? [1] : curve === 'fixed-dense' && budget === BUDGETS[2] ? [3] : [],
    steps: lost ? null : budget / 128,
    pairs: lost ? null : curve.startsWith('fixed') ? Math.min(20_000, budget) : budget / (curve === 'all-16' ? 16 : 1),
    objective: figure(own, 0.04),
    sets: {
      trained: figure(own - ofAlpha - ofPair - ofLatent, 0.03),
      visited: figure(own - ofPair - ofLatent, 0.03),
      unvisited: figure(own - ofLatent, 0.03),
    },
    gaps: { alpha: figure(ofAlpha, 0.02), pair: figure(ofPair, 0.02), latent: figure(ofLatent, 0.05) },
    share: figure(share, 0.02),
    shareByAlpha: lost
      ? null
      : ALPHAS.map((at) => (at === 0 || at === 1 ? null : share * (0.6 + 0.5 * Math.sin(Math.PI * at)))),
    ratio: curve === 'fixed-single' || lost ? null : over(own / reference, 0.03, units),
    multiple: curve === 'all-16' && budget === BUDGETS[1] ? over(1.4, 0.2) : null,
  };
}

const LIMIT: LimitRecord = {
  attraction: 0.1,
  budgets: BUDGETS,
  reference: 'fixed-single',
  line: over(LINE, 0.05),
  solver: { arm: 'oracle', line: over(2.68, 0.05), oracle: over(ORACLE, 0.03), alphas: ALPHAS },
  curves: NAMES.map((arm) => ({ arm, points: BUDGETS.map((budget) => pointOf(arm, budget)) })),
  predictions: [
    {
      id: 'P1',
      points: BUDGETS.map((budget) => ({
        budget,
        found: pointOf('all-16', budget).ratio,
        verdict: budget === BUDGETS[3] ? 'open' : budget === BUDGETS[0] ? 'fails' : 'stands',
      })),
    },
    {
      id: 'P2',
      points: BUDGETS.map((budget) => ({
        budget,
        found: pointOf('all-16', budget).multiple,
        verdict: budget === BUDGETS[1] ? 'stands' : null,
      })),
    },
  ],
};

const PREDICTIONS: ExperimentRecord['predictions'] = [
  {
    id: 'P1',
    text: 'Sixteen α a pair have at most 1.1 times the objective of one.',
    arm: 'all-16',
    against: 'fixed-single',
    quantity: 'ratio',
    least: null,
    most: 1.1,
  },
  {
    id: 'P2',
    text: 'They take 1.5 times the compute for the same objective.',
    arm: 'all-16',
    against: 'fixed-single',
    quantity: 'multiple',
    least: 1.5,
    most: 1.5,
    budget: BUDGETS[1]!,
  },
];

const RATES = [5e-4, 1e-3, 2e-3, 4e-3];

/** Best at half the rate for sixteen α a pair, which diverge at the largest. */
const SELECTION: SelectionRecord = {
  version: 1,
  experiment: 'limit',
  trials: 'limit.select',
  key: 'optimiser.learningRate.from',
  values: RATES,
  budgets: BUDGETS.slice(0, 2),
  seed: 1,
  written: false,
  exponent: 0,
  arms: NAMES.map((arm) => {
    const isDense = arm === 'all-16' || arm === 'fixed-dense';
    const chosen = isDense ? 1e-3 : 2e-3;
    return {
      arm,
      attraction: 0.1,
      chosen,
      tried: BUDGETS.slice(0, arm.startsWith('all') ? 2 : 1).map((budget) => ({
        budget,
        best: chosen,
        refined: chosen,
        values: RATES.map((value) => {
          const diverged = arm === 'all-16' && value === 4e-3;
          return {
            value,
            trial: `${arm}-${value}`,
            objective: diverged ? null : objectiveAt(arm, budget) * (1 + 0.1 * Math.log2(value / chosen) ** 2),
            diverged,
          };
        }),
      })),
    };
  }),
};

const ARMS: readonly ArmPlan[] = [
  DENSE_ARMS[0]!,
  plan('oracle', {
    trained: false,
    middle: 0.4,
    ends: 0.2,
    attraction: 3,
    settings: [{ key: 'path.kind', value: 'direct' }],
  }),
  ...NAMES.flatMap((name) =>
    BUDGETS.map((budget, i): ArmPlan => {
      const { arm, diverged } = pointOf(name, budget);
      const settings = [
        { key: 'path.kind', value: 'network' },
        { key: 'sampling.pairs.kind', value: name.startsWith('all') ? 'all' : 'fixed' },
        { key: 'budget.points', value: budget },
      ];
      return plan(arm, {
        state: diverged.includes(1) ? 'failed' : 'finished',
        middle: 9 - 1.2 * i,
        attraction: 2 + i,
        diversity: name === 'fixed-dense' ? 0.8 : 0.95,
        pairs: 20_000,
        settings,
        curve: { arm: name, budget },
      });
    }),
  ),
];

/** 22 arms: two that train nothing, and five at four budgets. */
export const LIMIT_FIXTURE: FixtureOptions = {
  name: 'limit',
  question: 'As training goes on, is one α per pair enough?',
  seeds: [1],
  arms: ARMS,
  compared: true,
  framed: true,
  logEvery: 160,
  record: { vary: ['pool', 'pairs', 'vae'], objective: { attraction: 0.1 }, predictions: PREDICTIONS },
  comparison: { vary: ['pool', 'pairs', 'vae'], limit: LIMIT },
  selection: SELECTION,
};
