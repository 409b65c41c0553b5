import { type EstimateOver, mean, tInterval } from '@latent-paths/core';
import { estimateOverPairs, type PairColumn } from './ratio-of-means.js';

/**
 * Mean over the seeds with Student's t interval where there are two or more, else what the one trial gives by itself;
 * null if a trial has none.
 */
export function overSeeds<Value>(
  found: readonly (Value | null | undefined)[],
  meanOf: (value: Value) => number,
  alone: (value: Value) => EstimateOver | null,
): EstimateOver | null {
  const known = found.filter((value) => value != null);
  const [first] = known;
  if (first === undefined || known.length < found.length) return null;
  return known.length >= 2 ? { ...tInterval(known.map(meanOf)), over: 'seeds', units: known.length } : alone(first);
}

/** The same of columns: the one trial gives an interval over its pairs. */
export function overColumns(columns: readonly (PairColumn | null | undefined)[]): EstimateOver | null {
  return overSeeds(
    columns,
    ({ values }) => mean(values),
    (column) => {
      const found = estimateOverPairs(column, []);
      return found && { ...found, over: 'pairs', units: column.values.length };
    },
  );
}
