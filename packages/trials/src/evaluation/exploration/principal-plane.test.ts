import { fillNormal, rootKey } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { principalPlane } from './principal-plane.js';

it('finds the two directions of the greatest variance, and their shares', () => {
  const [count, size] = [300, 5];
  const normal = new Float32Array(count * size);
  fillNormal(rootKey(3), 0, normal);
  const deviations = [1, 8, 0.5, 4, 0.1];
  const latents = normal.map((value, i) => 2 + value * deviations[i % size]!);
  const { share, place } = principalPlane(latents, size);
  expect(share[0]).toBeCloseTo(64 / 81.26, 1);
  expect(share[1]).toBeCloseTo(16 / 81.26, 1);
  const [origin, along, across] = place(Float32Array.of(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0));
  expect(along![0] - origin![0]).toBeGreaterThan(0.98);
  expect(across![1] - origin![1]).toBeGreaterThan(0.98);
  expect(Math.abs(along![1] - origin![1])).toBeLessThan(0.2);
});

it('asks for three latents', () => {
  expect(() => principalPlane(new Float32Array(4), 2)).toThrow('expected at least 3 latents, got 2');
});
