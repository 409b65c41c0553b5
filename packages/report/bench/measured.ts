/** One figure, and what it is to stay under, or above where it is a rate. */
export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: 's' | 'MB' | 'frames a second';
  readonly target?: number;
}
