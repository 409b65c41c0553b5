import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { FigurePiece } from '../../src/figures/figure.js';
import { figures } from '../../src/figures/registry.js';
import { FIXTURES } from './fixtures.js';
import { draw, experimentOf, useFixtures } from './drawn.js';

useFixtures(...FIXTURES.map(({ name }) => name));

/** Fixtures that have a section which others have not. */
const ONLY: Readonly<Record<string, RegExp>> = {
  changes: /^none has a comparison before/,
  limit: /^limit/,
  'limit-ratio': /^limit/,
  'limit-objective': /^limit/,
  'limit-gaps': /^limit/,
  'limit-alpha': /^limit/,
  predictions: /^limit/,
  rates: /^limit/,
  'factor-paths': /^known/,
  crossover: /^grid/,
  'main-effects': /^(grid|matrix)/,
  'training-settings': /^(whole|matrix|known|grid|seeds|mixed|lost|limit)$/,
};

/** Pictures, which have no numbers. */
const WITHOUT_CSV = ['films', 'explore'];
/** Tables of numbers that no chart goes with. */
const TABLES = ['arms', 'standings', 'costs'];

it('every figure file has its line in the registry', async () => {
  const files = (await readdir(join(__dirname, '../../src/figures'))).filter(
    (file) => !['figure.ts', 'registry.ts'].includes(file),
  );
  expect(files.map((file) => file.replace(/\.ts$/, '')).sort()).toEqual(Object.keys(figures).sort());
});

describe.each(Object.entries<FigurePiece>(figures))('%s', (id, piece) => {
  it.each(FIXTURES.map(({ name }) => name))('says something for %s, and names every picture', (name) => {
    // no fixture has a VAE, a pool or a path that was brought: these have tests of their own
    const isUnframed = id === 'explore' && FIXTURES.some((one) => one.name === name && !one.framed);
    if (isUnframed || /^(imported|brought)-/.test(id) || !(ONLY[id] ?? /./).test(name)) {
      expect(piece.draw(experimentOf(name))).toBeNull();
      return;
    }
    const document = draw(piece, name);
    expect(document.body.textContent!.trim().length).toBeGreaterThan(20);
    for (const svg of document.querySelectorAll('svg:not([aria-hidden])')) {
      expect(svg.getAttribute('role')).toBe('img');
      expect(svg.getAttribute('aria-label')).toMatch(/\w{4}/);
    }
    for (const image of document.querySelectorAll('img')) expect(image.getAttribute('alt')).toMatch(/frames/);
    expect(document.body.innerHTML).not.toMatch(/NaN,|NaN"|undefined|Infinity/);
  });

  it.skipIf(WITHOUT_CSV.includes(id))('gives its numbers as CSV', () => {
    for (const name of ['known', 'grid', 'limit']) {
      const content = piece.draw(experimentOf(name));
      if (content === null || !(content.markup.includes('<figure') || TABLES.includes(id))) continue;
      const { document } = parseHTML(`<html><body>${content.markup}</body></html>`);
      const text = document.querySelector('details .csv')?.textContent ?? '';
      const lines = text.replace(/"[^"]*"/g, 'quoted').split('\n');
      expect(lines.length).toBeGreaterThan(1);
      expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
    }
  });

  it('is the same each time', () => {
    for (const name of ['known', 'grid', 'limit'])
      expect(piece.draw(experimentOf(name))).toEqual(piece.draw(experimentOf(name)));
    expect(id).toMatch(/^[a-z-]+$/);
  });
});
