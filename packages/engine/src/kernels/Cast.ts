import { cast, type CastAttrs } from '@tensorflow/tfjs-core';
import type { ValueType } from '../graph.js';
import { defineKernel } from '../kernel.js';

const ONNX_TYPES = { float32: 1, int32: 6, bool: 9 } as const satisfies Record<ValueType, number>;

function valueType(dtype: CastAttrs['dtype']): ValueType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new RangeError(`cast: expected float32, int32 or bool, got ${dtype}`);
}

/** The same numbers in another type; to int32 it rounds towards 0. */
export const Cast = defineKernel<CastAttrs>({
  inputs: ['x'],
  infer: ({ dtype }, x) => ({ shape: x.shape, dtype: valueType(dtype) }),
  uniform: (_, [x]) => x!,
  simplify: ({ dtype }, _, x) => (dtype === x.dtype ? x : undefined),
  lower: (emit, node, x) =>
    emit.elementwise('Cast', node.outputs[0]!, [x], {
      attributes: { to: ONNX_TYPES[valueType(node.attributes.dtype)] },
    }),
  gradient: { of: (_, dy) => ({ x: () => cast(dy, 'float32') }) },
});
