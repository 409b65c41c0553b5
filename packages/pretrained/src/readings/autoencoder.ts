import type { Shape } from '@latent-paths/core';
import { foldConstants } from '../fold-constants.js';
import { neededFor } from '../needed.js';
import type { OnnxModel } from '../read-onnx.js';
import { findSamples } from '../samples.js';

/** The two halves: of two files, or of one that was cut at its latent. */
export interface Autoencoder {
  readonly encoder: OnnxModel;
  readonly decoder: OnnxModel;
}

export type ImageShape = readonly [height: number, width: number, channels: number];

/** What files may leave open and pictures can decide. */
export interface KnownShapes {
  /** Of the pictures that it is for. */
  readonly imageShape?: ImageShape;
  /** Of one latent, as the decoder takes it. */
  readonly latentShape?: Shape;
}

/**
 * Cuts a whole autoencoder at its latent. Where the latent is the mean or the sample of a sampling step, the encoder
 * gives the mean and the decoder takes it in the sample's place. Of the outputs, the decoder keeps those that depend on
 * the latent alone.
 * @throws if the tensor does not divide the model, telling where it could be cut
 */
export function cutAutoencoder(whole: OnnxModel, latent: string): Autoencoder {
  const step = findSamples(foldConstants(whole.graph)).find(({ mean, sample }) => mean === latent || sample === latent);
  const [to, from] = step === undefined ? [latent, latent] : [step.mean, step.sample];
  const { graph } = whole;
  const decoded = graph.outputs
    .map(({ name }) => name)
    .filter((name) => {
      if (name === from) return false;
      const { sources } = neededFor(graph, [name], new Set([from]));
      return sources.has(from) && [...sources].every((source) => source === from || graph.constants.has(source));
    });
  return { encoder: whole.cut({ to }), decoder: whole.cut(decoded.length === 0 ? { from } : { from, to: decoded }) };
}
