import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { onnx } from 'onnx-proto';
import { Writer } from 'protobufjs/minimal';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileable, readOnnx, type Compileable } from '../src/index.js';
import { FLOAT, int, int64, modelBytes, node, port, weights, type Small } from './model-bytes.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const read = (small: Small) => readOnnx(modelBytes(small));

/** The first output for rows x. */
function outputOf(model: Compileable, rows: number[][]): number[][] {
  return tf.tidy(() => {
    const frozen = Object.fromEntries(
      Object.entries(model.weights).map(([name, { shape, data }]) => [name, tf.tensor(data, [...shape])]),
    );
    const made = model.run(frozen, { [model.inputs[0]!.name]: tf.tensor2d(rows) });
    return made[model.outputs[0]!.name]!.arraySync() as number[][]; // of two axes, in these tests
  });
}

describe('weights', () => {
  const of = (tensor: onnx.ITensorProto) => {
    const { graph } = read({ nodes: [node('Add', ['x', 'w'], ['y'])], weights: [{ name: 'w', dims: [2], ...tensor }] });
    return { ...graph.constants.get('w')!, notes: graph.notes };
  };

  it.each<[string, onnx.ITensorProto, number[], string[]]>([
    ['float32, listed', { dataType: 1, floatData: [1.5, -2] }, [1.5, -2], []],
    [
      'float16, as bytes',
      { dataType: 10, rawData: new Uint8Array(Uint16Array.of(0x3e00, 0xc000).buffer) },
      [1.5, -2],
      ['weights in float16 are computed with in float32'],
    ],
    [
      'float16, listed',
      { dataType: 10, int32Data: [0x0001, 0x7bff] },
      [2 ** -24, 65504],
      ['weights in float16 are computed with in float32'],
    ],
    [
      'bfloat16',
      { dataType: 16, rawData: new Uint8Array(Uint16Array.of(0x3fc0, 0xc000).buffer) },
      [1.5, -2],
      ['weights in bfloat16 are computed with in float32'],
    ],
    [
      'float64',
      { dataType: 11, doubleData: [1.5, -2] },
      [1.5, -2],
      ['weights in float64 are computed with in float32'],
    ],
  ])('of %s are float32', (_, tensor, numbers, notes) => {
    const made = of(tensor);
    expect(made.type).toBe('float32');
    expect([...made.data]).toEqual(numbers);
    expect(made.notes).toEqual(notes);
  });

  it('are apart from the function that reads them, as TensorFlow.js has them', () => {
    const model = compileable(
      read({
        nodes: [node('Gemm', ['x', 'w', 'b'], ['y'], { transB: int(1) })],
        weights: [weights('w', [3, 2], [1, 2, 3, 4, 5, 6]), weights('b', [3], [0, 0, 1])],
      }),
    );
    expect(model.weights).toEqual({
      b: { shape: [3], data: Float32Array.of(0, 0, 1) },
      'y:kernel': { shape: [2, 3], data: Float32Array.of(1, 3, 5, 2, 4, 6) },
    });
    expect(outputOf(model, [[1, 1]])).toEqual([[3, 7, 12]]);
  });
});

describe('functions of the model', () => {
  const body: onnx.IFunctionProto = {
    name: 'leaky',
    domain: 'local',
    input: ['a'],
    output: ['c'],
    attribute: ['slope'],
    opsetImport: [{ domain: '', version: 17 }],
    node: [
      node('LeakyRelu', ['a'], ['b'], {
        alpha: { refAttrName: 'slope', type: onnx.AttributeProto.AttributeType.FLOAT },
      }),
      node('Neg', ['b'], ['c']),
    ],
  };
  const call = (output: string, input: string, slope?: number) => ({
    ...node(
      'leaky',
      [input],
      [output],
      slope === undefined ? {} : { slope: { type: onnx.AttributeProto.AttributeType.FLOAT, f: slope } },
    ),
    domain: 'local',
  });

  it('are inlined, each call with its own attributes and tensors', () => {
    const model = read({ nodes: [call('h', 'x', 0.5), call('y', 'h', 0.25)], functions: [body] });
    expect(model.describe().operators).toEqual({ LeakyRelu: 2, Neg: 2 });
    expect(outputOf(compileable(model), [[-2, 4]])).toEqual([[-1, 1]]);
  });

  it('know attributes by default', () => {
    const defaulted = onnx.AttributeProto.encode({
      name: 'slope',
      type: onnx.AttributeProto.AttributeType.FLOAT,
      f: 0.5,
    }).finish();
    const written = Writer.create()
      .uint32((11 << 3) | 2)
      .bytes(defaulted)
      .finish();
    const bare = onnx.FunctionProto.encode({ ...body, attribute: [] }).finish();
    const function_ = Uint8Array.from([...bare, ...written]);
    const without = modelBytes({ nodes: [call('y', 'x')], functions: [{ name: 'unused', domain: 'local' }] });
    const bytes = Uint8Array.from([
      ...without,
      ...Writer.create()
        .uint32((25 << 3) | 2)
        .bytes(function_)
        .finish(),
    ]);
    expect(outputOf(compileable(readOnnx(bytes)), [[-2, 4]])).toEqual([[1, -4]]);
  });
});

