import { expect, it } from 'vitest';
import { COLLAPSED_BELOW, DIVERSITY_KEPT_FROM, collapseStatusOf } from './compared.js';

const collapseStatus = (diversity: number | null, sensitivity: number | null = 1.5) =>
  collapseStatusOf((metric) => (metric === 'diversity' ? diversity : sensitivity));

it('an arm keeps its diversity, shrinks, or collapses; what is not known speaks against nothing', () => {
  expect(collapseStatus(DIVERSITY_KEPT_FROM)).toBe('sound');
  expect(collapseStatus(0.999 * DIVERSITY_KEPT_FROM)).toBe('shrunk');
  expect(collapseStatus(COLLAPSED_BELOW)).toBe('shrunk');
  expect(collapseStatus(0.999 * COLLAPSED_BELOW)).toBe('collapsed');
  expect(collapseStatus(1, 0.999 * COLLAPSED_BELOW)).toBe('collapsed');
  expect(collapseStatus(null, null)).toBe('sound');
});
