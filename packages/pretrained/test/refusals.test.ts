import { describe, expect, it } from 'vitest';
import {
  compileable,
  externalFiles,
  readOnnx,
  requireCuttable,
  resolveReading,
  type AskedReading,
} from '../src/index.js';
import { int, int64, modelBytes, node, port, weights, type Small } from './model-bytes.js';

const text = (content: string) => new TextEncoder().encode(content);
const relu = node('Relu', ['x'], ['y']);
const read = (small: Small, externalData = {}) => readOnnx(modelBytes(small), { file: 'vae.onnx', externalData });
const ready = (small: Small) => compileable(read(small));
const external = (location: string, entries: Readonly<Record<string, string>> = {}) => ({
  name: 'w',
  dims: [2],
  dataType: 1,
  dataLocation: 1,
  externalData: Object.entries({ location, ...entries }).map(([key, value]) => ({ key, value })),
});

describe('bytes that are no model', () => {
  it.each([
    [
      'a Git LFS pointer',
      text('version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 805301\n'),
      /Git LFS pointer in place of the file of 805301 bytes; run git lfs pull/,
    ],
    ['an empty file', new Uint8Array(), /empty file; copy or download it again/],
    ['PyTorch’s own format', text('PK\u0003\u0004archive/data.pkl'), /ZIP archive.*torch\.onnx\.export/],
    ['a web page', text('<!DOCTYPE html><html>'), /web page; download the file itself/],
    ['JSON', text('{"format":"graph-model"}'), /TensorFlow\.js/],
    ['noise', Uint8Array.from({ length: 300 }, (_, i) => (i * 151 + 7) % 256), /expected an ONNX model, got bytes/],
    [
      'half a model',
      modelBytes({ nodes: [relu], weights: [weights('w', [64], new Array<number>(64).fill(1))] }).subarray(0, 150),
      /vae\.onnx: expected an ONNX model, got bytes that do not decode.*cut off/,
    ],
    [
      'groups within groups, two million deep',
      Uint8Array.from({ length: 4_000_000 }, (_, i) => (i % 2 === 0 ? 0x9b : 0x06)), // field 99, a group begins
      /vae\.onnx: expected an ONNX model, got bytes that do not decode \(maximum nesting depth exceeded\)/,
    ],
  ])('%s is told by name', (_, bytes, message) => {
    expect(() => readOnnx(bytes, { file: 'vae.onnx' })).toThrow(message);
  });
});

describe('a damaged or hostile file', () => {
  it.each<[string, Small, RegExp]>([
    [
      'claims 10 GB',
      { nodes: [relu], weights: [{ ...weights('w', [2_684_354_560], []), rawData: new Uint8Array(8) }] },
      /weights w: expected 2684354560 numbers.*got 8 bytes/,
    ],
    [
      'claims more numbers than there are',
      { nodes: [relu], weights: [weights('w', [1_000_000_000, 1_000_000_000], [1])] },
      /weights w: expected a shape/,
    ],
    [
      'has a negative length',
      { nodes: [relu], weights: [weights('w', [-2], [1, 1])] },
      /weights w: expected a shape, got \[-2\]/,
    ],
    [
      'has a loop',
      { nodes: [node('Add', ['x', 'b'], ['a']), node('Relu', ['a'], ['b']), node('Relu', ['b'], ['y'])] },
      /without loops, got one among 3 nodes/,
    ],
    ['makes a tensor twice', { nodes: [relu, node('Neg', ['x'], ['y'])] }, /made once, got y again/],
    ['reads what nothing makes', { nodes: [node('Add', ['x', 'lost'], ['y'])] }, /input lost to be made by a node/],
    ['gives what nothing makes', { nodes: [node('Relu', ['x'], ['z'])] }, /output y: expected to be made by a node/],
    [
      'has weights of texts',
      { nodes: [relu], weights: [{ name: 'w', dims: [1], dataType: 8, stringData: [text('a')] }] },
      /weights w: expected numbers or truth values, got string/,
    ],
  ])('that %s is refused', (_, small, message) => {
    expect(() => read(small)).toThrow(message);
  });

  it('that asks for an enormous constant is refused before it is made', () => {
    const small: Small = {
      nodes: [node('ConstantOfShape', ['s'], ['c']), node('Add', ['x', 'c'], ['y'])],
      weights: [int64('s', [100_000, 100_000])],
    };
    expect(() => ready(small)).toThrow(/\/c \(ConstantOfShape\): expected arrays of at most/);
  });

  it('of functions that call themselves, or stand for very many nodes, is refused', () => {
    const call = (name: string) => ({ ...node(name, ['a'], ['b']), domain: 'local' });
    const body = (name: string, nodes: ReturnType<typeof call>[]) => ({
      name,
      domain: 'local',
      input: ['a'],
      output: ['b'],
      node: nodes,
      opsetImport: [{ domain: '', version: 17 }],
    });
    const start = { ...node('f0', ['x'], ['y']), domain: 'local' };
    expect(() => read({ nodes: [start], functions: [body('f0', [call('f0')])] })).toThrow(
      /functions that do not call themselves/,
    );
    const chain = Array.from({ length: 12 }, (_, depth) =>
      body(
        `f${depth}`,
        Array.from({ length: 10 }, (__, i) => ({
          ...node(depth < 11 ? `f${depth + 1}` : 'Relu', [i === 0 ? 'a' : `t${i - 1}`], [i === 9 ? 'b' : `t${i}`]),
          domain: depth < 11 ? 'local' : '',
        })),
      ),
    );
    expect(() => read({ nodes: [start], functions: chain })).toThrow(/at most 200000 nodes/);
  });
});

