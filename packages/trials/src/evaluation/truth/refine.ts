import { sizeOf } from '@latent-paths/core';
import { factorSpace, inverter, type BankEntry, type Inverse } from '@latent-paths/model';
import { openSource, type TrialConfig } from '@latent-paths/specification/trial';

/** Frames whose nearest images are to be found, and the entries of the bank near each. */
export interface RefineTask {
  readonly data: TrialConfig['data'];
  /** [n, D] */
  readonly frames: Float32Array;
  /** Category by category, for each of the n frames. */
  readonly candidates: readonly (readonly (readonly BankEntry[])[])[];
}

/** The images nearest to some frames, one after another as they are found. */
export function* refine({ data, frames, candidates }: RefineTask): Generator<Inverse> {
  const source = openSource({ data });
  const size = sizeOf(source.shape);
  const invert = inverter({
    space: factorSpace(source.factors),
    render: (factors, out) => source.render(factors, out),
    size,
  });
  for (const [i, near] of candidates.entries()) yield invert(frames.subarray(i * size, (i + 1) * size), near);
}
