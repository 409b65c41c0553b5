import type { z } from 'zod';
import { isTrialKey, readArms } from './arms.js';
import type { ArmAtPoint, UnresolvedArm } from './unresolved-arm.js';
import { checkMetrics, checkNamed, checkTogether, checkUse } from './check-arms.js';
import { checkPredictions } from './check-predictions.js';
import { checkExclusions, leavesOut, readExclusions } from './exclude.js';
import { isTrained } from '../trial/identity.js';
import { combinations, project, readAxes, type Axis } from './matrix.js';
import { nameAt } from './naming.js';
import { apply, checkOverlap, type Override } from './overrides.js';
import { trialSchema } from '../trial/trial-schema.js';
import { trialShape, type TrialConfig } from '../trial/trial-shape.js';
import { isFormulaKey } from '../keys/used-keys.js';
import { withContent } from '../trial/with-content.js';
import { attempt } from '../yaml/attempt.js';
import { check, listed } from '../yaml/check.js';
import { keyPlace, mappingAt, pick, valuePlace, type LocatedMap } from '../yaml/located.js';
import { mergeAll } from '../yaml/merge.js';
import { withoutFollowing } from './without-following.js';
import { ConfigurationError, formatProblem, type Problem } from '../yaml/problem.js';

/** More arms at more points make a comparison that nobody reads. */
const MOST_ARMS = 1000;

export interface ResolvedArms {
  readonly arms: readonly ArmAtPoint[];
  readonly problems: readonly Problem[];
}

/**
 * All arms of an experiment at all points of matrix and zip but those that `exclude` leaves out, with `flags` laid
 * over all. Of grid and flags, an arm that trains nothing takes only what it uses, its own path apart. `layers` are
 * the experiment's files, the lowest first. Arms are compared with one another only where nothing is wrong with the
 * settings of any, `isRefused` says that the schema found something: else that would be reported again as what follows.
 */
export function resolveArms(
  layers: readonly [LocatedMap, ...LocatedMap[]],
  flags: readonly Override[],
  isRefused: boolean,
): ResolvedArms {
  const file = mergeAll(layers);
  const { declared, names, treeOf } = readArms(layers);
  const { axes, isWhole, problems: inAxes } = readAxes(file);
  const { exclusions, problems: inExclusions } = readExclusions(file, [...declared.entries.keys()], axes);
  // Where the grid is not known, it is not known either what of it may be excluded.
  const isOfGrid = ({ path }: Problem) => isTrialKey(String(path.at(-1)).split('.', 1)[0]!);
  const told = [
    ...inAxes,
    ...inExclusions.filter((problem) => isWhole || !isOfGrid(problem)),
    ...checkOverlap([...flags, ...axes.flatMap((axis) => axis[0] ?? [])]),
  ];

  const bases = names.map((arm) => ({ arm, ...attempt(() => baseOf(treeOf(arm), axes)) }));
  const known = bases.flatMap(({ arm, made }) => (made === null ? [] : [{ arm, ...made }]));
  const count = known.reduce((sum, { own }) => sum + own.reduce((product, axis) => product * axis.length, 1), 0);
  if (count > MOST_ARMS) return { arms: [], problems: [...told, tooMany(file, count)] };
  const all = known.flatMap(({ arm, tree, own, takes }): UnresolvedArm[] =>
    combinations(own).map((point) => ({
      arm,
      name: nameAt(arm, point),
      place: keyPlace(declared, [arm]),
      point,
      applied: [...point, ...flags.filter(takes)],
      tree,
    })),
  );
  const kept = all.filter((candidate) => !exclusions.some((exclusion) => leavesOut(exclusion, candidate)));

  const results = kept.map((candidate) => ({
    ...candidate,
    ...attempt(() => checked(candidate.applied.reduce(apply, candidate.tree))),
  }));
  const arms = results.flatMap(({ made, problems: _, ...candidate }) =>
    made === null ? [] : [{ ...candidate, config: made }],
  );
  const unknown = [...declared.entries.keys()].filter((name) => !known.some(({ arm }) => arm === name));
  const inGrid = isWhole && unknown.length === 0 ? checkExclusions(exclusions, all) : [];
  const inSettings = [
    ...told,
    ...tellArms(declared, [...bases.filter(({ made }) => made === null), ...results]),
    ...inGrid,
    ...(unknown.length === 0 ? checkUse(all, [...axes.flat(2), ...flags]) : []),
  ];
  return {
    arms,
    problems: [
      ...inSettings,
      ...(isWhole ? checkNamed({ file, all, kept, unknown }) : []),
      ...checkMetrics(file, arms),
      ...(inSettings.length === 0 && isWhole && !isRefused
        ? [...checkPredictions(file, arms), ...checkTogether(arms)]
        : []),
    ],
  };
}

