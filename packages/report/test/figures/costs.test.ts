import { expect, it } from 'vitest';
import { figures } from '../../src/figures/registry.js';
import { draw, texts, useFixtures } from './drawn.js';

useFixtures('whole');

it('costs are told in evaluations of P where an arm applies it', () => {
  const document = draw(figures.costs, 'whole');
  const rows = Object.fromEntries(
    [...document.querySelectorAll('tbody tr')].map((row) => [
      texts(row.querySelectorAll('.arm'))[0],
      texts(row.querySelectorAll('td')),
    ]),
  );
  expect(rows['projected']).toEqual(['1.00', '1.00', '20.5', '1.00', '200']);
  expect(rows['all-single']).toEqual(['0', '0', '4.20', '0.205', '40.0']);
  expect(texts(document.querySelectorAll('thead th'))).toContain('in evaluations of P');
});
