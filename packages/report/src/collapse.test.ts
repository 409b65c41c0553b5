import { COLLAPSED_BELOW } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { collapseOf } from './collapse.js';

const estimate = (value: number) => ({ value, low: value, high: value });
const row = (metrics: Record<string, ReturnType<typeof estimate> | null>) => ({ arm: 'a', metrics, ratios: {} });

it('names what is below the threshold; a number that is not known is no sign', () => {
  expect(collapseOf(row({ diversity: estimate(COLLAPSED_BELOW), 'alpha-sensitivity': estimate(1.2) }), [])).toEqual([]);
  expect(collapseOf(row({ diversity: estimate(0.9 * COLLAPSED_BELOW), 'alpha-sensitivity': null }), [])).toHaveLength(1);
  expect(collapseOf(row({ diversity: estimate(0), 'alpha-sensitivity': estimate(0) }), [])).toHaveLength(2);
  expect(collapseOf(undefined, [])).toEqual([]);
});
