import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differingKeys } from '../src/figures/settings.js';
import { bestArms } from '../src/figures/arms.js';
import { chooseShown } from '../src/figures/films.js';
import type { FigurePiece } from '../src/figures/figure.js';
import { figures } from '../src/figures/registry.js';
import { loadExperiment, type LoadedExperiment } from '../src/load.js';
import { DENSE_ARMS, matrixArms, writeFixture, type FixtureOptions } from './fixture.js';

const base = { question: 'Is it so?', seeds: [1], arms: DENSE_ARMS, compared: true, framed: true, logEvery: 48 };
const FIXTURES: readonly FixtureOptions[] = [
  { ...base, name: 'whole' },
  { ...base, name: 'matrix', arms: matrixArms(10), framed: false },
  { ...base, name: 'seeds', seeds: [1, 2, 3], arms: DENSE_ARMS.slice(0, 4), framed: false },
  { ...base, name: 'early', compared: false, framed: false, arms: DENSE_ARMS.map((arm) => ({ ...arm, state: 'missing' })) },
  { ...base, name: 'lost', compared: false, framed: false, arms: DENSE_ARMS.map((arm) => ({ ...arm, state: 'failed' })) },
];

let results: string;
const loaded = new Map<string, LoadedExperiment>();

beforeAll(async () => {
  results = await mkdtemp(join(tmpdir(), 'latent-paths-figures-'));
  for (const options of FIXTURES) loaded.set(options.name, await loadExperiment(results, await writeFixture(results, options)));
});
afterAll(() => rm(results, { recursive: true, force: true }));

const draw = (piece: FigurePiece, name: string) => {
  const content = piece.draw(loaded.get(name)!);
  if (content === null) throw new Error(`expected a figure of ${name}, got none`);
  return parseHTML(`<html><body>${content.markup}</body></html>`).document;
};
const texts = (nodes: Iterable<{ textContent: string | null }>): string[] => [...nodes].map((node) => (node.textContent ?? '').replace(/\s+/g, ' ').trim());

it('every figure file has its line in the registry', async () => {
  const files = (await readdir(join(__dirname, '../src/figures'))).filter((file) => !['figure.ts', 'registry.ts'].includes(file));
  expect(files.map((file) => file.replace(/\.ts$/, '')).sort()).toEqual(Object.keys(figures).sort());
});

