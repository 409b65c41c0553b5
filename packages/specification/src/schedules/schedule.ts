/**
 * The memory of a piece between steps. It is JSON, because it is part of the checkpoint. Pieces without memory have
 * `null`.
 */
export type PieceState =
  null | boolean | number | string | readonly PieceState[] | { readonly [key: string]: PieceState };

/** A number that changes over training: a loss weight or a learning rate. */
export interface Schedule {
  /** Every value lies in low … high. */
  readonly bounds: readonly [low: number, high: number];
  /** The direction of the value over training; equal neighbours are allowed. */
  readonly monotone: 'rising' | 'falling' | 'constant' | null;
  init(): PieceState;
  /** The value at `progress` (0 at the first step, 1 at the last) and the state for the step after. */
  next(state: PieceState, progress: number): readonly [value: number, state: PieceState];
}

/** A schedule without memory: `curve` maps progress 0 … 1 to the value. */
export function stateless(
  curve: (progress: number) => number,
  bounds: readonly [low: number, high: number],
  monotone: Schedule['monotone'],
): Schedule {
  return { bounds, monotone, init: () => null, next: (_state, progress) => [curve(progress), null] };
}

/** A schedule without memory that goes from one value to another and never back. */
export function monotoneSchedule(from: number, to: number, curve: (progress: number) => number): Schedule {
  const monotone = from === to ? 'constant' : from < to ? 'rising' : 'falling';
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  // Rounding may pass an end by one unit in the last place.
  return stateless((progress) => Math.min(high, Math.max(low, curve(progress))), [low, high], monotone);
}
