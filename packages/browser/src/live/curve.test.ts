import { expect, it } from 'vitest';
import { MOST, thinned } from './curve.js';

it('keeps curves short, with their ends', () => {
  const points = Array.from({ length: MOST + 5 }, (_, i) => ({ step: i, total: 1 }));
  const few = thinned(points);
  expect(few.length).toBeLessThan(MOST);
  expect([few[0], few.at(-1)]).toEqual([points[0], points.at(-1)]);
  expect(thinned(few)).toBe(few);
});
