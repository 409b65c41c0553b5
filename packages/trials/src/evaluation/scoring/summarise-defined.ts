import { summarise, type SummaryRecord } from '@latent-paths/core';

/** The summary of the values that are defined, with their share where some are not (NaN); null if none is. */
export function summariseDefined(values: Float32Array): SummaryRecord['paths'][string] {
  const defined = values.filter((value) => !Number.isNaN(value));
  if (defined.length === 0) return null;
  return { ...summarise(defined), ...(defined.length < values.length && { defined: defined.length / values.length }) };
}
