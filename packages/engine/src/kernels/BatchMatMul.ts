import { matMul, type BatchMatMulAttrs } from '@tensorflow/tfjs-core';
import { formatShape } from '@latent-paths/core';
import { broadcastShapes } from '../broadcast.js';
import { sumTo } from '../elementwise.js';
import { productFlops } from '../product-flops.js';
import { defineKernel } from '../kernel.js';

/** op(a)·op(b) over the last two axes, [.., n, k]·[.., k, m] → [.., n, m]; leading axes broadcast. */
export const BatchMatMul = defineKernel<BatchMatMulAttrs>({
  inputs: ['a', 'b'],
  infer: ({ transposeA, transposeB }, a, b) => {
    const [n, k] = transposeA ? [a.shape.at(-1), a.shape.at(-2)] : [a.shape.at(-2), a.shape.at(-1)];
    const [l, m] = transposeB ? [b.shape.at(-1), b.shape.at(-2)] : [b.shape.at(-2), b.shape.at(-1)];
    if (n === undefined || m === undefined || k !== l) {
      throw new RangeError(
        `matMul: expected inner sizes that agree, got ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
      );
    }
    return { shape: [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), n, m], dtype: a.dtype };
  },
  lower: (emit, { attributes: { transposeA, transposeB } }, a, b) => {
    const inputs = [emit.read(a), emit.read(b)];
    if (!transposeA && !transposeB) return emit.node('MatMul', inputs);
    const attributes = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 };
    return emit.node('FusedMatMul', inputs, { attributes, domain: 'com.microsoft' });
  },
  flops: ({ transposeA }, output, a) => productFlops(output.shape, a.shape.at(transposeA ? -2 : -1)!),
  gradient: {
    saves: ['a', 'b'],
    of: ({ transposeA, transposeB }, dy, a, b) => ({
      a: () => sumTo(transposeA ? matMul(b, dy, transposeB, true) : matMul(dy, b, false, !transposeB), a.shape),
      b: () => sumTo(transposeB ? matMul(dy, a, true, transposeA) : matMul(a, dy, !transposeA, false), b.shape),
    }),
  },
});
