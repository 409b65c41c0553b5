import { intOf, listOf, textOf } from '../attributes.js';
import type { OnnxNode } from '../graph.js';

/** How a window moves along one axis. */
export interface Window {
  /** How many it sees. */
  readonly size: number;
  readonly stride: number;
  readonly dilation: number;
  /** Places that are thought to be before and after the axis. */
  readonly before: number;
  readonly after: number;
  /** How many places it stops at. */
  readonly count: number;
}

/** From the first to the last place that a window sees. */
const extentOf = ({ size, dilation }: Pick<Window, 'size' | 'dilation'>): number => (size - 1) * dilation + 1;

interface Seen {
  /** Of the window, along height and width. */
  readonly sizes: readonly number[];
  readonly dilations?: readonly number[];
  /** Of what it moves over. */
  readonly lengths: readonly number[];
}

/**
 * The windows of a convolution or a pooling along height and width, by `auto_pad`, `pads`, `strides` and `ceil_mode`.
 * @throws if a window is larger than what it moves over
 */
export function windowsOf(node: OnnxNode, { sizes, dilations, lengths }: Seen): readonly [Window, Window] {
  const one = (side: 0 | 1): Window => {
    const moves = {
      size: sizes[side]!,
      stride: listOf(node, 'strides')?.[side] ?? 1,
      dilation: dilations?.[side] ?? 1,
    };
    const length = lengths[side]!;
    const pads = padsOf(node, side, length, moves);
    const count = countOf(node, length, { ...moves, ...pads });
    if (count < 1)
      throw new Error(
        `expected images that the window of ${extentOf(moves)} fits in, got ${side === 0 ? 'a height' : 'a width'} ` +
          `of ${length}; feed larger images`,
      );
    return { ...moves, ...pads, count };
  };
  return [one(0), one(1)];
}

type Moves = Pick<Window, 'size' | 'stride' | 'dilation'>;

function padsOf(node: OnnxNode, side: 0 | 1, length: number, moves: Moves): { before: number; after: number } {
  const automatic = textOf(node, 'auto_pad', 'NOTSET');
  if (automatic === 'SAME_UPPER' || automatic === 'SAME_LOWER') {
    const count = Math.ceil(length / moves.stride);
    const total = Math.max(0, (count - 1) * moves.stride + extentOf(moves) - length);
    return halves(total, automatic);
  }
  const pads = automatic === 'VALID' ? undefined : listOf(node, 'pads');
  return { before: pads?.[side] ?? 0, after: pads?.[side + 2] ?? 0 };
}

/** SAME_UPPER puts the odd one after, SAME_LOWER before. */
export function halves(total: number, automatic: string): { before: number; after: number } {
  const less = Math.floor(total / 2);
  return automatic === 'SAME_LOWER' ? { before: total - less, after: less } : { before: less, after: total - less };
}

function countOf(node: OnnxNode, length: number, window: Omit<Window, 'count'>): number {
  const room = (length + window.before + window.after - extentOf(window)) / window.stride;
  if (intOf(node, 'ceil_mode', 0) !== 1) return Math.floor(room) + 1;
  const count = Math.ceil(room) + 1;
  const starts = (count - 1) * window.stride; // the last window must begin on the axis or on the places before it
  return starts >= length + window.before ? count - 1 : count;
}
