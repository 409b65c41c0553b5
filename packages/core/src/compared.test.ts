import { expect, it } from 'vitest';
import { COLLAPSED_BELOW, DIVERSITY_KEPT_FROM, standingOf } from './compared.js';

const standing = (diversity: number | null, sensitivity: number | null = 1.5) =>
  standingOf((metric) => (metric === 'diversity' ? diversity : sensitivity));

it('an arm keeps its diversity, shrinks, or collapses; what is not known speaks against nothing', () => {
  expect(standing(DIVERSITY_KEPT_FROM)).toBe('sound');
  expect(standing(0.999 * DIVERSITY_KEPT_FROM)).toBe('shrunk');
  expect(standing(COLLAPSED_BELOW)).toBe('shrunk');
  expect(standing(0.999 * COLLAPSED_BELOW)).toBe('collapsed');
  expect(standing(1, 0.999 * COLLAPSED_BELOW)).toBe('collapsed');
  expect(standing(null, null)).toBe('sound');
});
