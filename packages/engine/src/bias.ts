import { sizeOf } from '@latent-paths/core';
import type { Emitter, Lowered } from './emitter.js';
import { isKernel, type Value } from './graph.js';

/**
 * Moves a bias that is added to a convolution into that convolution, which saves one pass over the image. Undefined if
 * `sum` is no convolution, or has other readers, or `bias` is not one number per channel.
 */
export function addBias(emit: Emitter, sum: Value, bias: Value): Lowered | undefined {
  if (!isKernel(sum, 'Conv2D')) return undefined;
  const channels = sum.shape[3]!;
  if (emit.layoutOf(sum) === 'plain') return undefined; // a matrix product
  if (emit.usesOf(sum) > 1 || bias.shape.at(-1) !== channels || sizeOf(bias.shape) !== channels) return undefined;
  const name = emit.read(sum, 'channels-first');
  const perChannel = bias.shape.length === 1 ? emit.read(bias) : emit.reshape(emit.read(bias), [channels]);
  const { op, inputs, attributes } = emit.retract(name);
  return { name: emit.node(op, [...inputs, perChannel], { attributes }), layout: 'channels-first' };
}
