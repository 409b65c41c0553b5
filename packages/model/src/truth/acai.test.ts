import { describe, expect, it } from 'vitest';
import { acaiSmoothness, cosineDistance } from './acai.js';

describe('acaiSmoothness', () => {
  const steps = (...angles: number[]) => acaiSmoothness(angles);

  it('is 0 for equal steps, either way round and over the seam', () => {
    expect(steps(0.1, 0.2, 0.3)).toBeCloseTo(0, 12);
    expect(steps(0.2, 0.1, 2 * Math.PI, 2 * Math.PI - 0.1)).toBeCloseTo(0, 12);
  });

  it('is the largest step’s share of the whole way, less its share among equal ones', () => {
    expect(steps(0, 0.1, 0.4, 0.5, 0.6)).toBeCloseTo(0.5 - 0.25, 12);
    expect(steps(0, 0, 0, 1, 1)).toBeCloseTo(1 - 0.25, 12);
    expect(steps(0, 0.3, 0.1, 0.2)).toBeCloseTo(1.5 - 1 / 3, 12);
  });

  it('is not defined where the two ends are at one angle', () => {
    expect(steps(1, 1, 1)).toBeNull();
    expect(steps(1, 2, 1)).toBeNull();
    expect(steps(0, 2, 4, 2 * Math.PI)).not.toBeNull();
  });
});

it('takes the cosine distance: 0 along, 1 across and where there is nothing, 2 against', () => {
  expect(cosineDistance([1, 2], [2, 4])).toBeCloseTo(0, 12);
  expect(cosineDistance([1, 2], [-2, 1])).toBeCloseTo(1, 12);
  expect(cosineDistance([1, 2], [-1, -2])).toBeCloseTo(2, 12);
  expect(cosineDistance([0, 0], [1, 2])).toBe(1);
});
