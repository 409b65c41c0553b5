import * as tf from '@tensorflow/tfjs-core';
import { ndarray } from '@latent-paths/core';
import { transposed } from '../arrays/arrange.js';
import { floatOf, intOf } from '../attributes.js';
import type { OnnxNode } from '../graph.js';
import type { Operator } from '../operator.js';

/** α·op(A)·op(B) + β·C over matrices; C broadcasts. Weights are transposed once, beforehand. */
export const Gemm: Operator = {
  prepared: [1],
  prepare: ({ node, constant }) => {
    const weights = constant(1)!; // an operator's prepared inputs are known
    const { shape, data } = intOf(node, 'transB', 0) === 1 ? transposed(weights, [1, 0]) : weights;
    return { kernel: ndarray(shape, Float32Array.from(data)) };
  },
  run: (call) => {
    const { node } = call;
    // Gemm is of matrices
    const product = tf.matMul(call.tensor(0) as tf.Tensor2D, call.weight('kernel') as tf.Tensor2D, isTransposed(node));
    const scaled = times(product, floatOf(node, 'alpha', 1));
    return call.has(2) ? tf.add(scaled, times(call.tensor(2), floatOf(node, 'beta', 1))) : scaled;
  },
};

const isTransposed = (node: OnnxNode): boolean => intOf(node, 'transA', 0) === 1;

const times = (x: tf.Tensor, factor: number): tf.Tensor => (factor === 1 ? x : tf.mul(x, factor));
