import { countCategories, widthOf, type FactorSpace } from './factor-space.js';

/**
 * `count` points spread evenly over the factors' ranges: entry i of the additive recurrence of the generalised golden
 * ratio, (i·φ⁻¹, i·φ⁻², …) mod 1, φ^(k+1) = φ + 1 for k factors that are not categories; categories take turns.
 *
 * Source: M. Roberts 2018, "The unreasonable effectiveness of quasirandom sequences".
 */
export function bankFactors(space: FactorSpace, i: number): Float64Array {
  const categories = countCategories(space);
  const continuous = space.factors.length - (space.category === null ? 0 : 1);
  const ratio = goldenRatio(continuous);
  const at = Math.floor(i / categories);
  let power = 1;
  return Float64Array.from(space.factors, (factor) => {
    if (factor.kind === 'categorical') return i % categories;
    power /= ratio;
    return factor.range[0] + (((at + 0.5) * power) % 1) * widthOf(factor);
  });
}

/** The positive root of φ^(k+1) = φ + 1. */
function goldenRatio(k: number): number {
  let ratio = 2;
  for (let i = 0; i < 40; i++) ratio = Math.pow(1 + ratio, 1 / (k + 1));
  return ratio;
}

/** An entry of the bank near a frame. */
export interface Candidate {
  readonly entry: number;
  /** ‖frame − image‖² */
  readonly distance: number;
}

/** Keeps the nearest few entries of each category for each frame, as the bank goes by in parts. */
export interface Nearest {
  /** Takes in the distances of all frames to the entries from `first` on, [frames, entries]. */
  take(distances: Float32Array, first: number, entries: number): void;
  /** The kept entries of a frame, category by category, nearest first. */
  of(frame: number): readonly (readonly Candidate[])[];
}

/** @param keep entries a category */
export function nearest(space: FactorSpace, frames: number, keep: number): Nearest {
  const categories = countCategories(space);
  const width = categories * keep;
  const distance = new Float64Array(frames * width).fill(Infinity);
  const entry = new Int32Array(frames * width).fill(-1);
  return {
    take(distances, first, entries) {
      for (let frame = 0; frame < frames; frame++) {
        for (let j = 0; j < entries; j++) {
          const value = distances[frame * entries + j]!;
          const from = frame * width + ((first + j) % categories) * keep;
          if (value >= distance[from + keep - 1]!) continue;
          let at = from + keep - 1;
          for (; at > from && distance[at - 1]! > value; at--) {
            distance[at] = distance[at - 1]!;
            entry[at] = entry[at - 1]!;
          }
          distance[at] = value;
          entry[at] = first + j;
        }
      }
    },
    of: (frame) =>
      Array.from({ length: categories }, (_, category) =>
        Array.from({ length: keep }, (__, i) => frame * width + category * keep + i)
          .filter((at) => entry[at]! >= 0)
          .map((at) => ({ entry: entry[at]!, distance: distance[at]! })),
      ),
  };
}

