import { categoryOf, widthOf, type ContinuousFactor, type FactorSpace, type Placed } from './factor-space.js';

/** Writes the image of some factors. */
type Render = (factors: ArrayLike<number>, out: Float32Array) => void;

/** The factors of the image nearest to a frame, as far as found. */
export interface Inverse {
  readonly factors: Float64Array;
  /** ‖frame − image‖², summed over pixels and channels. */
  readonly distance: number;
}

export interface DescentOptions {
  readonly space: FactorSpace;
  readonly render: Render;
  /** Values of an image. */
  readonly size: number;
}

/** Goes from some factors down towards the image nearest to a frame, for so many iterations at most. */
export type Descent = (start: Inverse, frame: Float32Array, iterations: number) => Inverse;

/** Step of the forward differences, and the largest step of an iteration, in units of a factor's range. */
const DIFFERENCE = 1e-3;
const LARGEST_STEP = 0.15;
/** Tries at a step, each damped five times more. */
const TRIES = 6;
/** An iteration that gains less than this share ends the descent. */
const LEAST_GAIN = 1e-4;

/**
 * Levenberg and Marquardt's method on ‖render(f) − frame‖² with forward differences, in units of the factors' ranges:
 * δ = −(JᵀJ + μ·diag JᵀJ)⁻¹ Jᵀr. The category stays; a factor on a line stays in its range, on a circle it goes round.
 * The images that it works on are made once.
 *
 * Source: Marquardt 1963.
 */
export function descent({ space, render, size }: DescentOptions): Descent {
  const moved = Array.from({ length: space.scored.length + space.folded.length }, () => new Float32Array(size));
  const pair = [new Float32Array(size), new Float32Array(size)] as const;

  return (start, frame, iterations) => {
    const free = freeFactors(space, start.factors);
    let [image, trial] = pair;
    let { factors } = start;
    render(factors, image);
    let distance = squaredDistance(image, frame);
    let damping = 1e-2;
    for (let iteration = 0; iteration < iterations; iteration++) {
      free.forEach(({ factor, index }, j) => {
        const shifted = Float64Array.from(factors);
        shifted[index]! += DIFFERENCE * widthOf(factor);
        render(shifted, moved[j]!);
      });
      const equations = normalEquations(moved.slice(0, free.length), image, frame);
      let gain = 0;
      for (let attempt = 0; attempt < TRIES && gain === 0; attempt++) {
        const next = step(factors, free, solveDamped(equations, damping));
        render(next, trial);
        const value = squaredDistance(trial, frame);
        if (value < distance) {
          gain = 1 - value / distance;
          [image, trial] = [trial, image];
          factors = next;
          distance = value;
          damping = Math.max(damping / 5, 1e-6);
        } else damping *= 5;
      }
      if (gain < LEAST_GAIN) break;
    }
    return { factors, distance };
  };
}

/** All but the category, and what changes nothing in this category. */
function freeFactors(space: FactorSpace, factors: Float64Array): readonly Placed<ContinuousFactor>[] {
  const category = categoryOf(space, factors);
  return [...space.scored, ...space.folded.filter(({ factor }) => factor.folds[category] !== Infinity)];
}

function squaredDistance(a: Float32Array, b: Float32Array): number {
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

function normalEquations(moved: readonly Float32Array[], image: Float32Array, frame: Float32Array): NormalEquations {
  const n = moved.length;
  const hessian = Array.from({ length: n }, () => new Float64Array(n));
  const gradient = new Float64Array(n);
  const slopes = new Float64Array(n);
  for (let p = 0; p < image.length; p++) {
    const here = image[p]!;
    let any = false;
    for (let j = 0; j < n && !any; j++) any = moved[j]![p]! !== here;
    if (!any) continue; // as most of the ground is
    for (let j = 0; j < n; j++) slopes[j] = (moved[j]![p]! - here) / DIFFERENCE;
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
function solveDamped({ hessian, gradient }: NormalEquations, damping: number): Float64Array {
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
  const way = new Float64Array(n);
  for (let j = n - 1; j >= 0; j--) {
    let sum = rows[j]![n]!;
    for (let k = j + 1; k < n; k++) sum -= rows[j]![k]! * way[k]!;
    way[j] = sum / rows[j]![j]!;
  }
  return way;
}

function step(factors: Float64Array, free: readonly Placed<ContinuousFactor>[], way: Float64Array): Float64Array {
  const longest = way.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = longest > LARGEST_STEP ? LARGEST_STEP / longest : 1;
  const next = Float64Array.from(factors);
  free.forEach(({ factor, index }, j) => {
    const [low, high] = factor.range;
    const value = next[index]! + scale * way[j]! * widthOf(factor);
    next[index] =
      factor.kind === 'linear' ? Math.min(Math.max(value, low), high) : low + modulo(value - low, high - low);
  });
  return next;
}

function modulo(value: number, period: number): number {
  return value - Math.floor(value / period) * period;
}
