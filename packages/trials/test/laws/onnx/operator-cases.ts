import { type NDArray, type Shape } from '@latent-paths/core';
import type { OPERATORS } from '@latent-paths/pretrained';
import { normal, uniform as unit } from '../agreement.js';
import {
  apart,
  bools,
  fixed,
  float,
  floats,
  int,
  ints,
  list,
  tensor,
  text,
  use,
  type Attributes,
  type Input,
  type OperatorCase,
} from './operator-case.js';

/** Normal draws. */
const x = (shape: Shape, label = 'x'): NDArray<Float32Array> => normal(label, shape);
/** Numbers between 0.5 and 2. */
const positive = (shape: Shape, label = 'positive'): NDArray<Float32Array> => ({
  shape,
  data: Float32Array.from(unit(label, shape).data, (number) => 0.5 + 1.5 * number),
});
/** Numbers away from kinks and from each other. */
const far = (shape: Shape, label = 'far') => apart(normal(label, shape));
const weights = (shape: Shape, label = 'weights') => fixed(normal(label, shape));

const SHAPES: readonly Shape[] = [
  [3, 4],
  [2, 3, 2, 4],
];
const one = (of: (shape: Shape) => NDArray<Float32Array>, attributes: Attributes = {}, opset = 17): OperatorCase[] =>
  SHAPES.map((shape) => use([of(shape)], { attributes, opset }));
const PAIRS: readonly (readonly [Shape, Shape])[] = [
  [
    [3, 4],
    [3, 4],
  ],
  [[3, 4], [4]],
  [
    [2, 3, 2, 2],
    [3, 1, 1],
  ],
  [
    [3, 1],
    [1, 4],
  ],
];
const two = (of: (shape: Shape, label: string) => NDArray<Float32Array>): OperatorCase[] => [
  ...PAIRS.map(([a, b]) => use([of(a, 'a'), of(b, 'b')])),
  use([of([3, 4], 'a'), fixed(of([1], 'b'))]),
  use([of([3, 4], 'a'), fixed(of([], 'b'))]),
];
const compared = (): OperatorCase[] => PAIRS.map(([a, b]) => use([x(a, 'a'), x(b, 'b')], { makes: 'bool' }));
/** Of whole numbers that are known. */
const known = (inputs: readonly Input[], options: Parameters<typeof use>[1] = {}) =>
  use(inputs, { makes: 'int64', ...options });

const images = x([2, 4, 6, 5]);
const CONVOLUTIONS: readonly { readonly filter: Shape; readonly bias?: boolean; readonly attributes?: Attributes }[] = [
  { filter: [3, 4, 3, 3], bias: true, attributes: { pads: list(1, 1, 1, 1) } },
  { filter: [3, 4, 4, 4], bias: true, attributes: { pads: list(1, 1, 1, 1), strides: list(2, 2) } },
  { filter: [2, 4, 1, 1] },
  { filter: [2, 4, 3, 2], attributes: { strides: list(2, 1), pads: list(0, 1, 2, 0) } },
  { filter: [3, 4, 3, 3], attributes: { auto_pad: text('SAME_UPPER'), strides: list(2, 2) } },
  { filter: [3, 4, 2, 4], attributes: { auto_pad: text('SAME_LOWER'), kernel_shape: list(2, 4) } },
  { filter: [3, 4, 2, 2], attributes: { auto_pad: text('VALID'), strides: list(3, 3) } },
  { filter: [4, 2, 3, 3], bias: true, attributes: { group: int(2), pads: list(1, 1, 1, 1) } },
  { filter: [8, 1, 3, 3], bias: true, attributes: { group: int(4), pads: list(1, 1, 1, 1) } },
  { filter: [3, 4, 2, 3], attributes: { dilations: list(2, 2), pads: list(1, 2, 1, 2) } },
  { filter: [2, 2, 3, 2], attributes: { dilations: list(2, 1), group: int(2), strides: list(1, 2) } },
];
const TRANSPOSED: typeof CONVOLUTIONS = [
  { filter: [4, 3, 4, 4], bias: true, attributes: { pads: list(1, 1, 1, 1), strides: list(2, 2) } },
  { filter: [4, 3, 2, 2], bias: true, attributes: { strides: list(2, 2) } },
  { filter: [4, 3, 3, 3], attributes: { pads: list(1, 1, 1, 1), strides: list(2, 2), output_padding: list(1, 1) } },
  { filter: [4, 2, 3, 2], attributes: { strides: list(3, 2), output_padding: list(2, 1) } },
  { filter: [4, 2, 3, 3], attributes: { pads: list(1, 1, 1, 1) } },
  { filter: [4, 2, 3, 3], attributes: { auto_pad: text('SAME_UPPER'), strides: list(2, 2) } },
  { filter: [4, 2, 4, 3], attributes: { auto_pad: text('SAME_LOWER'), strides: list(2, 2) } },
  { filter: [4, 2, 3, 3], attributes: { auto_pad: text('VALID'), strides: list(2, 2) } },
  { filter: [4, 2, 3, 3], bias: true, attributes: { group: int(2), strides: list(2, 1), pads: list(1, 0, 0, 1) } },
  { filter: [4, 2, 3, 2], attributes: { dilations: list(2, 3), strides: list(2, 2), pads: list(1, 1, 1, 1) } },
  { filter: [4, 2, 3, 3], attributes: { strides: list(2, 2), output_shape: list(12, 10) } },
  { filter: [4, 2, 2, 2], attributes: { strides: list(2, 2), output_padding: list(1, 0) } },
];
const convolved = (of: typeof CONVOLUTIONS, channels: (filter: Shape, group: number) => number) =>
  of.map(({ filter, bias, attributes = {} }) => {
    const group = attributes['group']?.value;
    const size = channels(filter, typeof group === 'number' ? group : 1);
    return use([images, weights(filter), bias ? weights([size], 'bias') : undefined], { attributes });
  });

