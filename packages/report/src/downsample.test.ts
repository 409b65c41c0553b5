import { expect, it } from 'vitest';
import { downsample } from './downsample.js';

const curve = Array.from({ length: 1003 }, (_, i) => ({ x: i, y: i % 2 }));

it('keeps short curves, and the mean of long ones in equal runs', () => {
  expect(downsample(curve.slice(0, 60), 60)).toEqual(curve.slice(0, 60));
  const short = downsample(curve, 50);
  expect(short).toHaveLength(50);
  expect(short.every(({ y }) => Math.abs(y - 0.5) < 0.03)).toBe(true);
  expect(short.every(({ x }, i) => i === 0 || x > short[i - 1]!.x)).toBe(true);
});
