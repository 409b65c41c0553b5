/**
 * What a piece remembers between steps: JSON, because it is part of the checkpoint. Pieces without memory have `null`.
 */
export type PieceState =
  null | boolean | number | string | readonly PieceState[] | { readonly [key: string]: PieceState };

/** A loss term at a step. */
export interface TermFeedback {
  /** In force at the step. */
  readonly weight: number;
  /** ‖w_k∇L_k‖: norm of the θ-gradient of the weighted term on the step’s batch. */
  readonly gradientNorm: number;
}

/** What training has shown so far, made anew at each validation: at fixed steps, however often rows are logged. */
export interface Feedback {
  /** Steps made when it was measured. */
  readonly step: number;
  /** Means over the validation pairs, by name of the point metric. */
  readonly validation: Readonly<Record<string, number>>;
  /** Mean of ‖z − P(z)‖² over the validation pairs at each α of their grid, evenly spaced from 0 to 1. */
  readonly errorByAlpha: readonly number[];
  /** Every term that is trained, by its name. */
  readonly terms: Readonly<Record<string, TermFeedback>>;
}

/** A number that changes over training: a loss weight or a learning rate. */
export interface Schedule {
  /** Every value lies in low … high. */
  readonly bounds: readonly [low: number, high: number];
  /** The way the value goes over training, equal neighbours allowed. */
  readonly monotone: 'rising' | 'falling' | 'constant' | null;
  /** True where it weighs one loss term against others, and so cannot be a rate. */
  readonly balances?: true;
  init(): PieceState;
  /**
   * The value at `progress` (0 at the first step, 1 at the last) and the state for the step after. `feedback` is null
   * until the first validation; `term` names the loss term whose weight this is.
   */
  next(
    state: PieceState,
    progress: number,
    feedback: Feedback | null,
    term?: string,
  ): readonly [value: number, state: PieceState];
}

/** A schedule that remembers nothing: `curve` maps progress 0 … 1 to the value. */
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
