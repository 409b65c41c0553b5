import { basename } from 'node:path';
import { shortHash, type ExperimentRecord, type Judge, type ProjectionSizes } from '@latent-paths/core';
import { isTrialKey } from './arms.js';
import { EXPERIMENT_NAME, experimentFile, type Varied } from './experiment-file.js';
import { isTrained, trialHash } from './identity.js';
import { curveOf, type CurvePlace } from './curve-of.js';
import { nameWith } from './naming.js';
import { checkOverlap, layerOf, readOverrides, type Override } from './overrides.js';
import { readLayers, shownPath } from './read-experiment.js';
import type { ArmAtPoint } from './candidate.js';
import { removalsOf, type Removal } from './removals.js';
import { checkWritten, resolveArms } from './resolve-arms.js';
import type { TrialConfig } from './spec.js';
import { isSilentKey } from './used-keys.js';
import { check, listed, suggestion } from '../yaml/check.js';
import { mappingAt, plain, type LocatedMap } from '../yaml/located.js';
import { mergeAll } from '../yaml/merge.js';
import { ConfigurationError, type Place, type Problem } from '../yaml/problem.js';

/** More are not one experiment. */
const MOST_TRIALS = 10_000;

/** One configuration to run with one seed. */
export interface ResolvedTrial {
  /** `<arm>-<first digits of the hash>`: the name of its folder. */
  readonly id: string;
  /** Of all that its numbers depend on. */
  readonly hash: string;
  readonly arm: string;
  readonly seed: number;
  /** Value of each key of matrix and zip. */
  readonly point: Readonly<Record<string, unknown>>;
  readonly config: TrialConfig;
}

/** An arm at one point of matrix and zip: what the report compares. */
export interface ResolvedArm {
  /** Its name in the file, which all points of its matrix share. */
  readonly declared: string;
  /** The arm's name in the file, and the point's values where something varies. */
  readonly name: string;
  /** Whether its path has weights to train. An arm that trains nothing has one trial, whatever the seeds. */
  readonly trained: boolean;
  readonly config: TrialConfig;
  /** Where the grid varies the budget in points: the arm without it, and the budget. */
  readonly curve?: CurvePlace;
  /** In the order of the seeds. */
  readonly trials: readonly ResolvedTrial[];
}

export interface ResolvedExperiment {
  /**
   * Name of the file without `.yaml`, and behind it what was changed from outside: its folder, comparison and page are
   * its own. Seeds, and settings that change no result, change no name.
   */
  readonly name: string;
  /** Relative to the workspace, with slashes. */
  readonly file: string;
  readonly question: string;
  readonly claims: ExperimentRecord['claims'];
  /** What curves over the budget are expected to be; absent where nothing is said. */
  readonly predictions?: ExperimentRecord['predictions'];
  /** How far P of each VAE is to be measured; absent where it is not. */
  readonly projection?: ProjectionSizes;
  /** Name of a resolved arm. */
  readonly baseline: string;
  /** What the arms are ordered and judged by. */
  readonly metric: Judge;
  /** What was changed from outside and is in the name, as it was written: `budget.projections=20000`. */
  readonly changes: readonly string[];
  /** What nulls take away, and what holds in its place. */
  readonly removed: readonly Removal[];
  readonly seeds: readonly number[];
  /** What each seed draws anew besides initial weights and sampling. */
  readonly vary: readonly Varied[];
  readonly arms: readonly ResolvedArm[];
}

export interface ResolveOptions {
  /** `key=value`, the value in YAML. A trial's key changes every arm; others (`arms.linear.path.kind`) the file. They win over all else, and each is set once. */
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
  const shown = shownPath(file, root);
  const { layers: files, problems: unread } = readLayers(file, root);
  const { overrides, problems: misread } = readOverrides(set);
  const [flags, changes] = partition(overrides, ({ path }) => isTrialKey(path[0]!));
  const [strange, known] = partition(changes, (change) => isOfNoArm(change, files));
  const [first, ...rest] = [...files, ...known.map(layerOf), ...seedsLayer(seeds, files)];
  const outside = [...checkName(name, shown), ...misread];
  if (first === undefined) throw new ConfigurationError([...outside, ...unread]);

  const layers = [first, ...rest] as const;
  const head = check(experimentFile, mergeAll(layers));
  // With a file missing, much of what is left seems wrong and is not.
  if (unread.length > 0) throw new ConfigurationError([...outside, ...unread, ...head.problems.filter(({ isMissing }) => !isMissing), ...checkWritten(layers)]);
  const { arms, problems } = resolveArms(layers, flags, head.problems.some(({ path }) => isOfArms(path[0])));
  const noArms = strange.flatMap((change) => describeNoArm(change, files));
  const all = [...head.problems, ...outside, ...noArms, ...checkOverlap(known), ...problems, ...checkTrials(arms, head.value?.seeds.list ?? [], shown)];
  if (head.value === null || all.length > 0) throw new ConfigurationError(all);

