import * as tf from '@tensorflow/tfjs-core';
import { compileable } from '../compileable.js';
import type { OnnxModel } from '../read-onnx.js';
import type { Autoencoder, ImageShape } from './autoencoder.js';
import { onlyInput, tensorsOf, type PicturePlace } from './candidates.js';
import { posteriorReader } from './encoder-half.js';
import { inBatches } from './in-batches.js';
import { fromOutputs, toInput } from './pictures.js';
import type { Layout, Posterior, Range } from './reading.js';
import type { TensorFunction } from './tensor-function.js';

// What readings share is computed once: weights go into two functions, and what differs between readings into small
// ones after them.

/** Numbered outputs of a function: `0`, `1`, … */
const numbered = (tensors: readonly tf.Tensor[]) => Object.fromEntries(tensors.map((tensor, i) => [String(i), tensor]));

/** `pictures` [b, h, w, c] in the encoder's range → all tensors that posteriors are read from. */
export function encoderFunction(model: Autoencoder, posteriors: readonly Posterior[], layout: Layout): TensorFunction {
  const names = [...new Set(posteriors.flatMap((posterior) => tensorsOf(model, posterior).names))];
  const half = model.encoder.cut({ to: names });
  const { name, shape } = onlyInput(half, 'the picture');
  const { weights, batch, run } = compileable(half);
  return {
    name: `encoder ${layout}`,
    weights,
    run: (own, { pictures }) => {
      const x = toInput(pictures as tf.Tensor4D, { range: [0, 1], layout }, shape?.length ?? 4); // given so
      return inBatches(batch, x, (part) => run(own, { [name]: part }));
    },
  };
}

/** What the encoder gave → the mean of each posterior, numbered. */
export function posteriorsFunction(model: Autoencoder, posteriors: readonly Posterior[]): TensorFunction {
  const readers = posteriors.map((posterior) => posteriorReader(model, posterior));
  return {
    name: 'posteriors',
    weights: {},
    run: (_, made) => numbered(readers.map((read) => tf.clone(read(made).mean))),
  };
}

/** `latent` → all outputs that may be a picture. */
export function decoderFunction(decoder: OnnxModel, names: readonly string[]): TensorFunction {
  const half = decoder.cut({ to: names });
  const { name, shape } = onlyInput(half, 'the latent');
  const { weights, batch, run } = compileable(half);
  const lengths = shape?.slice(1);
  return {
    name: 'decoder',
    weights,
    run: (own, { latent }) => {
      const isRow =
        lengths !== undefined &&
        latent!.rank !== lengths.length + 1 &&
        lengths.every((length) => typeof length === 'number');
      const z = isRow ? tf.reshape(latent!, [latent!.shape[0]!, ...lengths]) : latent!;
      return inBatches(batch, z, (part) => run(own, { [name]: part }));
    },
  };
}

/** What the decoder gave, and `pictures` → the squared error [b] of each range of one place, numbered. */
export function errorsFunction(place: PicturePlace, ranges: readonly Range[], image: ImageShape): TensorFunction {
  return {
    name: 'errors',
    weights: {},
    run: (_, { pictures, ...made }) => {
      const errors = ranges.map((range) => {
        const difference = tf.sub(fromOutputs(made, { ...place, range }, image), pictures!);
        return tf.mean(tf.square(difference), [1, 2, 3]); // [b]
      });
      return numbered(errors);
    },
  };
}
