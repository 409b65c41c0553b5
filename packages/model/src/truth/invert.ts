import { bankFactors, type Candidate } from './bank.js';
import type { FactorSpace } from './factor-space.js';
import { refine, type Inverse, type Render } from './refine.js';

export interface InvertOptions {
  readonly space: FactorSpace;
  readonly render: Render;
  readonly frame: Float32Array;
  /** Entries of the bank near the frame, category by category. */
  readonly candidates: readonly (readonly Candidate[])[];
}

/** Iterations of the first look from every candidate, and of the search from the best of them. */
const FIRST = 4;
const LAST = 30;
/** How many are searched from to the end. */
const FINALISTS = 2;

/** The factors of the image nearest to a frame, over all categories: a short descent from each candidate, a long one from the best. */
export function invert({ space, render, frame, candidates }: InvertOptions): Inverse {
  const looked = candidates
    .flat()
    .map(({ entry, distance }) => refine({ factors: bankFactors(space, entry), distance }, { space, render, frame, iterations: FIRST }))
    .sort((a, b) => a.distance - b.distance);
  return looked
    .slice(0, FINALISTS)
    .map((start) => refine(start, { space, render, frame, iterations: LAST }))
    .reduce((best, one) => (one.distance < best.distance ? one : best));
}
