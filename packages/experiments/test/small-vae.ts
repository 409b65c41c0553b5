import { encodeGraph, type OnnxGraph } from '@latent-paths/pretrained';

type Node = OnnxGraph['nodes'][number];
const list = (...value: number[]) => ({ kind: 'ints', value }) as const;
const node = (op: string, inputs: readonly string[], output: string, attributes: Node['attributes'] = {}): Node => ({
  op,
  domain: '',
  name: output,
  inputs,
  outputs: [output],
  attributes,
});
const floats = (shape: readonly number[], value: number) => ({
  type: 'float32' as const,
  shape,
  data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value),
});

function half(
  from: readonly (string | number)[],
  to: readonly (string | number)[],
  nodes: readonly Node[],
  constants: Readonly<Record<string, ReturnType<typeof floats>>>,
): Uint8Array {
  return encodeGraph({
    file: 'made',
    opset: 17,
    producer: 'test',
    inputs: [{ name: 'from', type: 'float32', shape: from }],
    outputs: [{ name: 'to', type: 'float32', shape: to }],
    nodes,
    constants: new Map(Object.entries(constants)),
    between: new Map(),
    notes: [],
  });
}

/**
 * Means of squares of 8 × 8 pixels, [n, 3, 32, 32] → [n, 3, 4, 4], axes open; and squares of `bright` times these.
 * Where some of the 48 numbers are named, all others are ¼, whatever the picture.
 */
export function blocks(bright: number, varying?: readonly number[]): { encoder: Uint8Array; decoder: Uint8Array } {
  const eight = { kernel_shape: list(8, 8), strides: list(8, 8) };
  const varies = floats([1, 3, 4, 4], 0);
  const rest = floats([1, 3, 4, 4], 0.25);
  for (const at of varying ?? []) [varies.data[at], rest.data[at]] = [1, 0];
  const means = node('AveragePool', ['from'], varying === undefined ? 'to' : 'means', eight);
  const some = [node('Mul', ['means', 'varies'], 'some'), node('Add', ['some', 'rest'], 'to')];
  return {
    encoder: half(
      ['n', 3, 'H', 'W'],
      ['n', 3, 'h', 'w'],
      varying === undefined ? [means] : [means, ...some],
      varying === undefined ? {} : { varies, rest },
    ),
    decoder: half(
      ['n', 3, 'h', 'w'],
      ['n', 3, 'H', 'W'],
      [
        node('ConvTranspose', ['from', 'ones'], 'grown', { ...eight, group: { kind: 'int', value: 3 } }),
        node('Tanh', ['grown'], 'to'),
      ],
      { ones: floats([3, 1, 8, 8], bright) },
    ),
  };
}
