import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import { resolveExperiment } from '@latent-paths/specification/experiment';
import { temporaryFolder } from '../../../../tools/testing/src/temporary-folder.js';
import { GROWING, LINEAR, run, tiny } from '../tiny.js';

/**
 * What really was run: an experiment `x` with two seeds of one arm and a claim, and `other` with another test set and
 * an arm of the same name.
 */
export interface RealStore {
  readonly store: Store;
  remove(): void;
}

const FILES = {
  x: tiny(
    [LINEAR, GROWING],
    'seeds: 2\nclaims: [{ id: nearer, text: it comes nearer, test: { kind: better, arm: growing, against: linear, ' +
      'metric: { name: reprojection } } }, { id: C9, text: has no test }]',
  ),
  other: tiny([LINEAR]).replace('evaluation: { pairs: 8', 'evaluation: { pairs: 6'),
};

export function realStore(): Promise<RealStore> {
  return storeOf(FILES);
}

/** What really was run of files with these names. */
export async function storeOf(files: Readonly<Record<string, string>>): Promise<RealStore> {
  const root = mkdtempSync(join(tmpdir(), 'latent-paths-commands-'));
  const store = openStore(join(root, 'results'));
  const engine = await openEngine('onnx', { threads: 1 });
  try {
    mkdirSync(join(root, 'experiments'));
    for (const [name, yaml] of Object.entries(files)) {
      const file = join(root, `experiments/${name}.yaml`);
      writeFileSync(file, yaml);
      const { failed } = await run(
        { root, store, write: () => undefined, experiment: () => resolveExperiment(file, { root }) },
        { engine },
      );
      if (failed.length > 0) throw new Error(failed[0]!.message);
    }
  } finally {
    engine.dispose();
  }
  return { store, remove: () => rmSync(root, { recursive: true }) };
}

/** A copy to spoil, for one test. */
export function copyOf({ store }: Pick<RealStore, 'store'>): Store {
  const folder = temporaryFolder();
  cpSync(store.folder, folder, { recursive: true });
  return openStore(folder);
}

/** The id of an arm's trial. */
export async function trialOf(store: Store, experiment: string, arm: string, seed = 1): Promise<string> {
  const ids = (await store.experiment(experiment).readExperiment())!.arms.find(({ name }) => name === arm)!.trials;
  return ids[seed - 1]!;
}
