import { max, mean, quantile, sampleStandardDeviation } from 'simple-statistics';

/** Mean, standard deviation, 95th percentile and maximum of a set of values. */
export interface Summary {
  readonly mean: number;
  readonly deviation: number;
  readonly q95: number;
  readonly max: number;
}

/** @throws if there are no values */
export function summarise(values: ArrayLike<number>): Summary {
  const list = Array.from(values);
  if (list.length === 0) throw new RangeError('summarise: expected at least 1 value, got none');
  return {
    mean: mean(list),
    deviation: list.length > 1 ? sampleStandardDeviation(list) : 0,
    q95: quantile(list, 0.95),
    max: max(list),
  };
}