describe('external data', () => {
  const sum = node('Add', ['x', 'w'], ['y']);

  it('is asked for by name, and read at its place', () => {
    const small: Small = { nodes: [sum], weights: [external('vae.onnx.data', { offset: '4', length: '8' })] };
    expect(externalFiles(modelBytes(small))).toEqual(['vae.onnx.data']);
    expect(() => read(small)).toThrow(/vae\.onnx: expected its weights in vae\.onnx\.data beside it, got no such file/);
    const data = new Uint8Array(Float32Array.of(9, 1, 2).buffer);
    expect([...read(small, { 'vae.onnx.data': data }).graph.constants.get('w')!.data]).toEqual([1, 2]);
  });

  it('that is shorter, or a pointer to the file, is refused', () => {
    const small: Small = { nodes: [sum], weights: [external('d', { length: '8' })] };
    expect(() => read(small, { d: new Uint8Array(4) })).toThrow(/bytes 0 to 8 of d, got a file of 4/);
    expect(() =>
      read({ nodes: [sum], weights: [external('d', { length: '4' })] }, { d: new Uint8Array(4).fill(1) }),
    ).toThrow(/expected 2 numbers.*got 4 bytes/);
    expect(() => read(small, { d: text('version https://git-lfs.github.com/spec/v1\nsize 8\n') })).toThrow(
      /d: expected the weights of the model, got a Git LFS pointer/,
    );
    expect(() => read({ nodes: [sum], weights: [external('d', { offset: '1e9' })] }, { d: new Uint8Array(8) })).toThrow(
      /number of bytes as offset/,
    );
  });

  it.each(['../secret', '/etc/passwd', 'a/../../b', 'C:\\data', '\\\\host\\share', ''])(
    'outside the folder is refused: %j',
    (location) => {
      const small: Small = { nodes: [sum], weights: [external(location)] };
      const message = /^vae\.onnx: weights w: expected external data in the folder of the model/;
      expect(() => externalFiles(modelBytes(small), 'vae.onnx')).toThrow(message);
      expect(() => read(small, { [location]: new Uint8Array(8) })).toThrow(message);
    },
  );
});

