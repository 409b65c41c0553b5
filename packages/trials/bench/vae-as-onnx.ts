import { ndarray, type NDArray, type Shape } from '@latent-paths/core';
import type { FrozenVae } from '@latent-paths/model';
import { encodeGraph, type Constant, type OnnxGraph, type OnnxNode } from '@latent-paths/pretrained';

type Attributes = OnnxNode['attributes'];
const ints = (...value: number[]) => ({ kind: 'ints', value }) as const;
/** 4×4 kernels of stride 2 that halve or double an even side, in E and in D. */
const FOUR = { kernel_shape: ints(4, 4), strides: ints(2, 2), pads: ints(1, 1, 1, 1) };

/** An array with its axes in another order. */
function permuted({ shape, data }: NDArray, order: readonly number[]): NDArray<Float32Array> {
  const to = order.map((axis) => shape[axis]!);
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, side) => product * side, 1));
  const made = Float32Array.from({ length: data.length }, (_, at) => {
    let [rest, from] = [at, 0];
    for (let axis = to.length - 1; axis >= 0; axis--) {
      from += (rest % to[axis]!) * strides[order[axis]!]!;
      rest = Math.floor(rest / to[axis]!);
    }
    return data[from]!;
  });
  return ndarray(to, made);
}

/** A graph of one tensor through layers one after the other. */
function chainOf(from: Shape, to: Shape) {
  const nodes: OnnxNode[] = [];
  const constants = new Map<string, Constant>();
  const constant = (name: string, { shape, data }: NDArray, type: 'float32' | 'int64' = 'float32') => {
    constants.set(name, { type, shape, data: type === 'int64' ? Float64Array.from(data) : Float32Array.from(data) });
    return name;
  };
  let last = 'from';
  const add = (op: string, weights: readonly string[] = [], attributes: Attributes = {}) => {
    const output = `${op}${nodes.length}`;
    nodes.push({ op, domain: '', name: output, inputs: [last, ...weights], outputs: [output], attributes });
    last = output;
  };
  const graph = (): OnnxGraph => ({
    file: 'written for a comparison',
    opset: 17,
    producer: 'latent-paths',
    inputs: [{ name: 'from', type: 'float32', shape: ['n', ...from] }],
    outputs: [{ name: last, type: 'float32', shape: ['n', ...to] }],
    nodes,
    constants,
    between: new Map(),
    notes: [],
  });
  return { constant, add, graph };
}

/**
 * A VAE that is trained here as the two ONNX files that PyTorch writes of the same networks: pictures [n, c, h, w] in
 * 0…1 to the posterior mean [n, d], and back. Sides are those that every layer halves.
 */
export function vaeAsOnnx({ weights, imageShape, latentSize }: FrozenVae): Record<'encoder' | 'decoder', Uint8Array> {
  const of = (name: string): NDArray => weights[name]!;
  const layers = Object.keys(weights).filter((name) => /^encoder\/conv\d+\/kernel$/.test(name)).length;
  const [height, width, channels] = imageShape;
  const [rows, columns] = [height / 2 ** layers, width / 2 ** layers];
  const deepest = of(`encoder/conv${layers - 1}/kernel`).shape[3]!;
  const pictures = [channels, height, width];

  const encoder = chainOf(pictures, [latentSize]);
  for (let i = 0; i < layers; i++) {
    const kernel = encoder.constant(`kernel${i}`, permuted(of(`encoder/conv${i}/kernel`), [3, 2, 0, 1]));
    encoder.add('Conv', [kernel, encoder.constant(`bias${i}`, of(`encoder/conv${i}/bias`))], FOUR);
    encoder.add('Relu');
  }
  encoder.add('Flatten');
  const mean = reshaped(of('encoder/mean/kernel'), [rows, columns, deepest, latentSize]);
  const flat = [latentSize, rows * columns * deepest];
  encoder.add(
    'Gemm',
    [
      encoder.constant('mean', reshaped(permuted(mean, [3, 2, 0, 1]), flat)),
      encoder.constant('meanBias', of('encoder/mean/bias')),
    ],
    { transB: { kind: 'int', value: 1 } },
  );

  const decoder = chainOf([latentSize], pictures);
  const dense = reshaped(of('decoder/dense/kernel'), [latentSize, rows, columns, deepest]);
  const bias = permuted(reshaped(of('decoder/dense/bias'), [rows, columns, deepest]), [2, 0, 1]);
  decoder.add(
    'Gemm',
    [
      decoder.constant('dense', reshaped(permuted(dense, [3, 1, 2, 0]), flat.toReversed())),
      decoder.constant('denseBias', reshaped(bias, [rows * columns * deepest])),
    ],
    { transB: { kind: 'int', value: 1 } },
  );
  decoder.add('Relu');
  const shape = ndarray([4], Int32Array.of(-1, deepest, rows, columns));
  decoder.add('Reshape', [decoder.constant('shape', shape, 'int64')]);
  for (let i = 0; i < layers; i++) {
    const kernel = decoder.constant(`kernel${i}`, permuted(of(`decoder/conv${i}/kernel`), [3, 2, 0, 1]));
    decoder.add('ConvTranspose', [kernel, decoder.constant(`bias${i}`, of(`decoder/conv${i}/bias`))], FOUR);
    decoder.add(i < layers - 1 ? 'Relu' : 'Sigmoid');
  }
  return { encoder: encodeGraph(encoder.graph()), decoder: encodeGraph(decoder.graph()) };
}

const reshaped = ({ data }: NDArray, shape: Shape): NDArray => ndarray(shape, Float32Array.from(data));
