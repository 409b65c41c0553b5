import { fillNormal, ndarray, rootKey, split } from '@latent-paths/core';
import type { Engine } from '@latent-paths/engine';
import type { FrozenVae } from '@latent-paths/model';
import { derivativeStep } from '../../steps/import-step.js';
import { rowsAtOnce } from '../../steps/rows-at-once.js';
import { scalarArray } from '../../steps/specs.js';

export const DIRECTIONS = 8;
/** Parts of a latent's norm. Rounding spoils short steps, kinks and curvature long ones: the best of them counts. */
const STEPS = [0.01, 0.003, 0.001, 0.0003, 0.0001];

/**
 * The relative difference, in norm over 8 latents, of derivatives of ‖P(z)‖² in random directions from central
 * differences.
 */
export async function checkGradients(
  vae: FrozenVae,
  /** [n, d], 8 of them or more */
  latents: Float32Array,
  compile: Engine['compile'],
): Promise<number> {
  const d = vae.latentSize;
  const batch = 2 ** Math.floor(Math.log2(rowsAtOnce(DIRECTIONS, vae.imageShape))); // it divides 8
  const program = await compile(derivativeStep({ vae, batch }));
  const count = latents.length / d;
  const z = Float32Array.from(
    { length: DIRECTIONS * d },
    (_, i) => latents[(Math.floor(i / d) % count) * d + (i % d)]!,
  );
  const direction = new Float32Array(DIRECTIONS * d);
  fillNormal(split(rootKey(0), 'import directions'), 0, direction);
  for (let row = 0; row < DIRECTIONS; row++) {
    const [u, at] = [direction.subarray(row * d, (row + 1) * d), z.subarray(row * d, (row + 1) * d)];
    const scale = (norm(at) || 1) / norm(u);
    u.forEach((value, i) => (u[i] = value * scale));
  }
  const differences: number[] = [];
  for (const h of STEPS) {
    const derivative = new Float64Array(DIRECTIONS);
    const central = new Float64Array(DIRECTIONS);
    for (let first = 0; first < DIRECTIONS; first += batch) {
      const rows = (of: Float32Array) => ndarray([batch, d], of.subarray(first * d, (first + batch) * d));
      const made = await program.run({ z: rows(z), direction: rows(direction), step: scalarArray(h) });
      derivative.set(made['derivative']!.data, first);
      central.set(
        Float64Array.from(made['ahead']!.data, (value, i) => (value - made['behind']!.data[i]!) / (2 * h)),
        first,
      );
    }
    const apart = central.map((value, i) => value - derivative[i]!);
    differences.push(norm(apart) / Math.max(norm(central), norm(derivative), Number.MIN_VALUE));
  }
  return Math.min(...differences);
}

function norm(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return Math.sqrt(sum);
}
