import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { describe, expect, it } from 'vitest';
import { encodeGraph, readInterpolator, readOnnx, type OnnxGraph, type OnnxNode } from '../src/index.js';

type Length = string | number;
const port = (name: string, ...shape: readonly Length[]) => ({ name, type: 'float32' as const, shape });
const node = (op: string, inputs: readonly string[], output: string, attributes: OnnxNode['attributes'] = {}) => ({
  op,
  domain: '',
  name: output,
  inputs,
  outputs: [output],
  attributes,
});
const ints = (name: string, ...values: readonly number[]) =>
  [name, { type: 'int64' as const, shape: [values.length], data: Float64Array.from(values) }] as const;

function model(graph: Partial<OnnxGraph>) {
  const bytes = encodeGraph({
    file: 'made',
    opset: 17,
    producer: 'test',
    inputs: [],
    outputs: [port('z', 'n', 2)],
    nodes: [],
    constants: new Map(),
    between: new Map(),
    notes: [],
    ...graph,
  });
  return readOnnx(bytes, { file: 'path.onnx' });
}

/** zA + α·(zB − zA) of three inputs. */
const walk = [node('Sub', ['b', 'a'], 'way'), node('Mul', ['way', 't'], 'part'), node('Add', ['a', 'part'], 'z')];
const three = (rows: Length = 'n') => ({
  inputs: [port('a', rows, 2), port('b', rows, 2), port('t', rows, 1)],
  nodes: walk,
});
/** The same of one input, [zA, zB, α]. */
const one = {
  inputs: [port('x', 'n', 5)],
  nodes: [node('Split', ['x', 'sizes'], 'a', { axis: { kind: 'int', value: 1 } }), ...walk].map((made, i) =>
    i === 0 ? { ...made, outputs: ['a', 'b', 't'] } : made,
  ),
  constants: new Map([ints('sizes', 2, 2, 1)]),
};

function points(of: ReturnType<typeof model>, latentShape: readonly number[] = [2]): number[] {
  const { weights, run } = readInterpolator(of, { latentShape });
  const tensors = Object.fromEntries(
    Object.entries(weights).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]),
  );
  const made = run(tensors, {
    zA: tf.tensor2d([
      [0, 0],
      [1, 2],
      [4, 4],
    ]),
    zB: tf.tensor2d([
      [2, 4],
      [1, 2],
      [0, 8],
    ]),
    alpha: tf.tensor2d([[0.5], [0.3], [0.25]]),
  });
  return Array.from(made.dataSync());
}
const WALKED = [1, 2, 1, 2, 3, 5];

describe('readInterpolator', () => {
  it('takes one input, or three, at any batch or a fixed one', () => {
    expect(points(model(one))).toEqual(WALKED);
    expect(points(model(three()))).toEqual(WALKED);
    expect(points(model(three(2)))).toEqual(WALKED);
  });

  it('finds α by its size, wherever it stands, and gives latents the axes that the network takes', () => {
    const { inputs, nodes } = three();
    expect(points(model({ inputs: [inputs[2]!, inputs[0]!, inputs[1]!], nodes }))).toEqual(WALKED);
    const spatial = {
      inputs: [port('a', 'n', 2, 1, 1), port('b', 'n', 2, 1, 1), port('t', 'n', 1, 1, 1)],
      outputs: [port('z', 'n', 2, 1, 1)],
      nodes,
    };
    expect(points(model(spatial), [2, 1, 1])).toEqual(WALKED);
  });

  it.each([
    [{ inputs: [port('x', 'n', 4)] }, 'α is not among its numbers'],
    [{ inputs: [port('x', 'n', 7)] }, 'latents have 2 numbers here'],
    [{ inputs: [port('a', 'n', 2), port('b', 'n', 2)] }, '2 inputs'],
    [{ inputs: [port('a', 'n', 3), port('b', 'n', 3), port('t', 'n', 1)] }, 'latents have 2 numbers here'],
    [{ inputs: [port('a', 'n', 2), port('b', 'n', 2), port('t')] }, 'one α for all rows, where each has its own'],
    [{ inputs: [port('a', 'n', 2), port('b', 'n', 2), port('t', 1)] }, 'one α for all rows, where each has its own'],
    [{ inputs: [port('a', 'n', 2), port('b', 'n', 2), port('t', 'n', 2)] }, 'none of them is α'],
  ])('refuses other inputs, %j', (graph, why) => {
    const read = () =>
      readInterpolator(model({ ...graph, nodes: [node('Identity', [graph.inputs[0]!.name], 'z')] }), {
        latentShape: [2],
      });
    expect(read).toThrow(/path\.onnx: expected one input \[n, 5\].*or three/);
    expect(read).toThrow(`${why}. Export the network with these.`);
  });

  it('refuses outputs that are no point, and asks which of several is', () => {
    const both = {
      ...three(),
      nodes: [...walk, node('Neg', ['z'], 'other')],
      outputs: [port('z', 'n', 2), port('other', 'n', 2)],
    };
    const read = (graph: Partial<OnnxGraph>, output?: string) =>
      readInterpolator(model(graph), { latentShape: [2], output });
    expect(() => read({ ...three(), outputs: [port('z', 'n', 3)] })).toThrow(
      'path.onnx: expected an output [n, 2], the point of the path, got z [n, 3]',
    );
    expect(() => read(both)).toThrow('to know which output is the point');
    expect(() => read(both, 'absent')).toThrow('expected the output absent');
    expect(read(both, 'other').output).toBe('other');
  });

  it('tells of points of another size when they are computed, where the file does not say', () => {
    const open = { ...three(), nodes: [...walk.slice(0, 2), node('ReduceSum', ['part', 'axis'], 'z')] };
    const graph = { ...open, outputs: [port('z', 'n', 'k')], constants: new Map([ints('axis', 1)]) };
    expect(() => points(model(graph))).toThrow(/expected points \[n, 2\] from z, got \[3, 1\] of 3 rows/);
  });
});
