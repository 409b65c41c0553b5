import { mean } from 'simple-statistics';
import { summarise, type Summary } from '@latent-paths/core';
import { jacobianSpectrum, type JacobianSpectrum } from './jacobian-spectrum.js';
import type { LatentMap } from './latent-map.js';

/** Spectra of J_P over some points. */
export interface MeanSpectrum {
  readonly points: number;
  /** Mean over the points of σ_1 ≥ σ_2 ≥ … ≥ σ_d. */
  readonly singular: readonly number[];
  readonly radius: Summary;
  readonly trace: Summary;
  /** Null if some Jacobian is 0. */
  readonly defect: Summary | null;
}

/**
 * The spectra of a map's Jacobian at points [n, d], summarised; null if there are none. `tell` is called after each;
 * it may throw to stop.
 */
export async function meanSpectrum(
  map: LatentMap,
  points: Float32Array,
  tell: () => void,
): Promise<MeanSpectrum | null> {
  const { size } = map;
  const spectra: JacobianSpectrum[] = [];
  for (let first = 0; first < points.length; first += size) {
    spectra.push(jacobianSpectrum(await map.jacobian(points.subarray(first, first + size)), size));
    tell();
    await new Promise(setImmediate);
  }
  if (spectra.length === 0) return null;
  const defects = spectra.flatMap(({ defect }) => defect ?? []);
  return {
    points: spectra.length,
    singular: Array.from({ length: size }, (_, i) => mean(spectra.map(({ singular }) => singular[i]!))),
    radius: summarise(spectra.map(({ radius }) => radius)),
    trace: summarise(spectra.map(({ trace }) => trace)),
    defect: defects.length < spectra.length ? null : summarise(defects),
  };
}
