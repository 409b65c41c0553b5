import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import {
  fillNormal,
  fillUniform,
  mapValues,
  ndarray,
  rootKey,
  sizeOf,
  split,
  type NamedArrays,
} from '@latent-paths/core';
import { convolutionalVae, initialVae, vaeSchema } from '@latent-paths/model';
import { applyReading, architectures, writeAutoencoder, type ImageShape } from '@latent-paths/pretrained';
import { beforeAll, describe, expect, it } from 'vitest';
import { onnxRuntime } from './onnx-runtime.js';

beforeAll(() => tf.setBackend('cpu'));

const drawn = (name: string, shape: readonly number[]) => {
  const data = new Float32Array(sizeOf(shape));
  fillUniform(split(rootKey(1), name), 0, data);
  return ndarray(shape, data);
};

const tensors = (arrays: NamedArrays) => mapValues(arrays, ({ data, shape }) => tf.tensor(data, [...shape]));

/** Weights as a training would leave them: biases are not 0. */
function trained(imageShape: ImageShape, latent: number): NamedArrays {
  const config = vaeSchema.parse({ latent, channels: [6, 5] });
  const initial = initialVae(config, imageShape, rootKey(3));
  return Object.fromEntries(
    Object.entries(initial).map(([name, array]) => {
      const noise = new Float32Array(array.data.length);
      fillNormal(split(rootKey(4), name), 0, noise);
      return [
        name,
        ndarray(
          array.shape,
          Float32Array.from(array.data, (value, i) => value + 0.1 * noise[i]!),
        ),
      ];
    }),
  );
}

describe('the VAE that this project trains, from its weights', () => {
  it.each<[ImageShape]>([[[8, 8, 3]], [[7, 7, 1]], [[6, 9, 2]]])('is the same, for pictures %j', async (imageShape) => {
    const arrays = trained(imageShape, 4);
    const own = convolutionalVae(arrays, imageShape);
    const { model, reading } = writeAutoencoder(
      architectures.convolutional,
      { encoder: arrays, decoder: arrays, file: 'own' },
      imageShape,
    );
    const read = applyReading(model, reading, { imageShape });
    expect(read.latentShape).toEqual([4]);
    const [x, z] = [drawn('x', [2, ...imageShape]), drawn('z', [2, 4])];
    const images = tf.tensor4d(x.data as Float32Array, [2, ...imageShape]);
    const latents = tf.tensor2d(z.data as Float32Array, [2, 4]);
    const context = own.context(tensors(arrays));
    const frozen = tensors(read.weights);
    const pairs = [
      [read.encode(frozen, images), context.encode(images)],
      [read.decode(frozen, latents), context.decode(latents)],
    ] as const;
    for (const [ours, theirs] of pairs) {
      expect(ours.shape).toEqual(theirs.shape);
      const apart = await tf.max(tf.abs(tf.sub(ours, theirs))).data();
      expect(apart[0]).toBeLessThan(1e-5);
    }
  });

  it('takes pictures to be square where none are known', () => {
    const arrays = trained([8, 8, 3], 4);
    const { model } = writeAutoencoder(architectures.convolutional, { encoder: arrays, decoder: arrays, file: 'own' });
    expect(model.encoder.graph.inputs[0]!.shape).toEqual(['batch', 3, 8, 8]);
  });
});

describe('what is written down', () => {
  it('is ONNX, of which onnxruntime makes the same', async () => {
    const imageShape = [7, 7, 1] as const;
    const arrays = trained(imageShape, 4);
    const state = { encoder: arrays, decoder: arrays, file: 'own' };
    const { model, reading } = writeAutoencoder(architectures.convolutional, state, imageShape);
    const read = applyReading(model, reading, { imageShape });
    const z = drawn('z', [3, 4]);
    const { picture } = await onnxRuntime(model.decoder.encode(), { latent: z });
    const made = read.decode(tensors(read.weights), tf.tensor2d(z.data as Float32Array, [3, 4]));
    const values = await made.data();
    // one channel: both orders are one
    picture!.data.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 5));
  });
});
