import type { Convolution } from './convolution.js';
import type { Emitter } from './emitter.js';
import type { Value } from './graph.js';
import type { Shape } from '@latent-paths/core';

/** A correlation as a matrix product: each row is what one place of the output sees, each column one filter. */
export interface Taps {
  readonly convolution: Convolution;
  /** [kh, kw, i, o] */
  readonly filterShape: Shape;
}

/**
 * True where filters are a whole number of strides high and wide: the image then falls into blocks of one stride each.
 */
export function tapsWhole({ convolution: { strides, dilations }, filterShape }: Taps): boolean {
  return dilations.every((step) => step === 1) && strides.every((stride, side) => filterShape[side]! % stride === 0);
}

/**
 * Images [n, h, w, i] → [n·h′·w′, kh·kw·i]: each row the numbers that the filter sees at one place of the output. They
 * are in the order (shift, row and column in the block, channel), a shift being a whole number of strides: whole blocks
 * are moved, which is several times as fast as one tap at a time. Made once, for a convolution and for the gradient in
 * its filters alike.
 */
export function tapRows(emit: Emitter, x: Value, { convolution, filterShape }: Taps): string {
  const { outHeight, outWidth, pads, strides } = convolution;
  // images have four axes
  const [batch, height, width, channels] = x.shape as readonly [number, number, number, number];
  const [high, wide] = strides;
  const [rows, columns] = [outHeight - 1 + filterShape[0]! / high, outWidth - 1 + filterShape[1]! / wide]; // in blocks
  const [top, left] = pads;
  // negative where an edge is not read
  const [bottom, right] = [rows * high - height - top, columns * wide - width - left];
  const image = emit.read(x);
  return emit.once(`taps ${image} ${filterShape.slice(0, 2)} ${strides} ${pads}`, () => {
    const padded = [top, left, bottom, right].every((pad) => pad === 0)
      ? image
      : emit.node('Pad', [image, emit.ints([0, top, left, 0, 0, bottom, right, 0])]);
    const split = [batch, rows, high, columns, wide * channels];
    const blocks = emit.reshape(emit.transpose(emit.reshape(padded, split), split, [0, 1, 3, 2, 4]), [
      batch,
      rows,
      columns,
      high * wide * channels,
    ]);
    const seen = shifts(filterShape, strides).map(([down, right]) => {
      const whole = rows === outHeight && columns === outWidth;
      const part = whole
        ? blocks
        : emit.node('Slice', [
            blocks,
            emit.ints([down, right]),
            emit.ints([down + outHeight, right + outWidth]),
            emit.ints([1, 2]),
          ]);
      return emit.reshape(part, [batch * outHeight * outWidth, high * wide * channels]);
    });
    return seen.length === 1 ? seen[0]! : emit.node('Concat', seen, { attributes: { axis: 1 } });
  });
}

function shifts([height, width]: Shape, [high, wide]: Convolution['strides']): readonly (readonly [number, number])[] {
  const [down, right] = [height! / high, width! / wide];
  return Array.from({ length: down * right }, (_, i) => [Math.floor(i / right), i % right] as const);
}

/** Filters [kh, kw, i, o] → [kh·kw·i, o], rows in the order of `tapRows`. */
export function filterColumns(emit: Emitter, filter: string, { convolution: { strides }, filterShape }: Taps): string {
  const [height, width, from, to] = filterShape as readonly [number, number, number, number];
  const split = [height / strides[0], strides[0], width / strides[1], strides[1] * from * to];
  return emit.reshape(emit.transpose(emit.reshape(filter, split), split, [0, 2, 1, 3]), [height * width * from, to]);
}

/** The inverse of `filterColumns`: [kh·kw·i, o] → [kh, kw, i, o]. */
export function filterOfColumns(
  emit: Emitter,
  columns: string,
  { convolution: { strides }, filterShape }: Taps,
): string {
  const [height, width, from, to] = filterShape as readonly [number, number, number, number];
  const split = [height / strides[0], width / strides[1], strides[0], strides[1] * from * to];
  return emit.reshape(emit.transpose(emit.reshape(columns, split), split, [0, 2, 1, 3]), filterShape);
}
