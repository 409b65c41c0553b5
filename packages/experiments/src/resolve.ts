import { basename } from 'node:path';
import { shortHash } from '@latent-paths/core';
import { armTree, isTrialKey } from './arms.js';
import { experimentFile, NAME } from './experiment-file.js';
import { isFormulaKey, isTrained, trialHash } from './identity.js';
import { combinations, matrixAxes, nameAt, type Point } from './matrix.js';
import { apply, applyToFile, readOverride, type Override } from './overrides.js';
import { readExperiment, shownPath } from './read-experiment.js';
import { trialSchema, type TrialConfig } from './spec.js';
import { check, suggestion } from './yaml/check.js';
import { keyPlace, mappingAt, plain, valuePlace, type LocatedMap } from './yaml/located.js';
import { ConfigurationError, type Place, type Problem } from './yaml/problem.js';

/** One configuration to run with one seed. */
export interface ResolvedTrial {
  /** `<arm>-<first digits of the hash>`: the name of its folder. */
  readonly id: string;
  /** Of all that its numbers depend on. */
  readonly hash: string;
  readonly arm: string;
  readonly seed: number;
  /** Value of each key of the matrix. */
  readonly point: Readonly<Record<string, unknown>>;
  readonly config: TrialConfig;
}

/** An arm at one point of the matrix: what the report compares. */
export interface ResolvedArm {
  /** The arm's name in the file, and the point's values where there is a matrix. */
  readonly name: string;
  /** Whether its path has weights to train. An arm that trains nothing has one trial, whatever the seeds. */
  readonly trained: boolean;
  readonly config: TrialConfig;
  /** In the order of the seeds. */
  readonly trials: readonly ResolvedTrial[];
}

export interface ResolvedExperiment {
  /** Name of the file without `.yaml`. */
  readonly name: string;
  /** Relative to the workspace, with slashes. */
  readonly file: string;
  readonly question: string;
  readonly claims: readonly { readonly id: string; readonly text: string }[];
  /** Name of a resolved arm. */
  readonly baseline: string;
  readonly seeds: readonly number[];
  readonly arms: readonly ResolvedArm[];
}

export interface ResolveOptions {
  /** `key=value`, the value in YAML. A trial's key changes every arm; others (`arms.linear.path.kind`) the file. They win over all else. */
  readonly set?: readonly string[];
  /** How many seeds, 1 … n, in place of the file's. */
  readonly seeds?: number;
  /** The workspace: what paths are relative to. Defaults to the current folder. */
  readonly root?: string;
}

/**
 * Reads an experiment and everything that it extends, and resolves it to plain trials. Computes nothing.
 * @throws ConfigurationError with all that is wrong, each with file, line and column
 */
export function resolveExperiment(file: string, options: ResolveOptions = {}): ResolvedExperiment {
  const { set = [], seeds, root = process.cwd() } = options;
  const name = basename(file).replace(/\.ya?ml$/, '');
  const problems = checkName(name, shownPath(file, root));
  if (problems.length > 0) throw new ConfigurationError(problems);
  const attempt = <T>(run: () => T, otherwise: T): T => {
    try {
      return run();
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      problems.push(...error.problems);
      return otherwise;
    }
  };

  const overrides = set.flatMap((text) => attempt(() => [readOverride(text)], []));
  const [everyArm, wholeFile] = partition(overrides, ({ path }) => isTrialKey(path[0]!));
  if (seeds !== undefined) wholeFile.push(seedsOverride(seeds));
  const tree = wholeFile.reduce((below, change) => attempt(() => applyToFile(below, change), below), readExperiment(file, root));

  const head = check(experimentFile, tree);
  const [axes, strayAxes] = partition(matrixAxes(tree), ([first]) => first !== undefined && isTrialKey(first.path[0]!));
  const arms = [...mappingAt(tree, 'arms').entries.keys()].flatMap((arm) =>
    attempt(() => resolveArm({ arm, tree: armTree(tree, arm), everyArm, axes, place: keyPlace(tree, ['arms', arm]) }), []),
  );
  problems.unshift(...head.problems, ...strayAxes.flatMap(strayKey));
  problems.push(...checkArms(arms), ...checkBaseline(arms, tree), ...(arms.length > 0 ? checkUse(arms, [...everyArm, ...axes.flat()]) : []));
  if (head.value === null || problems.length > 0) throw new ConfigurationError(problems);

  const { question, claims, baseline, seeds: seedList } = head.value;
  return {
    name,
    file: shownPath(file, root),
    question,
    claims,
    baseline,
    seeds: seedList,
    arms: arms.map((arm) => withTrials(arm, seedList)),
  };
}

