import { expect, it } from 'vitest';
import { figures } from '../../src/figures/registry.js';
import { draw, texts, useFixtures } from './drawn.js';

useFixtures('matrix', 'seeds', 'whole');

it('coverage: exact numbers, a dot an arm, the numbers of all seeds', () => {
  const document = draw(figures.coverage, 'whole');
  expect(texts(document.querySelectorAll('tbody tr:first-child td')).slice(0, 3)).toEqual(['20,000', '0.01 %', '1']);
  expect(texts(document.querySelectorAll('figcaption'))[0]).toContain('199,990,000');
  expect(document.querySelector('.wide svg')!.querySelectorAll('circle, [aria-label="dot"] path')).toHaveLength(6);
  expect(texts(draw(figures.coverage, 'seeds').querySelectorAll('tbody tr:first-child td'))[0]).toBe(
    '20,000 / 20,003 / 20,006',
  );
  const alike = draw(figures.coverage, 'matrix'); // all saw the same: nothing to draw
  expect(alike.querySelectorAll('svg[role=img]')).toHaveLength(0);
  expect(texts(alike.querySelectorAll('tbody th'))).toEqual(['each of the 36 trained arms']);
});

it('a chart is small, rounded, and as reviewed', async () => {
  const svg = draw(figures.coverage, 'seeds').querySelector('.narrow svg')!.outerHTML.replaceAll('><', '>\n<');
  await expect(`${svg}\n`).toMatchFileSnapshot('../snapshots/coverage.svg');
});
