import { mapValues } from '@latent-paths/core';
import {
  imageSet,
  pathMetrics,
  pointMetrics,
  setMetrics,
  measureInterpolation,
  type Middles,
  type SetMetric,
} from '@latent-paths/model';
import type { ReferenceImages } from './reference-images.js';
import { sparseGrid } from '../../steps/sparse-grid.js';
import { float32, interpolationsOf, type InterpolationsOptions } from './interpolations.js';

export interface InterpolationScoresOptions {
  /** n */
  readonly pairs: number;
  /** a */
  readonly alphas: number;
  /** Null where there are no real images. */
  readonly reference: ReferenceImages | null;
  /** τ */
  readonly tau: number;
}

/** Measures the interpolations of n pairs, which come in run by run. */
export interface InterpolationScorer {
  /** Takes in the next pairs. */
  take(run: Omit<InterpolationsOptions, 'tau' | 'nearest'>): Promise<void>;
  /** Once all pairs are in. */
  finish(): Promise<InterpolationScores>;
}

export interface InterpolationScores {
  /** By name of the point metric; a metric that the path does not define is not there [n, a]. */
  readonly points: Readonly<Record<string, Float32Array>>;
  /** By name of the path metric; NaN if it is not defined [n]. */
  readonly paths: Readonly<Record<string, Float32Array>>;
  /** Null if the paths have no latents. */
  readonly middles: Middles | null;
  /** By name of the set metric, of the images at α = ½. */
  readonly sets: Readonly<Record<string, number | null>>;
  /**
   * The same of D(zA), where they are defined without a path, and the mean of their distances to the nearest real
   * image; null where there are no real images.
   */
  readonly reproduced: Readonly<Record<string, number | null>> | null;
}

/** Images of a run of p pairs that are compared with real ones: the frames of the sparse grid, and D(zA). */
export const framesToCompare = (pairs: number, alphas: number): number => pairs * (sparseGrid(alphas).length + 1);

/** Measures interpolations as they come in, so that the frames of all need not be held at once. */
export function interpolationScores({
  pairs,
  alphas,
  reference,
  tau,
}: InterpolationScoresOptions): InterpolationScorer {
  const sparse = sparseGrid(alphas);
  const half = (alphas - 1) / 2;
  const interpolations = mapValues(pathMetrics, () => new Float32Array(pairs));
  const points: Record<string, Float32Array> = {};
  const latents = rowsOf(pairs);
  const linear = rowsOf(pairs);
  const middle = { images: rowsOf(pairs), nearest: new Int32Array(pairs) };
  const start = { images: rowsOf(pairs), nearest: new Int32Array(pairs), distance: new Float64Array(pairs) };
  let taken = 0;

  return {
    async take(run) {
      const frames = float32(run.outputs, 'frames');
      const decodedA = float32(run.outputs, 'decodedA');
      const pixels = decodedA.length / run.pairs;
      const compared = new Float32Array(framesToCompare(run.pairs, alphas) * pixels);
      for (let pair = 0; pair < run.pairs; pair++) {
        sparse.forEach((at, i) =>
          compared.set(
            frames.subarray((pair * alphas + at) * pixels, (pair * alphas + at + 1) * pixels),
            (pair * sparse.length + i) * pixels,
          ),
        );
      }
      compared.set(decodedA, run.pairs * sparse.length * pixels);
      const { index, distance } = (await reference?.nearest(compared)) ?? noneNear(compared.length / pixels);

      const nearest = distance.subarray(0, run.pairs * sparse.length);
      interpolationsOf({ ...run, tau, nearest }).forEach((interpolation, i) => {
        const pair = taken + i;
        const path = measureInterpolation(interpolation);
        for (const [name, metric] of Object.entries(pathMetrics))
          interpolations[name]![pair] = metric.value(path) ?? NaN;
        middle.images.set(pair, interpolation.frames.subarray(half * pixels, (half + 1) * pixels));
        middle.nearest[pair] = index[i * sparse.length + (sparse.length - 1) / 2]!;
        start.images.set(pair, interpolation.decodedA);
        start.nearest[pair] = index[run.pairs * sparse.length + i]!;
        start.distance[pair] = distance[run.pairs * sparse.length + i]!;
        if (interpolation.latents === null) return;
        const { z, zA, zB } = interpolation.latents;
        latents.set(pair, z.subarray(half * zA.length, (half + 1) * zA.length));
        linear.set(
          pair,
          zA.map((x, j) => 0.5 * x + 0.5 * zB[j]!),
        );
      });
      for (const name of Object.keys(pointMetrics)) {
        if (run.outputs[`point/${name}`] === undefined) continue;
        (points[name] ??= new Float32Array(pairs * alphas)).set(
          float32(run.outputs, `point/${name}`).subarray(0, run.count * alphas),
          taken * alphas,
        );
      }
      taken += run.count;
    },

    async finish() {
      if (taken !== pairs) throw new RangeError(`interpolationScores: expected ${pairs} pairs, got ${taken}`);
      const [path, line] = [latents.all(), linear.all()];
      const middles = path === null || line === null ? null : { path, linear: line, size: path.length / pairs };
      const scores = { points, paths: interpolations, middles };
      if (reference === null) return { ...scores, sets: withoutReal(middles), reproduced: null };
      const { realFeatures, featureSize } = reference;
      const measured = async (images: Float32Array, nearest: Int32Array, of: Middles | null) => {
        const set = imageSet({
          middles: of,
          nearest,
          features: await reference.features(images),
          realFeatures,
          featureSize,
        });
        return mapValues(setMetrics, (metric) => metric.value(set));
      };
      const atStart = await measured(start.images.all()!, start.nearest, null);
      const ofImages = Object.entries(atStart).filter(([, value]) => value !== null);
      return {
        ...scores,
        sets: await measured(middle.images.all()!, middle.nearest, middles),
        reproduced: {
          ...Object.fromEntries(ofImages),
          'nearest-real': start.distance.reduce((sum, value) => sum + value / pairs, 0),
        },
      };
    },
  };
}

/** Of images where there are no real ones. */
function noneNear(images: number): { readonly index: Int32Array; readonly distance: Float64Array } {
  return { index: new Int32Array(images).fill(-1), distance: new Float64Array(images).fill(NaN) };
}

/** The metrics of sets that ask for no real images. */
function withoutReal(middles: Middles | null): Record<string, number | null> {
  const empty = new Float32Array(0);
  const set = {
    middles,
    nearest: new Int32Array(0),
    features: empty,
    realFeatures: empty,
    featureSize: 0,
    neighbours: null,
  };
  return mapValues(setMetrics, (metric: SetMetric) => (metric.againstReal === true ? null : metric.value(set)));
}

/** Rows of one width, which the first of them tells. */
function rowsOf(count: number) {
  let rows: Float32Array | null = null;
  return {
    set(i: number, row: Float32Array): void {
      (rows ??= new Float32Array(count * row.length)).set(row, i * row.length);
    },
    /** [count, width]; null if none was set. */
    all: (): Float32Array | null => rows,
  };
}
