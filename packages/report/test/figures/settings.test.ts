import { expect, it } from 'vitest';
import { figures } from '../../src/figures/registry.js';
import { differingKeys } from '../../src/differing-keys.js';
import { groupKeys } from '../../src/group-keys.js';
import { draw, experimentOf, texts, useFixtures } from './drawn.js';

useFixtures('matrix', 'whole');

it('settings: only keys that differ, a piece and its parameters as one, the longer side down the page', () => {
  const { arms } = experimentOf('whole');
  expect(differingKeys(arms)).toEqual([
    'path.kind',
    'sampling.pairs.kind',
    'sampling.alphas.kind',
    'sampling.alphas.count',
    'curriculum',
    'loss.attraction.weight',
  ]);
  expect(differingKeys([{ settings: [{ key: 'a', value: 1 }] }, { settings: [{ key: 'a', value: 1 }] }])).toEqual([]);
  expect(
    groupKeys(['batch', 'weight', 'weight.kind', 'weight.to', 'weights']).map(({ key, members }) => [
      key,
      members.length,
    ]),
  ).toEqual([
    ['batch', 1],
    ['weight', 3],
    ['weights', 1],
  ]);
  const whole = draw(figures.settings, 'whole');
  expect(texts(whole.querySelectorAll('thead th'))).toEqual([
    'arm',
    'path',
    'sampling.pairs',
    'sampling.alphas',
    'curriculum',
    'loss.attraction.weight',
  ]);
  expect(texts(whole.querySelectorAll('tbody tr:nth-child(4) td'))).toEqual([
    'network',
    'fixed',
    'dense, count 16',
    '–',
    '–',
  ]);
  expect(texts(draw(figures.settings, 'matrix').querySelectorAll('tbody th'))).toHaveLength(38);
});
