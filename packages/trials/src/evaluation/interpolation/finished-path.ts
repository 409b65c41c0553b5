import { buildChoice, type NamedArrays, type RunRecord } from '@latent-paths/core';
import type { ImageSource, Store, TrialStore } from '@latent-paths/data';
import { decodeSafetensors, paths, type Path } from '@latent-paths/model';
import { openImages, parseTrial, type TrialConfig } from '@latent-paths/specification/trial';
import { artifactOf } from '../../provenance/artifact-of.js';
import { foundWeights } from '../../steps/optimiser-step.js';

/** The path of a finished trial as it was scored, and what it stands on. */
export interface FinishedPath {
  readonly config: TrialConfig;
  readonly source: ImageSource;
  readonly path: Path;
  /** Weights of the path, averaged where an average was kept; `{}` where it trains nothing. */
  readonly theta: NamedArrays;
  /** Weights of the frozen VAE. */
  readonly vae: NamedArrays;
}

export interface FinishedPathOptions {
  readonly store: Store;
  /** A finished trial, and its record. */
  readonly trial: TrialStore;
  readonly run: RunRecord;
}

/** Reads a finished trial's path. @throws where what was trained, or what it stands on, is gone */
export async function finishedPath({ store, trial, run }: FinishedPathOptions): Promise<FinishedPath> {
  const config = parseTrial((await trial.readSpec()) ?? '', `${trial.folder}/spec.yaml`);
  const path = buildChoice<Path>(paths, config.path);
  const saved = path.trained ? await trial.readCheckpoint() : null;
  if (path.trained && saved === null)
    throw new Error(`${trial.folder}: expected a checkpoint, found none; run its experiment again`);
  const artifact = await artifactOf('vae', store, run);
  const vae = await artifact.readBytes('weights.safetensors');
  if (vae === null)
    throw new Error(`${artifact.folder}: expected weights.safetensors, found none; run the experiment again`);
  return {
    config,
    source: await openImages(config, store),
    path,
    theta: saved === null ? {} : foundWeights(decodeSafetensors(saved.bytes).arrays),
    vae: decodeSafetensors(vae).arrays,
  };
}
