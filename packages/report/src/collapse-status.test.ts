import { COLLAPSED_BELOW, DIVERSITY_KEPT_FROM, type SummaryRecord } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { caveatOf, readCollapseStatus, shrinkageSentence } from './collapse-status.js';

const estimate = (value: number) => ({ value, low: value, high: value });
const row = (metrics: Record<string, ReturnType<typeof estimate> | null>) => ({ arm: 'a', metrics, ratios: {} });
const arm = (name: string, diversity: number) => ({
  name,
  ...readCollapseStatus(row({ diversity: estimate(diversity) }), []),
});

it('an arm collapsed, shrank or kept its diversity; a number that is not known is no sign', () => {
  expect(readCollapseStatus(row({ diversity: estimate(DIVERSITY_KEPT_FROM), 'alpha-sensitivity': null }), [])).toEqual({
    collapseStatus: 'sound',
    collapse: [],
    collapsedSeeds: null,
    diversity: DIVERSITY_KEPT_FROM,
  });
  expect(
    readCollapseStatus(row({ diversity: estimate(0.5), 'alpha-sensitivity': estimate(1.2) }), []).collapseStatus,
  ).toBe('shrunk');
  expect(
    readCollapseStatus(row({ diversity: estimate(0.99 * COLLAPSED_BELOW), 'alpha-sensitivity': estimate(0) }), [])
      .collapse,
  ).toHaveLength(2);
  expect(readCollapseStatus(undefined, [])).toEqual({
    collapseStatus: 'sound',
    collapse: [],
    collapsedSeeds: null,
    diversity: null,
  });
});

it('collapsed where one of its seeds did, whatever the mean over seeds', () => {
  const summary = (seed: number, diversity: number) =>
    ({ seed, sets: { diversity }, paths: { 'alpha-sensitivity': { mean: 1.2 } } }) as unknown as SummaryRecord;
  const mean = row({ diversity: estimate(0.95), 'alpha-sensitivity': estimate(1.2) });
  const one = readCollapseStatus(mean, [summary(1, 1.4), summary(2, 0.001), summary(3, 1.45)]);
  expect(one).toEqual({
    collapseStatus: 'collapsed',
    collapse: ['with seed 2 of 1, 2 and 3: one middle for all pairs'],
    collapsedSeeds: 'seed 2 of 1, 2 and 3',
    diversity: 0.95,
  });
  expect(caveatOf(one)).toBe('collapsed with seed 2 of 1, 2 and 3');
  expect(readCollapseStatus(mean, [summary(1, 0.95), summary(2, 0.95)]).collapseStatus).toBe('sound');
});

it('says who shrank, most first, and that it is no merit', () => {
  const arms = [arm('kept', 0.95), arm('b', 0.5), arm('gone', 0.1), arm('a', 0.25)];
  expect(arms.map(caveatOf)).toEqual([null, 'diversity 0.500', 'collapsed', 'diversity 0.250']);
  expect(shrinkageSentence(arms)).toMatch(
    /^Shrunk towards the mean, with less than 0\.9 of the straight line’s diversity: a \(0\.250\) and b \(0\.500\)\. .*not a better path\.$/,
  );
  expect(shrinkageSentence([arm('kept', 1)])).toBeNull();
});
