import { expect, it } from 'vitest';
import { figures } from '../../src/figures/registry.js';
import { draw, experimentOf, texts, useFixtures } from './drawn.js';

useFixtures('matrix', 'seeds', 'whole');

it('reprojection: one line an arm, real data as a rule, the key in the order of the lines', () => {
  const document = draw(figures.reprojection, 'whole');
  const chart = document.querySelector('.wide svg')!;
  expect(chart.querySelectorAll('[aria-label="line"] path')).toHaveLength(7);
  expect(chart.querySelectorAll('[aria-label="rule"] line')).toHaveLength(1);
  expect(texts(document.querySelectorAll('.key .arm-name'))).toEqual([
    'linear',
    'fixed-dense',
    'fixed-single',
    'all-single',
    'all-dense',
    'projected',
    'no-attraction',
  ]);
  expect(document.querySelectorAll('.panels.small .panel')).toHaveLength(7);
  const csv = document.querySelector('.csv')!.textContent!.split('\n');
  expect(csv).toHaveLength(1 + 7 * 65);
  expect(csv[2]).toMatch(/^linear,0\.015625,/);
  const middle = csv
    .find((line) => line.startsWith('linear,0.5,'))!
    .split(',')
    .slice(2)
    .map(Number);
  expect(middle[0]! < middle[1]! && middle[1]! < middle[2]!).toBe(true);
});

it('reprojection of many arms: a colour for few, a panel for each, highest first', () => {
  const document = draw(figures.reprojection, 'matrix');
  expect(document.querySelectorAll('.wide [aria-label="line"] path')).toHaveLength(37);
  expect(texts(document.querySelectorAll('.key .arm-name'))).toEqual([
    'linear',
    'all-dense-attraction-weight-0.95',
    'all-dense-attraction-weight-0.014',
    'all-dense-attraction-weight-0.01',
  ]);
  const heights = texts(document.querySelectorAll('.panels.small .note')).map((note) => Number(note.split(' ')[0]));
  expect(heights).toHaveLength(37);
  expect(heights).toEqual([...heights].sort((a, b) => b - a));
});

it(
  'learning: a panel a term, norm and validation metric; a line a seed; a row an arm with its last values where arms ' +
    'are many',
  () => {
    const titles = [
      'loss: reprojection',
      'loss: attraction',
      'gradient norm: reprojection',
      'gradient norm: attraction',
      'validation: reprojection',
      'validation: attraction',
    ];
    for (const name of ['seeds', 'whole']) {
      const document = draw(figures.learning, name);
      expect(texts(document.querySelectorAll('.panel-title'))).toEqual(titles);
      expect(document.querySelector('.panel svg')!.querySelectorAll('[aria-label="line"] path')).toHaveLength(6);
    }
    const many = draw(figures.learning, 'matrix');
    expect(
      texts(many.querySelectorAll('.sparks thead th'))
        .slice(1)
        .map((head) => head.replace(/[\d.]+ to .*/, '')),
    ).toEqual(titles);
    expect(many.querySelectorAll('.sparks tbody tr')).toHaveLength(36);
    expect(many.querySelectorAll('.sparks tbody tr:first-child [aria-label="line"] path')).toHaveLength(6);
    const last = experimentOf('matrix').arms[2]!.trials[0]!.metrics.at(-1)!.losses['reprojection']!;
    expect(texts(many.querySelectorAll('.sparks tbody tr:first-child td'))[0]).toBe(last.toPrecision(3));

    const [head, ...lines] = draw(figures.learning, 'seeds').querySelector('.csv')!.textContent!.split('\n');
    expect(head).toBe(['arm', 'seed', '"points (pair, α)"', ...titles].join(','));
    expect(lines.filter((line) => line.startsWith('fixed-single,2,'))).toHaveLength(6);
    expect(lines.filter((line) => !line.includes(',,'))).toHaveLength(2 * 3 * 2); // every third step is validated
  },
);
