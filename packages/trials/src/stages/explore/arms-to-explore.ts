import type { ExperimentRecord, RunRecord } from '@latent-paths/core';
import type { ExperimentStore } from '@latent-paths/data';
import { atLargestBudget } from '../../comparison/largest-budget.js';

export interface ArmToExplore {
  readonly name: string;
  readonly trained: boolean;
  /** Of its first finished trial. */
  readonly run: RunRecord;
}

/** The arms with a finished trial; where the budget is an axis, those at their largest budget. */
export async function armsToExplore(experiment: ExperimentRecord, store: ExperimentStore): Promise<ArmToExplore[]> {
  const arms = await Promise.all(
    experiment.arms.map(async ({ name, trained, trials }) => {
      const runs = await Promise.all(trials.map((id) => store.trial(id).readRun()));
      return { name, trained, trials: runs.filter((run) => run?.status === 'finished') };
    }),
  );
  return atLargestBudget(experiment, arms).flatMap(({ name, trained, trials: [run] }) =>
    run == null ? [] : [{ name, trained, run }],
  );
}
