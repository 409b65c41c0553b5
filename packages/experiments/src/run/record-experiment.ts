import type { ExperimentRecord } from '@latent-paths/core';
import type { ExperimentStore } from '@latent-paths/data';
import { armSettings, type ResolvedExperiment, withSeeds } from '@latent-paths/specification/experiment';
import { sharedObjective } from '@latent-paths/specification/trial';

function recordOf(experiment: ResolvedExperiment): ExperimentRecord {
  const settings = armSettings(experiment);
  const { name, file, question, baseline, metric, claims, predictions, projection, changes } = experiment;
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
    ...(predictions !== undefined && { predictions }),
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

/**
 * The record of an experiment, to be read, with the seeds that are recorded already: a run with fewer seeds gives up
 * none of the trials. All else follows the file.
 * @throws if the record that is there cannot be read
 */
export async function recordFor(experiment: ResolvedExperiment, store: ExperimentStore): Promise<ExperimentRecord> {
  const before = await store.readExperiment();
  return recordOf(withSeeds(experiment, [...new Set([...experiment.seeds, ...(before?.seeds ?? [])])]));
}

/**
 * Writes `experiment.json`, as a run does once, at its start. The record is made here, just before: what another run
 * recorded during slower work would be lost. @throws as `recordFor`
 */
export async function recordExperiment(experiment: ResolvedExperiment, store: ExperimentStore): Promise<void> {
  await store.writeExperiment(await recordFor(experiment, store));
}
