import type { NamedArrays, RunRecord } from '@latent-paths/core';
import type { ImageSource, Store, TrialStore } from '@latent-paths/data';
import { decodeSafetensors, type FrozenVae, type Path } from '@latent-paths/model';
import { openImages, parseTrial, type TrialConfig } from '@latent-paths/specification/trial';
import { readPath } from './read-path.js';
import { vaeOf } from '../../vaes/read-vae.js';
import { foundWeights } from '../../steps/optimiser-step.js';

/** The path of a finished trial as it was scored, and its inputs. */
export interface FinishedPath {
  readonly config: TrialConfig;
  readonly source: ImageSource;
  readonly path: Path;
  /** Weights of the path, averaged where an average was kept; `{}` where it trains nothing. */
  readonly theta: NamedArrays;
  readonly vae: FrozenVae;
}

export interface FinishedPathOptions {
  readonly store: Store;
  /** A finished trial, and its record. */
  readonly trial: TrialStore;
  readonly run: RunRecord;
}

/** Reads a finished trial's path. @throws if what was trained, or what it uses, is gone */
export async function finishedPath({ store, trial, run }: FinishedPathOptions): Promise<FinishedPath> {
  const config = parseTrial((await trial.readSpec()) ?? '', `${trial.folder}/spec.yaml`);
  const source = await openImages(config, store);
  const vae = await vaeOf({ store, run, config, source });
  const { path, theta } = await readPath(config.path, trial, vae);
  const saved = path.trained ? await trial.readCheckpoint() : null;
  if (path.trained && saved === null)
    throw new Error(`${trial.folder}: expected a checkpoint, found none; run its experiment again`);
  return {
    config,
    source,
    path,
    theta: saved === null ? theta : foundWeights(decodeSafetensors(saved.bytes).arrays),
    vae,
  };
}
