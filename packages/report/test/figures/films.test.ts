import { expect, it } from 'vitest';
import { chooseShown } from '../../src/figures/films.js';
import { figures } from '../../src/figures/registry.js';
import { draw, texts, useFixtures } from './drawn.js';

useFixtures('whole');

it('strips stand arm under arm, the same pairs and α for all, one column of the head a frame', () => {
  const document = draw(figures.films, 'whole');
  const blocks = [...document.querySelectorAll('.film')];
  expect(blocks).toHaveLength(4);
  for (const block of blocks) {
    expect(texts(block.querySelectorAll('.film-row .arm'))).toEqual([
      'linear',
      'projected',
      'fixed-single',
      'fixed-dense',
      'all-single',
      'all-dense',
      'no-attraction',
    ]);
    const columns = texts(block.querySelectorAll('.film-head span:not(.film-axis)'));
    expect([columns[0], columns.at(-1)]).toEqual(['0', '1']);
    const widths = [...block.querySelectorAll('img')].map((image) => Number(image.getAttribute('width')));
    expect(new Set(widths)).toEqual(new Set([columns.length * 32]));
  }
  expect(texts(document.querySelectorAll('.caption'))[0]).toContain('all-dense-growing (failed)');
});

it('fewer pairs, then fewer α are shown where pictures are many or large, always with both ends', () => {
  const frames = (side: number, pairs: number, alphas: number) => ({
    frames: {
      height: side,
      width: side,
      channels: 3 as const,
      pairs: new Map(
        Array.from({ length: pairs }, (_, pair) => [
          pair,
          { alphas: Array.from({ length: alphas }, (_, i) => i / (alphas - 1)), frames: [] },
        ]),
      ),
    },
  });
  const shown = (side: number, arms: number, alphas: number) => {
    const arm = frames(side, 8, alphas);
    const { pairs, alphas: kept } = chooseShown(
      arm.frames,
      Array.from({ length: arms }, () => arm),
    );
    expect([kept[0], kept.at(-1)]).toEqual([0, 1]);
    return [pairs.length, kept.length];
  };
  expect(shown(32, 3, 11)).toEqual([6, 11]);
  expect(shown(32, 14, 17)).toEqual([2, 9]);
  expect(shown(64, 7, 65)).toEqual([2, 5]);
  expect(shown(128, 20, 17)).toEqual([1, 5]);
});

it('strips and curves name the price of each arm beside its name', () => {
  const strips = draw(figures.films, 'whole');
  expect(texts(strips.querySelectorAll('.film:first-child small.alarm'))).toEqual(['diversity 0.550', 'collapsed']);
  expect(texts(strips.querySelectorAll('.caveat'))[0]).toMatch(
    /^Shrunk towards the mean, with less than 0\.9 .*: all-dense \(0\.550\)\. .*not a better path\.$/,
  );
  expect(texts(draw(figures.reprojection, 'whole').querySelectorAll('.key .note'))[4]).toMatch(
    /^5\.\d+ \(diversity 0\.550\)$/,
  );
});
