import { mean, POINTS, type SelectionRecord } from '@latent-paths/core';
import type { ExperimentStore, Store } from '@latent-paths/data';
import {
  type Chosen,
  rateAt,
  type ResolvedExperiment,
  type ResolvedSelection,
  roundRate,
  type SelectionPoint,
} from '@latent-paths/specification/experiment';
import { bestRates, exponentOf, GridTooNarrow, type BestRate } from '../comparison/choose-rates.js';

import { objectiveOfPairs, objectivePoints } from '../comparison/objective.js';
import { hasDiverged } from './has-diverged.js';

/** A rate that was tried, or is to be. */
interface Tried extends SelectionPoint {
  readonly status: 'scored' | 'diverged' | 'open';
  /** Null if it was not scored. */
  readonly objective: number | null;
}

/**
 * Names of a selection's arms whose trials have not ended: neither scored nor diverged, which is a result and is not
 * repeated.
 */
export async function openRates(selection: ResolvedSelection, store: Store): Promise<string[]> {
  const tried = await triedOf(allPoints(selection), storeOf(selection, store));
  return tried.filter(({ status }) => status === 'open').map(({ name }) => name);
}

/**
 * Chooses by the trials of a selection: the best rate of each arm at the first budget, and the exponent by which it
 * falls.
 * @throws if a trial has not ended; GridTooNarrow where the best may lie outside what was tried
 */
export async function chooseRates(selection: ResolvedSelection, store: Store): Promise<Chosen> {
  const tried = await triedOf(selection.points, storeOf(selection, store));
  const open = tried.filter(({ status }) => status === 'open').map(({ trial }) => trial);
  if (open.length > 0) {
    throw new Error(
      `${selection.experiment.name}: expected all ${tried.length} trials to have ended before a rate is chosen, ` +
        `got ${open.length} that have not: ${open.join(', ')}; run them, too`,
    );
  }
  const best = bestRates(tried);
  const exponent = exponentOf(best);
  if (exponent === null)
    throw new Error(
      `select.budgets: expected an arm that is tried at two budgets, got none; the exponent cannot be computed`,
    );
  const rounded = roundRate(exponent);
  const [firstBudget] = selection.budgets;
  return {
    rates: Object.fromEntries(firsts(best).map((one) => [one.arm, rateOf(one, rounded, firstBudget!)])),
    exponent: rounded,
  };
}

/** What is to be written into the file, so that nobody needs to select again. */
export function formatChosen({ rates, exponent }: Chosen): string {
  const entries = Object.entries(rates).map(([arm, rate]) => `${arm}: ${rate}`);
  return `  chosen: { ${entries.join(', ')} }\n  exponent: ${exponent}`;
}

/** Records what was tried and chosen, for the page, beside an experiment whose rates are known. */
export async function recordSelection({ name, selection }: ResolvedExperiment, store: Store): Promise<void> {
  if (selection === undefined || selection.chosen === null) return;
  const { key, values, budgets, isWritten, chosen, experiment, check } = selection;
  const trials = storeOf(selection, store);
  const tried = await triedOf(selection.points, trials);
  const checked = check && (await triedOf(check.points, trials));
  await store.experiment(name).writeSelection({
    version: 1,
    experiment: name,
    trials: experiment.name,
    key,
    values: [...values],
    budgets: [...budgets],
    seed: experiment.seeds[0]!, // the first of the file's
    written: isWritten,
    arms: Object.entries(chosen.rates).map(([arm, rate]) =>
      armRecord(
        arm,
        rate,
        tried.filter((one) => one.arm === arm),
      ),
    ),
    exponent: chosen.exponent,
    ...(checked && { check: { budget: check.budget, arms: checkRecords(checked) } }),
  });
}

function armRecord(arm: string, chosen: number, tried: readonly Tried[]): SelectionRecord['arms'][number] {
  const budgets = [...new Set(tried.map(({ budget }) => budget))];
  return {
    arm,
    attraction: tried[0]!.attraction, // every arm is tried
    chosen,
    tried: budgets.map((budget) => {
      const own = tried.filter((one) => one.budget === budget);
      const best = bestKnown(own.filter(({ status }) => status !== 'open'));
      return { budget, best: best?.best ?? null, refined: best?.refined ?? null, values: own.map(valueRecord) };
    }),
  };
}

/**
 * Null if nothing was tried, or the best is at an end: where the file says what was chosen, nobody needs to try it
 * all.
 */
function bestKnown(tried: readonly Tried[]): BestRate | null {
  if (tried.length === 0) return null;
  try {
    return bestRates(tried)[0]!; // of one arm at one budget
  } catch (error) {
    if (!(error instanceof GridTooNarrow)) throw error;
    return null;
  }
}

function checkRecords(tried: readonly Tried[]): NonNullable<SelectionRecord['check']>['arms'] {
  return [...new Set(tried.map(({ arm }) => arm))].map((arm) => {
    const own = tried.filter((one) => one.arm === arm);
    return { arm, predicted: own[1]!.value, values: own.map(valueRecord) }; // half, once, twice
  });
}

function valueRecord({ value, trial, objective, status }: Tried): {
  value: number;
  trial: string;
  objective: number | null;
  diverged: boolean;
} {
  return { value, trial, objective, diverged: status === 'diverged' };
}

function rateOf({ budget, best }: BestRate, exponent: number, firstBudget: number): number {
  return rateAt({ first: best, exponent, budget: firstBudget, firstBudget: budget });
}

/** Of each arm, the one at its first budget. */
function firsts(best: readonly BestRate[]): BestRate[] {
  return best.filter((one) => best.every((other) => other.arm !== one.arm || other.budget >= one.budget));
}

function allPoints({ points, check }: ResolvedSelection): readonly SelectionPoint[] {
  return [...points, ...(check?.points ?? [])];
}

function storeOf({ experiment }: ResolvedSelection, store: Store): ExperimentStore {
  return store.experiment(experiment.name);
}

async function triedOf(points: readonly SelectionPoint[], store: ExperimentStore): Promise<Tried[]> {
  return Promise.all(
    points.map(async (point): Promise<Tried> => {
      const trial = store.trial(point.trial);
      const run = await trial.readRun();
      if (run !== null && hasDiverged(run)) return { ...point, status: 'diverged', objective: null };
      const table = run?.status === 'finished' ? await trial.readTable(POINTS) : null;
      const found = table && objectivePoints(table, point.attraction);
      return found === null
        ? { ...point, status: 'open', objective: null }
        : { ...point, status: 'scored', objective: mean(objectiveOfPairs(found)) };
    }),
  );
}
