import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';

/** What a map does to small differences at a point. */
export interface JacobianSpectrum {
  /** σ_1 ≥ σ_2 ≥ …, all d of them; 1 and 0 of an orthogonal projection */
  readonly singular: readonly number[];
  /** max |λ_i|: at a fixed point, below 1 where it attracts */
  readonly radius: number;
  /** tr J = Σ λ_i: of a projection, the dimension of what it projects onto */
  readonly trace: number;
  /** ‖J² − J‖_F / ‖J‖_F: 0 of every projection, an oblique one too; null if J = 0 */
  readonly defect: number | null;
}

/** Spectrum of a Jacobian [d, d], rows of d. */
export function jacobianSpectrum(jacobian: Float32Array, size: number): JacobianSpectrum {
  const J = Matrix.from1DArray(size, size, Array.from(jacobian));
  const { diagonal } = new SingularValueDecomposition(J, {
    computeLeftSingularVectors: false,
    computeRightSingularVectors: false,
    autoTranspose: false,
  });
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(J);
  const norm = J.norm('frobenius');
  return {
    singular: Array.from(diagonal),
    radius: realEigenvalues.reduce((most, real, i) => Math.max(most, Math.hypot(real, imaginaryEigenvalues[i]!)), 0),
    trace: J.trace(),
    defect: norm === 0 ? null : Matrix.sub(J.mmul(J), J).norm('frobenius') / norm,
  };
}
