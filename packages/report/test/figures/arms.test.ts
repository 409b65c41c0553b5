import { expect, it } from 'vitest';
import { bestArms } from '../../src/best-arms.js';
import { figures } from '../../src/figures/registry.js';
import { draw, texts, useFixtures } from './drawn.js';

useFixtures('matrix', 'whole');

it(
  'the table flags the collapse and the failure in words, and marks the best of the trained arms that kept their ' +
    'diversity alone',
  () => {
    const document = draw(figures.arms, 'whole');
    const rows = new Map(
      [...document.querySelectorAll('tbody tr:not(.group)')].map((row) => [
        texts(row.querySelectorAll('.arm-name'))[0]!,
        row,
      ]),
    );
    expect(texts(document.querySelectorAll('thead th'))).toHaveLength(10);
    expect([...rows.keys()]).toEqual([
      'projected',
      'all-single',
      'fixed-single',
      'fixed-dense',
      'linear',
      'all-dense',
      'no-attraction',
      'all-dense-growing',
    ]);
    expect(texts(rows.get('no-attraction')!.querySelectorAll('.alarm'))).toEqual([
      'collapsed: ignores α; one middle for all pairs',
    ]);
    expect(texts(rows.get('all-dense-growing')!.querySelectorAll('td'))).toEqual([
      'failed at step 240: loss: expected a finite number, got NaN <lower the rate>',
    ]);
    expect([...rows].filter(([, row]) => row.querySelector('td.best') !== null).map(([name]) => name)).toEqual([
      'all-single',
    ]);
    expect(texts(rows.get('fixed-single')!.querySelectorAll('td'))[0]).toBe('7.60 7.30 – 7.98 × 0.580 0.557 – 0.609');
    expect(texts(rows.get('no-attraction')!.querySelectorAll('.ratio'))).toEqual([]);
    expect(
      texts(
        [...draw(figures.arms, 'matrix').querySelectorAll('tbody tr')]
          .find((row) => texts([row])[0]!.startsWith('pixels'))!
          .querySelectorAll('td.none'),
      ),
    ).toHaveLength(8);
  },
);

it('the best is none where all are equal, and never one that trains nothing', () => {
  const members = (...values: number[]) =>
    values.map((value, i) => ({
      arm: { name: 'abc'[i]!, trained: i < 2 },
      row: { arm: 'abc'[i]!, metrics: { m: { value, low: 0, high: 9 } }, ratios: {} },
    }));
  expect(bestArms('m', 'lower', members(1, 2, 0))).toEqual(['a']);
  expect(bestArms('m', 'higher', members(1, 2))).toEqual(['b']);
  expect(bestArms('m', 'lower', members(0, 0))).toEqual([]);
  expect(bestArms('m', null, members(1, 2))).toEqual([]);
});
