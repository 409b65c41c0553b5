import { parseHTML } from 'linkedom';
import { expect, it } from 'vitest';
import { figures } from '../../src/figures/registry.js';
import { draw, experimentOf, texts, useFixtures } from './drawn.js';

useFixtures('limit', 'mixed', 'seeds', 'whole');

it(
  'at a glance: arms in groups within which they may be ranked, the best that kept its diversity and the lowest that ' +
    'did not',
  () => {
    const document = draw(figures.standings, 'whole');
    const groups = [...document.querySelectorAll('tbody')].map((group) => [
      texts(group.querySelectorAll('.group th'))[0]!,
      texts(group.querySelectorAll('.arm-name')),
    ]);
    expect(groups.map(([title, names]) => [String(title).split(' ')[0], names])).toEqual([
      ['Keep', ['projected', 'all-single', 'fixed-single', 'fixed-dense', 'linear']],
      ['Shrunk', ['all-dense']],
      ['Collapsed', ['no-attraction']],
      ['Not', ['all-dense-growing']],
    ]);
    expect(texts(document.querySelectorAll('small.best'))).toEqual([
      '★ lowest of the trained arms that keep their diversity',
    ]);
    expect(texts(document.querySelectorAll('tbody.sound tr:has(small.best) .arm-name'))).toEqual(['all-single']);
    expect(texts(document.querySelectorAll('tbody.shrunk small.alarm'))).toEqual([
      'lowest of all trained arms, but only by shrinking',
    ]);
    expect(texts(document.querySelectorAll('tbody.sound tr:nth-child(2) small'))).toContain(
      'moves the endpoints by 1.90',
    );
    expect(texts(document.querySelectorAll('tbody.absent td'))).toEqual([
      'failed at step 240: loss: expected a finite number, got NaN <lower the rate>',
    ]);
    expect(
      [...document.querySelectorAll('.bar rect:nth-child(2)')]
        .map((bar) => Number(bar.getAttribute('width')))
        .every((width) => width >= 0 && width <= 100),
    ).toBe(true);
  },
);

it('at a glance: says where no trained arm keeps its diversity', () => {
  const experiment = experimentOf('whole');
  const arms = experiment.arms.filter(({ trained, collapseStatus }) => !trained || collapseStatus !== 'sound');
  const { document } = parseHTML(
    `<html><body>${figures.standings.draw({ ...experiment, arms })!.markup}</body></html>`,
  );
  expect(texts(document.querySelectorAll('tbody.sound td.words'))).toEqual(['No trained arm does.']);
  expect(document.querySelector('small.best')).toBeNull();
});

it('at a glance: by the metric of the experiment, in its direction', () => {
  const experiment = experimentOf('whole');
  const record = { ...experiment.record, metric: { name: 'attraction', goal: 'maximise' } } as const;
  const { document } = parseHTML(
    `<html><body>${figures.standings.draw({ ...experiment, record })!.markup}</body></html>`,
  );
  expect(texts(document.querySelectorAll('thead th'))).toEqual(['arm', 'attraction', 'diversity']);
  expect(texts(document.querySelectorAll('tbody.sound .arm-name'))).toEqual([
    'projected',
    'all-single',
    'fixed-single',
    'fixed-dense',
    'linear',
  ]);
  expect(texts(document.querySelectorAll('small.best'))).toEqual([
    '★ highest of the trained arms that keep their diversity',
  ]);
  expect(texts(document.querySelectorAll('.caption'))[0]).not.toContain('real held-out');
});

it('intervals say what they come from: the seeds, or the pairs and what is still missing', () => {
  const caption = (name: string) => texts(draw(figures.standings, name).querySelectorAll('.caption'))[0]!;
  expect(caption('seeds')).toMatch(
    /^95 % intervals: Student’s t over 3 seeds \(1, 2 and 3\), each scored on 512 test pairs\. Each seed draws only initial weights and sampling\. Of arms that train nothing, a bootstrap over the pairs\./,
  );
  expect(caption('mixed')).toMatch(
    /conditional on seed 1: another seed, which draws only initial weights and sampling, may give other numbers\. Intervals come from the seeds \(1, 2 and 3\) once every trained arm has finished two\./,
  );
  expect(caption('whole')).not.toContain('Intervals come from the seeds');
  expect(caption('limit')).toContain(
    'another seed, which draws VAE, pool and test pairs, beside initial weights and sampling, may give',
  );
});
