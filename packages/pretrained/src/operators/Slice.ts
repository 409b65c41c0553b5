import type { Tensor } from '@tensorflow/tfjs-core';
import type { Shape } from '@latent-paths/core';
import { cutOut, type Cut } from '../arrays/arrange.js';
import { axisOf } from '../arrays/axes.js';
import { listOf } from '../attributes.js';
import { numbersOf, type Call, type Operator } from '../operator.js';
import { everyNth } from '../tensors/every-nth.js';
import { take } from '../tensors/take.js';

/**
 * Every step-th slice from a start to before an end along axes: attributes before opset 10, inputs since; negative ones
 * count from the end.
 */
export const Slice: Operator = {
  constants: [1, 2, 3, 4],
  run: (call) => {
    const x = call.tensor(0);
    const part = (input: number) => numbersOf(call, input);
    return cutsOf(x.shape, boundsOf(call.node, part)).reduce(cutAxis, x);
  },
  fold: ({ node, inputs }) => {
    const x = inputs[0]!;
    const part = (input: number) => inputs[input] && [...inputs[input].data];
    return [cutOut(x, cutsOf(x.shape, boundsOf(node, part)))];
  },
};

interface Bounds {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly axes?: readonly number[];
  readonly steps?: readonly number[];
}

function boundsOf(node: Call['node'], part: (input: number) => readonly number[] | undefined): Bounds {
  const starts = part(1) ?? listOf(node, 'starts') ?? [];
  const ends = part(2) ?? listOf(node, 'ends') ?? [];
  const [axes, steps] = [part(3) ?? listOf(node, 'axes'), part(4)];
  return { starts, ends, ...(axes && { axes }), ...(steps && { steps }) };
}

function cutsOf(shape: Shape, { starts, ends, axes, steps }: Bounds): readonly Cut[] {
  const cuts: Cut[] = shape.map((count) => ({ start: 0, step: 1, count }));
  starts.forEach((from, i) => {
    const axis = axisOf(axes?.[i] ?? i, shape.length);
    const length = shape[axis]!;
    const step = steps?.[i] ?? 1;
    const within = (place: number, least: number, most: number) =>
      Math.min(Math.max(place < 0 ? place + length : place, least), most);
    const [start, end] =
      step > 0
        ? [within(from, 0, length), within(ends[i]!, 0, length)]
        : [within(from, 0, length - 1), within(ends[i]!, -1, length - 1)];
    cuts[axis] = { start, step, count: Math.max(0, Math.ceil((end - start) / step)) };
  });
  return cuts;
}

function cutAxis(x: Tensor, { start, step, count }: Cut, axis: number): Tensor {
  if (start === 0 && step === 1 && count === x.shape[axis]) return x;
  if (step > 0) return everyNth(x, axis, { start, step, count });
  return take(
    x,
    Array.from({ length: count }, (_, i) => start + i * step),
    axis,
  );
}
