import * as tf from '@tensorflow/tfjs-core';
import {
  applyReading,
  readOnnx,
  type AskedReading,
  type Autoencoder,
  type KnownShapes,
  type NamedTensors,
  type PretrainedVae,
} from '../src/index.js';
import { modelBytes, type Small } from './model-bytes.js';
import { smallPictures } from './small-autoencoder.js';

export const tensorsOf = ({ weights: arrays }: PretrainedVae): NamedTensors =>
  Object.fromEntries(Object.entries(arrays).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]));
export const read = (small: Small, file: string) => readOnnx(modelBytes(small), { file });

const { data, shape } = smallPictures(5);
export const pictures = () => tf.tensor4d(data, shape as [number, number, number, number]); // [n, h, w, c]

/** The largest difference between pictures and what comes back. */
export function lost(model: Autoencoder, asked: AskedReading, known?: KnownShapes): number {
  return tf.tidy(() => {
    const vae = applyReading(model, asked, known);
    const frozen = tensorsOf(vae);
    // a scalar
    return tf.max(tf.abs(tf.sub(vae.decode(frozen, vae.encode(frozen, pictures())), pictures()))).arraySync() as number;
  });
}
