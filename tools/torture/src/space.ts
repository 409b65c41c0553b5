import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, type Store } from '@latent-paths/data';
import { remains, type Remaining } from '../../../packages/experiments/test/remains.js';
import { CHECKPOINTS, GROWING, LINEAR, SINGLE, tiny } from '../../../packages/experiments/test/tiny-yaml.js';
import { resolveExperiment } from '../../../packages/specification/src/experiment/resolve.js';

/** What is run in every fault: a formula and two trainings, with a checkpoint after every step. */
export const YAML = tiny([LINEAR, GROWING, SINGLE], CHECKPOINTS);

/** A folder with `experiments/x.yaml` and its results. */
export interface Space extends Remaining {
  readonly results: string;
  readonly store: Store;
}

/** Makes it, or takes what is there. */
export function openSpace(root: string, yaml = YAML): Space {
  const file = join(root, 'experiments/x.yaml');
  mkdirSync(join(root, 'experiments'), { recursive: true });
  writeFileSync(file, yaml);
  const results = join(root, 'results');
  return { root, results, store: openStore(results), experiment: () => resolveExperiment(file, { root }) };
}

/** All that must not depend on what went wrong meanwhile. */
export function bitsOf(space: Space): Promise<Record<string, unknown>> {
  return remains(space);
}
