import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { centred } from './covariance.js';

/** A normal distribution over f numbers. */
export interface Gaussian {
  /** [f] */
  readonly mean: Float64Array;
  /** [f, f], symmetric and positive semi-definite. */
  readonly covariance: Matrix;
}

/** The mean and the unbiased covariance of rows [n, f]. @throws if n < 2 or rows are not whole */
export function gaussianOf(rows: Float32Array, f: number): Gaussian {
  const n = rows.length / f;
  const deviations = Matrix.from1DArray(n, f, centred(rows, f));
  const mean = new Float64Array(f);
  rows.forEach((x, i) => (mean[i % f]! += x / n));
  return {
    mean,
    covariance: deviations
      .transpose()
      .mmul(deviations)
      .div(n - 1),
  };
}

/**
 * The squared Fréchet (2-Wasserstein) distance of two normal distributions, ‖μ₁−μ₂‖² + tr(Σ₁ + Σ₂ − 2(Σ₁Σ₂)^½).
 *
 * tr (Σ₁Σ₂)^½ is the sum of the roots of the eigenvalues of Σ₁^½·Σ₂·Σ₁^½, which is symmetric where Σ₁Σ₂ is not;
 * eigenvalues that rounding makes negative count as 0.
 * Source: Dowson & Landau 1982.
 */
export function squaredFrechetDistance(a: Gaussian, b: Gaussian): number {
  const root = squareRoot(a.covariance);
  const mixed = eigen(root.mmul(b.covariance).mmul(root)).realEigenvalues.reduce(
    (sum, value) => sum + Math.sqrt(Math.max(0, value)),
    0,
  );
  const shift = a.mean.reduce((sum, x, i) => sum + (x - b.mean[i]!) ** 2, 0);
  return shift + a.covariance.trace() + b.covariance.trace() - 2 * mixed;
}

const eigen = (matrix: Matrix): EigenvalueDecomposition =>
  new EigenvalueDecomposition(matrix, { assumeSymmetric: true });

/** The symmetric S with S² = Σ. */
function squareRoot(matrix: Matrix): Matrix {
  const { eigenvectorMatrix: vectors, realEigenvalues } = eigen(matrix);
  const roots = Matrix.diag(realEigenvalues.map((value) => Math.sqrt(Math.max(0, value))));
  return vectors.mmul(roots).mmul(vectors.transpose());
}