interface ArmAtPoint {
  readonly name: string;
  readonly place: Place;
  readonly config: TrialConfig;
  readonly point: Point;
  /** Every setting that was laid over it. */
  readonly applied: readonly Override[];
}

interface ArmRequest {
  readonly arm: string;
  readonly place: Place;
  readonly tree: LocatedMap;
  readonly everyArm: readonly Override[];
  readonly axes: readonly (readonly Override[])[];
}

/** The arm at every point of the matrix. Of grids and flags, an arm that trains nothing takes what it uses, its own path apart. */
function resolveArm({ arm, place, tree, everyArm, axes }: ArmRequest): ArmAtPoint[] {
  const trained = isTrained(checked(tree));
  const concerns = ({ path }: Override) => trained || (isFormulaKey(path[0]!) && path[0] !== 'path');
  const flags = everyArm.filter(concerns);
  return combinations(axes.filter((axis) => axis.every(concerns))).map((point) => {
    const applied = [...point, ...flags];
    return { name: nameAt(arm, point), place, point, applied, config: checked(applied.reduce(apply, tree)) };
  });
}

function checked(tree: LocatedMap): TrialConfig {
  const { value, problems } = check(trialSchema, tree);
  if (value === null) throw new ConfigurationError(problems);
  return value;
}

function withTrials({ name, config, point }: ArmAtPoint, seeds: readonly number[]): ResolvedArm {
  const trained = isTrained(config);
  const trials = (trained ? seeds : seeds.slice(0, 1)).map((seed): ResolvedTrial => {
    const hash = trialHash(config, seed);
    const values = Object.fromEntries(point.map(({ key, entry }) => [key, plain(entry.value)]));
    return { id: `${name}-${shortHash(hash)}`, hash, arm: name, seed, point: values, config };
  });
  return { name, trained, config, trials };
}

function checkName(name: string, file: string): Problem[] {
  const refuse = (message: string): Problem[] => [{ place: { source: file, position: null }, path: [], message }];
  if (name.startsWith('_')) return refuse('expected an experiment, got a file that starts with _: it is there to be extended, not run');
  return NAME.test(name) ? [] : refuse(`expected a file name of lower-case letters and digits, joined by - or ., got ${name}`);
}

/** Two arms that are the same, or have the same name. */
function checkArms(arms: readonly ArmAtPoint[]): Problem[] {
  return arms.flatMap(({ name, place, config }, i) => {
    const before = arms.slice(0, i);
    if (before.some((other) => other.name === name)) return [{ place, path: ['arms', name], message: 'expected one arm of this name, got two; rename one' }];
    const twin = before.find((other) => trialHash(other.config, 0) === trialHash(config, 0));
    return twin === undefined ? [] : [{ place, path: ['arms', name], message: `expected arms that differ, got the same settings as ${twin.name}` }];
  });
}

function checkBaseline(arms: readonly ArmAtPoint[], tree: LocatedMap): Problem[] {
  const entry = tree.entries.get('baseline');
  const names = arms.map(({ name }) => name);
  if (entry?.value.type !== 'scalar' || names.length === 0 || names.some((name) => name === plain(entry.value))) return [];
  const got = String(entry.value.value);
  return [{ place: valuePlace(tree, ['baseline']), path: ['baseline'], message: `expected one of ${names.join(', ')}, got ${got}${suggestion(got, names)}` }];
}

/** Flags and grids that change nothing. */
function checkUse(arms: readonly ArmAtPoint[], given: readonly Override[]): Problem[] {
  return given
    .filter((one) => !arms.some(({ applied }) => applied.includes(one)))
    .map(({ path, entry }) => ({ place: entry.keyPlace, path, message: 'no arm uses it; expected a key that an arm uses, or arms.<name>.<key>' }));
}

function strayKey(axis: readonly Override[]): Problem[] {
  const [first] = axis;
  if (first === undefined) return [];
  const names = Object.keys(trialSchema.shape);
  return [{ place: first.entry.keyPlace, path: ['matrix', first.key], message: `unknown key; expected one of ${names.join(', ')}${suggestion(first.path[0]!, names)}` }];
}

function seedsOverride(seeds: number): Override {
  const place: Place = { source: `--seeds=${seeds}`, position: null };
  return { key: 'seeds', path: ['seeds'], entry: { keyPlace: place, value: { type: 'scalar', place, value: seeds } } };
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [yes: T[], no: T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
