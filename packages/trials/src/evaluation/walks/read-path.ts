import type { NamedArrays, Shape } from '@latent-paths/core';
import type { TrialStore } from '@latent-paths/data';
import { untrained, type FrozenVae, type Path } from '@latent-paths/model';
import { readInterpolator, readOnnx, type OnnxModel } from '@latent-paths/pretrained';
import { pathOf } from '@latent-paths/specification/paths';
import type { TrialConfig } from '@latent-paths/specification/trial';

/** Name of the file in a trial's folder with the network that others trained, weights inside. */
export const KEPT_PATH = 'path.onnx';

/** A path as it is computed. */
export interface ReadyPath {
  readonly path: Path;
  /** Weights that came with it; `{}` where it has none, or trains its own. */
  readonly theta: NamedArrays;
}

/**
 * The path of a trial: one that others trained is read from the trial's folder, where it was kept.
 * @throws where it is gone
 */
export async function readPath(
  choice: TrialConfig['path'],
  trial: Pick<TrialStore, 'folder' | 'readBytes'>,
  vae: Pick<FrozenVae, 'latentSize' | 'latentShape'>,
): Promise<ReadyPath> {
  if (choice.kind !== 'onnx') return { path: pathOf(choice), theta: {} };
  const bytes = await trial.readBytes(KEPT_PATH);
  if (bytes === null)
    throw new Error(`${trial.folder}: expected ${KEPT_PATH}, found none; run its experiment again with --fresh`);
  return pathOfModel(readOnnx(bytes, { file: KEPT_PATH }), latentShapeOf(vae), choice.output);
}

/** A network that others trained, as every program takes a path. @throws where it is none of such latents */
export function pathOfModel(model: OnnxModel, latentShape: Shape, output: string | undefined): ReadyPath {
  const { weights, run } = readInterpolator(model, { latentShape, output });
  return {
    theta: weights,
    path: {
      ...untrained,
      prepare: (ends, { weights: theta }) => ({ at: (alpha) => ({ z: run(theta, { ...ends, alpha }) }) }),
    },
  };
}

export function latentShapeOf({ latentSize, latentShape }: Pick<FrozenVae, 'latentSize' | 'latentShape'>): Shape {
  return latentShape ?? [latentSize];
}