describe.each(Object.entries<FigurePiece>(figures))('%s', (id, piece) => {
  it.each(FIXTURES.map(({ name }) => name))('says something for %s, and names every picture', (name) => {
    const document = draw(piece, name);
    expect(document.body.textContent!.trim().length).toBeGreaterThan(20);
    for (const svg of document.querySelectorAll('svg:not([aria-hidden])')) {
      expect(svg.getAttribute('role')).toBe('img');
      expect(svg.getAttribute('aria-label')).toMatch(/\w{4}/);
    }
    for (const image of document.querySelectorAll('img')) expect(image.getAttribute('alt')).toMatch(/frames/);
    expect(document.body.innerHTML).not.toMatch(/NaN,|NaN"|undefined|Infinity/);
  });

  it('is the same each time', () => {
    expect(piece.draw(loaded.get('whole')!)).toEqual(piece.draw(loaded.get('whole')!));
    expect(id).toMatch(/^[a-z-]+$/);
  });
});

it('strips stand arm under arm, the same pairs and α for all, one column of the head a frame', () => {
  const document = draw(figures.films, 'whole');
  const blocks = [...document.querySelectorAll('.film')];
  expect(blocks).toHaveLength(4);
  for (const block of blocks) {
    expect(texts(block.querySelectorAll('.film-row .arm'))).toEqual(['linear', 'projected', 'fixed-single', 'fixed-dense', 'all-single', 'all-dense', 'no-attraction']);
    const columns = texts(block.querySelectorAll('.film-head span'));
    expect([columns[0], columns.at(-1)]).toEqual(['0', '1']);
    const widths = [...block.querySelectorAll('img')].map((image) => Number(image.getAttribute('width')));
    expect(new Set(widths)).toEqual(new Set([columns.length * 32]));
  }
  expect(texts(document.querySelectorAll('.caption'))[0]).toContain('all-dense-growing (failed)');
});

it('fewer pairs, then fewer α are shown where pictures are many or large, always with both ends', () => {
  const frames = (side: number, pairs: number, alphas: number) => ({
    frames: {
      height: side, width: side, channels: 3 as const,
      pairs: new Map(Array.from({ length: pairs }, (_, pair) => [pair, { alphas: Array.from({ length: alphas }, (_, i) => i / (alphas - 1)), frames: [] }])),
    },
  });
  const shown = (side: number, arms: number, alphas: number) => {
    const arm = frames(side, 8, alphas);
    const { pairs, alphas: kept } = chooseShown(arm.frames, Array.from({ length: arms }, () => arm));
    expect([kept[0], kept.at(-1)]).toEqual([0, 1]);
    return [pairs.length, kept.length];
  };
  expect(shown(32, 3, 11)).toEqual([6, 11]);
  expect(shown(32, 14, 17)).toEqual([2, 9]);
  expect(shown(64, 7, 65)).toEqual([2, 5]);
  expect(shown(128, 20, 17)).toEqual([1, 5]);
});

it('the table flags the collapse and the failure in words, and marks the best of the sound trained arms alone', () => {
  const document = draw(figures.arms, 'whole');
  const rows = new Map([...document.querySelectorAll('tbody tr')].map((row) => [texts(row.querySelectorAll('.arm-name'))[0]!, row]));
  expect(texts(document.querySelectorAll('thead th'))).toHaveLength(10);
  expect(texts(rows.get('no-attraction')!.querySelectorAll('.alarm'))).toEqual(['collapsed: ignores α; one middle for all pairs']);
  expect(texts(rows.get('all-dense-growing')!.querySelectorAll('td'))).toEqual(['failed at step 240: loss: expected a finite number, got NaN <lower the rate>']);
  expect([...rows].filter(([, row]) => row.querySelector('td.best') !== null).map(([name]) => name)).toEqual(['all-single']);
  expect(texts(rows.get('fixed-single')!.querySelectorAll('td'))[0]).toBe('7.60 7.30 – 7.98 × 0.580 0.557 – 0.609');
  expect(texts(draw(figures.arms, 'matrix').querySelectorAll('tbody tr:nth-child(2) td.none'))).toHaveLength(8);
});

it('the best is none where all are equal', () => {
  const arm = (name: string) => ({ name, trained: true, collapse: [] });
  const rows = (a: number, b: number) => new Map([['a', a], ['b', b]].map(([name, value]) => [String(name), { arm: String(name), metrics: { m: { value: Number(value), low: 0, high: 9 } }, ratios: {} }]));
  expect(bestArms('m', 'lower', [arm('a'), arm('b')], rows(1, 2))).toEqual(['a']);
  expect(bestArms('m', 'higher', [arm('a'), arm('b')], rows(1, 2))).toEqual(['b']);
  expect(bestArms('m', 'lower', [arm('a'), arm('b')], rows(0, 0))).toEqual([]);
  expect(bestArms('m', null, [arm('a'), arm('b')], rows(1, 2))).toEqual([]);
});

it('reprojection: one line an arm, real data as a rule, the key in the order of the lines', () => {
  const document = draw(figures.reprojection, 'whole');
  const chart = document.querySelector('.wide svg')!;
  expect(chart.querySelectorAll('[aria-label="line"] path')).toHaveLength(7);
  expect(chart.querySelectorAll('[aria-label="rule"] line')).toHaveLength(1);
  expect(texts(document.querySelectorAll('.key .arm-name'))).toEqual(['linear', 'fixed-dense', 'fixed-single', 'all-dense', 'all-single', 'projected', 'no-attraction']);
  expect(document.querySelectorAll('.panels.small .panel [aria-label="area"] path')).toHaveLength(7);
});

it('learning: a panel a term, norm and validation metric; a line a seed; a row an arm where arms are many', () => {
  const titles = ['loss: reprojection', 'loss: attraction', 'gradient norm: reprojection', 'gradient norm: attraction', 'validation: reprojection', 'validation: attraction'];
  for (const [name, lines] of [['seeds', 6], ['whole', 6], ['matrix', 10]] as const) {
    const document = draw(figures.learning, name);
    expect(texts(document.querySelectorAll('.panel-title'))).toEqual(titles);
    expect(document.querySelector('.panel svg')!.querySelectorAll('[aria-label="line"] path')).toHaveLength(lines);
  }
  expect(texts(draw(figures.learning, 'matrix').querySelector('.panel svg')!.querySelectorAll('[aria-label="text"] text'))).toHaveLength(10);
});

it('coverage: exact numbers, a dot an arm, the numbers of all seeds', () => {
  const document = draw(figures.coverage, 'whole');
  expect(texts(document.querySelectorAll('tbody tr:first-child td')).slice(0, 3)).toEqual(['20,000', '0.01 %', '1']);
  expect(texts(document.querySelectorAll('figcaption'))[0]).toContain('199,990,000');
  expect(document.querySelector('.wide svg')!.querySelectorAll('circle, [aria-label="dot"] path')).toHaveLength(6);
  expect(texts(draw(figures.coverage, 'seeds').querySelectorAll('tbody tr:first-child td'))[0]).toBe('20,000 / 20,003 / 20,006');
});

it('trade-off: a dot an arm, hollow where nothing is trained, the collapsed one at the edge with its numbers', () => {
  const chart = draw(figures['trade-off'], 'whole').querySelector('.wide svg')!;
  const dots = [...chart.querySelectorAll('[aria-label="dot"]')];
  expect(dots.map((mark) => mark.querySelectorAll('path').length)).toEqual([7, 1]);
  expect([...dots[0]!.querySelectorAll('path')].filter((dot) => dot.getAttribute('fill') === 'var(--card)')).toHaveLength(2);
  expect(texts(chart.querySelectorAll('[aria-label="text"] text'))).toContain('no-attraction (outside: 41.0, 0.00833)');
});

it('settings: only keys that differ, the longer side down the page', () => {
  const { arms } = loaded.get('whole')!;
  expect(differingKeys(arms)).toEqual(['path.kind', 'sampling.pairs.kind', 'sampling.alphas.kind', 'sampling.alphas.count', 'curriculum', 'loss.attraction.weight']);
  expect(differingKeys([{ settings: [{ key: 'a', value: 1 }] }, { settings: [{ key: 'a', value: 1 }] }])).toEqual([]);
  expect(texts(draw(figures.settings, 'matrix').querySelectorAll('tbody th'))).toHaveLength(12);
});

it('a chart is small, rounded, and as reviewed', async () => {
  const svg = draw(figures.coverage, 'seeds').querySelector('.narrow svg')!.outerHTML.replaceAll('><', '>\n<');
  await expect(`${svg}\n`).toMatchFileSnapshot('snapshots/coverage.svg');
});
