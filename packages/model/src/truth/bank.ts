import { countCategories, widthOf, type FactorSpace } from './factor-space.js';

/**
 * Entry i of a bank of factors spread evenly over their ranges: the additive recurrence of the generalised golden
 * ratio, (i·φ⁻¹, i·φ⁻², …) mod 1 with φ^(k+1) = φ + 1 for k factors; the categories take turns.
 *
 * Source: M. Roberts 2018, "The unreasonable effectiveness of quasirandom sequences".
 */
export function bankFactors(space: FactorSpace, i: number): Float64Array {
  const categories = countCategories(space);
  const ratio = goldenRatio(space.factors.length - (space.category === null ? 0 : 1));
  const at = Math.floor(i / categories) + 0.5;
  let power = 1;
  return Float64Array.from(space.factors, (factor) => {
    if (factor.kind === 'categorical') return i % categories;
    power /= ratio;
    return factor.range[0] + ((at * power) % 1) * widthOf(factor);
  });
}

/** The positive root of φ^(k+1) = φ + 1. */
function goldenRatio(k: number): number {
  let ratio = 2;
  for (let i = 0; i < 40; i++) ratio = Math.pow(1 + ratio, 1 / (k + 1));
  return ratio;
}

/** An entry of the bank near a frame. */
export interface BankEntry {
  readonly entry: number;
  /** ‖frame − entry‖² */
  readonly distance: number;
}

/** Keeps the nearest few entries of each category for each frame, as the bank goes by in parts. */
export interface Nearest {
  /** Takes in the distances of all frames to the entries from `first` on, [frames, entries]. */
  take(distances: ArrayLike<number>, first: number, entries: number): void;
  /** The kept entries of a frame, category by category, nearest first. */
  of(frame: number): readonly (readonly BankEntry[])[];
}

export interface NearestOptions {
  readonly frames: number;
  /** Entry i of the bank is of category i mod `categories`. */
  readonly categories: number;
  /** Entries kept of each category. */
  readonly keep: number;
}

export function nearest({ frames, categories, keep }: NearestOptions): Nearest {
  const width = categories * keep;
  const distance = new Float64Array(frames * width).fill(Infinity);
  const entry = new Int32Array(frames * width);
  return {
    take(distances, first, entries) {
      for (let frame = 0; frame < frames; frame++) {
        for (let j = 0; j < entries; j++) {
          const value = distances[frame * entries + j]!;
          const start = frame * width + ((first + j) % categories) * keep;
          let at = start + keep - 1;
          if (value >= distance[at]!) continue;
          for (; at > start && distance[at - 1]! > value; at--) {
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
        Array.from({ length: keep }, (__, i) => (frame * categories + category) * keep + i)
          .filter((at) => distance[at]! < Infinity)
          .map((at) => ({ entry: entry[at]!, distance: distance[at]! })),
      ),
  };
}
