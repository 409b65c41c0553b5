import type { NamedArrays } from '@latent-paths/core';
import type { Interpolation, InterpolatedLatents } from '@latent-paths/model';

export interface InterpolationsOptions {
  /** Of one run of `evaluationStep` in detail, and of `identityStep` where its path can be interpolated so. */
  readonly outputs: NamedArrays;
  /** The run's pairs, of which the first `count` are taken. */
  readonly pairs: number;
  readonly count: number;
  /** [pairs, d] */
  readonly zA: Float32Array;
  /** [pairs, d] */
  readonly zB: Float32Array;
  /** τ */
  readonly tau: number;
  /** Distances to the nearest real images, pair by pair [pairs, s]. */
  readonly nearest: Float64Array;
}

/** The interpolations of a run, pair by pair: what the metrics of paths are made from. */
export function interpolationsOf({
  outputs,
  pairs,
  count,
  zA,
  zB,
  tau,
  nearest,
}: InterpolationsOptions): Interpolation[] {
  const own = <Numbers extends Float32Array | Float64Array>(rows: Numbers, pair: number): Numbers => {
    const width = rows.length / pairs;
    // A part of an array of one kind is of that kind.
    return rows.subarray(pair * width, (pair + 1) * width) as Numbers;
  };
  const output = (name: string, pair: number) => own(float32(outputs, name), pair);
  const latents = (pair: number): InterpolatedLatents | null =>
    outputs['z'] === undefined
      ? null
      : {
          z: output('z', pair),
          zA: own(zA, pair),
          zB: own(zB, pair),
          back: outputs['back'] === undefined ? null : output('back', pair),
          strayed: outputs['strayed'] === undefined ? null : output('strayed', pair),
          reprojection: output('point/reprojection', pair),
          tau,
        };
  return Array.from({ length: count }, (_, pair) => ({
    frames: output('frames', pair),
    decodedA: output('decodedA', pair),
    decodedB: output('decodedB', pair),
    nearest: own(nearest, pair),
    latents: latents(pair),
  }));
}

/** An output that is there and holds floats. */
export function float32(outputs: NamedArrays, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array))
    throw new RangeError(
      `interpolations: expected a float32 output ${name}, got ${data === undefined ? 'none' : 'integers'}`,
    );
  return data;
}