const POOLS: readonly Attributes[] = [
  { kernel_shape: list(2, 2), strides: list(2, 2) },
  { kernel_shape: list(3, 2), strides: list(1, 2) },
  { kernel_shape: list(3, 3), strides: list(2, 2), pads: list(1, 1, 1, 1) },
  { kernel_shape: list(3, 3), strides: list(2, 2), pads: list(0, 1, 1, 0), ceil_mode: int(1) },
  { kernel_shape: list(2, 2), strides: list(2, 2), ceil_mode: int(1) },
  { kernel_shape: list(3, 3), strides: list(2, 1), auto_pad: text('SAME_UPPER') },
  { kernel_shape: list(2, 3), strides: list(2, 2), auto_pad: text('SAME_LOWER') },
  { kernel_shape: list(6, 5) },
];
const pools = (of: NDArray<Float32Array>, counts: readonly Attributes[]): OperatorCase[] =>
  counts.flatMap((counted) => POOLS.map((attributes) => use([of], { attributes: { ...attributes, ...counted } })));

const reductions = (of: (shape: Shape) => NDArray<Float32Array>, inputSince: number): OperatorCase[] => [
  use([of([3, 4])], { opset: 12 }),
  use([of([2, 3, 4])], { opset: 12, attributes: { axes: list(-1), keepdims: int(0) } }),
  use([of([2, 3, 4])], { opset: 12, attributes: { axes: list(0, 2) } }),
  use([of([2, 3, 2, 4]), ints([2, 3])], { opset: inputSince }),
  use([of([2, 3, 4]), ints([-2])], { opset: inputSince, attributes: { keepdims: int(0) } }),
  use([of([2, 3]), ints([], [0])], { opset: inputSince, attributes: { noop_with_empty_axes: int(1) } }),
];

const resized = (attributes: Attributes, scales: readonly number[], opset = 17) =>
  use([x([1, 2, 4, 5]), undefined, floats(scales)], { opset, attributes });
const COORDINATES = ['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric'];
const NEAREST = ['round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil'];

const image = x([2, 3, 4, 5]);
const scale = (size: number) => fixed(positive([size], 'scale'));
const shift = (size: number) => weights([size], 'shift');

