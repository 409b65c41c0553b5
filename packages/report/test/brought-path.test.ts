import type { SummaryRecord } from '@latent-paths/core';
import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { broughtPath } from '../src/figures/brought-path.js';
import type { LoadedExperiment } from '../src/load.js';

const of = (mean: number) => ({ mean, deviation: 0, q05: mean, median: mean, q95: mean });
const errors = (mean: number) => ({ reprojection: of(mean), attraction: of(0) });

const record = {
  file: 'mine.onnx',
  content: 'c'.repeat(64),
  source: null,
  licence: null,
  opset: 17,
  parity: 1e-6,
  trained: 5000,
  warnings: ['it was trained on 3 of the 100 latents'],
};

function draw(summaries: readonly object[]) {
  const arms = summaries.map((summary, i) => ({
    name: `arm${i}`,
    style: { colour: 'red', dash: null },
    trials: [{ summary }],
  }));
  const content = broughtPath.draw({ arms } as unknown as LoadedExperiment); // only these are read
  return content === null ? null : parseHTML(`<html><body>${content.markup}</body></html>`).document;
}
const byAlpha: SummaryRecord['byAlpha'] = { reprojection: [of(0), of(8), of(0)] as never }; // means alone are read

it('says nothing where every path is a formula, or was trained here', () => {
  expect(draw([{ byAlpha }])).toBeNull();
});

it('says whose it is, and its three gaps beside those of arms that were trained here', () => {
  const sets = { trained: errors(1), visited: errors(1.5), unvisited: errors(3) };
  const gaps = { pairs: 20, alphas: 5, points: 64, sets };
  const document = draw([
    { byAlpha, broughtPath: record, gaps },
    { byAlpha, gaps: { ...gaps, sets: { ...sets, unvisited: null } } },
  ])!;
  expect(document.querySelector('.notes')!.textContent).toContain('3 of the 100 latents');
  expect(document.querySelector('dl')!.textContent).toMatch(/mine\.onnx.*unknown.*5,000/s);
  const rows = [...document.querySelectorAll('tbody tr')].map((row) =>
    [...row.querySelectorAll('td')].map((cell) => cell.textContent),
  );
  expect(rows).toEqual([
    ['1.00', '1.50', '3.00', '4.00', '0.500', '1.50', '1.00'],
    ['1.00', '1.50', '–', '4.00', '0.500', '–', '–'],
  ]);
});

it('says why there are no gaps where its training points are not given', () => {
  const document = draw([{ byAlpha, broughtPath: { ...record, trained: null } }])!;
  expect(document.querySelector('.missing')!.textContent).toContain('path.pairs');
  expect(document.querySelector('dl')!.textContent).toContain('not given');
});
