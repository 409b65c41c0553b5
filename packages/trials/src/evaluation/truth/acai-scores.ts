import { sizeOf } from '@latent-paths/core';
import type { ImageSource } from '@latent-paths/data';
import type { Engine } from '@latent-paths/engine';
import { acaiSmoothness, cosineDistance } from '@latent-paths/model';
import { searchBank } from './search-bank.js';

/** ACAI's two scores, one value per path. */
export interface AcaiScores {
  /** Mean over the frames of the cosine distance to the nearest true image. */
  readonly 'acai-distance': readonly number[];
  /** Null if the path's two ends are at one angle. */
  readonly 'acai-smoothness': readonly (number | null)[];
}

export interface AcaiScoresOptions {
  readonly source: ImageSource;
  /** [pairs × alphas, D], values 0…1 */
  readonly frames: Float32Array;
  readonly alphas: number;
  readonly engine: Engine;
}

/** True images at even angles, as the benchmark has them. */
const ANGLES = 10_000;
/**
 * Nearest angles by the engine's single precision, of which the nearest is then chosen in double: distances go down to
 * 1e-7.
 */
const KEEP = 16;
/** Distances that differ by no more than this part are equal: a cross-fade may be as near to two mirrored lines. */
const EQUAL = 1e-6;

/** Whether the benchmark of lines has a meaning for a source: its only factor is an angle. */
export function isAcaiSource({ factors }: Pick<ImageSource, 'factors'>): boolean {
  return factors.length === 1 && factors[0]!.kind === 'circular';
}

/**
 * ACAI's mean distance and smoothness of each path, on values −1…1. Of angles that are equally near the largest is
 * taken: in the published code the last bits choose, and with this rule its figures come out.
 *
 * Source: Berthelot et al. 2018, section 4.1, and `line_eval` of their code, which counts an undefined smoothness as 0
 * in its mean.
 */
export async function acaiScores({ source, frames, alphas, engine }: AcaiScoresOptions): Promise<AcaiScores> {
  const values = sizeOf(source.shape);
  const [low, high] = source.factors[0]!.range;
  const render = (i: number): Float32Array => {
    const image = new Float32Array(values);
    source.render([low + (i * (high - low)) / ANGLES], image);
    return image.map(signed);
  };
  const count = frames.length / values;
  const rows = Array.from({ length: count }, (_, i) => frames.slice(i * values, (i + 1) * values).map(signed));
  const unit = new Float32Array(frames.length);
  rows.forEach((row, i) => writeUnit(row, unit, i * values));
  const bank = {
    entries: ANGLES,
    categories: 1,
    write: (i: number, out: Float32Array, offset: number) => writeUnit(render(i), out, offset),
  };
  const kept = await searchBank({ frames: unit, values, bank, keep: KEEP, engine, tell: () => undefined });
  const found = rows.map((row, i) => {
    const candidates = kept.of(i)[0]!.map(({ entry }) => ({ entry, distance: cosineDistance(row, render(entry)) }));
    const least = Math.min(...candidates.map(({ distance }) => distance));
    return candidates
      .filter(({ distance }) => distance <= (1 + EQUAL) * least)
      .reduce((last, one) => (one.entry > last.entry ? one : last));
  });
  const paths = Array.from({ length: count / alphas }, (_, pair) => found.slice(pair * alphas, (pair + 1) * alphas));
  return {
    'acai-distance': paths.map((path) => path.reduce((sum, { distance }) => sum + distance, 0) / alphas),
    'acai-smoothness': paths.map((path) => acaiSmoothness(path.map(({ entry }) => (2 * Math.PI * entry) / ANGLES))),
  };
}

/** From 0…1 to −1…1. */
const signed = (value: number): number => 2 * value - 1;

/** A row divided by its length; 0 stays 0. */
function writeUnit(row: Float32Array, out: Float32Array, offset: number): void {
  const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
  row.forEach((value, i) => (out[offset + i] = length === 0 ? 0 : value / length));
}
