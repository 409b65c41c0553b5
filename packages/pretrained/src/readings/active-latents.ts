import * as tf from '@tensorflow/tfjs-core';
import { alongAxis, axisMatrix } from '../tensors/along-axis.js';
import { take } from '../tensors/take.js';
import type { PretrainedVae } from './apply-reading.js';

/** Which numbers of a latent's row are used, and what each of the others is held at, both in rising order. */
export interface ActiveDimensions {
  readonly dimensions: readonly number[];
  readonly held: readonly number[];
}

/**
 * The same VAE in some of its latents' d dimensions alone: E gives these k [b, k], and D is given the others as they
 * are held. Gradients are those of the whole VAE along these dimensions.
 * @throws RangeError if there is no dimension, or not one number to hold for each of the others
 */
export function activeLatents(vae: PretrainedVae, { dimensions, held }: ActiveDimensions): PretrainedVae {
  const d = vae.latentShape.reduce((product, length) => product * length, 1);
  const k = dimensions.length;
  const rising = dimensions.every((dimension, i) => dimension < d && dimension > (dimensions[i - 1] ?? -1));
  if (k === 0 || !rising || held.length !== d - k)
    throw new RangeError(
      `activeLatents: expected dimensions of ${d} in rising order, and a number for each of the others, got ` +
        `[${dimensions.join(', ')}] and ${held.length} numbers`,
    );
  const others = Array.from({ length: d }, (_, i) => i).filter((dimension) => !dimensions.includes(dimension));
  const rest = new Float32Array(d);
  others.forEach((dimension, i) => (rest[dimension] = held[i]!));
  const placed = axisMatrix(d, k, (add, row) => dimensions.includes(row) && add(dimensions.indexOf(row), 1));
  const active = (whole: tf.Tensor2D): tf.Tensor2D => tf.reshape(take(whole, dimensions, 1), [-1, k]);
  const whole = (z: tf.Tensor2D): tf.Tensor2D => tf.add(alongAxis(z, placed, 1), tf.tensor1d(rest)); // [b, k] → [b, d]
  return {
    ...vae,
    latentShape: [k],
    active: { dimensions, of: vae.latentShape },
    encode: (weights, pictures) => active(vae.encode(weights, pictures)),
    posterior(weights, pictures) {
      const { mean, logVariance } = vae.posterior(weights, pictures);
      return { mean: active(mean), ...(logVariance && { logVariance: active(logVariance) }) };
    },
    decode: (weights, z) => vae.decode(weights, whole(z)),
  };
}
