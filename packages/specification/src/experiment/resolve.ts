import { suggestion } from '@latent-paths/core';
import { basename } from 'node:path';
import { isTrialKey } from './arms.js';
import { EXPERIMENT_NAME, experimentFile } from './experiment-file.js';
import { isTrained } from '../trial/identity.js';
import { nameWith } from './naming.js';
import { checkOverlap, layerOf, readOverrides, type Override } from './overrides.js';
import { readLayers, shownPath } from './read-experiment.js';
import type { ArmAtPoint } from './unresolved-arm.js';
import { removalsOf } from './removals.js';
import { checkWritten, resolveArms } from './resolve-arms.js';
import type { ResolvedExperiment } from './resolved.js';
import { resolveSelection } from './resolve-selection.js';
import type { Chosen } from './select.js';
import { isSilentKey } from '../keys/used-keys.js';
import { seedsOf, withTrials, type Seeding } from './with-trials.js';
import { vaeKind } from '../vaes/registry.js';
import { check, listed } from '../yaml/check.js';
import { mappingAt, type LocatedMap } from '../yaml/located.js';
import { mergeAll } from '../yaml/merge.js';
import { ConfigurationError, type Place, type Problem } from '../yaml/problem.js';

/** More are not one experiment. */
const MOST_TRIALS = 10_000;

export interface ResolveOptions {
  /**
   * `key=value`, the value in YAML. A trial's key changes every arm; others (`arms.linear.path.kind`) the file. They
   * win over all else, and each is set once.
   */
  readonly set?: readonly string[];
  /** How many seeds, 1 … n, in place of the file's. */
  readonly seeds?: number;
  /** What a selection gave, where the file does not say it. */
  readonly chosen?: Chosen;
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
  if (unread.length > 0)
    throw new ConfigurationError([
      ...outside,
      ...unread,
      ...head.problems.filter(({ isMissing }) => !isMissing),
      ...checkWritten(layers),
    ]);
  const { arms, problems } = resolveArms(
    layers,
    flags,
    head.problems.some(({ path }) => isOfArms(path[0])),
  );
  const noArms = strange.flatMap((change) => describeNoArm(change, files));
  const all = [
    ...head.problems,
    ...outside,
    ...noArms,
    ...checkOverlap(known),
    ...problems,
    ...checkTrials(arms, head.value?.seeds ?? { list: [], vary: [] }, shown),
    ...checkVaried(arms, head.value?.seeds.vary ?? [], shown),
  ];
  if (head.value === null || all.length > 0) throw new ConfigurationError(all);

  const { seeds: seeding, question, claims, predictions, projection, baseline, metric, select } = head.value;
  const telling = overrides.filter(({ path }) => path[0] !== 'seeds' && !isSilentKey(path[0]!));
  const common = {
    file: shown,
    question,
    metric,
    changes: telling.map(({ entry }) => entry.keyPlace.source.replace(/^--set /, '')),
    removed: removalsOf(layers, flags, arms),
    vary: seeding.vary,
  };
  const selected =
    select === undefined
      ? { arms: arms.map((arm) => withTrials(arm, seeding)) }
      : resolveSelection({
          select,
          layers,
          flags,
          arms,
          seeding,
          common,
          name: nameWith(`${name}.select`, telling),
          chosen: options.chosen,
        });
  return {
    ...common,
    name: nameWith(name, telling),
    claims: claims.map(({ test, ...claim }) => ({
      ...claim,
      ...(test && { test: { ...test, metric: test.metric ?? metric } }),
    })),
    ...(predictions !== undefined && { predictions }),
    ...(projection !== undefined && { projection }),
    baseline,
    seeds: seeding.list,
    ...selected,
  };
}

/** Whether a key of the file says what the arms are. */
function isOfArms(key: string | number | undefined): boolean {
  return ['arms', 'matrix', 'zip', 'exclude'].some((own) => own === key) || isTrialKey(String(key));
}

function checkName(name: string, file: string): Problem[] {
  const refuse = (message: string) => [{ place: { source: file, position: null }, path: [], message }];
  if (name.startsWith('_'))
    return refuse('expected an experiment, got a file that starts with _: such a file can only be extended');
  if (!EXPERIMENT_NAME.test(name))
    return refuse(
      `expected a file name of at most 100 letters, digits, -, _ and ., got ${name}; it is also the name of a ` +
        `folder of results`,
    );
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
  return [
    {
      place: entry.keyPlace,
      path,
      message: `unknown arm; expected one of ${listed(arms)}${suggestion(path[1] ?? '', arms)}`,
    },
  ];
}

function checkTrials(arms: readonly ArmAtPoint[], seeding: Seeding, file: string): Problem[] {
  const count = arms.reduce((sum, { config }) => sum + seedsOf(isTrained(config), seeding).length, 0);
  const message =
    `expected at most ${MOST_TRIALS} trials, got ${count} (${arms.length} arms, ${seeding.list.length} seeds); ` +
    'make fewer, or split the experiment';
  return count <= MOST_TRIALS ? [] : [{ place: { source: file, position: null }, path: [], message }];
}

/** A VAE that others trained cannot be drawn anew. */
function checkVaried(arms: readonly ArmAtPoint[], vary: readonly string[], file: string): Problem[] {
  const frozen = vary.includes('vae') ? arms.filter(({ config }) => vaeKind(config.vae).training === undefined) : [];
  if (frozen.length === 0) return [];
  const message =
    'seeds.vary: expected VAEs that are trained here, got one from files in ' +
    `${listed(frozen.map(({ name }) => name))}; remove vae from vary`;
  return [{ place: { source: file, position: null }, path: ['seeds', 'vary'], message }];
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
  return [
    layerOf({ key: path.join('.'), path, entry: { keyPlace: place, value: { type: 'scalar', place, value: seeds } } }),
  ];
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [yes: T[], no: T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}
