import { hashJson } from '@latent-paths/core';
import { armTree } from './arms.js';
import { trainingExtent } from './budget.js';
import { isFormulaKey, isTrained, trialHash } from './identity.js';
import { combinations, nameAt, type Point } from './matrix.js';
import { apply, type Override } from './overrides.js';
import { trialSchema, type TrialConfig } from './spec.js';
import { check } from './yaml/check.js';
import { keyPlace, mappingAt, valuePlace, type LocatedMap } from './yaml/located.js';
import { ConfigurationError, formatProblem, type Place, type Problem } from './yaml/problem.js';

/** An arm at one point of the matrix, with the seed still open. */
export interface ArmAtPoint {
  /** The arm's name in the file, and the point's values where there is a matrix. */
  readonly name: string;
  readonly place: Place;
  readonly config: TrialConfig;
  readonly point: Point;
  /** Every setting of grid and flags that was laid over it. */
  readonly applied: readonly Override[];
}

export interface ResolvedArms {
  readonly arms: readonly ArmAtPoint[];
  /** Names of the arms that could not be resolved. */
  readonly broken: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * All arms of a file at all points of the grid `axes`, with `flags` laid over all. Of grid and flags, an arm that
 * trains nothing takes only what it uses, its own path apart.
 */
export function resolveArms(file: LocatedMap, axes: readonly (readonly Override[])[], flags: readonly Override[]): ResolvedArms {
  const declared = mappingAt(file, 'arms');
  const names = [...declared.entries.keys()];
  const results = names.map((name) => ({ name, ...attempt(() => resolveArm(file, name, axes, flags)) }));
  const arms = results.flatMap(({ made }) => made ?? []);
  const found = results.map(({ name, problems }) => ({ name, problems }));
  return {
    arms,
    broken: results.filter(({ made }) => made === null).map(({ name }) => name),
    problems: [...tellArms(declared, found), ...checkDifferent(arms), ...checkEqualTraining(arms), ...checkEqualScoring(arms)],
  };
}

function resolveArm(file: LocatedMap, arm: string, axes: readonly (readonly Override[])[], flags: readonly Override[]): ArmAtPoint[] {
  const tree = armTree(file, arm);
  const trained = isTrained(checked(tree));
  const concerns = ({ path }: Override) => trained || (isFormulaKey(path[0]!) && path[0] !== 'path');
  return combinations(axes.filter((axis) => axis.every(concerns))).map((point) => {
    const applied = [...point, ...flags.filter(concerns)];
    const config = checked(applied.reduce(apply, tree));
    return { name: nameAt(arm, point), place: keyPlace(file, ['arms', arm]), config, point, applied };
  });
}

function checked(tree: LocatedMap): TrialConfig {
  const { value, problems } = check(trialSchema, tree);
  if (value === null) throw new ConfigurationError(problems);
  return value;
}

function attempt<T>(run: () => T): { readonly made: T | null; readonly problems: readonly Problem[] } {
  try {
    return { made: run(), problems: [] };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { made: null, problems: error.problems };
  }
}

/** Names the arms of each problem that is written outside of them, unless they all share it. */
function tellArms(declared: LocatedMap, found: readonly { readonly name: string; readonly problems: readonly Problem[] }[]): Problem[] {
  const sharers = new Map<string, string[]>();
  for (const { name, problems } of found) {
    for (const text of new Set(problems.map(formatProblem))) sharers.set(text, [...(sharers.get(text) ?? []), name]);
  }
  return found.flatMap(({ name, problems }) => {
    const own = mappingAt(declared, name);
    const isOwn = ({ path, place }: Problem) => path[0] === 'arms' || keyPlace(own, path) === place || valuePlace(own, path) === place;
    return problems.map((problem) => {
      const arms = sharers.get(formatProblem(problem)) ?? [];
      if (arms.length === found.length || isOwn(problem)) return problem;
      return { ...problem, message: `${problem.message} (arm ${arms.join(', ')})` };
    });
  });
}

/** Two arms that are the same, or have the same name. */
function checkDifferent(arms: readonly ArmAtPoint[]): Problem[] {
  return arms.flatMap(({ name, place, config }, i) => {
    const before = arms.slice(0, i);
    if (before.some((other) => other.name === name)) return [{ place, path: ['arms', name], message: 'expected one arm of this name, got two; rename one' }];
    const twin = before.find((other) => trialHash(other.config, 0) === trialHash(config, 0));
    return twin === undefined ? [] : [{ place, path: ['arms', name], message: `expected arms that differ, got the same settings as ${twin.name}` }];
  });
}

/** Arms are compared at equal training: as many points, in as many steps. */
function checkEqualTraining(arms: readonly ArmAtPoint[]): Problem[] {
  const extents = arms.filter(({ config }) => isTrained(config)).map(({ name, place, config }) => ({ name, place, batch: config.batch, ...trainingExtent(config) }));
  const [first] = extents;
  return extents.flatMap(({ name, place, steps, batch }) =>
    steps === first!.steps && batch === first!.batch
      ? []
      : [{ place, path: ['arms', name], message: `expected as much training as ${first!.name}, ${first!.steps} steps of ${first!.batch} points, got ${steps} of ${batch}` }],
  );
}

/** Arms are compared pair by pair: scored alike, on the same pairs of the same held-out images. */
function checkEqualScoring(arms: readonly ArmAtPoint[]): Problem[] {
  const heldOut = (part: object) => Object.fromEntries(Object.entries(part).filter(([key]) => key !== 'train'));
  const parts = arms.map(({ name, place, config: { data, pool, evaluation } }) => ({ name, place, parts: { data: heldOut(data), pool: heldOut(pool), evaluation } }));
  const [first] = parts;
  return parts.flatMap(({ name, place, parts: own }) => {
    const differs = (['data', 'pool', 'evaluation'] as const).filter((key) => hashJson(own[key]) !== hashJson(first!.parts[key]));
    return differs.map((key) => ({ place, path: ['arms', name], message: `expected the same test pairs as ${first!.name}, got another ${key}; move it out of the arms` }));
  });
}
