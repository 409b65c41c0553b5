import { buildChoice, rootKey, split, type RunRecord } from '@latent-paths/core';
import { openPool, type Store, type TrialStore } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import { decodeSafetensors, paths, type Path } from '@latent-paths/model';
import { activeLosses, openImages, parseTrial } from '@latent-paths/specification/trial';
import { artifactOf } from '../../provenance/artifact-of.js';
import { vaeOf } from '../../vaes/read-vae.js';
import { weightsAmong } from '../../steps/objective.js';
import { measureVariances, type MeasuredVariances } from './measure-variances.js';

export interface TrialVariancesOptions {
  readonly store: Store;
  /** A finished trial, and its record. */
  readonly trial: TrialStore;
  readonly run: RunRecord;
  readonly squares: number;
  readonly pairs: number;
  readonly alphas: number;
  readonly engine: Engine;
  readonly tell: (share: number) => void;
}

/** What was measured at a trial's end. */
export interface TrialVariances {
  /** Of the gradient of the sum of these, weighted as in the last step. */
  readonly losses: readonly string[];
  /** Terms of the batch as a whole: a point has no gradient of them. */
  readonly leftOut: readonly string[];
  readonly variances: MeasuredVariances;
}

/** The numbers of α per pair that variances are predicted for, where they divide the batch. */
const PER_PAIR = [1, 4, 16, 64];

/**
 * Measures the variances of the gradient of a finished trial's network, as it was left. It changes no file.
 * @throws if the trial trained nothing, its losses are all of batches, or what it uses is gone
 */
export async function trialVariances({
  store,
  trial,
  run,
  ...options
}: TrialVariancesOptions): Promise<TrialVariances> {
  const config = parseTrial((await trial.readSpec()) ?? '', `${trial.folder}/spec.yaml`);
  const saved = await trial.readCheckpoint();
  const last = (await trial.readMetrics()).at(-1);
  if (saved === null || last === undefined)
    throw new Error(`${trial.folder}: expected a trained network, found no checkpoint; choose an arm that trains`);
  const active = activeLosses(config);
  const [points, batches] = [
    active.filter(({ loss }) => loss.of === undefined),
    active.filter(({ loss }) => loss.of !== undefined),
  ];
  if (points.length === 0)
    throw new Error(
      `${trial.folder}: expected a loss that is a mean over points, got ${batches.map(({ name }) => name).join(', ')}`,
    );
  const latents = await artifactOf('pool', store, run);
  const vae = await vaeOf({ store, run, config, source: await openImages(config, store) });
  const pool = await openPool(latents.path('train.arrow'));
  try {
    const losses = Object.fromEntries(points.map(({ name, loss }) => [name, loss]));
    const variances = await measureVariances({
      ...options,
      objective: {
        path: buildChoice<Path>(paths, config.path),
        losses,
        vae,
        batch: config.batch,
      },
      weights: ownedBy(Object.keys(losses), weightsAmong(decodeSafetensors(saved.bytes).arrays)),
      lossWeights: last.weights,
      pool,
      key: split(rootKey(config.evaluation.seed), 'variances'),
      seed: config.evaluation.seed,
      perPair: PER_PAIR.filter((K) => config.batch % K === 0),
    });
    return { losses: Object.keys(losses), leftOut: batches.map(({ name }) => name), variances };
  } finally {
    pool.close();
  }
}

/** θ, and the weights that some losses own. */
function ownedBy<Value>(losses: readonly string[], all: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(all).filter(
      ([name]) => name.startsWith('weights/') || losses.some((loss) => name.startsWith(`loss/${loss}/`)),
    ),
  );
}
