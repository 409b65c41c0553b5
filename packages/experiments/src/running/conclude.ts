import type { ExperimentRecord } from '@latent-paths/core';
import type { ExperimentStore } from '@latent-paths/data';
import type { ResolvedExperiment } from '../specification/resolve.js';
import { sharedObjective } from '../specification/shared-objective.js';
import { armSettings } from '../specification/settings.js';
import { compare } from '../stages/compare.js';

/** What the report reads first. */
export function recordOf(experiment: ResolvedExperiment): ExperimentRecord {
  const settings = armSettings(experiment);
  const { name, file, question, baseline, metric, claims, projection, changes } = experiment;
  const objective = sharedObjective(experiment.arms.map(({ config }) => config));
  return {
    version: 1,
    name,
    file,
    question,
    baseline,
    metric,
    changes: [...changes],
    seeds: [...experiment.seeds],
    ...(experiment.vary.length > 0 && { vary: [...experiment.vary] }),
    ...(objective !== undefined && { objective }),
    claims: claims.map((claim) => ({ ...claim })),
    ...(projection !== undefined && { projection }),
    arms: experiment.arms.map((arm) => ({
      name: arm.name,
      trained: arm.trained,
      ...(arm.curve && { curve: arm.curve }),
      settings: settings.get(arm.name) ?? [],
      trials: arm.trials.map(({ id }) => id),
    })),
  };
}

/** Writes what the experiment is, as the report reads it first, and compares all trials that have finished. */
export async function conclude(experiment: ResolvedExperiment, store: ExperimentStore): Promise<void> {
  const record = recordOf(experiment);
  await store.writeExperiment(record);
  await compare(record, store);
}
