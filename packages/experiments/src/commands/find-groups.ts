import { type ExperimentRecord, suggestion, UsageError } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import { allTrials, fullName, matching, type TrialName } from './find-trial.js';

/** What is compared as one: an arm, whose trials differ in their seeds, or a single trial. */
export interface Group {
  /** `experiment/arm` or `experiment/trial`. */
  readonly name: string;
  /** What it is called where all groups are of one experiment. */
  readonly shortName: string;
  readonly experiment: string;
  readonly trials: readonly string[];
  /** Whether it was asked for by its own name, and not with its experiment. */
  readonly named: boolean;
}

export interface ChosenGroups {
  readonly groups: readonly Group[];
  /**
   * The group that the others are compared with: the baseline of an experiment that was named first as a whole, else
   * the first group.
   */
  readonly baseline: Group;
  /** The experiment, where nothing but one experiment was named. */
  readonly whole: ExperimentRecord | null;
}

/**
 * The groups that names stand for: an experiment for all its arms, `experiment/arm` or an arm's name that only one
 * experiment has, or a trial as `findTrial` takes it.
 * @throws UsageError if a name stands for nothing or for several things, or there are fewer than two groups
 */
export async function findGroups(
  names: readonly string[],
  baseline: string | undefined,
  store: Store,
): Promise<ChosenGroups> {
  const records = await readRecords(store);
  const trials = await allTrials(store);
  const chosen = names.map((name) => groupsOf(name, records, trials));
  const groups = [...new Map(chosen.flat().map((group) => [group.name, group])).values()];
  if (groups.length < 2)
    throw new UsageError(
      `compare: expected at least two arms or trials, got ${groups.length === 0 ? 'none' : groups[0]!.name}; name ` +
        'them, or an experiment of several arms',
    );
  const whole = names.length === 1 ? records.find((record) => record.name === names[0]) : undefined;
  return {
    groups,
    baseline: baseline === undefined ? firstBaseline(names[0]!, chosen[0]!, records) : pickBaseline(baseline, groups),
    whole: whole ?? null,
  };
}

async function readRecords(store: Store): Promise<ExperimentRecord[]> {
  const names = await store.experiments();
  const records = await Promise.all(names.map((name) => store.experiment(name).readExperiment()));
  return records.filter((record) => record !== null);
}

function groupsOf(name: string, records: readonly ExperimentRecord[], trials: readonly TrialName[]): Group[] {
  const whole = records.find((record) => record.name === name);
  if (whole !== undefined) return whole.arms.map((arm) => ({ ...armGroup(whole, arm), named: false }));
  const arms = records.flatMap((record) =>
    record.arms
      .filter((arm) => arm.name === name || `${record.name}/${arm.name}` === name)
      .map((arm) => armGroup(record, arm)),
  );
  const found = arms.length > 0 ? arms : matching(name, trials).map(trialGroup);
  if (found.length === 1) return found;
  if (found.length > 1)
    throw new UsageError(
      `${name}: expected one arm or trial, got a name that ${found.length} have: ` +
        `${found.map((group) => group.name).join(', ')}`,
    );
  const known = [
    ...records.flatMap((record) => [
      record.name,
      ...record.arms.flatMap((arm) => [arm.name, `${record.name}/${arm.name}`]),
    ]),
    ...trials.map(({ trial }) => trial),
  ];
  throw new UsageError(
    `${name}: expected the name of an experiment, an arm or a trial of the store, got an unknown ` +
      `name${suggestion(name, known)}`,
  );
}

function armGroup(record: ExperimentRecord, { name, trials }: ExperimentRecord['arms'][number]): Group {
  return { name: `${record.name}/${name}`, shortName: name, experiment: record.name, trials, named: true };
}

function trialGroup(trial: TrialName): Group {
  return {
    name: fullName(trial),
    shortName: trial.trial,
    experiment: trial.experiment,
    trials: [trial.trial],
    named: true,
  };
}

function firstBaseline(name: string, groups: readonly Group[], records: readonly ExperimentRecord[]): Group {
  const whole = records.find((record) => record.name === name);
  return groups.find(({ shortName }) => shortName === whole?.baseline) ?? groups[0]!;
}

function pickBaseline(name: string, groups: readonly Group[]): Group {
  const found = groups.filter((group) => group.name === name || group.shortName === name);
  if (found.length === 1) return found[0]!;
  const names = groups.map((group) => group.name);
  if (found.length > 1)
    throw new UsageError(`--baseline ${name}: expected one of ${names.join(', ')}, got a name that several have`);
  throw new UsageError(
    `--baseline ${name}: expected one of the groups that are compared, ` +
      `${names.join(', ')}${suggestion(name, [...names, ...groups.map((group) => group.shortName)])}`,
  );
}