describe('a whole autoencoder', () => {
  const whole: Small = {
    inputs: [port('x', ['batch', 4])],
    nodes: [
      node('Gemm', ['x', 'down'], ['z']),
      node('Shape', ['z'], ['shape']),
      node('Gather', ['shape', 'first'], ['rows']),
      node('Concat', ['rows', 'rest'], ['target'], { axis: int(0) }),
      node('Tanh', ['z'], ['t']),
      node('Gemm', ['t', 'up'], ['h']),
      node('Reshape', ['h', 'target'], ['y']),
    ],
    outputs: [port('y', ['batch', 4])],
    weights: [
      weights('down', [4, 2], [1, 0, 0, 1, 1, 0, 0, 1]),
      weights('up', [2, 4], [1, 2, 3, 4, 5, 6, 7, 8]),
      int64('first', [0]),
      int64('rest', [-1]),
    ],
  };
  const model = read(whole);
  const rows = [
    [0.1, 0.2, 0.3, 0.4],
    [1, 0, -1, 2],
  ];

  it('tells where it can be cut, the narrowest first', () => {
    const straight = {
      ...whole,
      nodes: whole.nodes.filter(({ opType }) => ['Gemm', 'Tanh'].includes(opType!)),
      outputs: [port('h', ['batch', 4])],
    };
    const before = read({
      ...straight,
      nodes: [
        node('Relu', ['x'], ['wide']),
        { ...straight.nodes[0]!, input: ['wide', 'down'] },
        ...straight.nodes.slice(1),
      ],
    });
    expect(before.describe().latents.map(({ name }) => name)).toEqual(['z', 'wide', 't']);
  });

  it('is not cut at a tensor beside which a shape is carried on', () => {
    expect(model.describe().latents.map(({ name, shape }) => [name, shape])).toEqual([['z', ['', 2]]]);
  });

  it('is cut into an encoder and a decoder that make the whole', () => {
    const [encoder, decoder] = [compileable(model.cut({ to: 'z' })), compileable(model.cut({ from: 'z' }))];
    expect(Object.keys(encoder.weights)).toEqual(['z:kernel']);
    expect(outputOf(decoder, outputOf(encoder, rows))).toEqual(outputOf(compileable(model), rows));
  });

  it('is not cut where that leaves a way around, and tells where it would be', () => {
    expect(() => model.cut({ from: 't' })).toThrow(
      /expected t to hold all that y depends on, got x read beside it by node \/z \(Gemm\)\. The graph could be cut at z \[\?, 2\] by Gemm\./,
    );
    expect(() => model.cut({ to: 'latent' })).toThrow(
      /expected a tensor of the graph, got latent\. The graph could be cut at z/,
    );
  });

  it('is encoded again, cut or not', () => {
    const again = readOnnx(model.cut({ to: 'z' }).encode());
    expect(again.describe().operators).toEqual({ Gemm: 1 });
    expect(outputOf(compileable(again), rows)).toEqual(outputOf(compileable(model.cut({ to: 'z' })), rows));
  });
});

describe('a batch', () => {
  it('that is fixed is told, and held to', () => {
    const fixed = compileable(read({ nodes: [node('Relu', ['x'], ['y'])], inputs: [port('x', [2, 2])] }));
    expect(fixed.batch).toBe(2);
    expect(() => outputOf(fixed, [[1, 2]])).toThrow(/expected the input x \[2, 2\], got a tensor of shape \[1, 2\]/);
    expect(
      outputOf(fixed, [
        [1, -2],
        [0, 3],
      ]),
    ).toEqual([
      [1, 0],
      [0, 3],
    ]);
  });

  it('of any length has none', () => {
    expect(compileable(read({ nodes: [node('Relu', ['x'], ['y'])] })).batch).toBeUndefined();
  });
});

it('takes weights that old files list as inputs, too', () => {
  const model = read({
    nodes: [node('Add', ['x', 'w'], ['y'])],
    inputs: [port('x', ['batch', 2]), port('w', [2], FLOAT)],
    weights: [weights('w', [2], [1, 2])],
  });
  expect(model.describe().inputs.map(({ name }) => name)).toEqual(['x']);
});

it('leaves no tensors behind', () => {
  const model = compileable(read({ nodes: [node('Softmax', ['x'], ['y'])] }));
  const before = tf.memory().numTensors;
  outputOf(model, [[1, 2]]);
  expect(tf.memory().numTensors).toBe(before);
});
