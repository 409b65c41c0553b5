import { expect, it } from 'vitest';
import { summariseDefined } from './summarise-defined.js';

it('leaves out what is not defined, and says what share is', () => {
  expect(summariseDefined(Float32Array.of(1, 3))).toEqual({ mean: 2, deviation: Math.SQRT2, q95: 2.9, max: 3 });
  expect(summariseDefined(Float32Array.of(1, NaN, 3, NaN))).toEqual({
    mean: 2,
    deviation: Math.SQRT2,
    q95: 2.9,
    max: 3,
    defined: 0.5,
  });
  expect(summariseDefined(Float32Array.of(NaN, NaN))).toBeNull();
});
