import * as tf from '@tensorflow/tfjs-core';
import { ndarray, type NamedArrays } from '@latent-paths/core';
import { blockFilters } from './arrays/block-filters.js';
import { intOf, listOf } from './attributes.js';
import type { Call, Preparation } from './operator.js';

/**
 * Filters and bias of a convolution or a transposed one, as TensorFlow.js has them: `filter0`, `filter1`, …, `bias`.
 */
export function prepareFilters({ node, constant }: Preparation): NamedArrays {
  const filters = constant(1)!; // an operator's prepared inputs are known
  const [high = 1, wide = 1] = listOf(node, 'dilations') ?? [];
  if (filters.shape.length !== 4)
    throw new Error(
      `expected filters of images, of 4 axes, got ${filters.shape.length}; only convolutions in two dimensions are ` +
        'computed',
    );
  const blocks = blockFilters(filters, { groups: intOf(node, 'group', 1), dilations: [high, wide] });
  const bias = constant(2);
  return {
    ...Object.fromEntries(blocks.map((block, i) => [`filter${i}`, block])),
    ...(bias && { bias: ndarray(bias.shape, Float32Array.from(bias.data)) }),
  };
}

/** The output of one block's filters on its share of the channels of [n, h, w, c]. */
export type Convolve = (x: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor4D;

/** Applies each block's filters to its share of the channels, and adds the bias. */
export function byBlocks(call: Call, x: tf.Tensor4D, blocks: number, convolve: Convolve): tf.Tensor4D {
  const parts: tf.Tensor4D[] = blocks === 1 ? [x] : tf.split(x, blocks, 3);
  // prepareFilters made it so
  const made = parts.map((part, i) => convolve(part, call.weight(`filter${i}`) as tf.Tensor4D));
  const whole: tf.Tensor4D = made.length === 1 ? made[0]! : tf.concat(made, 3);
  return call.has(2) ? tf.add(whole, call.weight('bias')) : whole;
}
