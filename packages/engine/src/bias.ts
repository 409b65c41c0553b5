import { sizeOf } from '@latent-paths/core';
import type { Emitter, Lowered } from './emitter.js';
import { isKernel, type Value } from './graph.js';

/**
 * Gives a convolution that nothing else reads the bias that is added to it: one pass over the image less.
 * Undefined if `sum` is no such convolution or `bias` is not one number per channel.
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
