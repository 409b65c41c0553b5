import { ndarray } from '@latent-paths/core';
import { floatOf, intOf } from '../attributes.js';
import type { Operator } from '../operator.js';
import { affine } from '../tensors/normalise.js';

const INPUTS = ['scale', 'bias', 'mean', 'variance'] as const;

/**
 * (x − mean)/√(variance + ε)·scale + bias by channel, with the statistics of training: a factor and a summand, worked
 * out beforehand.
 */
export const BatchNormalization: Operator = {
  prepared: [1, 2, 3, 4],
  refuses: (node) => {
    const inTraining = intOf(node, 'training_mode', 0) === 1 || node.outputs.slice(1).some((name) => name !== '');
    if (inTraining) return 'in training mode; export with model.eval()';
    return intOf(node, 'spatial', 1) === 0 ? 'with spatial = 0; export with opset 9 or later' : undefined;
  },
  prepare: ({ node, constant }) => {
    // an operator's prepared inputs are known
    const [scale, bias, mean, variance] = INPUTS.map((_, i) => constant(i + 1)!.data);
    const epsilon = floatOf(node, 'epsilon', 1e-5);
    const factor = Float32Array.from(scale!, (value, i) => value / Math.sqrt(variance![i]! + epsilon));
    const summand = Float32Array.from(
      bias!,
      (value, i) => value - (mean![i]! * scale![i]!) / Math.sqrt(variance![i]! + epsilon),
    );
    return { factor: ndarray([factor.length], factor), summand: ndarray([summand.length], summand) };
  },
  run: ({ tensor, weight }) => affine(tensor(0), weight('factor'), weight('summand')),
};
