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
