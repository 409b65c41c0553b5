import {
  COMMON_PATHS,
  COMMON_POINTS,
  type ExperimentRecord,
  hashJson,
  mean,
  PATHS,
  POINTS,
  type SummaryRecord,
  TRUTH_PATHS,
  UsageError,
} from '@latent-paths/core';
import type { Store, Table } from '@latent-paths/data';
import { isFormulaKey, isSilentKey, type Leaf } from '@latent-paths/specification/keys';
import { pairScores, type ScoredArm, type ScoredTrial, truthOf } from '@latent-paths/trials/comparison';
import type { Group } from './find-groups.js';
import { flattenSpec } from './trial-entry.js';

/** A group with the scores of its finished trials. */
export interface ScoredGroup extends ScoredArm {
  readonly group: Group;
  /** Ids of the trials that have not finished. */
  readonly left: readonly string[];
  /** What its trials use, by dotted key. */
  readonly settings: ReadonlyMap<string, Leaf>;
  /** Commits of the code that ran its trials; null if it was in no repository. */
  readonly commits: readonly (string | null)[];
  /** Means over its trials of what has one value for all pairs together, by name; null if it is not defined. */
  readonly sets: Readonly<Record<string, number | null>>;
  /**
   * Means over its trials of what finding one point of the path costs: FLOPs, null if they are not counted, and
   * seconds.
   */
  readonly cost: { readonly flops: number | null; readonly seconds: number };
}

/** What must be equal for two trials of one seed to be compared pair by pair. */
interface Scoring {
  readonly pairs: number;
  readonly alphas: number;
  /** Hash of the α grid, of the test images of every pair, and of where they come from. */
  readonly identity: string;
}

export interface ScoredGroups {
  readonly scored: readonly ScoredGroup[];
  /** Groups of an experiment that have no finished trial. */
  readonly unfinished: readonly Group[];
}

/**
 * Reads what of the groups has finished.
 * @throws UsageError if a group that was asked for by its own name has no finished trial, or two trials that would be
 *   compared were scored on different pairs
 */
export async function scoreGroups(groups: readonly Group[], store: Store): Promise<ScoredGroups> {
  const firsts: Named[] = [];
  const scored: ScoredGroup[] = [];
  const unfinished: Group[] = [];
  const records = await recordsOf(groups, store);
  const lambda = sharedAttraction([...records.values()]);
  for (const group of groups) {
    const trials: ScoredTrial[] = [];
    const left: string[] = [];
    const commits = new Set<string | null>();
    const summaries: SummaryRecord[] = [];
    const varied = records.get(group.experiment)?.vary !== undefined;
    let about: Pick<ScoredGroup, 'trained' | 'settings'> | null = null;
    for (const id of group.trials) {
      const files = store.experiment(group.experiment).trial(id);
      const run = await files.readRun();
      const [spec, summary, points, paths] = [
        await files.readSpec(),
        await files.readSummary(),
        await files.readTable(POINTS),
        await files.readTable(PATHS),
      ];
      const [commonPoints, commonPaths, truth] = [
        await files.readTable(COMMON_POINTS),
        await files.readTable(COMMON_PATHS),
        await files.readTable(TRUTH_PATHS),
      ];
      if (run?.status !== 'finished' || spec === null || summary === null || points === null || paths === null) {
        left.push(id);
        continue;
      }
      const settings = flattenSpec(spec);
      const vae = run.inputs['vae']?.content;
      const common =
        commonPoints !== null && commonPaths !== null ? { points: commonPoints, paths: commonPaths } : null;
      const of = { name: group.name, seed: varied ? summary.seed : null };
      checkScoring(firsts, { ...of, isWhole: common !== null, scoring: scoringOf(points, paths, settings) });
      if (common !== null)
        checkScoring(firsts, { ...of, isWhole: false, scoring: scoringOf(common.points, common.paths, settings) });
      commits.add(run.provenance.commit);
      summaries.push(summary);
      const { reprojection: real } = summary.real;
      trials.push({
        seed: summary.seed,
        ...pairScores(points, paths, real, lambda),
        ...(common && { common: pairScores(common.points, common.paths, real, lambda) }),
        ...truthOf(truth, summary.truth),
        ...(vae !== undefined && { vae }),
      });
      about ??= { trained: summary.trained, settings: usedSettings(settings, summary.trained) };
    }
    if (about === null && !group.named) {
      unfinished.push(group);
      continue;
    }
    if (about === null)
      throw new UsageError(
        `${group.name}: expected at least one finished trial, got none of ${group.trials.length}; npx nx run ` +
          `experiments:${group.experiment} runs them`,
      );
    scored.push({
      group,
      name: group.name,
      varied,
      trials,
      left,
      commits: [...commits],
      sets: meanSets(summaries),
      cost: meanCost(summaries),
      ...about,
    });
  }
  return { scored, unfinished };
}