/** At least one use of every operator; inputs that are not constants are differentiated. */
export const OPERATOR_CASES = {
  Abs: one(far),
  Add: two(x),
  And: [use([bools([1, 0, 1, 0]), bools([1, 1, 0, 0])], { makes: 'bool' })],
  AveragePool: [
    ...pools(images, [{}, { count_include_pad: int(1) }]),
    use([images], {
      opset: 19,
      attributes: { kernel_shape: list(2, 2), dilations: list(2, 2), pads: list(1, 1, 1, 1) },
    }),
    use([x([1, 3, 8, 8])], {
      opset: 10,
      attributes: { kernel_shape: list(8, 8), strides: list(8, 8), count_include_pad: int(1) },
    }),
  ],
  BatchNormalization: [
    use([image, scale(3), shift(3), weights([3], 'mean'), fixed(positive([3], 'variance'))]),
    use([x([4, 3]), scale(3), shift(3), weights([3], 'mean'), fixed(positive([3], 'variance'))], {
      opset: 9,
      attributes: { epsilon: float(0.1) },
    }),
  ],
  Cast: [
    ...one(x, { to: int(1) }),
    use([x([3, 4])], { attributes: { to: int(7) }, makes: 'int64' }),
    use([ints([0, 3, -2])], { attributes: { to: int(9) }, makes: 'bool' }),
    use([ints([0, 3, -2])], { attributes: { to: int(1) } }),
  ],
  Ceil: [use([floats([-1.5, 0, 2.2])])],
  Clip: [
    ...one(far, { min: float(-0.5), max: float(0.6) }, 10),
    ...one(far, { min: float(-0.5) }, 9),
    use([far([3, 4]), floats([-0.5], []), floats([0.6], [])]),
    use([far([3, 4]), undefined, floats([0.6], [])]),
    use([far([3, 4]), floats([0], [])]),
    use([ints([-3, 0, 5]), ints([-1], []), ints([2], [])], { makes: 'int64' }),
  ],
  Concat: [
    use([x([2, 3], 'a'), x([2, 1], 'b'), weights([2, 2])], { attributes: { axis: int(1) } }),
    use([x([1, 2, 3, 2], 'a'), x([1, 1, 3, 2], 'b')], { attributes: { axis: int(-3) } }),
    known([ints([1, 2]), ints([3])], { attributes: { axis: int(0) } }),
  ],
  Constant: [
    use([], { attributes: { value: tensor(floats([1, 2, 3, 4], [2, 2])) } }),
    use([], { attributes: { value_float: float(1.5) } }),
    use([], { attributes: { value_floats: { kind: 'floats', value: [1.5, 2] } } }),
    known([], { attributes: { value_int: int(3) } }),
    known([], { attributes: { value_ints: list(3, 4) } }),
  ],
  ConstantOfShape: [
    use([ints([2, 3])]),
    use([ints([2])], { attributes: { value: tensor(floats([1.5])) } }),
    known([ints([2])], { attributes: { value: tensor(ints([7])) } }),
  ],
  Conv: [...convolved(CONVOLUTIONS, ([outputs]) => outputs!), use([images, weights([3, 4, 3, 3])], { opset: 9 })],
  ConvTranspose: convolved(TRANSPOSED, ([, outputs], group) => outputs! * group),
  Cos: one(x),
  DepthToSpace: [
    use([x([2, 8, 2, 3])], { attributes: { blocksize: int(2) } }),
    use([x([1, 12, 2, 2])], { attributes: { blocksize: int(2), mode: text('CRD') } }),
    use([x([1, 4, 2, 2])], { opset: 10, attributes: { blocksize: int(2) } }),
  ],
  Div: [...two(positive), known([ints([7, -7]), ints([2, 2])])],
  Dropout: [
    use([x([3, 4])], { opset: 10, attributes: { ratio: float(0.5) } }),
    use([x([3, 4]), floats([0.5], []), bools([0], [])]),
  ],
  Elu: [...one(far), ...one(far, { alpha: float(0.5) })],
  Equal: [use([ints([1, 2, 3]), ints([1, 0, 3])], { makes: 'bool' }), ...compared()],
  Erf: one(x),
  Exp: one(x),
  Expand: [use([x([3, 1]), ints([2, 3, 4])]), use([x([2, 3]), ints([1])]), known([ints([5], [1]), ints([3])])],
  Flatten: [
    use([x([2, 3, 4])]),
    use([x([2, 3, 4])], { attributes: { axis: int(0) } }),
    use([x([2, 3, 4])], { attributes: { axis: int(-1) } }),
  ],
  Floor: [use([floats([-1.5, 0, 2.2])])],
  Gather: [
    use([x([3, 4]), ints([2, 0])]),
    use([x([2, 5, 3]), ints([1, -1, 2, 0], [2, 2])], { attributes: { axis: int(1) } }),
    use([x([2, 20]), ints([7, 3, 5, 1, 9, 0, 2, 4, 6, 8, 19, 17, 15, 13, 11, 18, 16, 14])], {
      attributes: { axis: int(-1) },
    }),
    use([x([2, 3]), ints([1], [])]),
    known([ints([5, 6, 7]), ints([-1], [])]),
  ],
  Gelu: [...one(x, {}, 20), ...one(x, { approximate: text('tanh') }, 20)],
  Gemm: [
    use([x([3, 4]), weights([4, 5]), shift(5)]),
    use([x([3, 4]), weights([5, 4]), shift(5)], { attributes: { transB: int(1) } }),
    use([x([4, 3]), weights([4, 5])], { attributes: { transA: int(1), alpha: float(0.5) } }),
    use([x([3, 4]), weights([4, 5]), x([3, 1], 'c')], { attributes: { beta: float(2), alpha: float(0.5) } }),
    use([x([3, 4]), weights([4, 5]), weights([], 'c')], { opset: 9 }),
  ],
  GlobalAveragePool: [use([image])],
  GlobalMaxPool: [use([far([2, 3, 2, 3])])],
  Greater: compared(),
  GreaterOrEqual: compared(),
  GroupNormalization: [
    use([x([2, 4, 3, 2]), scale(2), shift(2)], { opset: 18, attributes: { num_groups: int(2) } }),
    use([x([2, 4, 3, 2]), scale(4), shift(4)], { opset: 21, attributes: { num_groups: int(2) } }),
    use([x([2, 6, 3, 2]), x([6], 'scale'), x([6], 'shift')], {
      opset: 21,
      attributes: { num_groups: int(3), epsilon: float(1e-3) },
    }),
  ],
  HardSigmoid: [...one(far), ...one(far, { alpha: float(0.3), beta: float(0.45) })],
  HardSwish: one(far),
  Identity: one(x),
  InstanceNormalization: [
    use([image, scale(3), shift(3)]),
    use([x([2, 3, 7]), x([3], 'scale'), x([3], 'shift')], { attributes: { epsilon: float(1e-3) } }),
  ],
  LayerNormalization: [
    use([x([3, 6]), scale(6), shift(6)]),
    use([x([2, 3, 4]), fixed(positive([3, 4], 'scale'))], { attributes: { axis: int(1), epsilon: float(1e-3) } }),
  ],
  LeakyRelu: [...one(far), ...one(far, { alpha: float(0.2) })],
  Less: compared(),
  LessOrEqual: compared(),
  Log: one(positive),
  LogSoftmax: [...one(x), use([x([2, 3, 4])], { opset: 11, attributes: { axis: int(1) } })],
  MatMul: [
    use([x([3, 4]), weights([4, 5])]),
    use([x([3, 4], 'a'), x([4, 2], 'b')]),
    use([x([2, 3, 4]), weights([4, 5])]),
    use([x([2, 3, 3, 4], 'a'), x([2, 3, 4, 2], 'b')]),
    use([x([4], 'a'), x([4, 2], 'b')]),
    use([x([2, 3, 4], 'a'), x([4], 'b')]),
  ],
  Max: [
    use([far([3, 4]), floats([0.01], [])]),
    use([far([3, 4]), fixed(x([4], 'b')), fixed(x([3, 1], 'c'))]),
    use([far([3])]),
  ],
  MaxPool: [
    ...pools(far([1, 2, 6, 5]), [{}]),
    use([far([1, 2, 6, 5])], { attributes: { kernel_shape: list(2, 2), dilations: list(2, 2), strides: list(2, 1) } }),
  ],
  Min: [use([far([3, 4]), floats([0.01], [])]), use([far([3, 4]), fixed(x([4], 'b')), fixed(x([3, 1], 'c'))])],
  Mish: one(x, {}, 18),
  Mod: [known([ints([7, -7, 7]), ints([3, 3, -3])])],
  Mul: two(x),
  Neg: one(x),
  Not: [use([bools([1, 0])], { makes: 'bool' })],
  Or: [use([bools([1, 0, 1, 0]), bools([1, 1, 0, 0])], { makes: 'bool' })],
  PRelu: [
    use([far([2, 3, 2, 2]), weights([3, 1, 1])]),
    use([far([3, 4]), fixed(positive([1]))]),
    use([far([3, 4]), x([4], 'slope')], { opset: 9 }),
  ],
  Pad: [
    use([x([2, 3]), ints([0, 1, 2, 0]), floats([0.5], [])]),
    use([x([1, 2, 3, 4]), ints([0, 0, 1, 2, 0, 0, 0, 1])], { opset: 11 }),
    use([x([1, 2, 3, 4])], { opset: 9, attributes: { pads: list(0, 0, 1, 1, 0, 0, 1, 1), value: float(2) } }),
    use([x([1, 1, 4, 5]), ints([0, 0, 2, 1, 0, 0, 1, 3])], { attributes: { mode: text('reflect') } }),
    use([x([1, 1, 4, 5]), ints([0, 0, 2, 1, 0, 0, 1, 3])], { attributes: { mode: text('edge') } }),
    use([x([1, 1, 4, 5]), ints([0, 0, 2, 1, 0, 0, 1, 3])], { opset: 19, attributes: { mode: text('wrap') } }),
    use([x([1, 1, 4, 5]), ints([0, 0, -1, 1, 0, 0, 1, -2])]),
    use([x([1, 1, 4, 5]), ints([1, 1, 2, 2]), undefined, ints([-1, 2])], { opset: 18 }),
  ],
  Pow: [
    use([positive([3, 4]), floats([2.5], [])]),
    use([x([3, 4]), floats([2], [])]),
    use([x([3, 4]), floats([3], [])]),
    use([positive([3, 4], 'a'), x([4], 'b')]),
  ],
  Range: [known([ints([1], []), ints([10], []), ints([3], [])]), known([ints([5], []), ints([0], []), ints([-2], [])])],
  Reciprocal: one(positive),
  ReduceL2: reductions(x, 18),
  ReduceMax: reductions(far, 18),
  ReduceMean: reductions(x, 18),
  ReduceMin: reductions(far, 18),
  ReduceProd: [
    known([ints([2, 3, 4])], { attributes: { keepdims: int(0) } }),
    known([ints([2, 3, 4, 5], [2, 2]), ints([1])], { opset: 18 }),
  ],
  ReduceSum: reductions(x, 13),
  ReduceSumSquare: reductions(x, 18),
  Relu: one(far),
  Reshape: [
    use([x([2, 3, 4]), ints([0, -1])]),
    use([x([2, 3, 4]), ints([4, 6])]),
    use([x([2, 3, 4]), ints([-1, 0, 2])], { opset: 9 }),
    use([x([2, 3]), ints([3, -1])], { opset: 14, attributes: { allowzero: int(1) } }),
  ],
  Resize: [
    ...COORDINATES.flatMap((mode) =>
      NEAREST.map((nearest) =>
        resized(
          { mode: text('nearest'), coordinate_transformation_mode: text(mode), nearest_mode: text(nearest) },
          [1, 1, 2, 1.5],
        ),
      ),
    ),
    ...COORDINATES.flatMap((mode) =>
      [
        [1, 1, 2, 3],
        [1, 1, 0.5, 1.4],
      ].map((scales) => resized({ mode: text('linear'), coordinate_transformation_mode: text(mode) }, scales)),
    ),
    ...COORDINATES.map((mode) =>
      resized({ mode: text('cubic'), coordinate_transformation_mode: text(mode) }, [1, 1, 2, 1.5]),
    ),
    resized({ mode: text('cubic'), cubic_coeff_a: float(-0.5), exclude_outside: int(1) }, [1, 1, 2, 2]),
    resized(
      { mode: text('linear'), coordinate_transformation_mode: text('half_pixel_symmetric') },
      [1, 1, 1.7, 1.2],
      19,
    ),
    use([x([1, 2, 4, 5]), undefined, undefined, ints([1, 2, 7, 5])], {
      attributes: {
        mode: text('nearest'),
        coordinate_transformation_mode: text('asymmetric'),
        nearest_mode: text('floor'),
      },
    }),
    use([x([1, 2, 4, 5]), undefined, undefined, ints([1, 2, 3, 8])], {
      opset: 13,
      attributes: { mode: text('linear'), coordinate_transformation_mode: text('pytorch_half_pixel') },
    }),
    use([x([1, 2, 4, 5]), undefined, floats([2, 2])], {
      opset: 18,
      attributes: { mode: text('linear'), axes: list(2, 3) },
    }),
    use([x([1, 2, 4, 5]), floats([1, 1, 2, 2])], { opset: 10, attributes: { mode: text('nearest') } }),
    use([x([1, 2, 4, 5]), floats([1, 1, 2, 1.5])], { opset: 10, attributes: { mode: text('linear') } }),
  ],
  Selu: [...one(far), ...one(far, { alpha: float(1.2), gamma: float(0.9) })],
  Shape: [known([x([2, 3, 4])]), known([x([2, 3, 4])], { opset: 15, attributes: { start: int(1), end: int(-1) } })],
  Sigmoid: one(x),
  Sign: [use([far([3, 4])])],
  Sin: one(x),
  Size: [known([x([2, 3, 4])])],
  Slice: [
    use([x([4, 6])], { opset: 9, attributes: { starts: list(1, 0), ends: list(3, -2), axes: list(0, 1) } }),
    use([x([4, 6]), ints([1]), ints([2 ** 62]), ints([-1])], { opset: 10 }),
    use([x([4, 6]), ints([1, 0]), ints([4, 5]), ints([1, 0]), ints([2, 3])]),
    use([x([4, 6]), ints([-1]), ints([-(2 ** 62)]), ints([1]), ints([-2])]),
    use([x([1, 2, 4, 6]), ints([0, 1]), ints([4, 6]), ints([2, 3]), ints([2, 2])]),
    known([ints([5, 6, 7, 8]), ints([1]), ints([3])]),
  ],
  Softmax: [
    ...one(x),
    use([x([2, 3, 4])], { attributes: { axis: int(1) } }),
    use([x([2, 3, 4])], { opset: 11 }),
    use([x([2, 3, 4])], { opset: 11, attributes: { axis: int(-1) } }),
  ],
  Softplus: one(x),
  Softsign: one(far),
  SpaceToDepth: [use([x([2, 3, 4, 6])], { attributes: { blocksize: int(2) } })],
  Split: [
    use([x([2, 6])], { opset: 9, outputs: 2, attributes: { axis: int(1) } }),
    use([x([2, 6])], { opset: 11, outputs: 2, attributes: { axis: int(-1), split: list(2, 4) } }),
    use([x([2, 6, 2, 2]), ints([1, 2, 3])], { outputs: 3, attributes: { axis: int(1) } }),
    use([x([2, 7])], { opset: 18, outputs: 3, attributes: { axis: int(1), num_outputs: int(3) } }),
  ],
  Sqrt: one(positive),
  Squeeze: [
    use([x([1, 3, 1])], { opset: 11, attributes: { axes: list(0, -1) } }),
    use([x([1, 3, 1]), ints([2])]),
    use([weights([1, 3, 1])]),
  ],
  Sub: two(x),
  Sum: [use([x([3, 4], 'a'), x([4], 'b'), x([3, 1], 'c')]), use([x([3])])],
  Tanh: one(x),
  Tile: [use([x([2, 3]), ints([2, 1])]), use([x([1, 2, 1]), ints([3, 2, 2])])],
  Transpose: [
    use([x([2, 3, 4])]),
    use([x([2, 3, 4, 5])], { attributes: { perm: list(0, 2, 3, 1) } }),
    use([x([2, 3, 4, 5])], { attributes: { perm: list(0, 3, 1, 2) } }),
  ],
  Unsqueeze: [use([x([3, 4])], { opset: 11, attributes: { axes: list(0, -1) } }), use([x([3, 4]), ints([1])])],
  Upsample: [
    use([x([1, 2, 4, 5]), floats([1, 1, 2, 2])], { opset: 9, attributes: { mode: text('nearest') } }),
    use([x([1, 2, 4, 5]), floats([1, 1, 2, 3])], { opset: 9, attributes: { mode: text('linear') } }),
  ],
  Where: [
    use([bools([1, 0, 1, 0]), x([3, 4], 't'), x([4], 'e')]),
    known([bools([1, 0]), ints([1, 2]), ints([3], [1])]),
  ],
} as const satisfies Record<keyof typeof OPERATORS, readonly OperatorCase[]>;
