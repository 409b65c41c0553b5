import { expect, it } from 'vitest';
import { jacobianSpectrum } from './jacobian-spectrum.js';

const close = (values: readonly number[], expected: readonly number[]) =>
  values.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));

it('tells an oblique projection by its defect, though its singular values exceed 1', () => {
  // J = [[1, 2], [0, 0]]: J² = J, JᵀJ has the eigenvalues 5 and 0
  const { singular, radius, trace, defect } = jacobianSpectrum(Float32Array.of(1, 2, 0, 0), 2);
  close([...singular, radius, trace, defect!], [Math.sqrt(5), 0, 1, 1, 0]);
});

it('finds complex eigenvalues: half a turn by a right angle', () => {
  // J = ½·rotation: λ = ±i/2, σ = ½ twice, J² − J = −¼·1 − J, of norm √(2·(1/16 + 1/4))
  const { singular, radius, trace, defect } = jacobianSpectrum(Float32Array.of(0, -0.5, 0.5, 0), 2);
  close([...singular, radius, trace, defect!], [0.5, 0.5, 0.5, 0, Math.sqrt(2 * (1 / 16 + 1 / 4)) / Math.SQRT1_2]);
});

it('has no defect to tell where nothing is left', () => {
  expect(jacobianSpectrum(new Float32Array(9), 3)).toEqual({ singular: [0, 0, 0], radius: 0, trace: 0, defect: null });
});