/** The records of the groups' experiments, by name; null where there is none. */
async function recordsOf(groups: readonly Group[], store: Store): Promise<Map<string, ExperimentRecord | null>> {
  const names = [...new Set(groups.map(({ experiment }) => experiment))];
  const records = names.map(async (name) => [name, await store.experiment(name).readExperiment()] as const);
  return new Map(await Promise.all(records));
}

/** λ of the objective that all experiments share; undefined if they do not. */
function sharedAttraction(records: readonly (ExperimentRecord | null)[]): number | undefined {
  const weights = new Set(records.map((record) => record?.objective?.attraction));
  return weights.size === 1 ? [...weights][0] : undefined;
}

function meanSets(summaries: readonly SummaryRecord[]): ScoredGroup['sets'] {
  const names = Object.keys(summaries[0]!.sets);
  return Object.fromEntries(names.map((name) => [name, meanOfAll(summaries.map(({ sets }) => sets[name] ?? null))]));
}

function meanCost(summaries: readonly SummaryRecord[]): ScoredGroup['cost'] {
  return {
    flops: meanOfAll(summaries.map(({ cost }) => cost.flops)),
    seconds: mean(summaries.map(({ cost }) => cost.seconds)),
  };
}

function meanOfAll(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === values.length ? mean(known) : null;
}

interface Named {
  readonly name: string;
  /** Whose pairs they are; null if all seeds have the same. */
  readonly seed: number | null;
  /** Whether it is on all pairs and α, or on the fewer ones that solvers are scored on. */
  readonly isWhole: boolean;
  readonly scoring: Scoring;
}

/** @throws UsageError if trials before that it would be compared with were scored otherwise */
function checkScoring(firsts: Named[], found: Named): void {
  const others = firsts.filter(
    ({ isWhole, seed }) => isWhole === found.isWhole && (seed === found.seed || seed === null || found.seed === null),
  );
  const other = others.find(({ scoring }) => scoring.identity !== found.scoring.identity);
  if (other !== undefined) throw differentPairs(other, found);
  if (others.every(({ seed }) => seed !== found.seed)) firsts.push(found);
}

function scoringOf(points: Table, paths: Table, settings: ReadonlyMap<string, Leaf>): Scoring {
  const column = (table: Table, name: string) => Array.from(table.columns[name]?.data ?? []);
  const pairs = column(paths, 'pair').length;
  const alphas = column(points, 'alpha').slice(0, column(points, 'alpha').length / pairs);
  // Which images are held out does not depend on how many are trained on.
  const source = [...settings].filter(([key]) => key.startsWith('data.') && key !== 'data.train');
  return {
    pairs,
    alphas: alphas.length,
    identity: hashJson([column(paths, 'a'), column(paths, 'b'), alphas, Object.fromEntries(source)]),
  };
}

function differentPairs(first: Named, other: Named): UsageError {
  const describe = ({ name, scoring: { pairs, alphas } }: Named) => `${name} on ${pairs} pairs at ${alphas} α`;
  const same = first.scoring.pairs === other.scoring.pairs && first.scoring.alphas === other.scoring.alphas;
  return new UsageError(
    `compare: expected trials that were scored on the same test pairs, got ${describe(first)} and ` +
      `${describe(other)}${same ? ', of other images' : ''}; ` +
      'compare trials with the same data, pool.test, pool.seed and evaluation',
  );
}

/** The settings that a trial's numbers depend on. */
export function usedSettings(settings: ReadonlyMap<string, Leaf>, trained: boolean): Map<string, Leaf> {
  const knowsPairs = settings.has('path.pairs');
  const uses = (key: string) => (trained ? !isSilentKey(key) : isFormulaKey(key, knowsPairs));
  return new Map([...settings].filter(([key]) => uses(key.split('.')[0]!)));
}