describe('what cannot be computed', () => {
  it('is told in one error, each with what to do', () => {
    const small: Small = {
      opset: 8,
      inputs: [port('x', [3, 64, 64])],
      outputs: [port('picture', ['batch', 2], 2)],
      nodes: [
        node('RandomNormalLike', ['x'], ['noise']),
        node('GridSample', ['noise', 'x'], ['a']),
        node('GridSample', ['a', 'x'], ['b']),
        node('QLinearConv', ['b'], ['c']),
        { ...node('FusedConv', ['c'], ['d']), domain: 'com.microsoft' },
        node('If', ['d'], ['e']),
        node('MaxPool', ['e'], ['f', 'indices']),
        node('Reshape', ['f', 'f'], ['g']),
        node('Cast', ['g'], ['picture'], { to: int(2) }),
      ],
    };
    let told = '';
    try {
      ready(small);
    } catch (error) {
      told = (error as Error).message;
    }
    expect(told).toBe(
      [
        'vae.onnx: expected a model in ONNX that can be computed with gradients, got 10 obstacles ' + '(opset 8):',
        '- opset 8: expected 9 to 21; it was written by pytorch 2.2.0; export again with torch.onnx.export(…, ' +
          'opset_version=17)',
        '- input x [3, 64, 64]: expected a first axis for the batch; export with an example of shape [1, …] and ' +
          'dynamic_axes for its axis 0',
        '- output picture: expected float32, which has gradients, got uint8; take g as the output, which is ' +
          'before the conversion, or export without it',
        '- RandomNormalLike (node /noise): random: a path needs the same picture for the same latent; export the ' +
          'mean in place of the sample, or cut the graph before it',
        '- GridSample (node /a and 1 more): an operator that is not computed here; export again with ' +
          'torch.onnx.export(…, opset_version=17) from a model without it',
        '- QLinearConv (node /c): quantised: it has no gradient; export the model in float32, before quantisation',
        '- FusedConv (node /d): an operator of com.microsoft, none of ONNX; export or save the model without ' +
          'optimisation for one runtime',
        '- If (node /e): branches or loops within the graph; export again with torch.onnx.export(…, ' +
          'opset_version=17) from a model whose forward has neither',
        '- MaxPool (node /f): its indices are read; export without return_indices',
        '- Reshape (node /g): expected f to be a constant, got numbers that depend on the input; export with ' +
          'weights and sizes that are fixed',
      ].join('\n'),
    );
    expect(read(small).describe().unsupported).toHaveLength(told.split('\n').length - 1);
  });

  it.each([
    'DynamicQuantizeLinear',
    'DequantizeLinear',
    'QuantizeLinear',
    'MatMulInteger',
    'ConvInteger',
    'QLinearMatMul',
    'DynamicQuantizeMatMul',
  ])('is told of graphs that are quantised: %s', (op) => {
    expect(() => ready({ nodes: [node(op, ['x'], ['y'])] })).toThrow(
      /quantised: it has no gradient; export the model in float32, before quantisation/,
    );
  });

  it.each(['RandomNormalLike', 'RandomUniform', 'Bernoulli', 'Multinomial'])('is told of nodes that draw: %s', (op) => {
    expect(() => ready({ nodes: [node(op, ['x'], ['y'])] })).toThrow(
      /random: a path needs the same picture for the same latent; export the mean in place of the sample, or cut the graph before it/,
    );
  });

  it('is told of a decoder that gives bytes, and of a model without a batch axis', () => {
    expect(() =>
      ready({ nodes: [node('Cast', ['x'], ['y'], { to: int(2) })], outputs: [port('y', ['batch', 2], 2)] }),
    ).toThrow(/output y: expected float32, which has gradients, got uint8; take x as the output/);
    expect(() => ready({ nodes: [relu], inputs: [port('x', [784])] })).toThrow(
      /input x \[784\]: expected a first axis for the batch; export with an example of shape \[1, …\] and dynamic_axes/,
    );
  });

  it('is told of an input that is missing', () => {
    const model = ready({ nodes: [relu], inputs: [port('x', ['batch', 3, 8, 8])] });
    expect(() => model.run({}, {})).toThrow(/vae\.onnx: input x: expected a tensor, got none/);
  });
});

describe('what no reading mends', () => {
  /** Opset 6, without a batch axis, a sample whose noise was drawn once. */
  const old: Small = {
    opset: 6,
    inputs: [port('x', [2])],
    outputs: ['y', 'm', 'v'].map((name) => port(name, [2])),
    nodes: [
      node('Mul', ['x', 'w'], ['m']),
      node('Add', ['x', 'w'], ['v']),
      node('Mul', ['v', 'half'], ['h']),
      node('Exp', ['h'], ['s']),
      node('Mul', ['s', 'e'], ['p']),
      node('Add', ['m', 'p'], ['z']),
      node('Tanh', ['z'], ['y']),
    ],
    weights: [weights('w', [2], [1, 2]), weights('half', [1], [0.5]), weights('e', [2], [-1, 1])],
  };
  const good = read({ nodes: [node('Sigmoid', ['x'], ['y'])] });
  const ALL = /opset 6: expected 9 to 21[^]*input x \[2\]: expected a first axis[^]*noise “e” was drawn once/;

  it.each<[string, AskedReading]>([
    ['nothing', {}],
    ['a posterior', { posterior: 'mean' }],
    ['a tensor', { posterior: { mean: 'h' } }],
    ['a tensor that is not there', { posterior: { mean: 'lost' } }],
  ])('is refused before anything is asked about a reading that says %s', (_, asked) => {
    const model = { encoder: read(old), decoder: good };
    expect(() => resolveReading(model, asked, { imageShape: [28, 28, 1] })).toThrow(ALL);
  });

  it('is refused before it is asked where a whole is cut', () => {
    expect(() => requireCuttable(read(old), undefined)).toThrow(ALL);
    expect(() => requireCuttable(read(old), 'lost')).toThrow(ALL);
    const mended = read({ ...old, opset: 17, inputs: [port('x', ['n', 2])] });
    expect(() => requireCuttable(mended, undefined)).not.toThrow(); // at m it takes no noise
  });

  it('is not what one output alone holds', () => {
    const drawn = node('RandomNormalLike', ['x'], ['r']);
    const outputs = [port('y', ['n', 2]), port('r', ['n', 2])];
    const encoder = read({ nodes: [node('Tanh', ['x'], ['y']), drawn], outputs });
    const model = { encoder, decoder: good };
    expect(() => resolveReading(model, { posterior: { mean: 'y' } }, { imageShape: [28, 28, 1] })).toThrow(
      /expected pictures that x \[batch, 2\] takes/,
    );
  });
});
