import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore, type Store } from '@latent-paths/data';
import { openEngine } from '@latent-paths/engine';
import { type ResolvedExperiment, resolveExperiment } from '@latent-paths/specification/experiment';
import { provenance } from '@latent-paths/trials/provenance';
import { runExperiment } from '../src/run/run-experiment.js';
import { openDisplay } from '../src/terminal/open-display.js';

export const ROOT = join(__dirname, '../../..');

/** A workspace with one experiment, `experiments/x.yaml`. */
export interface Space {
  readonly folder: string;
  readonly store: Store;
  readonly experiment: ResolvedExperiment;
}

export function openSpace(folder: string, yaml: string): Space {
  mkdirSync(join(folder, 'experiments'), { recursive: true });
  const file = join(folder, 'experiments/x.yaml');
  writeFileSync(file, yaml);
  return { folder, store: openStore(join(folder, 'results')), experiment: resolveExperiment(file, { root: folder }) };
}

export interface RunSpaceOptions {
  readonly threads: number;
  readonly jobs?: number;
  readonly arms?: readonly string[];
  readonly fresh?: boolean;
}

const now = () => performance.now() / 1000;

/** Runs the experiment silently and gives the seconds that it took. @throws if a trial failed */
export async function runSpace(
  { folder, store, experiment }: Space,
  { threads, ...options }: RunSpaceOptions,
): Promise<number> {
  const engine = await openEngine('onnx', { threads });
  const began = now();
  try {
    const display = openDisplay({ write: () => true }, now);
    const told = provenance(folder, engine, 'bench');
    const { failed } = await runExperiment(
      experiment,
      {
        store,
        engine,
        provenance: told,
        display,
        now,
        date: () => new Date().toISOString(),
        signal: new AbortController().signal,
      },
      options,
    );
    if (failed.length > 0)
      throw new Error(`bench: expected all trials to finish, got ${failed[0]!.trial}: ${failed[0]!.message}`);
    return now() - began;
  } finally {
    engine.dispose();
  }
}

/** A sweep of `trials` trained trials and the straight line; `settings` are those of the trained arms. */
export function sweepYaml(trials: number, settings: string): string {
  return `
question: How long?
data: { kind: shapes, train: 600, heldOut: 300 }
vae: { latent: 16, channels: [8, 16], training: { images: 512, batch: 32 } }
pool: { train: 200, validation: 40, test: 40 }
loss: { reprojection: { weight: 1 }, attraction: { weight: 0.1 } }
batch: 64
${settings}
validation: { everySteps: 50, pairs: 4, alphas: 5 }
evaluation:
  { pairs: 8, alphas: 9, frames: { pairs: 2, alphas: 3 }, truth: { pairs: 2, alphas: 3, bank: 60 },
    real: 20,
    features: { size: 4, channels: [2, 4], training: { images: 64, batch: 16 } } }
baseline: linear
seeds: ${trials}
arms:
  linear: { path: { kind: linear } }
  network: { path: { kind: network, hidden: [64, 64, 64] } }
`;
}
