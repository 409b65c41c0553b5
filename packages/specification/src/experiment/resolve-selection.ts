import { suggestion } from '@latent-paths/core';
import { plannedPoints } from '../trial/budget.js';
import type { ArmAtPoint } from './unresolved-arm.js';
import { isTrained } from '../trial/identity.js';
import { readAxes } from './matrix.js';
import { nameAt } from './naming.js';
import { checkOverlap, override, type Override } from './overrides.js';
import type { ResolvedArm, ResolvedExperiment, ResolvedSelection, SelectionPoint } from './resolved.js';
import { resolveArms } from './resolve-arms.js';
import { rateAt, roundRate, type Chosen, type Select } from './select.js';
import { selectionConfig } from './selection-config.js';
import { lastAttraction } from '../trial/shared-objective.js';
import { trialSchema } from '../trial/trial-schema.js';
import type { TrialConfig } from '../trial/trial-shape.js';
import { withTrials, type Seeding } from './with-trials.js';
import { check, listed } from '../yaml/check.js';
import {
  fingerprint,
  keyPlace,
  locate,
  locateMapping,
  nested,
  pick,
  valuePlace,
  type Located,
  type LocatedMap,
} from '../yaml/located.js';
import { merge, mergeAll } from '../yaml/merge.js';
import { ConfigurationError, type Path, type Place } from '../yaml/problem.js';

export interface ResolveSelectionOptions {
  readonly select: Select;
  /** The experiment's files, the lowest first, and what was set from outside. */
  readonly layers: readonly [LocatedMap, ...LocatedMap[]];
  readonly flags: readonly Override[];
  /** The experiment's arms, each with the rate that the file gives it. */
  readonly arms: readonly ArmAtPoint[];
  readonly seeding: Seeding;
  /** What the selection's experiment has in common with it. */
  readonly common: Pick<ResolvedExperiment, 'file' | 'question' | 'metric' | 'changes' | 'removed' | 'vary'>;
  /** Of the selection's experiment. */
  readonly name: string;
  /** What was chosen, where the file does not say it. */
  readonly chosen: Chosen | undefined;
}

/** Keys of a file that say nothing of what is tried. */
const NOT_TRIED = ['baseline', 'claims', 'predictions', 'projection', 'exclude', 'select'];

/**
 * The arms of an experiment at the rates that were chosen, and the trials that they are chosen by: its trained arms on
 * a grid of budget and rate, one seed, on validation latents. Where nothing is chosen yet, arms that train have no
 * trials.
 * @throws ConfigurationError if rates are set elsewhere, too, or where names of arms are not those of the file
 */
export function resolveSelection(options: ResolveSelectionOptions): {
  readonly arms: readonly ResolvedArm[];
  readonly selection: ResolvedSelection;
} {
  const { select, arms, seeding, common, name } = options;
  const at = placesOf(options);
  const file = mergeAll(options.layers);
  const rate = override(select.key, { keyPlace: at('key'), value: locate(select.values, at('values')) });
  const overlap = checkOverlap([rate, ...options.flags, ...readAxes(file).axes.flatMap((axis) => axis[0] ?? [])]);
  const trained = arms.filter(({ config }) => isTrained(config));
  const names = [...new Set(trained.map((arm) => withoutBudget(arm, select.key)))];
  const chosen =
    // the schema asks for both
    select.chosen === undefined ? (options.chosen ?? null) : { rates: select.chosen, exponent: select.exponent! };
  const problems = [
    ...overlap,
    ...(trained.length === 0 ? [at.refuse([], 'expected at least one arm that trains, got none')] : []),
    ...trained
      .filter(({ config }) => 'flops' in config.budget)
      .map(() => at.refuse([], 'expected a budget of points or projections, got FLOPs')),
    ...(select.check?.arms ?? [])
      .filter((arm) => !names.includes(arm))
      .map((arm) => at.refuse(['check', 'arms'], unknownArm(arm, names))),
    ...(chosen === null ? [] : checkChosen(chosen, names, at)),
  ];
  if (problems.length > 0) throw new ConfigurationError(problems);

  const selected = arms.map((arm): ResolvedArm => {
    if (!isTrained(arm.config)) return withTrials(arm, seeding);
    if (chosen === null) return { ...withTrials(arm, seeding), trials: [] };
    const value = predictedRate(select, chosen, withoutBudget(arm, select.key), plannedPoints(arm.config));
    return withTrials({ ...arm, config: withSetting(arm.config, select.key, value, at('key')) }, seeding);
  });
  const grid = triedAt(options, { budgets: select.budgets, values: select.values, arms: names });
  const checks =
    select.check === undefined || chosen === null
      ? []
      : select.check.arms.flatMap((arm) => {
          const predicted = predictedRate(select, chosen, arm, select.check!.budget);
          return triedAt(options, {
            budgets: [select.check!.budget],
            values: [0.5, 1, 2].map((factor) => roundRate(factor * predicted)),
            arms: [arm],
          });
        });
  const points = (tried: readonly Tried[]) => tried.map(({ point }) => point);
  return {
    arms: selected,
    selection: {
      key: select.key,
      values: select.values,
      budgets: select.budgets,
      chosen,
      isWritten: select.chosen !== undefined,
      points: points(grid),
      ...(select.check !== undefined &&
        chosen !== null && { check: { budget: select.check.budget, points: points(checks) } }),
      experiment: {
        ...common,
        name,
        claims: [],
        baseline: grid[0]!.point.name, // at least one arm trains
        seeds: seeding.list.slice(0, 1),
        arms: [...grid, ...checks].map(({ arm }) => arm),
      },
    },
  };
}

