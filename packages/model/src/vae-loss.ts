import * as tf from '@tensorflow/tfjs-core';
import { squaredDistance } from './ops/distance.js';
import { decode, posterior, type Posterior, type Vae } from './vae.js';

export interface VaeLossOptions {
  readonly vae: Vae;
  /** Images [b, h, w, c] with values 0…1. */
  readonly x: tf.Tensor4D;
  /** Draws from N(0, I) [b, d]. */
  readonly noise: tf.Tensor2D;
  /** β, a scalar. */
  readonly klWeight: tf.Scalar;
  /** σ² of the Gaussian decoder. */
  readonly variance: number;
}

/** Means over the batch, in nats. */
export interface VaeLoss {
  readonly total: tf.Scalar;
  readonly reconstruction: tf.Scalar;
  readonly kl: tf.Scalar;
}

/**
 * The negative evidence bound, ‖x − D(μ + σ·ε)‖²/2σ²_D + β·KL, summed over pixels and latent units.
 *
 * KL = ½·Σ(μ² + σ² − 1 − log σ²); terms of the decoder's density that do not depend on weights are left out.
 * Source: Kingma & Welling 2014; β of Higgins et al. 2017.
 */
export function vaeLoss({ vae, x, noise, klWeight, variance }: VaeLossOptions): VaeLoss {
  const b = x.shape[0];
  const { mean, logVariance } = posterior(vae.weights, x);
  const deviation = tf.exp(tf.mul(0.5, logVariance));
  const decoded = decode(vae, tf.add(mean, tf.mul(deviation, noise)));
  const errors = squaredDistance<tf.Tensor1D>(tf.reshape(x, [b, -1]), tf.reshape(decoded, [b, -1]));
  const reconstruction: tf.Scalar = tf.mul(tf.mean(errors), 1 / (2 * variance));
  const kl = klDivergence({ mean, logVariance });
  return { total: tf.add(reconstruction, tf.mul(klWeight, kl)), reconstruction, kl };
}

/** KL(N(μ, diag σ²) ‖ N(0, I)) = ½·Σ(μ² + σ² − 1 − log σ²): summed over latent units, mean over the batch, in nats. */
export function klDivergence({ mean, logVariance }: Posterior): tf.Scalar {
  const moments = tf.add(tf.square(mean), tf.exp(logVariance));
  return tf.mul(0.5 / mean.shape[0], tf.sum(tf.sub(moments, tf.add(1, logVariance))));
}
