import { ndarray, type NDArray, type NamedArrays } from '@latent-paths/core';
import { attributesOf, type Setting } from '../attribute-of.js';
import type { Constant, OnnxNode } from '../graph.js';

/** A tensor of a network that is being written down; images are [n, c, h, w]. */
export interface Value {
  readonly name: string;
}

/** Of a convolution; numbers are the same for both sides of an image. */
interface ConvolutionSettings {
  readonly stride?: number;
  readonly padding?: number;
  readonly dilation?: number;
  readonly groups?: number;
}

/**
 * Writes a network down as ONNX nodes, layer by layer, with the weights of a state dict: `net.conv(x, 'encoder.conv1')`
 * reads `encoder.conv1.weight` and, where it is there, `encoder.conv1.bias`. Filters and matrices lie as PyTorch keeps
 * them: [o, c/groups, kh, kw], [c, o/groups, kh, kw] where a convolution is transposed, and [outputs, inputs].
 */
export interface Net {
  /** Whether the state dict has an array. */
  has(name: string): boolean;
  /** Shape of an array of the state dict. An array that is not there is reported at the end, and has no axes. */
  shapeOf(name: string): readonly number[];
  /** An array of the state dict. */
  weight(name: string): Value;
  /** The numbers of an array of the state dict, to bring them into another order. */
  arrayOf(name: string): NDArray;
  /** An array that is none of the state dict, or one of it in another order. */
  constant(array: NDArray): Value;
  conv(x: Value, layer: string, settings?: ConvolutionSettings): Value;
  convTranspose(x: Value, layer: string, settings?: ConvolutionSettings & { readonly outputPadding?: number }): Value;
  /** x [n, inputs] → [n, outputs] */
  linear(x: Value, layer: string): Value;
  /** Over each group of channels of an image; γ and β are `layer.weight` and `layer.bias`. */
  groupNorm(x: Value, layer: string, settings: { readonly groups: number; readonly epsilon?: number }): Value;
  /** With the statistics of training: `layer.running_mean` and `layer.running_var`. */
  batchNorm(x: Value, layer: string, settings?: { readonly epsilon?: number }): Value;
  relu(x: Value): Value;
  leakyRelu(x: Value, slope?: number): Value;
  silu(x: Value): Value;
  sigmoid(x: Value): Value;
  tanh(x: Value): Value;
  add(a: Value, b: Value): Value;
  multiply(a: Value, b: Value | number): Value;
  /** [n, …] → [n, numbers] */
  flatten(x: Value): Value;
  /** [n, …] → [n, ...shape] */
  reshape(x: Value, shape: readonly number[]): Value;
  /** Each pixel `factor` times along both sides. */
  enlarge(x: Value, factor: number): Value;
  /** Any other operator of ONNX, of one output. */
  node(op: string, inputs: readonly Value[], settings?: Readonly<Record<string, Setting>>): Value;
}

/** What was written down. */
export interface Written {
  readonly net: Net;
  readonly nodes: OnnxNode[];
  readonly constants: Map<string, Constant>;
  /** Names of the state dict that were read, and those that were read and are not there. */
  readonly read: Set<string>;
  readonly lacking: Set<string>;
}

