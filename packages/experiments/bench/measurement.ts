/** One figure of the bench. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  /** `s`: seconds; `ms`: milliseconds; `ratio`: a part of one; `MB`: 10⁶ bytes; `count`: how many. */
  readonly unit: 's' | 'ms' | 'ratio' | 'MB' | 'count';
  /** What it is to stay under; null if it is only told. */
  readonly target: number | null;
  /** How often it was measured; the value is the median. */
  readonly repetitions: number;
}

export const seconds = (): number => performance.now() / 1000;
