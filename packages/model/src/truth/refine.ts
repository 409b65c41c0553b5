import { categoryOf, widthOf, type ContinuousFactor, type FactorSpace, type Placed } from './factor-space.js';

/** Writes the image of some factors. */
export type Render = (factors: ArrayLike<number>, out: Float32Array) => void;

/** The factors of the image nearest to a frame, as far as found. */
export interface Inverse {
  readonly factors: Float64Array;
  /** ‖frame − image‖², summed over pixels and channels. */
  readonly distance: number;
}

export interface RefineOptions {
  readonly space: FactorSpace;
  readonly render: Render;
  /** Values of the frame, as many as `render` writes. */
  readonly frame: Float32Array;
  readonly iterations: number;
}

/** Step of the forward differences, and the largest step of an iteration, in units of a factor's range. */
const DIFFERENCE = 1e-3;
const LARGEST_STEP = 0.15;
/** An iteration that gains less than this share ends the search. */
const LEAST_GAIN = 1e-4;

/**
 * Descends from some factors to the nearest image of the same category by Levenberg and Marquardt's method on
 * ‖render(f) − frame‖², by forward differences, in units of the factors' ranges: δ = −(JᵀJ + μ·diag JᵀJ)⁻¹ Jᵀr. A
 * factor on a line stays in its range, on a circle it goes round.
 *
 * Source: Marquardt 1963.
 */
export function refine(start: Inverse, { space, render, frame, iterations }: RefineOptions): Inverse {
  const free = freeFactors(space, start.factors);
  const n = free.length;
  const size = frame.length;
  const images = Array.from({ length: n + 2 }, () => new Float32Array(size));
  let [image, trial] = [images[n]!, images[n + 1]!];
  let factors: Float64Array = Float64Array.from(start.factors);
  render(factors, image);
  let distance = squaredDistance(image, frame);
  let damping = 1e-2;
  for (let iteration = 0; iteration < iterations; iteration++) {
    free.forEach(({ factor, index }, j) => {
      const moved = Float64Array.from(factors);
      moved[index]! += DIFFERENCE * widthOf(factor);
      render(moved, images[j]!);
    });
    const { hessian, gradient } = normalEquations(images, n, image, frame);
    let gained = 0;
    for (let attempt = 0; attempt < 6 && gained === 0; attempt++) {
      const step = solveDamped(hessian, gradient, damping);
      const next = move(factors, free, step);
      render(next, trial);
      const value = squaredDistance(trial, frame);
      if (value < distance) {
        gained = (distance - value) / distance;
        [image, trial] = [trial, image];
        factors = next;
        distance = value;
        damping = Math.max(damping / 5, 1e-6);
      } else damping *= 5;
    }
    if (gained < LEAST_GAIN) break;
  }
  return { factors, distance };
}

/** All but the category, and what changes nothing in this category. */
function freeFactors(space: FactorSpace, factors: Float64Array): readonly Placed<ContinuousFactor>[] {
  const category = categoryOf(space, factors);
  return [...space.scored, ...space.folded.filter(({ factor }) => factor.folds[category] !== Infinity)];
}

export function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! - b[i]!;
    sum += difference * difference;
  }
  return sum;
}

interface NormalEquations {
  /** JᵀJ, n rows of n. */
  readonly hessian: readonly Float64Array[];
  /** Jᵀr */
  readonly gradient: Float64Array;
}

function normalEquations(moved: readonly Float32Array[], n: number, image: Float32Array, frame: Float32Array): NormalEquations {
  const hessian = Array.from({ length: n }, () => new Float64Array(n));
  const gradient = new Float64Array(n);
  const slopes = new Float64Array(n);
  for (let p = 0; p < image.length; p++) {
    const here = image[p]!;
    let any = false;
    for (let j = 0; j < n; j++) {
      const slope = (moved[j]![p]! - here) / DIFFERENCE;
      slopes[j] = slope;
      if (slope !== 0) any = true;
    }
    if (!any) continue;
    const residual = here - frame[p]!;
    for (let j = 0; j < n; j++) {
      const slope = slopes[j]!;
      if (slope === 0) continue;
      gradient[j]! += slope * residual;
      const row = hessian[j]!;
      for (let k = 0; k <= j; k++) row[k]! += slope * slopes[k]!;
    }
  }
  for (let j = 0; j < n; j++) for (let k = 0; k < j; k++) hessian[k]![j] = hessian[j]![k]!;
  return { hessian, gradient };
}

/** −(H + μ·diag H)⁻¹ g by Gauss's elimination; 0 in directions that change nothing. */
function solveDamped(hessian: readonly Float64Array[], gradient: Float64Array, damping: number): Float64Array {
  const n = gradient.length;
  const rows = hessian.map((row, j) => {
    const copy = Float64Array.from([...row, -gradient[j]!]);
    copy[j] = row[j]! * (1 + damping) + 1e-9;
    return copy;
  });
  for (let j = 0; j < n; j++) {
    for (let k = j + 1; k < n; k++) {
      const factor = rows[k]![j]! / rows[j]![j]!;
      for (let m = j; m <= n; m++) rows[k]![m]! -= factor * rows[j]![m]!;
    }
  }
  const step = new Float64Array(n);
  for (let j = n - 1; j >= 0; j--) {
    let sum = rows[j]![n]!;
    for (let k = j + 1; k < n; k++) sum -= rows[j]![k]! * step[k]!;
    step[j] = sum / rows[j]![j]!;
  }
  return step;
}

function move(factors: Float64Array, free: readonly Placed<ContinuousFactor>[], step: Float64Array): Float64Array {
  const longest = step.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = Math.min(1, LARGEST_STEP / longest);
  const next = Float64Array.from(factors);
  free.forEach(({ factor, index }, j) => {
    const [low, high] = factor.range;
    const value = next[index]! + scale * step[j]! * widthOf(factor);
    next[index] = factor.kind === 'linear' ? Math.min(Math.max(value, low), high) : low + modulo(value - low, high - low);
  });
  return next;
}

function modulo(value: number, period: number): number {
  return value - Math.floor(value / period) * period;
}
