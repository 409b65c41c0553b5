import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** The first two principal components of some latents. */
export interface PrincipalPlane {
  /** Share of the variance along each. */
  readonly share: readonly [number, number];
  /** Coordinates of latents [n, d]. */
  place(latents: ArrayLike<number>): readonly (readonly [number, number])[];
}

/**
 * The plane of the two eigenvectors of the covariance of latents [n, d] with the greatest eigenvalues, by way of their
 * Gram matrix [n, n], so that d may be large. A direction's greatest component is positive.
 * @throws RangeError for fewer than 3 latents
 */
export function principalPlane(latents: Float32Array, size: number): PrincipalPlane {
  const count = latents.length / size;
  if (count < 3) throw new RangeError(`principalPlane: expected at least 3 latents, got ${count}`);
  const centre = new Float64Array(size);
  latents.forEach((value, i) => (centre[i % size]! += value / count));
  const centred = Float64Array.from(latents, (value, i) => value - centre[i % size]!);
  const row = (i: number) => centred.subarray(i * size, (i + 1) * size);
  const gram = Matrix.zeros(count, count);
  for (let i = 0; i < count; i++) {
    for (let j = i; j < count; j++) {
      const product = dot(row(i), row(j));
      gram.set(i, j, product);
      gram.set(j, i, product);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const order = [...realEigenvalues.keys()].sort((i, j) => realEigenvalues[j]! - realEigenvalues[i]!);
  const total = realEigenvalues.reduce((sum, value) => sum + Math.max(0, value), 0);
  const directions = order.slice(0, 2).map((column) => {
    const direction = new Float64Array(size);
    for (let i = 0; i < count; i++) {
      const weight = eigenvectorMatrix.get(i, column);
      row(i).forEach((value, k) => (direction[k]! += weight * value));
    }
    return unit(direction);
  });
  const [first, second] = [directions[0]!, directions[1]!];
  const share = (at: number) => (total > 0 ? Math.max(0, realEigenvalues[order[at]!]!) / total : 0);
  return {
    share: [share(0), share(1)],
    place: (points) =>
      Array.from({ length: points.length / size }, (_, i) => {
        const point = Float64Array.from({ length: size }, (__, k) => points[i * size + k]! - centre[k]!);
        return [dot(point, first), dot(point, second)] as const;
      }),
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}

/** Of length 1, its greatest component positive; 0 stays 0. */
function unit(direction: Float64Array): Float64Array {
  const length = Math.sqrt(dot(direction, direction));
  const greatest = direction.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  const scale = length === 0 ? 0 : Math.sign(greatest) / length;
  return direction.map((value) => value * scale);
}
