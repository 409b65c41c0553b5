import { parseHTML } from 'linkedom';
import { beforeAll, expect, it } from 'vitest';
import type { ExplorationRecord } from '@latent-paths/core';
import { figures } from '../../src/figures/registry.js';
import { standaloneSvg } from '../../src/take-away/standalone-svg.js';
import { explorationOf } from '../fixture/exploration-of.js';
import { experimentOf, fixtureOf, texts, useFixtures } from './drawn.js';

useFixtures('known', 'limit');

const piece = figures['latent-paths'];
let made: ExplorationRecord;
beforeAll(async () => {
  const { name, arms } = fixtureOf('known');
  made = await explorationOf({ name, arms, pairs: [0, 7, 11] });
});

function drawn(changes: Partial<ExplorationRecord> = {}): Document {
  const content = piece.draw({ ...experimentOf('known'), exploration: { ...made, ...changes } })!;
  return parseHTML(`<html><body>${content.markup}</body></html>`).document;
}

it('draws a panel a pair: real latents, a dashed line between marked ends, and a numbered line an arm', () => {
  const document = drawn();
  expect(texts(document.querySelectorAll('.panel-title'))).toEqual([
    'Pair 0 Shown above',
    'Pair 7 Worst by the greatest r (no-attraction)',
    'Pair 11 Worst by the greatest r (no-attraction)',
  ]);
  expect(texts(document.querySelectorAll('.key li'))).toEqual(['projected', 'fixed-single', 'no-attraction']);
  const [first] = document.querySelectorAll('.panel svg');
  const lines = [...first!.querySelectorAll('[aria-label="line"]')];
  expect(lines.map((line) => line.getAttribute('stroke-dasharray'))).toEqual(['5 4', null, null, null]);
  expect(texts(first!.querySelectorAll('[aria-label="text"] text'))).toEqual(['A', 'B', '1', '2', '3']);
  // a parabola of height k/4 over a line of length 1
  expect(first!.getAttribute('aria-label')).toBe(
    'Pair 0 between A and B among real latents, the straight line dashed; farthest from it, in lengths of it: ' +
      'projected 0.250, fixed-single 0.500, no-attraction 0.750',
  );
  expect(texts(document.querySelectorAll('figcaption'))[0]).toMatch(
    /^Faint: 60 real latents of held-out images, .* Dashed: the straight line from A to B \(linear\)\. .* holds 60 % of the variance/,
  );
});

it('gives every place as CSV, a unit as long across as upwards, and the key’s numbers where it stands alone', () => {
  const document = drawn();
  const csv = document.querySelector('.csv')!.textContent!.split('\n');
  expect(csv[0]).toBe('arm,pair,α,component 1,component 2');
  expect(csv).toHaveLength(1 + 3 * 3 * 17);
  expect(csv[1 + 8]).toBe('projected,0,0.5,0.5,0.25');
  const ticks = (axis: string) =>
    [...document.querySelectorAll(`.panel svg`)[0]!.querySelectorAll(`[aria-label="${axis} tick label"] text`)].map(
      (tick) => [
        Number(tick.textContent!.replace('−', '-')),
        Number(/translate\(([\d.]+),([\d.]+)\)/.exec(tick.getAttribute('transform')!)![axis === 'x-axis' ? 1 : 2]),
      ],
    );
  const [across, up] = ['x-axis', 'y-axis'].map((axis) => {
    const [[from, start], [to, end]] = ticks(axis) as [[number, number], [number, number]]; // two at least
    return Math.abs((end - start) / (to - from));
  });
  expect(across).toBeCloseTo(up!, 0);
  const content = piece.draw({ ...experimentOf('known'), exploration: made })!;
  const { document: alone } = parseHTML(standaloneSvg(piece.title, content)!);
  expect(texts(alone.querySelectorAll('text'))).toContain('2 fixed-single');
});

it('takes the ends of another arm where none is the straight line, and says of whom nothing is known', () => {
  const without = { ...made.arms[3]!, plane: null };
  const [, ...others] = made.pairs[0]!.walks;
  const pairs = [{ ...made.pairs[0]!, walks: others }];
  const document = drawn({ pairs, arms: [...made.arms.slice(0, 3), without] });
  const [caption] = texts(document.querySelectorAll('figcaption'));
  expect(caption).toContain('where no arm is that line, its ends are those of projected');
  expect(caption).toContain('No latents are kept of linear and no-attraction.');
  expect(document.querySelectorAll('.panel')).toHaveLength(1);
});

it('has a heading a pool where there are several, with fewer pairs of each', () => {
  const planes = [...made.planes, { share: [0.6, 0.3] as const, ground: made.planes[0]!.ground }];
  const arms = made.arms.map((arm, i) => ({ ...arm, plane: i < 2 ? 0 : 1 }));
  const document = drawn({ planes, arms });
  expect(texts(document.querySelectorAll('h3'))).toEqual([
    'Latents of projected',
    'Latents of fixed-single and no-attraction',
  ]);
  expect(document.querySelectorAll('.panel')).toHaveLength(6);
  expect(texts(document.querySelectorAll('figcaption'))[0]).toContain('The plane holds 60 % to 90 % of the variance');
});

it('says how latents are kept where none are', () => {
  expect(piece.draw(experimentOf('known'))!.markup).toContain('npx latent-paths explore known');
  const walks = made.pairs[0]!.walks.map((walk) => ({ ...walk, latents: null }));
  expect(drawn({ pairs: [{ ...made.pairs[0]!, walks }] }).body.textContent).toContain('No latents along paths yet');
  expect(piece.draw(experimentOf('limit'))!.markup).toContain('npx latent-paths explore limit');
});
