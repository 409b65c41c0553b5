import { suggestion, UsageError } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';

export interface TrialName {
  readonly experiment: string;
  readonly trial: string;
}

/** How many names a message lists. */
const MOST_TOLD = 12;

/**
 * The one trial that is meant by `name`: its id, its arm, the beginning of its id, or the beginning of the hash at the
 * id's end (four digits or more), each with `experiment/` before it where several experiments have such a trial.
 * @throws UsageError if there is none, or more than one
 */
export async function findTrial(name: string, store: Store): Promise<TrialName> {
  const trials = await allTrials(store);
  const found = matching(name, trials);
  if (found.length === 1) return found[0]!;
  if (found.length > 1)
    throw new UsageError(
      `${name}: expected the name of one trial, got one that ${found.length} trials have: ${listed(found)}`,
    );
  await refuseBadLink(name, store);
  const within = trials.filter(({ experiment }) => experiment === name);
  if (within.length > 0)
    throw new UsageError(`${name}: expected a trial, got an experiment; its trials are ${listed(within)}`);
  const names = trials.flatMap((one) => [armOf(one), one.trial, fullName(one)]);
  throw new UsageError(
    `${name}: no such trial in ${store.folder}${suggestion(name, names) || '; latent-paths list names them'}`,
  );
}

/** @throws UsageError if a name is that of a link which leads nowhere, with its experiment or without */
export async function refuseBadLink(name: string, store: Store): Promise<void> {
  const found = (await store.badLinks()).find(({ path }) => path === name || path.endsWith(`/${name}`));
  if (found !== undefined) throw new UsageError(`${found.path}: ${found.what}`);
}

/** Trials that a name may mean: those with exactly this id where there are any, or else those of exactly this arm. */
export function matching(name: string, trials: readonly TrialName[]): TrialName[] {
  const slash = name.indexOf('/');
  const [experiment, id] = slash === -1 ? [null, name] : [name.slice(0, slash), name.slice(slash + 1)];
  const within = trials.filter((one) => experiment === null || one.experiment === experiment);
  const exact = within.filter(({ trial }) => trial === id);
  if (exact.length > 0 || id === '') return exact;
  const ofArm = within.filter(({ trial }) => armOf({ trial }) === id);
  if (ofArm.length > 0) return ofArm;
  return within.filter(
    ({ trial }) => trial.startsWith(id) || (/^[0-9a-f]{4,}$/.test(id) && hashOf(trial).startsWith(id)),
  );
}

/** Every trial of the store. */
export async function allTrials(store: Store): Promise<TrialName[]> {
  const experiments = await store.experiments();
  const trials = await Promise.all(
    experiments.map(async (experiment) =>
      (await store.experiment(experiment).trials()).map((trial) => ({ experiment, trial })),
    ),
  );
  return trials.flat();
}

/** Their full names, of many the first. */
function listed(trials: readonly TrialName[]): string {
  const names = trials.slice(0, MOST_TOLD).map(fullName);
  return `${names.join(', ')}${trials.length > MOST_TOLD ? ', …' : ''}`;
}

export function fullName({ experiment, trial }: TrialName): string {
  return `${experiment}/${trial}`;
}

const armOf = ({ trial }: Pick<TrialName, 'trial'>): string => trial.slice(0, -hashOf(trial).length - 1);
const hashOf = (trial: string): string => trial.slice(trial.lastIndexOf('-') + 1);
