import { expect, it } from 'vitest';
import { figures } from '../../src/figures/registry.js';
import { draw, texts, useFixtures } from './drawn.js';

useFixtures('matrix', 'whole');

it('trade-off: a dot an arm, hollow, pale or filled, the collapsed one crossed out at the edge', () => {
  const chart = draw(figures['trade-off'], 'whole').querySelector('.wide svg')!;
  const dots = [...chart.querySelectorAll('[aria-label="dot"]')];
  expect(dots.map((mark) => mark.querySelectorAll('path').length)).toEqual([7, 4, 1, 1]);
  expect(dots[2]!.getAttribute('fill-opacity')).toBe('0.25');
  expect(texts(chart.querySelectorAll('[aria-label="text"] text'))).toContain('no-attraction (outside: 41.0, 0.00833)');
});

it('trade-off: where names have no room, dots are numbered from left to right, and a key says which is which', () => {
  for (const width of ['.wide', '.medium', '.narrow']) {
    const part = draw(figures['trade-off'], 'matrix').querySelector(width)!;
    expect(
      texts(part.querySelectorAll('[aria-label="text"] text'))
        .map(Number)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 37 }, (_, i) => i + 1));
    expect(texts(part.querySelectorAll('.numbered .arm-name'))[0]).toBe('linear');
    expect(part.querySelectorAll('.numbered li')).toHaveLength(37);
  }
});
