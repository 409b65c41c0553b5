import { encodeGraph, type OnnxGraph } from '@latent-paths/pretrained';

export interface LineOptions {
  /** d */
  readonly latents: number;
  /** Numbers of the one input; 2d + 1 where left out. */
  readonly width?: number;
}

/** The straight line as a network: [zA, zB, α] of one input → zA + α·(1·(zB − zA)), 1 its only weight. */
export function line({ latents: d, width = 2 * d + 1 }: LineOptions): Uint8Array {
  const node = (op: string, inputs: readonly string[], outputs: readonly string[]): OnnxGraph['nodes'][number] => ({
    op,
    domain: '',
    name: outputs[0]!,
    inputs,
    outputs,
    attributes: op === 'Split' ? { axis: { kind: 'int', value: 1 } } : {},
  });
  return encodeGraph({
    file: 'made',
    opset: 17,
    producer: 'test',
    inputs: [{ name: 'x', type: 'float32', shape: ['n', width] }],
    outputs: [{ name: 'z', type: 'float32', shape: ['n', d] }],
    nodes: [
      node('Split', ['x', 'sizes'], ['a', 'b', 'alpha']),
      node('Sub', ['b', 'a'], ['way']),
      node('Mul', ['way', 'one'], ['same']),
      node('Mul', ['same', 'alpha'], ['part']),
      node('Add', ['a', 'part'], ['z']),
    ],
    constants: new Map<string, { type: 'int64' | 'float32'; shape: number[]; data: Float64Array | Float32Array }>([
      ['sizes', { type: 'int64', shape: [3], data: Float64Array.of(d, d, width - 2 * d) }],
      ['one', { type: 'float32', shape: [1, d], data: new Float32Array(d).fill(1) }],
    ]),
    between: new Map(),
    notes: [],
  });
}
