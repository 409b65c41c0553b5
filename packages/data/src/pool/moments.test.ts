import { fillNormal, rootKey } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { deviationOf, mergeMoments, momentsFrom, momentsOf } from './moments.js';

it('agrees with the definition, far from zero too', () => {
  const { mean, squares, count } = momentsOf(Float32Array.of(1e6 + 1, 5, 1e6 + 2, 5, 1e6 + 3, 5, 1e6 + 4, 5), 2);
  expect([count, ...mean, ...squares]).toEqual([4, 1e6 + 2.5, 5, 5, 0]);
});

it('merged parts equal the whole', () => {
  const rows = new Float32Array(300);
  fillNormal(rootKey(1), 0, rows);
  const whole = momentsOf(rows, 3);
  const merged = mergeMoments(momentsOf(rows.subarray(0, 30), 3), momentsOf(rows.subarray(30), 3));
  const again = momentsFrom(merged.count, [...merged.mean], [...deviationOf(merged)]);
  for (const moments of [merged, again]) {
    expect(moments.count).toBe(100);
    whole.mean.forEach((mean, i) => expect(moments.mean[i]).toBeCloseTo(mean, 12));
    whole.squares.forEach((sum, i) => expect(moments.squares[i]).toBeCloseTo(sum, 10));
  }
});
