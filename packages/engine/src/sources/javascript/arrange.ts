import { listOf, numberOf, sizeOf, stridesOf, type Operator, type Tensor } from './tensor.js';
import { broadcastShape, expanded, view } from './view.js';

const numbers = ({ data }: Tensor): number[] => Array.from(data);

/** A part of x: so many indices from a start along each axis. */
function part(x: Tensor, starts: readonly number[], shape: readonly number[]): Tensor {
  const strides = stridesOf(x.shape);
  const offset = starts.reduce((sum, start, axis) => sum + start * strides[axis]!, 0);
  return view(x, { shape, strides, offset });
}

const Reshape: Operator = ([x, asked]) => {
  const sizes = numbers(asked!);
  const known = sizes.reduce((product, size) => (size === -1 ? product : product * size), 1);
  return { shape: sizes.map((size) => (size === -1 ? x!.data.length / known : size)), data: x!.data };
};

const Transpose: Operator = ([x], attributes) => {
  const strides = stridesOf(x!.shape);
  const order = listOf(
    attributes,
    'perm',
    x!.shape.map((_, axis) => x!.shape.length - 1 - axis),
  );
  return view(x!, { shape: order.map((axis) => x!.shape[axis]!), strides: order.map((axis) => strides[axis]!) });
};

const Concat: Operator = (inputs, attributes) => {
  const axis = numberOf(attributes, 'axis', 0);
  const [first] = inputs;
  const total = inputs.reduce((sum, { shape }) => sum + shape[axis]!, 0);
  const shape = first!.shape.map((size, i) => (i === axis ? total : size));
  const out = new Float32Array(sizeOf(shape));
  const length = sizeOf(shape.slice(axis));
  let begin = 0;
  for (const input of inputs) {
    const own = sizeOf(input.shape.slice(axis));
    for (let row = 0; row * own < input.data.length; row++)
      out.set(input.data.subarray(row * own, (row + 1) * own), row * length + begin);
    begin += own;
  }
  return { shape, data: out };
};

const Slice: Operator = ([x, starts, ends, axes]) => {
  const [from, to, along] = [numbers(starts!), numbers(ends!), numbers(axes!)];
  const place = (axis: number) => along.indexOf(axis);
  return part(
    x!,
    x!.shape.map((_, axis) => from[place(axis)] ?? 0),
    x!.shape.map((size, axis) => (place(axis) === -1 ? size : to[place(axis)]! - from[place(axis)]!)),
  );
};

const Split: Operator = ([x, sizes], attributes) => {
  const axis = numberOf(attributes, 'axis', 0);
  let begin = 0;
  return numbers(sizes!).map((size) => {
    const starts = x!.shape.map((_, i) => (i === axis ? begin : 0));
    begin += size;
    return part(
      x!,
      starts,
      x!.shape.map((whole, i) => (i === axis ? size : whole)),
    );
  });
};

const Expand: Operator = ([x, shape]) => expanded(x!, broadcastShape([x!.shape, numbers(shape!)]));

/** [r0, s0, r1, s1, …] in which the r repeat. */
const Tile: Operator = ([x, repeats]) => {
  const strides = stridesOf(x!.shape);
  const times = numbers(repeats!);
  const { data } = view(x!, {
    shape: x!.shape.flatMap((size, axis) => [times[axis]!, size]),
    strides: strides.flatMap((stride) => [0, stride]),
  });
  return { shape: x!.shape.map((size, axis) => times[axis]! * size), data };
};

/** x within an array of one number; the pads before all axes, then those after them. */
export function padded(x: Tensor, pads: readonly number[], number: number): Tensor {
  const rank = x.shape.length;
  const shape = x.shape.map((size, axis) => pads[axis]! + size + pads[rank + axis]!);
  const out = new Float32Array(sizeOf(shape)).fill(number);
  const strides = stridesOf(shape);
  const inner = stridesOf(x.shape);
  for (let from = 0; from < x.data.length; from++) {
    const to = x.shape.reduce((place, size, axis) => {
      const index = Math.floor(from / inner[axis]!) % size;
      return place + (index + pads[axis]!) * strides[axis]!;
    }, 0);
    out[to] = x.data[from]!;
  }
  return { shape, data: out };
}

const Pad: Operator = ([x, pads, number]) => padded(x!, numbers(pads!), number?.data[0] ?? 0);

const Gather: Operator = ([x, indices], attributes) => {
  const axis = numberOf(attributes, 'axis', 0);
  const inner = sizeOf(x!.shape.slice(axis + 1));
  const outer = sizeOf(x!.shape.slice(0, axis));
  const shape = [...x!.shape.slice(0, axis), ...indices!.shape, ...x!.shape.slice(axis + 1)];
  const out = new Float32Array(sizeOf(shape));
  let to = 0;
  for (let row = 0; row < outer; row++) {
    for (const index of indices!.data) {
      const from = (row * x!.shape[axis]! + index) * inner;
      out.set(x!.data.subarray(from, from + inner), to);
      to += inner;
    }
  }
  return { shape, data: out };
};

const CumSum: Operator = ([x, along], attributes) => {
  const axis = along!.data[0]!;
  const [size, stride] = [x!.shape[axis]!, stridesOf(x!.shape)[axis]!];
  const isReverse = numberOf(attributes, 'reverse', 0) === 1;
  const isExclusive = numberOf(attributes, 'exclusive', 0) === 1;
  const out = new Float32Array(x!.data.length);
  for (let begin = 0; begin < out.length; begin++) {
    if (Math.floor(begin / stride) % size !== 0) continue; // no start of a row along the axis
    let sum = 0;
    for (let i = 0; i < size; i++) {
      const place = begin + (isReverse ? size - 1 - i : i) * stride;
      const before = sum;
      sum += x!.data[place]!;
      out[place] = isExclusive ? before : sum;
    }
  }
  return { shape: x!.shape, data: out };
};

/** Operators that move numbers, or add them up along an axis. */
export const arrangements = {
  Reshape,
  Transpose,
  Concat,
  Slice,
  Split,
  Expand,
  Tile,
  Pad,
  Gather,
  CumSum,
} as const satisfies Readonly<Record<string, Operator>>;
