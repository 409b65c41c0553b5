import { type NDArray, type Shape } from '@latent-paths/core';
import { normal, uniform as unit } from '../agreement.js';
import {
  apart,
  fixed,
  floats,
  int,
  ints,
  list,
  text,
  use,
  type Attributes,
  type Input,
  type OperatorCase,
} from './operator-case.js';

/** Normal draws. */
export const x = (shape: Shape, label = 'x'): NDArray<Float32Array> => normal(label, shape);
/** Numbers between 0.5 and 2. */
export const positive = (shape: Shape, label = 'positive'): NDArray<Float32Array> => ({
  shape,
  data: Float32Array.from(unit(label, shape).data, (number) => 0.5 + 1.5 * number),
});
/** Numbers away from kinks and from each other. */
export const far = (shape: Shape, label = 'far') => apart(normal(label, shape));
export const weights = (shape: Shape, label = 'weights') => fixed(normal(label, shape));

const SHAPES: readonly Shape[] = [
  [3, 4],
  [2, 3, 2, 4],
];
export const one = (
  of: (shape: Shape) => NDArray<Float32Array>,
  attributes: Attributes = {},
  opset = 17,
): OperatorCase[] => SHAPES.map((shape) => use([of(shape)], { attributes, opset }));
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
export const two = (of: (shape: Shape, label: string) => NDArray<Float32Array>): OperatorCase[] => [
  ...PAIRS.map(([a, b]) => use([of(a, 'a'), of(b, 'b')])),
  use([of([3, 4], 'a'), fixed(of([1], 'b'))]),
  use([of([3, 4], 'a'), fixed(of([], 'b'))]),
];
export const compared = (): OperatorCase[] => PAIRS.map(([a, b]) => use([x(a, 'a'), x(b, 'b')], { makes: 'bool' }));
/** Of whole numbers that are known. */
export const known = (inputs: readonly Input[], options: Parameters<typeof use>[1] = {}) =>
  use(inputs, { makes: 'int64', ...options });

export const images = x([2, 4, 6, 5]);
export const CONVOLUTIONS: readonly {
  readonly filter: Shape;
  readonly bias?: boolean;
  readonly attributes?: Attributes;
}[] = [
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
export const TRANSPOSED: typeof CONVOLUTIONS = [
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
export const convolved = (of: typeof CONVOLUTIONS, channels: (filter: Shape, group: number) => number) =>
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
/** Both together are tried elsewhere: average-pool-ceil.test.ts. */
const isFaulty = (attributes: Attributes): boolean => 'ceil_mode' in attributes && 'count_include_pad' in attributes;

export const pools = (of: NDArray<Float32Array>, counts: readonly Attributes[]): OperatorCase[] =>
  counts
    .flatMap((counted) => POOLS.map((attributes) => ({ ...attributes, ...counted })))
    .filter((attributes) => !isFaulty(attributes))
    .map((attributes) => use([of], { attributes }));

export const reductions = (of: (shape: Shape) => NDArray<Float32Array>, inputSince: number): OperatorCase[] => [
  use([of([3, 4])], { opset: 12 }),
  use([of([2, 3, 4])], { opset: 12, attributes: { axes: list(-1), keepdims: int(0) } }),
  use([of([2, 3, 4])], { opset: 12, attributes: { axes: list(0, 2) } }),
  use([of([2, 3, 2, 4]), ints([2, 3])], { opset: inputSince }),
  use([of([2, 3, 4]), ints([-2])], { opset: inputSince, attributes: { keepdims: int(0) } }),
  use([of([2, 3]), ints([], [0])], { opset: inputSince, attributes: { noop_with_empty_axes: int(1) } }),
];

export const resized = (attributes: Attributes, scales: readonly number[], opset = 17) =>
  use([x([1, 2, 4, 5]), undefined, floats(scales)], { opset, attributes });
export const COORDINATES = ['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric'];
export const NEAREST = ['round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil'];

export const image = x([2, 3, 4, 5]);
export const scale = (size: number) => fixed(positive([size], 'scale'));
export const shift = (size: number) => weights([size], 'shift');
