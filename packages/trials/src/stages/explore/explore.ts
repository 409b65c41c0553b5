import { hashJson, type ExperimentRecord, type ExplorationRecord } from '@latent-paths/core';
import { armsToExplore } from './arms-to-explore.js';
import { EXPLORATION_SIZES, type ExplorationSizes } from './exploration-sizes.js';
import { explorationOf } from './exploration-of.js';
import type { ExploreContext } from './explore-context.js';
import { readExploredArm, type ExploredArm } from './explored-arm.js';

/** Raised when the same trials come to give other pairs, frames or numbers. */
const MEANING = 1;

/**
 * Chooses pairs across the arms of an experiment, decodes them and keeps frames, numbers and latents in a plane beside
 * the comparison, for the report to draw; where nothing has changed, they stay, unless an artifact is back that was
 * gone. Null where no trial has finished, or none of them has frames.
 * @throws Stopped if it was asked to
 */
export async function explore(
  experiment: ExperimentRecord,
  context: ExploreContext,
  sizes: ExplorationSizes = EXPLORATION_SIZES,
): Promise<ExplorationRecord | null> {
  const store = context.store.experiment(experiment.name);
  const found = await armsToExplore(experiment, store);
  if (found.length === 0) return null;
  const inputs = hashJson({
    meaning: MEANING,
    sizes: { ...sizes },
    arms: found.map(({ name, trained, run }) => ({ name, trained, trial: run.trial, files: run.files })),
  });
  const known = await store.readExploration();
  if (known?.inputs === inputs && !(await isAnyBack(known, context))) return known;
  const arms: ExploredArm[] = [];
  for (const arm of found) arms.push(await readExploredArm(arm, store));
  const exploration = await explorationOf({ name: experiment.name, arms, sizes }, context);
  if (exploration === null) return null;
  const made = { ...exploration, inputs };
  await store.writeExploration(made);
  return made;
}

/** Whether all artifacts of an arm are there of which some were gone. */
async function isAnyBack({ arms }: ExplorationRecord, { store }: ExploreContext): Promise<boolean> {
  const waiting = arms.flatMap(({ missing = [] }) => (missing.length === 0 ? [] : [missing]));
  if (waiting.length === 0) return false;
  const there = new Set((await store.artifacts()).map(({ name }) => name));
  return waiting.some((missing) => missing.every((name) => there.has(name)));
}
