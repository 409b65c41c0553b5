import { mul } from '@tensorflow/tfjs-core';
import { binary, sumTo } from '../elementwise.js';
import { isKernel, isUniform, type Value } from '../graph.js';
import type { GraphWriter } from '../graph-writer.js';
import { defineKernel } from '../kernel.js';
import { gatedInput } from '../silu.js';

/** Uniform factors go last and become one: (x·2)·3 = x·6. */
function simplify(_: unknown, graph: GraphWriter, a: Value, b: Value): Value | undefined {
  if (a.source.kind === 'uniform') return graph.one('Multiply', {}, b, a);
  if (b.source.kind !== 'uniform') return undefined;
  if (isUniform(b, 1)) return a;
  if (isUniform(b, 0)) return b;
  const [x, factor] = isKernel(a, 'Multiply') ? a.source.node.inputs : [];
  if (x === undefined || factor?.source.kind !== 'uniform') return undefined;
  return graph.one('Multiply', {}, x, graph.uniform(b.shape, b.dtype, factor.source.number * b.source.number));
}

/**
 * a·b. Products with 1 are dropped, products with 0 are 0. x·sigmoid(x) is ONNX Runtime's QuickGelu where nothing else
 * reads the sigmoid.
 */
export const Multiply = defineKernel({
  ...binary({
    number: (a, b) => a * b,
    simplify,
    gradient: {
      saves: ['a', 'b'],
      of: (_, dy, a, b) => ({ a: () => sumTo(mul(dy, b), a.shape), b: () => sumTo(mul(dy, a), b.shape) }),
    },
  }),
  lower: (emit, node, a, b) => {
    const gated = gatedInput(emit, a, b) ?? gatedInput(emit, b, a);
    if (gated === undefined) return emit.elementwise('Mul', node.outputs[0]!, [a, b]);
    return emit.elementwise('QuickGelu', node.outputs[0]!, [gated], {
      attributes: { alpha: { float: 1 } },
      domain: 'com.microsoft',
    });
  },
});
