import type * as tf from '@tensorflow/tfjs-core';
import type { NamedArrays, Shape } from '@latent-paths/core';
import { compileable } from '../compileable.js';
import type { NamedTensors } from '../run-graph.js';
import type { Autoencoder } from './autoencoder.js';
import { encoderFor, onlyInput, tensorsOf } from './candidates.js';
import { inBatches } from './in-batches.js';
import { scaled, scaledLogVariance } from './latents.js';
import { toInput } from './pictures.js';
import type { Posterior, Reading } from './reading.js';
import { splitPosterior } from './split-posterior.js';

/** Mean and, where it is given, logarithm of the variance, in the axes that the file gives them. */
export interface ReadPosterior {
  readonly mean: tf.Tensor;
  readonly logVariance?: tf.Tensor;
}

/** How a posterior is read from the tensors that the encoder gives by name. */
export function posteriorReader(model: Autoencoder, posterior: Posterior): (made: NamedTensors) => ReadPosterior {
  const {
    names: [first = '', second],
    axis,
  } = tensorsOf(model, posterior); // the mean's, at least
  if (typeof posterior === 'string' && posterior !== 'mean')
    return (made) => splitPosterior(made[first]!, posterior, axis);
  return (made) => ({ mean: made[first]!, ...(second !== undefined && { logVariance: made[second]! }) });
}

export interface EncoderHalf {
  readonly weights: NamedArrays;
  readonly batch: number | undefined;
  /** Pictures [b, h, w, c] with values 0…1 → latents, scaled and shifted, in the file's axes. */
  posterior(weights: NamedTensors, pictures: tf.Tensor4D): ReadPosterior;
}

export function encoderHalf(model: Autoencoder, reading: Reading): EncoderHalf {
  const half = encoderFor(model, reading.posterior);
  const input = onlyInput(half, 'the picture');
  const made = compileable(half);
  const read = posteriorReader(model, reading.posterior);
  return {
    weights: made.weights,
    batch: made.batch,
    posterior: (weights, pictures) => {
      const x = toInput(pictures, reading.input, input.shape?.length ?? 4);
      const { mean, logVariance } = read(inBatches(made.batch, x, (part) => made.run(weights, { [input.name]: part })));
      return {
        mean: scaled(mean, reading),
        ...(logVariance && { logVariance: scaledLogVariance(logVariance, reading) }),
      };
    },
  };
}

/** The shape of one latent that the file fixes; undefined if it leaves it open. */
export function fixedLatent(model: Autoencoder, posterior: Posterior): Shape | undefined {
  const { names, axis } = tensorsOf(model, posterior);
  const { outputs, between } = model.encoder.graph;
  const shape = (outputs.find(({ name }) => name === names[0]) ?? between.get(names[0]!))?.shape;
  const lengths = shape?.slice(1);
  if (lengths === undefined || !lengths.every((length) => typeof length === 'number')) return undefined;
  return typeof posterior === 'object' || posterior === 'mean'
    ? lengths
    : lengths.with(axis - 1, lengths[axis - 1]! / 2);
}
