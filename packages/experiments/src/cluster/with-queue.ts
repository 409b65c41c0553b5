import type { Store } from '@latent-paths/data';
import type { Plan, PlannedTrial } from '../run/plan/plan.js';
import { describeQueued } from './describe-queued.js';
import { askStates, type LaunchedStates } from './launched-states.js';
import { SlurmError, unknownQueue } from './slurm.js';

/**
 * A plan that tells which of its trials a cluster has. `unknown` says why that is not known, where something was
 * submitted from here and Slurm cannot be asked; else null.
 */
export async function withQueue(
  plan: Plan,
  store: Store,
): Promise<{ readonly plan: Plan; readonly unknown: string | null }> {
  let states: LaunchedStates;
  try {
    states = await askStates(store);
  } catch (error) {
    if (!(error instanceof SlurmError)) throw error;
    return { plan, unknown: unknownQueue(error) };
  }
  const told = (one: PlannedTrial): PlannedTrial => {
    const queued = states.trials.get(`${plan.experiment.name}/${one.trial.id}`);
    const isKnown = queued === undefined || one.state.status === 'running' || one.state.status === 'done';
    return isKnown ? one : { ...one, state: { status: 'queued', job: describeQueued(queued) } };
  };
  return { plan: { ...plan, trials: plan.trials.map(told) }, unknown: null };
}
