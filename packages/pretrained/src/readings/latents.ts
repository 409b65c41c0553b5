import * as tf from '@tensorflow/tfjs-core';
import type { Reading } from './reading.js';

type Scaling = Pick<Reading, 'scale' | 'shift'>;

/** A number, or one for each channel [c, 1, …] of latents of that rank, the batch with it. */
function along(value: number | readonly number[], rank: number): tf.Tensor | number {
  if (typeof value === 'number') return value;
  return tf.tensor([...value], [value.length, ...new Array<number>(rank - 2).fill(1)]);
}

const isZero = (shift: Scaling['shift']): boolean => shift === 0;
const isOne = (scale: Scaling['scale']): boolean => scale === 1;

/** (z − shift)·scale of what the encoder gives. */
export function scaled(z: tf.Tensor, { scale, shift }: Scaling): tf.Tensor {
  const moved = isZero(shift) ? z : tf.sub(z, along(shift, z.rank));
  return isOne(scale) ? moved : tf.mul(moved, along(scale, z.rank));
}

/** The inverse: what the decoder takes, z/scale + shift. */
export function unscaled(z: tf.Tensor, { scale, shift }: Scaling): tf.Tensor {
  const grown = isOne(scale) ? z : tf.div(z, along(scale, z.rank));
  return isZero(shift) ? grown : tf.add(grown, along(shift, z.rank));
}

/** log σ² of latents that were scaled: log σ² + 2·log |scale| */
export function scaledLogVariance(logVariance: tf.Tensor, { scale }: Scaling): tf.Tensor {
  if (isOne(scale)) return logVariance;
  const twice = [scale].flat().map((factor) => 2 * Math.log(Math.abs(factor)));
  return tf.add(logVariance, along(typeof scale === 'number' ? twice[0]! : twice, logVariance.rank));
}