/**
 * What is wrong with the settings of the file and of each arm that is written there, whatever a file says that could
 * not be read: neither what is missing, nor whether the parts fit together.
 */
export function checkWritten(layers: readonly [LocatedMap, ...LocatedMap[]]): Problem[] {
  const { names, treeOf } = readArms(layers);
  const trees = [pick(mergeAll(layers), isTrialKey), ...names.flatMap((arm) => attempt(() => treeOf(arm)).made ?? [])];
  const wrongAt = (key: string, schema: z.ZodType<unknown>, tree: LocatedMap) => {
    const entry = tree.entries.get(key);
    const problems = entry === undefined ? [] : check(schema, entry.value).problems;
    return problems
      .filter(({ isMissing }) => isMissing !== true)
      .map((problem) => ({ ...problem, path: [key, ...problem.path] }));
  };
  return trees.flatMap((tree) => Object.entries(trialShape).flatMap(([key, schema]) => wrongAt(key, schema, tree)));
}

/**
 * What an arm is before grid and flags: its settings, and how it sees what varies. @throws ConfigurationError if its
 * path is not known
 */
function baseOf(tree: LocatedMap, axes: readonly Axis[]) {
  const path = check(trialShape.path, tree.entries.get('path')!.value); // the defaults have one
  if (path.value === null) throw new ConfigurationError(check(trialSchema, tree).problems);
  const trained = isTrained({ path: path.value });
  const takes = ({ path: [head] }: Override) => trained || (isFormulaKey(head!) && head !== 'path');
  return { tree, takes, own: project(axes, takes) };
}

function checked(tree: LocatedMap): TrialConfig {
  const { value, problems } = check(trialSchema, withoutFollowing(tree));
  if (value === null) throw new ConfigurationError(problems);
  return withContent(value, tree);
}

function tooMany(file: LocatedMap, count: number): Problem {
  const key = ['matrix', 'zip', 'arms'].find((name) => file.entries.has(name))!;
  const message =
    `expected at most ${MOST_ARMS} combinations of arms, matrix and zip, got ${count}; zip what belongs together, or ` +
    'split the experiment';
  return { place: keyPlace(file, [key]), path: [key], message };
}

/** Names the arms of each problem that is written in none of them, unless they all share it. */
function tellArms(
  declared: LocatedMap,
  found: readonly { readonly arm: string; readonly problems: readonly Problem[] }[],
): Problem[] {
  const sharers = new Map<string, Set<string>>();
  for (const { arm, problems } of found) {
    for (const text of problems.map(formatProblem)) sharers.set(text, (sharers.get(text) ?? new Set()).add(arm));
  }
  const all = new Set(found.map(({ arm }) => arm)).size;
  const isIn = (arm: string, { path, place }: Problem) => {
    const own = mappingAt(declared, arm);
    return path[0] === 'arms' || keyPlace(own, path) === place || valuePlace(own, path) === place;
  };
  return found.flatMap(({ problems }) => {
    return problems.map((problem) => {
      const arms = sharers.get(formatProblem(problem))!;
      if (arms.size === all || [...arms].some((arm) => isIn(arm, problem))) return problem;
      return { ...problem, message: `${problem.message} (arm ${listed([...arms])})` };
    });
  });
}
