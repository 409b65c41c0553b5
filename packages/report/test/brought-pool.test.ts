import type { BroughtRecord } from '@latent-paths/core';
import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { broughtPool } from '../src/figures/brought-pool.js';
import type { LoadedExperiment } from '../src/load.js';

const record: BroughtRecord = {
  version: 1,
  content: 'a'.repeat(64),
  shape: [2000, 3, 4, 4],
  counts: { train: 1800, validation: 100, test: 100 },
  agreement: { pictures: 256, difference: 0.0123, correlation: 0.9999 },
  returned: 0.31,
  absent: [],
};

function draw(pools: LoadedExperiment['pools']) {
  const experiment = { pools, arms: [] } as unknown as LoadedExperiment; // only these are read
  const content = broughtPool.draw(experiment);
  return content === null ? null : parseHTML(`<html><body>${content.markup}</body></html>`).document;
}
const factsOf = (document: Document) =>
  new Map(
    [...document.querySelectorAll('dl div')].map((row) => [
      row.querySelector('dt')!.textContent,
      row.querySelector('dd')!.textContent,
    ]),
  );

it('says nothing where latents were extracted here', () => {
  expect(draw([])).toBeNull();
});

it('says how latents were split, and how far they are from E of their pictures and from E(D(z))', () => {
  const document = draw([{ artifact: 'pool-1', record }])!;
  const facts = factsOf(document);
  expect(facts.get('latents')).toBe('[2000, 3, 4, 4]');
  expect(facts.get('split')).toBe('1,800 to train on, 100 to choose by, 100 to score on');
  expect(facts.get('norms of latents')).toBe('not known');
  expect(facts.get('difference from E of their pictures')).toBe('0.0123 on 256 pictures, correlation 1.00');
  expect(facts.get('difference from E(D(z))')).toBe('0.310 of their own spread');
  expect(document.querySelector('.missing')).toBeNull();
});

it('gives the norms of the latents themselves', () => {
  const document = draw([{ artifact: 'pool-1', record: { ...record, norms: { mean: 12, deviation: 0.01 } } }])!;
  expect(factsOf(document).get('norms of latents')).toBe('12.0 ± 0.0100');
});

it('says what is absent without pictures, and why', () => {
  const absent = ['ground truth: the factors are not known'];
  const document = draw([{ artifact: 'pool-1', record: { ...record, agreement: null, absent } }])!;
  expect(factsOf(document).get('difference from E of their pictures')).toBe('not known');
  expect(document.querySelector('.missing')!.textContent).toContain('Absent: ground truth: the factors are not known.');
});
