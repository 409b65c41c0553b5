import type { LaunchedJob } from '@latent-paths/core';
import type { Store } from '@latent-paths/data';
import type { TrialConfig } from '@latent-paths/specification/trial';
import type { TrialJob } from '@latent-paths/trials/stages';
import { artifactsOf } from '../run/plan/artifacts.js';
import type { Estimate, Estimator } from '../run/plan/estimate.js';
import { addEstimates, costOf } from '../run/plan/plan.js';
import { workloadOf } from '../run/plan/workload.js';

export interface ExpectedOptions {
  readonly trials: readonly TrialJob[];
  readonly store: Store;
  readonly estimate: Estimator;
  /** Of each job. */
  readonly threads: number;
}

/**
 * Seconds on the clock that a job is expected to take: of an array, its longest trial from its start; of inputs, all
 * that it makes. Null if nothing is known of some part, and of the job that ends a launch.
 */
export function expectedSeconds(
  job: LaunchedJob,
  { trials, store, estimate, threads }: ExpectedOptions,
): number | null {
  if (job.kind === 'end') return null;
  const configs = new Map(trials.map(({ trial }) => [trial.id, trial.config]));
  const own = job.trials.map((id) => configs.get(id)!);
  const whole =
    job.kind === 'inputs'
      ? addEstimates(stagesOf(own, job.makes, store, estimate))
      : longest(own.map((config) => costOf(config, estimate, 0)));
  return whole && whole.coreSeconds / threads;
}

/** What each artifact costs that is to be made, each once. */
function stagesOf(
  configs: readonly TrialConfig[],
  makes: readonly string[],
  store: Store,
  estimate: Estimator,
): (Estimate | null)[] {
  const costs = new Map<string, Estimate | null>();
  for (const config of configs) {
    const load = workloadOf(config);
    for (const [kind, { name }] of artifactsOf(config, store))
      if (makes.includes(name) && !costs.has(name)) costs.set(name, estimate(kind, load[kind]!));
  }
  return [...costs.values()];
}

function longest(costs: readonly (Estimate | null)[]): Estimate | null {
  return costs.reduce((most, one) => {
    if (most === null || one === null) return null;
    return one.coreSeconds > most.coreSeconds ? one : most;
  });
}
