import { latentSpace, type FrozenVae } from '@latent-paths/model';
import type { PretrainedVae } from '@latent-paths/pretrained';

/** A VAE that was read from ONNX, as every program takes one: latents are rows, whatever axes the files give them. */
export function onnxVae(vae: PretrainedVae): FrozenVae {
  const space = latentSpace(vae.latentShape, vae.reading.output.layout);
  return {
    weights: vae.weights,
    imageShape: vae.imageShape,
    ...space,
    latentShape: vae.latentShape,
    ...(vae.active && { active: vae.active }),
    context: (weights) => ({
      ...(space.places && { places: space.places }),
      encode: (x) => vae.encode(weights, x),
      decode: (z) => vae.decode(weights, z),
      project: (z) => vae.encode(weights, vae.decode(weights, z)),
    }),
  };
}
