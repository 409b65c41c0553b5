import { basename } from 'node:path';
import { shortHash } from '@latent-paths/core';
import { isTrialKey } from './arms.js';
import { EXPERIMENT_NAME, experimentFile } from './experiment-file.js';
import { isTrained, trialHash } from './identity.js';
import { matrixAxes } from './matrix.js';
import { applyToFile, readOverride, type Override } from './overrides.js';
import { readExperiment, shownPath } from './read-experiment.js';
import { resolveArms, type ArmAtPoint } from './resolve-arms.js';
import { trialSchema, type TrialConfig } from './spec.js';
import { check, suggestion } from './yaml/check.js';
import { plain, type LocatedMap } from './yaml/located.js';
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
  checkName(name, shownPath(file, root));
  const overrides = set.map(readOverride);
  const [flags, changes] = partition(overrides, ({ path }) => isTrialKey(path[0]!));
  const tree = [...changes, ...seedsOverride(seeds)].reduce(applyToFile, readExperiment(file, root));

  const head = check(experimentFile, tree);
  const [axes, strays] = partition(matrixAxes(tree), (axis) => axis.every(({ path }) => isTrialKey(path[0]!)));
  const { arms, broken, problems } = resolveArms(tree, axes, flags);
  const all = [
    ...head.problems,
    ...strays.flatMap(describeStray),
    ...problems,
    ...checkBaseline(tree, [...arms.map((arm) => arm.name), ...broken]),
    ...(broken.length === 0 ? checkUse(arms, [...axes.flat(), ...flags]) : []),
  ];
  if (head.value === null || all.length > 0) throw new ConfigurationError(all);

  const { seeds: seedList, question, claims, baseline } = head.value;
  return { name, file: shownPath(file, root), question, claims, baseline, seeds: seedList, arms: arms.map((arm) => withTrials(arm, seedList)) };
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

function checkName(name: string, file: string): void {
  const refuse = (message: string) => new ConfigurationError([{ place: { source: file, position: null }, path: [], message }]);
  if (name.startsWith('_')) throw refuse('expected an experiment, got a file that starts with _: it is there to be extended, not run');
  if (!EXPERIMENT_NAME.test(name)) throw refuse(`expected a file name of letters, digits, -, _ and ., got ${name}; it names a folder of results, too`);
}

function checkBaseline(tree: LocatedMap, names: readonly string[]): Problem[] {
  const written = tree.entries.get('baseline')?.value;
  if (written?.type !== 'scalar' || names.length === 0 || names.some((name) => name === written.value)) return [];
  const got = String(written.value);
  return [{ place: written.place, path: ['baseline'], message: `expected one of ${names.join(', ')}, got ${got}${suggestion(got, names)}` }];
}

/** Grids and flags that change nothing. */
function checkUse(arms: readonly ArmAtPoint[], given: readonly Override[]): Problem[] {
  return given
    .filter((one) => !arms.some(({ applied }) => applied.includes(one)))
    .map(({ path, entry }) => ({ place: entry.keyPlace, path, message: 'no arm uses it; expected a key that an arm uses, or arms.<name>.<key>' }));
}

function describeStray([first]: readonly Override[]): Problem[] {
  if (first === undefined) return [];
  const names = Object.keys(trialSchema.shape);
  const message = `unknown key; expected one of ${names.join(', ')}${suggestion(first.path[0]!, names)}`;
  return [{ place: first.entry.keyPlace, path: ['matrix', first.key], message }];
}

function seedsOverride(seeds: number | undefined): Override[] {
  if (seeds === undefined) return [];
  const place: Place = { source: `--seeds=${seeds}`, position: null };
  return [{ key: 'seeds', path: ['seeds'], entry: { keyPlace: place, value: { type: 'scalar', place, value: seeds } } }];
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [yes: T[], no: T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
