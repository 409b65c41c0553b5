interface FactorBase {
  readonly name: string;
  /** The range of the values. */
  readonly range: readonly [low: number, high: number];
}

/** A number on a line. */
export interface LinearFactor extends FactorBase {
  readonly kind: 'linear';
}

/** A number on a circle: the two ends of the range are one point, and its width is the period. */
export interface CircularFactor extends FactorBase {
  readonly kind: 'circular';
  /**
   * Of a factor that the categorical one makes ambiguous: for each category, how many times in a period the same image
   * comes back; Infinity where the factor changes nothing.
   */
  readonly folds?: readonly number[];
}

/** An index into `categories`, whole numbers from range[0] = 0 to range[1]. */
export interface CategoricalFactor extends FactorBase {
  readonly kind: 'categorical';
  readonly categories: readonly string[];
}

/** A number that an image was made from. */
export type Factor = LinearFactor | CircularFactor | CategoricalFactor;