  const { seeds: seeding, question, claims, predictions, projection, baseline, metric } = head.value;
  const telling = overrides.filter(({ path }) => path[0] !== 'seeds' && !isSilentKey(path[0]!));
  return {
    name: nameWith(name, telling),
    file: shown,
    question,
    claims: claims.map(({ test, ...claim }) => ({ ...claim, ...(test && { test: { ...test, metric: test.metric ?? metric } }) })),
    ...(predictions !== undefined && { predictions }),
    ...(projection !== undefined && { projection }),
    baseline,
    metric,
    changes: telling.map(({ entry }) => entry.keyPlace.source.replace(/^--set /, '')),
    removed: removalsOf(layers, flags, arms),
    seeds: seeding.list,
    vary: seeding.vary,
    arms: arms.map(({ arm, name, config, point }) => {
      const values = Object.fromEntries(point.map(({ key, entry }) => [key, plain(entry.value)]));
      const curve = curveOf({ arm, point, config });
      const own = { declared: arm, name, trained: isTrained(config), config, ...(curve && { curve }) };
      return { ...own, trials: trialsOf({ ...own, point: values }, seeding) };
    }),
  };
}

/** The same experiment with other seeds. */
export function withSeeds(experiment: ResolvedExperiment, seeds: readonly number[]): ResolvedExperiment {
  const seeding = { list: seeds, vary: experiment.vary };
  const arms = experiment.arms.map((arm) => ({ ...arm, trials: trialsOf({ ...arm, point: arm.trials[0]?.point ?? {} }, seeding) }));
  return { ...experiment, seeds, arms };
}

interface Seeding {
  readonly list: readonly number[];
  readonly vary: readonly Varied[];
}

type Seedless = Pick<ResolvedArm, 'name' | 'trained' | 'config'> & Pick<ResolvedTrial, 'point'>;

/** A path that trains nothing has one trial, unless a seed changes what it is scored on. */
function trialsOf({ name, trained, config, point }: Seedless, { list, vary }: Seeding): ResolvedTrial[] {
  return (trained || vary.length > 0 ? list : list.slice(0, 1)).map((seed) => {
    const own = underSeed(config, seed, vary);
    const hash = trialHash(own, seed);
    return { id: `${name}-${shortHash(hash)}`, hash, arm: name, seed, point, config: own };
  });
}

/** The configuration with a seed in each place that is drawn anew. */
function underSeed(config: TrialConfig, seed: number, vary: readonly Varied[]): TrialConfig {
  const { pool, evaluation, vae } = config;
  return {
    ...config,
    ...(vary.includes('pool') && { pool: { ...pool, seed } }),
    ...(vary.includes('pairs') && { evaluation: { ...evaluation, seed } }),
    ...(vary.includes('vae') && { vae: { ...vae, training: { ...vae.training, seed } } }),
  };
}

/** Whether a key of the file says what the arms are. */
function isOfArms(key: string | number | undefined): boolean {
  return ['arms', 'matrix', 'zip', 'exclude'].some((own) => own === key) || isTrialKey(String(key));
}

function checkName(name: string, file: string): Problem[] {
  const refuse = (message: string) => [{ place: { source: file, position: null }, path: [], message }];
  if (name.startsWith('_')) return refuse('expected an experiment, got a file that starts with _: it is there to be extended, not run');
  if (!EXPERIMENT_NAME.test(name)) return refuse(`expected a file name of at most 100 letters, digits, -, _ and ., got ${name}; it names a folder of results, too`);
  return [];
}

function armsOf(files: readonly LocatedMap[]): string[] {
  const [lowest, ...layers] = files;
  return lowest === undefined ? [] : [...mappingAt(mergeAll([lowest, ...layers]), 'arms').entries.keys()];
}

/** Whether a change would make a new arm out of a misspelt name. */
function isOfNoArm({ path: [head, arm] }: Override, files: readonly LocatedMap[]): boolean {
  return head === 'arms' && (arm === undefined || !armsOf(files).includes(arm));
}

function describeNoArm({ path, entry }: Override, files: readonly LocatedMap[]): Problem[] {
  const arms = armsOf(files);
  return [{ place: entry.keyPlace, path, message: `unknown arm; expected one of ${listed(arms)}${suggestion(path[1] ?? '', arms)}` }];
}

function checkTrials(arms: readonly ArmAtPoint[], seeds: readonly number[], file: string): Problem[] {
  const count = arms.reduce((sum, { config }) => sum + (isTrained(config) ? seeds.length : 1), 0);
  const message = `expected at most ${MOST_TRIALS} trials, got ${count} (${arms.length} arms, ${seeds.length} seeds); make fewer, or split the experiment`;
  return count <= MOST_TRIALS ? [] : [{ place: { source: file, position: null }, path: [], message }];
}

/** Where the file says what seeds vary, that stays. */
function seedsLayer(seeds: number | undefined, files: readonly LocatedMap[]): LocatedMap[] {
  if (seeds === undefined) return [];
  const place: Place = { source: `--seeds=${seeds}`, position: null };
  const isMap = files.reduce((found, file) => {
    const written = file.entries.get('seeds')?.value;
    return written === undefined ? found : written.type === 'map';
  }, false);
  const path = isMap ? ['seeds', 'list'] : ['seeds'];
  return [layerOf({ key: path.join('.'), path, entry: { keyPlace: place, value: { type: 'scalar', place, value: seeds } } })];
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [yes: T[], no: T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