/** A network without nodes, that reads a state dict. Names of tensors begin with `half`. */
export function writeNet(half: string, state: NamedArrays): Written {
  const nodes: OnnxNode[] = [];
  const constants = new Map<string, Constant>();
  const [read, lacking] = [new Set<string>(), new Set<string>()];
  const keep = (name: string, type: Constant['type'], { shape, data }: NDArray): Value => {
    const numbers = data instanceof Float32Array ? data : Float64Array.from(data);
    constants.set(name, { type, shape, data: numbers });
    return { name };
  };
  const find = (name: string): NDArray => {
    read.add(name);
    const found = state[name];
    if (found !== undefined) return found;
    lacking.add(name);
    return ndarray([0], new Float32Array(0));
  };
  const made = (prefix: string) => `${half}/${prefix}_${nodes.length + constants.size}`;

  const node: Net['node'] = (op, inputs, settings = {}) => {
    const name = made(op);
    const read = inputs.map((one) => one.name);
    nodes.push({ op, domain: '', name, inputs: read, outputs: [name], attributes: attributesOf(settings) });
    return { name };
  };
  const whole = (numbers: readonly number[]): Value =>
    keep(made('numbers'), 'int64', ndarray([numbers.length], Int32Array.from(numbers)));
  const weight = (name: string): Value => keep(`${half}/${name}`, 'float32', find(name));
  const constant = (array: NDArray): Value =>
    keep(made('constant'), 'float32', { ...array, data: Float32Array.from(array.data) });
  const number = (value: number): Value => constant(ndarray([], Float32Array.of(value)));
  const has = (name: string): boolean => state[name] !== undefined;
  const shapeOf = (name: string): readonly number[] => find(name).shape;
  const layerOf = (layer: string): Value[] => [
    weight(`${layer}.weight`),
    ...(has(`${layer}.bias`) ? [weight(`${layer}.bias`)] : []),
  ];
  const convolution = ({ stride = 1, padding = 0, dilation = 1, groups = 1 }: ConvolutionSettings) => ({
    strides: [stride, stride],
    pads: [padding, padding, padding, padding],
    dilations: [dilation, dilation],
    group: groups,
  });
  const reshape: Net['reshape'] = (x, shape) => node('Reshape', [x, whole([0, ...shape])]);
  const add: Net['add'] = (a, b) => node('Add', [a, b]);
  const multiply: Net['multiply'] = (a, b) => node('Mul', [a, typeof b === 'number' ? number(b) : b]);
  const sigmoid: Net['sigmoid'] = (x) => node('Sigmoid', [x]);

  const net: Net = {
    has,
    shapeOf,
    arrayOf: find,
    weight,
    constant,
    node,
    add,
    multiply,
    sigmoid,
    reshape,
    conv: (x, layer, settings = {}) => node('Conv', [x, ...layerOf(layer)], convolution(settings)),
    convTranspose: (x, layer, { outputPadding = 0, ...settings } = {}) =>
      node('ConvTranspose', [x, ...layerOf(layer)], {
        ...convolution(settings),
        output_padding: [outputPadding, outputPadding],
      }),
    linear: (x, layer) => node('Gemm', [x, ...layerOf(layer)], { transB: 1 }),
    groupNorm(x, layer, { groups, epsilon = 1e-5 }) {
      const [channels = 0] = shapeOf(`${layer}.weight`);
      const filled = (value: number) => constant(ndarray([groups], new Float32Array(groups).fill(value)));
      const apart = node('Reshape', [x, whole([0, groups, -1])]);
      const normal = node('InstanceNormalization', [apart, filled(1), filled(0)], { epsilon });
      const image = node('Reshape', [normal, node('Shape', [x])]);
      const alongChannels = (name: string) => node('Reshape', [weight(`${layer}.${name}`), whole([1, channels, 1, 1])]);
      return add(multiply(image, alongChannels('weight')), alongChannels('bias'));
    },
    batchNorm: (x, layer, { epsilon = 1e-5 } = {}) =>
      node(
        'BatchNormalization',
        [x, ...['weight', 'bias', 'running_mean', 'running_var'].map((name) => weight(`${layer}.${name}`))],
        { epsilon },
      ),
    relu: (x) => node('Relu', [x]),
    leakyRelu: (x, slope = 0.01) => node('LeakyRelu', [x], { alpha: slope }),
    silu: (x) => multiply(x, sigmoid(x)),
    tanh: (x) => node('Tanh', [x]),
    flatten: (x) => node('Flatten', [x], { axis: 1 }),
    enlarge(x, factor) {
      const none = keep(made('roi'), 'float32', ndarray([0], new Float32Array(0)));
      const scales = constant(ndarray([4], Float32Array.of(1, 1, factor, factor)));
      return node('Resize', [x, none, scales], {
        mode: 'nearest',
        coordinate_transformation_mode: 'asymmetric',
        nearest_mode: 'floor',
      });
    },
  };
  return { net, nodes, constants, read, lacking };
}
