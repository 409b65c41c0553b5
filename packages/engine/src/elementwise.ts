import { fill, reshape, sum, type Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '@latent-paths/core';
import { broadcastShapes } from './broadcast.js';
import type { ValueType } from './graph.js';
import type { Gradient, Kernel } from './kernel.js';

interface Unary {
  /** The ONNX operator that does the same, where there is one. */
  readonly op?: string;
  readonly number: (x: number) => number;
  /** Type of the output; that of the input if left out. */
  readonly dtype?: ValueType;
  readonly gradient?: Gradient<unknown>;
}

/** A kernel y_i = f(x_i). */
export function unary({ op, number, dtype, gradient }: Unary): Kernel {
  return {
    inputs: ['x'],
    infer: (_, x) => ({ shape: x.shape, dtype: dtype ?? x.dtype }),
    uniform: (_, [x]) => number(x!),
    ...(op !== undefined && { lower: (emit, node, x) => emit.elementwise(op, node.outputs[0]!, [x]) }),
    ...(gradient && { gradient }),
  };
}

interface Binary {
  readonly op?: string;
  readonly number: (a: number, b: number) => number;
  readonly dtype?: ValueType;
  readonly simplify?: Kernel['simplify'];
  readonly gradient?: Gradient<unknown>;
}

/** A kernel y_i = f(a_i, b_i) with broadcasting. */
export function binary({ op, number, dtype, simplify, gradient }: Binary): Kernel {
  return {
    inputs: ['a', 'b'],
    broadcasts: true,
    infer: (_, a, b) => ({ shape: broadcastShapes(a.shape, b.shape), dtype: dtype ?? a.dtype }),
    uniform: (_, [a, b]) => number(a!, b!),
    ...(op !== undefined && { lower: (emit, node, a, b) => emit.elementwise(op, node.outputs[0]!, [a, b]) }),
    ...(simplify && { simplify }),
    ...(gradient && { gradient }),
  };
}

/** The adjoint of broadcasting from `shape`: sums over the axes along which it repeated. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  const missing = x.rank - shape.length;
  const axes = x.shape.flatMap((size, axis) => (size !== 1 && (shape[axis - missing] ?? 1) === 1 ? [axis] : []));
  return reshape(axes.length === 0 ? x : sum(x, axes), [...shape]);
}

const zeros = (x: Tensor): Tensor => fill(x.shape, 0, 'float32');

/** The gradient of a piecewise constant function: zeros. It is registered so that gradients can pass conditions. */
export const noGradient = {
  unary: { saves: ['x'], of: (_: unknown, __: Tensor, x: Tensor) => ({ x: () => zeros(x) }) },
  binary: {
    saves: ['a', 'b'],
    of: (_: unknown, __: Tensor, a: Tensor, b: Tensor) => ({ a: () => zeros(a), b: () => zeros(b) }),
  },
} as const;
