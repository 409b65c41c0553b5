import { describe, expect, it } from 'vitest';
import { shortWay } from './short-way.js';

describe('shortWay', () => {
  it.each([
    [0.1, 0.4, 0.3],
    [0.4, 0.1, -0.3],
    [0.9, 0.1, 0.2],
    [0.1, 0.9, -0.2],
    [0, 0.5, 0.5],
    [0.5, 0, 0.5],
    [0.2, 7.3, 0.1],
    [-3.2, 0.1, 0.3],
  ])('goes from %f to %f of a circle of 1 by %f', (from, to, way) => {
    expect(shortWay(from, to, 1)).toBeCloseTo(way, 12);
    expect(shortWay(2 * from, 2 * to, 2)).toBeCloseTo(2 * way, 12);
  });

  it('is never longer than half a period', () => {
    for (let i = -50; i < 50; i++) expect(Math.abs(shortWay(0.3, i * 0.137, 1))).toBeLessThanOrEqual(0.5);
  });
});
