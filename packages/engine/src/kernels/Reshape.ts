import { reshape, type ReshapeAttrs } from '@tensorflow/tfjs-core';
import { formatShape, sameShape, sizeOf, type Shape } from '@latent-paths/core';
import { isKernel, type TensorType } from '../graph.js';
import { defineKernel } from '../kernel.js';

/** The shape asked for, with −1 worked out. */
function target({ shape }: ReshapeAttrs, x: TensorType): Shape {
  const known = shape.reduce((product, size) => (size === -1 ? product : product * size), 1);
  const resolved = shape.map((size) => (size === -1 ? sizeOf(x.shape) / known : size));
  if (sizeOf(resolved) !== sizeOf(x.shape)) {
    throw new RangeError(`reshape: expected a shape of ${sizeOf(x.shape)} numbers, got ${formatShape(shape)}`);
  }
  return resolved;
}

/** The same numbers under another shape. */
export const Reshape = defineKernel<ReshapeAttrs>({
  inputs: ['x'],
  infer: (attributes, x) => ({ shape: target(attributes, x), dtype: x.dtype }),
  uniform: (_, [x]) => x!,
  simplify: (attributes, graph, x) => {
    const shape = target(attributes, x);
    if (sameShape(shape, x.shape)) return x;
    return isKernel(x, 'Reshape') ? graph.one('Reshape', { shape }, x.source.node.inputs[0]!) : undefined;
  },
  lower: (emit, { outputs }, x) => emit.reshape(emit.read(x), outputs[0]!.shape),
  gradient: { saves: ['x'], of: (_, dy, x) => ({ x: () => reshape(dy, x.shape) }) },
});
