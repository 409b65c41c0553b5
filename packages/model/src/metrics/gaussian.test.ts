import { fillNormal, rootKey, split } from '@latent-paths/core';
import { Matrix, QrDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { gaussianOf, squaredFrechetDistance, type Gaussian } from './gaussian.js';

function normal(label: string, rows: number, columns: number): Matrix {
  const draws = new Float32Array(rows * columns);
  fillNormal(split(rootKey(11), label), 0, draws);
  return Matrix.from1DArray(rows, columns, draws);
}

/** An orthogonal matrix. */
const turn = new QrDecomposition(normal('turn', 4, 4)).orthogonalMatrix;

/** N(mean, Q·diag(variances)·Qᵀ): all of these commute. */
const turned = (mean: readonly number[], variances: readonly number[]): Gaussian => ({
  mean: Float64Array.from(mean),
  covariance: turn.mmul(Matrix.diag([...variances])).mmul(turn.transpose()),
});

const ZERO = [0, 0, 0, 0];

describe('the squared Fréchet distance', () => {
  it.each([
    ['full rank', [1, 4, 9, 16], [4, 4, 1, 25]],
    ['of one’s full rank', [1, 4, 9, 16], [4, 0, 0, 9]],
    ['of different null spaces', [0, 0, 9, 16], [4, 1, 0, 0]],
    ['of points', [0, 0, 0, 0], [0, 0, 0, 0]],
  ])('of commuting covariances is ‖μ₁−μ₂‖² + Σ(√λ₁ − √λ₂)²: %s', (_, a, b) => {
    const expected = 30 + a.reduce((sum, x, i) => sum + (Math.sqrt(x) - Math.sqrt(b[i]!)) ** 2, 0);
    expect(squaredFrechetDistance(turned([1, 2, 3, 4], a), turned(ZERO, b))).toBeCloseTo(expected, 6);
  });

  it('of covariances that do not commute is that of the 2 × 2 formula', () => {
    // For 2 × 2 matrices tr (Σ₁Σ₂)^½ = √(tr Σ₁Σ₂ + 2·√det Σ₁Σ₂), by Cayley–Hamilton.
    const [a, b] = [
      new Matrix([
        [2, 1],
        [1, 3],
      ]),
      new Matrix([
        [5, -2],
        [-2, 1],
      ]),
    ];
    const product = a.mmul(b);
    const root = Math.sqrt(product.trace() + 2 * Math.sqrt(5 * 1));
    const mean = new Float64Array(2);
    expect(squaredFrechetDistance({ mean, covariance: a }, { mean, covariance: b })).toBeCloseTo(5 + 6 - 2 * root, 10);
  });

  it('is symmetric, and 0 between a distribution and itself', () => {
    const [a, b] = [
      gaussianOf(Float32Array.from(normal('a', 20, 5).to1DArray()), 5),
      gaussianOf(Float32Array.from(normal('b', 20, 5).to1DArray()), 5),
    ];
    expect(squaredFrechetDistance(a, b)).toBeCloseTo(squaredFrechetDistance(b, a), 10);
    expect(squaredFrechetDistance(a, b)).toBeGreaterThan(0);
    expect(squaredFrechetDistance(a, a)).toBeCloseTo(0, 10);
  });
});

it('mean and covariance are those of the rows', () => {
  const { mean, covariance } = gaussianOf(Float32Array.of(1, 2, 3, 6, 5, 1), 2);
  expect([...mean]).toEqual([3, 3]);
  expect(covariance.to2DArray()).toEqual([
    [4, -1],
    [-1, 7],
  ]);
  expect(() => gaussianOf(Float32Array.of(1, 2), 2)).toThrow(/at least two whole rows/);
});
