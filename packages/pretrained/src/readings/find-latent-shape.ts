import { ndarray, sizeOf, type NamedArrays, type Shape } from '@latent-paths/core';
import type * as tf from '@tensorflow/tfjs-core';
import type { Autoencoder, KnownShapes } from './autoencoder.js';
import { encoderHalf } from './encoder-half.js';
import type { AskedReading } from './reading.js';
import { resolveReading } from './resolve-reading.js';
import type { Runner } from './tensor-function.js';

/** The shape of one latent of pictures, where the files leave it open: what the encoder makes of a black picture. */
export async function findLatentShape(
  model: Autoencoder,
  asked: AskedReading,
  { imageShape }: Pick<KnownShapes, 'imageShape'>,
  run: Runner,
): Promise<Shape> {
  const resolved = resolveReading(model, asked, { ...(imageShape && { imageShape }) });
  const half = encoderHalf(model, resolved.reading);
  const shape = [1, ...resolved.imageShape];
  const black: NamedArrays = { pictures: ndarray(shape, new Float32Array(sizeOf(shape))) };
  const made = await run(
    {
      name: 'latent-shape',
      weights: half.weights,
      run: (weights, { pictures }) => ({ mean: half.posterior(weights, pictures as tf.Tensor4D).mean }),
    }, // made above
    black,
  );
  return made['mean']!.shape.slice(1);
}
