import { type Factor, mapValues, summarise, type TruthRecord } from '@latent-paths/core';
import type { Table } from '@latent-paths/data';
import type { FramesTruth } from './score-frames.js';

/** The section `truth` of a summary. */
export function truthRecord(
  { inverses, ends, sameCategory, paths }: FramesTruth,
  alphas: readonly number[],
  seconds: number,
): TruthRecord {
  const distances = inverses.map(({ distance }) => distance);
  const group = (belongs: (pair: number) => boolean) =>
    mapValues(paths, (values) => summariseDefined(values.filter((_, pair) => belongs(pair))));
  return {
    pairs: sameCategory.length,
    alphas: [...alphas],
    distance: summarise(distances),
    distanceByAlpha: alphas.map((_, i) => summarise(distances.filter((__, j) => j % alphas.length === i))),
    real: summarise(ends.map(({ distance }) => distance)),
    paths: {
      all: group(() => true),
      same: group((pair) => sameCategory[pair]!),
      cross: group((pair) => !sameCategory[pair]!),
    },
    seconds,
  };
}

/** Over the values that are defined, with their share; null if none is. */
function summariseDefined(values: readonly (number | null)[]): TruthRecord['paths']['all'][string] {
  const defined = values.filter((value) => value !== null);
  return defined.length === 0 ? null : { ...summarise(defined), defined: defined.length / values.length };
}

export interface TruthTables {
  /** One row per pair and α: the distance to the nearest true image, and its factors. */
  readonly points: Table;
  /** One row per pair; NaN if a figure is not defined. */
  readonly paths: Table;
}

export interface TruthTablesOptions {
  readonly truth: FramesTruth;
  readonly alphas: readonly number[];
  readonly factors: readonly Factor[];
  /** Held-out images at the ends, [pairs] each. */
  readonly a: Int32Array;
  readonly b: Int32Array;
}

export function truthTables({ truth, alphas, factors, a, b }: TruthTablesOptions): TruthTables {
  const { inverses, sameCategory, paths } = truth;
  const ofPoints = (value: (i: number) => number) =>
    ({ kind: 'float32', data: Float32Array.from(inverses, (_, i) => value(i)) }) as const;
  return {
    points: {
      columns: {
        pair: { kind: 'int32', data: Int32Array.from(inverses, (_, i) => Math.floor(i / alphas.length)) },
        alpha: ofPoints((i) => alphas[i % alphas.length]!),
        'true-distance': ofPoints((i) => inverses[i]!.distance),
        ...Object.fromEntries(
          factors.map(({ name }, k) => [`factor-${name}`, ofPoints((i) => inverses[i]!.factors[k]!)]),
        ),
      },
      metadata: {},
    },
    paths: {
      columns: {
        pair: { kind: 'int32', data: Int32Array.from(sameCategory, (_, pair) => pair) },
        a: { kind: 'int32', data: a },
        b: { kind: 'int32', data: b },
        'same-category': { kind: 'int32', data: Int32Array.from(sameCategory, Number) },
        ...mapValues(
          paths,
          (values) => ({ kind: 'float32', data: Float32Array.from(values, (value) => value ?? Number.NaN) }) as const,
        ),
      },
      metadata: {},
    },
  };
}
