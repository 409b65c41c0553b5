import { sizeOf } from '@latent-paths/core';
import type { FrozenVae } from '@latent-paths/model';
import type { PretrainedVae } from '@latent-paths/pretrained';

/** A VAE that was read from ONNX, as every program takes one: latents are rows, whatever axes the files give them. */
export function onnxVae(vae: PretrainedVae): FrozenVae {
  return {
    weights: vae.weights,
    imageShape: vae.imageShape,
    latentSize: sizeOf(vae.latentShape),
    latentShape: vae.latentShape,
    ...(vae.active && { active: vae.active }),
    context: (weights) => ({
      encode: (x) => vae.encode(weights, x),
      decode: (z) => vae.decode(weights, z),
      project: (z) => vae.encode(weights, vae.decode(weights, z)),
    }),
  };
}
