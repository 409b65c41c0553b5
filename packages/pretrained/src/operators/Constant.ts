import { integers } from '../arrays/constant.js';
import { constantOf, floatOf, intOf, listOf } from '../attributes.js';
import type { Constant as Numbers, OnnxNode } from '../graph.js';
import type { Operator } from '../operator.js';

/** Numbers within the graph. */
export const Constant: Operator = {
  refuses: (node) =>
    Object.keys(node.attributes).some((name) =>
      ['value', 'value_float', 'value_floats', 'value_int', 'value_ints'].includes(name),
    )
      ? undefined
      : 'of texts or sparse; export without',
  fold: ({ node }) => [numbers(node)],
};

function numbers(node: OnnxNode): Numbers {
  const tensor = constantOf(node, 'value');
  if (tensor !== undefined) return tensor;
  const { attributes } = node;
  if ('value_int' in attributes) return integers([intOf(node, 'value_int', 0)], []);
  if ('value_ints' in attributes) return integers(listOf(node, 'value_ints') ?? []);
  if ('value_float' in attributes)
    return { type: 'float32', shape: [], data: Float32Array.of(floatOf(node, 'value_float', 0)) };
  const list = listOf(node, 'value_floats') ?? [];
  return { type: 'float32', shape: [list.length], data: Float32Array.from(list) };
}
