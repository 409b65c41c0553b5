import * as tf from '@tensorflow/tfjs-core';
import { ndarray } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { latentsOf, paths, type VaeContext } from '../../src/index.js';
import { eagerHost } from '../eager-host.js';
import { column, numbers, relativeError, toTensors } from '../support.js';
import { toyVae } from './toy-vae.js';

type Decode = VaeContext['decode'];

/** A decoder from R² whose pictures are single pixels of some channels. */
function decoder(channels: (u: tf.Tensor2D, v: tf.Tensor2D) => tf.Tensor2D[]): Decode {
  return (z) => {
    const [u, v] = [0, 1].map((j) => tf.slice(z, [0, j], [z.shape[0], 1]));
    const values = channels(u!, v!);
    return tf.reshape(tf.concat(values, 1), [z.shape[0], 1, 1, values.length]);
  };
}

const N = 100;

interface Interpolated {
  /** n·Σ‖x_{i+1} − x_i‖² for n = 100, of which the closed form is the square of the geodesic's length. */
  readonly energy: number;
  /** The same of the straight line. */
  readonly straight: number;
  /** [n + 1, 2] */
  readonly z: number[];
}

async function solve(
  decode: Decode,
  zA: readonly number[],
  zB: readonly number[],
  settings: object = {},
): Promise<Interpolated> {
  const path = paths.spline.build(paths.spline.schema.parse(settings));
  const pairs = { zA: ndarray([1, 2], Float32Array.from(zA)), zB: ndarray([1, 2], Float32Array.from(zB)) };
  const vae = toyVae({ decode });
  const { coefficients } = toTensors(
    await path.solve!(pairs, eagerHost({ vae, alphas: Float32Array.of(0, 0.5, 1), latentSize: 2 })),
  );
  const each = (ends: readonly number[]): tf.Tensor2D => tf.tile(tf.tensor2d([...ends], [1, 2]), [N + 1, 1]);
  const interpolation = (c: tf.Tensor) => {
    const context = { ...vae, weights: {}, solution: { coefficients: tf.tile(c, [N + 1, 1, 1]) } };
    return latentsOf(
      path.prepare({ zA: each(zA), zB: each(zB) }, context).at(column(Array.from({ length: N + 1 }, (_, i) => i / N))),
    );
  };
  const energy = (z: tf.Tensor2D): number => {
    const x = numbers(decode(z));
    const channels = x.length / (N + 1);
    return N * x.slice(channels).reduce((sum, value, i) => sum + (value - x[i]!) ** 2, 0);
  };
  const z = interpolation(coefficients!);
  return { energy: energy(z), straight: energy(interpolation(tf.zerosLike(coefficients!))), z: numbers(z) };
}

describe('the spline of least energy', () => {
  it('finds the straight line that polar coordinates bend, within 0.1 %', async () => {
    // D(r, φ) = (r·cos φ, r·sin φ): from r = 1 to r = 2 over 1.2 radians
    const polar = decoder((r, phi) => [tf.mul(r, tf.cos(phi)), tf.mul(r, tf.sin(phi))]);
    const { energy, straight } = await solve(polar, [1, 0], [2, 1.2]);
    const closed = 1 + 4 - 4 * Math.cos(1.2);
    expect(straight / closed).toBeGreaterThan(1.05);
    expect(energy / closed).toBeGreaterThan(0.9999);
    expect(energy / closed).toBeLessThan(1.001);
  });

  it('finds the great circle on a sphere, within 0.1 %', async () => {
    // D(θ, φ) in latitude and longitude; both points on 45° north, 2 radians of longitude apart
    const sphere = decoder((theta, phi) => [
      tf.mul(tf.cos(theta), tf.cos(phi)),
      tf.mul(tf.cos(theta), tf.sin(phi)),
      tf.sin(theta),
    ]);
    const north = Math.PI / 4;
    const { energy, straight, z } = await solve(sphere, [north, 0], [north, 2]);
    const angle = Math.acos(Math.sin(north) ** 2 + Math.cos(north) ** 2 * Math.cos(2));
    expect(straight / angle ** 2).toBeGreaterThan(1.15);
    expect(energy / angle ** 2).toBeGreaterThan(0.9999);
    expect(energy / angle ** 2).toBeLessThan(1.001);
    // The great circle is farthest north in its middle: tan θ = tan 45° / cos(φ − 1)
    expect(z[N]).toBeCloseTo(Math.atan(Math.tan(north) / Math.cos(1)), 1);
    expect(z[N + 1]).toBeCloseTo(1, 2);
  });

  it('stays on the straight line where the decoder is linear', async () => {
    const shear = decoder((u, v) => [tf.add(tf.mul(2, u), v), tf.sub(u, tf.mul(3, v)), v]);
    const { z } = await solve(shear, [1, -2], [0.5, 3]);
    const line = Array.from({ length: N + 1 }, (_, i) => [1 - 0.5 * (i / N), -2 + 5 * (i / N)]).flat();
    expect(relativeError(z, line)).toBeLessThan(1e-6);
  });

  it('ends exactly in its endpoints', async () => {
    const { z } = await solve(
      decoder((u, v) => [tf.sin(u), tf.mul(u, v)]),
      [1, -2],
      [0.5, 3],
      { iterations: 5 },
    );
    expect([z.slice(0, 2), z.slice(-2)]).toEqual([
      [1, -2],
      [0.5, 3],
    ]);
    expect(Math.max(...z.map(Math.abs))).toBeGreaterThan(0);
  });
});