/** η of an arm at a budget. */
function predictedRate({ budgets }: Select, { rates, exponent }: Chosen, arm: string, budget: number): number {
  return rateAt({ first: rates[arm]!, exponent, budget, firstBudget: budgets[0]! }); // checked before
}

interface Tried {
  readonly arm: ResolvedArm;
  readonly point: SelectionPoint;
}

/** Some arms on a grid of budgets and rates, scored on validation latents. */
function triedAt(
  options: ResolveSelectionOptions,
  grid: { readonly budgets: readonly number[]; readonly values: readonly number[]; readonly arms: readonly string[] },
): Tried[] {
  const { select, layers, flags, seeding } = options;
  const at = placesOf(options);
  const axes = locateMapping({ matrix: { 'budget.points': grid.budgets, [select.key]: grid.values } }, at('values'));
  const written = pick(mergeAll(layers), (key) => key === 'exclude');
  const left = locateMapping({}, at('values'));
  const kept = {
    ...left,
    entries: new Map(
      [...written.entries].map(([key, entry]) => [key, { ...entry, value: exclusionsAt(entry.value, grid.budgets) }]),
    ),
  };
  const [lowest, ...rest] = layers.map((layer) => pick(layer, (key) => !NOT_TRIED.includes(key)));
  const { arms, problems } = resolveArms([lowest!, ...rest, kept, axes], flags, false); // as many as there are layers
  if (problems.length > 0) throw new ConfigurationError(problems);
  return arms.flatMap((arm): Tried[] => {
    const name = withoutBudget(arm, select.key);
    if (!isTrained(arm.config) || !grid.arms.includes(name)) return [];
    const resolved = withTrials(
      { ...arm, config: whole(selectionConfig(arm.config), at('key')) },
      { ...seeding, list: seeding.list.slice(0, 1) },
    );
    const attraction = lastAttraction(arm.config);
    if (attraction === null) {
      throw new ConfigurationError([
        at.refuse(
          [],
          'expected arms that train for reprojection and end with a known weight of attraction, which the selection ' +
            `needs, got ${arm.arm}`,
        ),
      ]);
    }
    const value = Number(resolved.trials[0]!.point[select.key]); // it is one of the grid's
    return [
      {
        arm: resolved,
        point: {
          arm: name,
          budget: plannedPoints(arm.config),
          value,
          name: arm.name,
          trial: resolved.trials[0]!.id,
          attraction,
        },
      },
    ];
  });
}

/** The exclusions but those of budgets that are not tried. */
function exclusionsAt(exclude: Located, budgets: readonly number[]): Located {
  if (exclude.type !== 'list') return exclude;
  const tried = budgets.map(String);
  const items = exclude.items.filter((item) => {
    const budget = item.type === 'map' ? item.entries.get('budget.points') : undefined;
    return budget === undefined || tried.includes(fingerprint(budget.value));
  });
  return { ...exclude, items };
}

/** An arm's name at its point, the budget and the rate apart. */
function withoutBudget({ arm, point }: Pick<ArmAtPoint, 'arm' | 'point'>, key: string): string {
  return nameAt(
    arm,
    point.filter((one) => one.path[0] !== 'budget' && one.key !== key),
  );
}

function withSetting(config: TrialConfig, key: string, value: number, place: Place): TrialConfig {
  const change = nested(key.split('.'), { keyPlace: place, value: { type: 'scalar', place, value } });
  return parsed(merge(locateMapping(config, place), change));
}

function whole(config: TrialConfig, place: Place): TrialConfig {
  return parsed(locateMapping(config, place));
}

/** @throws ConfigurationError */
function parsed(document: LocatedMap): TrialConfig {
  const { value, problems } = check(trialSchema, document);
  if (value === null) throw new ConfigurationError(problems);
  return value;
}

function checkChosen({ rates }: Chosen, names: readonly string[], at: Places) {
  const missing = names.filter((name) => rates[name] === undefined);
  const unknown = Object.keys(rates).filter((name) => !names.includes(name));
  return [
    ...missing.map((name) => at.refuse(['chosen'], `missing; expected the rate of ${name}, too`)),
    ...unknown.map((name) => at.refuse(['chosen', name], unknownArm(name, names))),
  ];
}

function unknownArm(got: string, names: readonly string[]): string {
  return `expected one of ${listed(names)}, got ${got}${suggestion(got, names)}`;
}

interface Places {
  /** Where a key of `select` is written. */
  (key: string): Place;
  refuse(path: Path, message: string): { readonly place: Place; readonly path: Path; readonly message: string };
}

function placesOf({ layers }: Pick<ResolveSelectionOptions, 'layers'>): Places {
  const file = mergeAll(layers);
  const refuse = (path: Path, message: string) => ({
    place: valuePlace(file, ['select', ...path]),
    path: ['select', ...path],
    message,
  });
  return Object.assign((key: string) => keyPlace(file, ['select', key]), { refuse });
}
