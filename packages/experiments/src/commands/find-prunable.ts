import type { RunRecord } from '@latent-paths/core';
import type { Holding, Store } from '@latent-paths/data';
import type { KeptLaunches } from '../cluster/launches-kept.js';

/** Something that nothing refers to. */
export interface Prunable {
  readonly holding: Holding;
  readonly why: string;
  readonly changedAt: Date;
  /** Why it stays nevertheless: a link leads to it, say. */
  readonly stays: string | null;
}

export interface PruneOptions {
  readonly now: Date;
  /** Milliseconds since the last change, of everything; null for trials of any age, and the rest from `SETTLED` on. */
  readonly olderThan: number | null;
  /** Also the trials of the current experiments that failed. */
  readonly failed: boolean;
  /** Only what lies in these experiments; null for the whole store. */
  readonly experiments: readonly string[] | null;
  /** Asked once, where there is something that a launch may need, or a launch, that would go. */
  readonly launches: () => Promise<KeptLaunches>;
}

/** What has not changed for a day is not about to be used by a run that has just begun. */
const SETTLED = 24 * 3600 * 1000;

export interface Findings {
  /** Trials first: which artifacts are free depends on them. */
  readonly found: readonly Prunable[];
  /** Why something was not looked at, in words. */
  readonly problems: readonly string[];
}

/**
 * What nothing refers to: trials that their experiment no longer names, artifacts that no trial which stays uses,
 * launches that no job needs, folders without a record, and files that killed processes left. What a link leads to
 * stays, and what a launch needs that stays: a job that waits owns no folder. Where a record cannot be read, or
 * something cannot be classified, what it might refer to stays.
 */
export async function findPrunable(store: Store, options: PruneOptions): Promise<Findings> {
  const problems: string[] = [];
  const attempt = async <T>(work: () => Promise<T>): Promise<T | null> =>
    work().catch((error: Error) => (problems.push(error.message), null));
  const { holdings, strays } = await store.inventory();
  const wants = ({ experiment }: Holding) =>
    options.experiments === null || (experiment !== null && options.experiments.includes(experiment));
  const isOld = (changedAt: Date, least: number) => options.now.getTime() - changedAt.getTime() >= least;

  const staying: RunRecord[] = [];
  const found: Prunable[] = [];
  let asked: Promise<KeptLaunches> | undefined;
  const isForLaunch = async ({ kind, path }: Holding) => {
    if (kind === 'temporary') return false;
    const { kept, needs } = await (asked ??= options.launches());
    return kind === 'launch' ? kept.has(nameIn(path)) : needs === null || needs.has(path);
  };
  const consider = async (holding: Holding, why: string, least: number) => {
    const changedAt = await attempt(() => holding.changedAt());
    const goes = changedAt !== null && wants(holding) && isOld(changedAt, options.olderThan ?? least);
    if (!goes || (await isForLaunch(holding))) return false;
    const link = await holding.link();
    found.push({ holding, why, changedAt, stays: link && `${link}; nothing is deleted through a link` });
    return link === null;
  };

  let areTrialsKnown = true;
  for (const name of await store.experiments()) {
    const experiment = store.experiment(name);
    const record = await attempt(() => experiment.readExperiment());
    const current = new Set(record?.arms.flatMap(({ trials }) => trials));
    for (const holding of holdings.filter(({ kind, experiment: at }) => kind === 'trial' && at === name)) {
      const id = nameIn(holding.path);
      const run = await attempt(() => experiment.trial(id).readRun());
      const why =
        record === null
          ? null
          : !current.has(id)
            ? 'its experiment no longer names it'
            : options.failed && run?.status === 'failed'
              ? 'failed'
              : null;
      const goes = why !== null && (await consider(holding, why, 0)) && (await holding.owner()) === null;
      if (goes) continue;
      if (run === null) areTrialsKnown = false;
      else staying.push(run);
    }
  }
  let isHeldBack = false;
  const needed = new Set(staying.flatMap(({ inputs }) => Object.values(inputs).map(({ artifact }) => artifact)));
  for (const holding of holdings) {
    const isFree = !needed.has(nameIn(holding.path));
    if (holding.kind === 'artifact' && isFree) {
      if (areTrialsKnown && strays.length === 0) await consider(holding, 'no trial uses it', SETTLED);
      else isHeldBack ||= wants(holding);
    }
    if (holding.kind === 'launch') await consider(holding, 'none of its jobs is left', SETTLED);
    if (holding.kind === 'remnant')
      await consider(holding, holding.experiment === null ? 'never finished' : 'never begun, or cleared', SETTLED);
    if (holding.kind === 'temporary') await consider(holding, 'left by a killed process', SETTLED);
  }
  problems.push(...((await asked)?.problems ?? []));
  problems.push(
    ...strays.filter(({ isBadLink }) => isBadLink || isHeldBack).map(({ path, what }) => `${path}: ${what}`),
  );
  if (isHeldBack && strays.length > 0)
    problems.push('something here cannot be classified and may use an artifact: no artifact counts as unused');
  if (!areTrialsKnown) problems.push('a trial cannot be read: no artifact counts as unused');
  return { found, problems };
}

/** The name of a trial, an artifact or a launch, by its path in the results folder. */
export function nameIn(path: string): string {
  return path.split('/').at(-1)!;
}
