import { constantOf } from '../attributes.js';
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

/** The operator that bounds an output, and the range that it bounds it to; undefined where none does. */
export function lastActivation(
  graph: OnnxGraph,
  output: string,
): { readonly op: string; readonly range: Range } | undefined {
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((made) => [made, node] as const)));
  let node = makers.get(output);
  while (node !== undefined && MOVES.includes(node.op)) node = makers.get(node.inputs[0] ?? '');
  if (node === undefined) return undefined;
  const range = RANGES[node.op] ?? (node.op === 'Clip' ? clipped(graph, node) : undefined);
  return range === undefined ? undefined : { op: node.op, range };
}

function clipped({ constants }: OnnxGraph, node: OnnxNode): Range | undefined {
  const bound = (input: number, name: string): number | undefined => {
    const attribute = node.attributes[name];
    if (attribute?.kind === 'float') return attribute.value;
    return constants.get(node.inputs[input] ?? '')?.data[0] ?? constantOf(node, name)?.data[0];
  };
  const [low, high] = [bound(1, 'min'), bound(2, 'max')];
  return low !== undefined && high !== undefined && low < high ? [low, high] : undefined;
}
