import type { TrialStore } from '@latent-paths/data';
import type { ResolvedTrial } from '@latent-paths/specification/experiment';
import type { StageContext } from './context.js';

/** One trial to bring to its end: all plain data, so that it can go to another process. */
export interface TrialJob {
  readonly experiment: string;
  readonly trial: ResolvedTrial;
  readonly trained: boolean;
  /** What a person calls it: the arm, and the seed where there are several. */
  readonly label: string;
  /** Whether it starts again, whatever was left of it. */
  readonly fresh: boolean;
}

export function storeOf(
  { experiment, trial }: Pick<TrialJob, 'experiment' | 'trial'>,
  { store }: Pick<StageContext, 'store'>,
): TrialStore {
  return store.experiment(experiment).trial(trial.id);
}
