import * as tf from '@tensorflow/tfjs-core';
import { requireModestTensor } from '../arrays/constant.js';
import { axisOf } from '../arrays/axes.js';
import { floatOf, listOf, textOf } from '../attributes.js';
import { numbersOf, type Call, type Operator } from '../operator.js';
import { sliceAxis, take } from '../tensors/take.js';

const MODES = ['constant', 'reflect', 'edge', 'wrap'];

/**
 * x with places before and after it along axes: of one number, mirrored without the edge, like the edge, or from the
 * other end. Negative pads cut.
 */
export const Pad: Operator = {
  constants: [1, 2, 3],
  refuses: (node) =>
    MODES.includes(textOf(node, 'mode', 'constant'))
      ? undefined
      : `in mode ${textOf(node, 'mode', '')}; expected ${MODES.join(', ')}`,
  run: (call) => {
    const x = call.tensor(0);
    const pads = padsOf(call, x.rank);
    requireModestTensor(x.shape.map((length, axis) => length + pads[axis]![0] + pads[axis]![1]));
    const mode = textOf(call.node, 'mode', 'constant');
    if (mode !== 'constant') return pads.reduce((made, pad, axis) => padAxis(made, axis, { pad, mode }), x);
    const cut = pads.reduce<tf.Tensor>((made, [before, after], axis) => {
      const [start, end] = [Math.max(0, -before), made.shape[axis]! - Math.max(0, -after)];
      return before < 0 || after < 0 ? sliceAxis(made, axis, start, end - start) : made;
    }, x);
    const value = numbersOf(call, 2)?.[0] ?? floatOf(call.node, 'value', 0);
    return tf.pad(
      cut,
      pads.map(([before, after]): [number, number] => [Math.max(0, before), Math.max(0, after)]),
      value,
    );
  },
};

type Pads = readonly [before: number, after: number];

function padsOf(call: Call, rank: number): readonly Pads[] {
  const given = numbersOf(call, 1) ?? listOf(call.node, 'pads') ?? [];
  const axes = numbersOf(call, 3)?.map((axis) => axisOf(axis, rank)) ?? Array.from({ length: rank }, (_, axis) => axis);
  return Array.from({ length: rank }, (_, axis): Pads => {
    const place = axes.indexOf(axis);
    return place < 0 ? [0, 0] : [given[place]!, given[place + axes.length]!];
  });
}

function padAxis(
  x: tf.Tensor,
  axis: number,
  { pad: [before, after], mode }: { readonly pad: Pads; readonly mode: string },
): tf.Tensor {
  if (before === 0 && after === 0) return x;
  const length = x.shape[axis]!;
  const places = Array.from({ length: before + length + after }, (_, i) => i - before);
  return take(
    x,
    places.map((place) => sourceOf(place, length, mode)),
    axis,
  );
}

/** The place of an axis whose number a place beyond the axis gets. */
function sourceOf(place: number, length: number, mode: string): number {
  if (mode === 'edge') return Math.min(Math.max(place, 0), length - 1);
  if (mode === 'wrap') return ((place % length) + length) % length;
  const period = Math.max(1, 2 * (length - 1));
  const within = ((place % period) + period) % period;
  return within < length ? within : period - within;
}
