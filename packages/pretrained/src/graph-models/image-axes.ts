import { intsOf, textOf, type TfNode } from './tf-node.js';
import type { Writing } from './writing.js';

/** Whether images are [n, h, w, c], as nearly all are, or [n, c, h, w]. */
export function isChannelsLast(node: TfNode): boolean {
  const format = textOf(node, 'data_format', 'NHWC');
  if (format === 'NHWC' || format === 'NCHW') return format === 'NHWC';
  throw new Error(`expected images as NHWC or NCHW, got ${format}; only layers of two dimensions are computed`);
}

/** Computes on images [n, c, h, w], whatever their order. */
export function onImages(writing: Writing, x: string, compute: (images: string) => string): string {
  if (!isChannelsLast(writing.node)) return compute(x);
  return toLast(writing, compute(toFirst(writing, x)));
}

const toFirst = ({ emit }: Writing, x: string): string => emit('Transpose', [x], { perm: [0, 3, 1, 2] });
const toLast = ({ emit }: Writing, x: string): string => emit('Transpose', [x], { perm: [0, 2, 3, 1] });

/** Of a list with one number an axis: those of height and width. */
export function spatial(node: TfNode, numbers: readonly number[]): [number, number] {
  const [high = 1, wide = 1] = isChannelsLast(node) ? numbers.slice(1, 3) : numbers.slice(2, 4);
  return [high, wide];
}

type Padding = { readonly auto_pad: string } | { readonly pads: readonly number[] };

/** What lies around an image: SAME puts the odd one after. */
export function paddingOf(node: TfNode): Padding {
  const padding = textOf(node, 'padding', 'VALID');
  if (padding === 'SAME') return { auto_pad: 'SAME_UPPER' };
  if (padding === 'VALID') return { auto_pad: 'VALID' };
  const both = intsOf(node, 'explicit_paddings');
  if (padding !== 'EXPLICIT' || both.length !== 8)
    throw new Error(`expected the padding SAME, VALID, or EXPLICIT with 8 numbers, got ${padding}`);
  const at = isChannelsLast(node) ? 2 : 4;
  const [top = 0, bottom = 0, left = 0, right = 0] = both.slice(at, at + 4);
  return { pads: [top, left, bottom, right] };
}
