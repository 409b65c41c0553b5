import { constantOf, floatOf } from '../attributes.js';
import type { OnnxGraph, OnnxNode } from '../graph.js';
import type { Range } from './reading.js';

/** What moves numbers, and changes none. */
const MOVES = [
  'Reshape',
  'Transpose',
  'Identity',
  'Flatten',
  'Squeeze',
  'Unsqueeze',
  'Cast',
  'Slice',
  'Dropout',
  'DepthToSpace',
];
const RANGES: Readonly<Record<string, Range>> = { Sigmoid: [0, 1], HardSigmoid: [0, 1], Tanh: [-1, 1] };

/** The operator that bounds an output, and the range that it bounds it to; undefined if none does. */
export function lastActivation(
  graph: OnnxGraph,
  output: string,
): { readonly op: string; readonly range: Range } | undefined {
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((made) => [made, node] as const)));
  let node = makers.get(output);
  while (node !== undefined && MOVES.includes(node.op)) node = makers.get(node.inputs[0] ?? '');
  if (node === undefined) return undefined;
  const range = RANGES[node.op] ?? (node.op === 'Clip' ? clipped(graph, node, makers) : undefined);
  return range === undefined ? undefined : { op: node.op, range };
}

/** The bounds of a Clip: attributes before opset 11, inputs since. */
function clipped({ constants }: OnnxGraph, node: OnnxNode, makers: ReadonlyMap<string, OnnxNode>): Range | undefined {
  const bound = (input: number, name: string): number | undefined => {
    const given = node.inputs[input] ?? '';
    const maker = makers.get(given);
    const made = maker?.op === 'Constant' ? constantOf(maker, 'value') : undefined;
    return floatOf(node, name, undefined) ?? (constants.get(given) ?? made)?.data[0];
  };
  const [low, high] = [bound(1, 'min'), bound(2, 'max')];
  return low !== undefined && high !== undefined && low < high ? [low, high] : undefined;
}
