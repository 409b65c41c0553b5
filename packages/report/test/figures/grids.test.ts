import { expect, it } from 'vitest';
import { factorialOf } from '../../src/factorial.js';
import { figures } from '../../src/figures/registry.js';
import { draw, experimentOf, texts, useFixtures } from './drawn.js';

useFixtures('grid', 'known', 'whole');

it('knows a grid of which every combination is there, and none where one is missing', () => {
  const { arms } = experimentOf('grid');
  expect(factorialOf(arms)!.factors).toEqual([
    { name: 'sampling.pairs', levels: ['fixed 100', 'fixed 1000', 'fixed 10000', 'all'] },
    { name: 'sampling.alphas', levels: ['1', '4', '16'] },
  ]);
  expect(factorialOf(arms.slice(0, -1))).toBeNull();
  expect(factorialOf(experimentOf('whole').arms)).toBeNull();
});

it('averages over the other settings of a grid', () => {
  const csv = draw(figures['main-effects'], 'grid').querySelector('.csv')!.textContent!.split('\n');
  expect(csv[1]).toMatch(/^sampling\.pairs,fixed 100,3,/);
  const numbers = csv[1]!.split(',').slice(-3).map(Number);
  expect(numbers[1]).toBeLessThan(numbers[0]!);
  expect(numbers[2]).toBeGreaterThan(numbers[0]!);
});

it('says at how many pairs the better number of α changes', () => {
  const caption = texts(draw(figures.crossover, 'grid').querySelectorAll('figcaption'))[0]!;
  expect(caption).toMatch(/K = 16 with 100, K = 16 with 1,000, .* and K = 1 with all pairs\.$/);
});

it('draws the factors found along the path on the turn nearest to the true path', () => {
  const csv = draw(figures['factor-paths'], 'known').querySelector('.csv')!.textContent!.split('\n');
  expect(csv[0]).toBe('arm,pair,factor,α,found,true path');
  const far = csv.slice(1).filter((line) => line.startsWith('fixed-single,') && line.includes(',hue,'));
  for (const line of far) {
    const [found, truth] = line.split(',').slice(-2).map(Number);
    expect(Math.abs(found! - truth!)).toBeLessThan(1e-4);
  }
  expect(far).toHaveLength(34);
});
