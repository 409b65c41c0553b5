import { describe, expect, it } from 'vitest';
import { figures } from '../../src/figures/registry.js';
import { draw, experimentOf, texts, useFixtures } from './drawn.js';

useFixtures('limit');

describe('an experiment whose budget is an axis', () => {
  const snapshot = (id: string, svg: Element) =>
    expect(`${svg.outerHTML.replaceAll('><', '>\n<')}\n`).toMatchFileSnapshot(`../snapshots/${id}.svg`);

  it.each(['limit', 'limit-ratio', 'limit-objective', 'limit-alpha'] as const)(
    '%s: a curve an arm, told by hue, dash, marker and name, as reviewed',
    async (id) => {
      const svg = draw(figures[id], 'limit').querySelector('.narrow svg')!;
      expect(texts(svg.querySelectorAll('[aria-label="names"] text')).sort()).toEqual([
        'all-16',
        'all-single',
        'fixed-dense',
        'fixed-single',
        'fixed-uniform',
      ]);
      const looks = [...svg.querySelectorAll('[aria-label="line"]')].map((line) =>
        [
          line.getAttribute('stroke') ?? line.querySelector('path')!.getAttribute('stroke'),
          line.getAttribute('stroke-dasharray'),
        ].join(),
      );
      expect(new Set(looks).size).toBe(5);
      await snapshot(id, svg);
    },
  );

  it.each(['limit-gaps', 'predictions', 'rates'] as const)('%s: panels, as reviewed', async (id) => {
    const panels = draw(figures[id], 'limit').querySelectorAll('.panel svg');
    expect(panels).toHaveLength({ 'limit-gaps': 3, predictions: 2, rates: 2 }[id]);
    await snapshot(id, panels[0]!);
  });

  it('has ticks at its budgets, each with how many times the smallest it is, and rules at line and oracle', () => {
    const svg = draw(figures.limit, 'limit').querySelector('.wide svg')!;
    expect(texts(svg.querySelectorAll('[aria-label="x-axis tick label"] text'))).toEqual([
      '70.4k1×',
      '282k4×',
      '1.13M16×',
      '4.51M64×',
    ]);
    expect(texts(svg.querySelectorAll('[aria-label="text"] text'))).toEqual([
      'each point solved separately (oracle)',
      'straight line',
      '×all-16, 4,505,600 points: diverged',
    ]);
    expect(svg.getAttribute('aria-label')).toMatch(
      /^Recovered share against compute, .*: fixed-single 0\.\d+ at 4,505,600 points, .*all-16 0\.\d+ at 1,126,400 points\.$/,
    );
  });

  it('holds the figures behind each curve, and names where training diverged', () => {
    const document = draw(figures['limit-gaps'], 'limit');
    expect(texts(document.querySelectorAll('details thead th'))).toEqual([
      'arm',
      'budget, points',
      'at trained points',
      'their pairs, all α',
      'other pairs of the pool',
      'held-out latents',
      'α gap',
      'pair gap',
      'latent gap',
      'seeds',
    ]);
    expect(document.querySelectorAll('details tbody tr')).toHaveLength(20);
    const csv = draw(figures.limit, 'limit').querySelector('.csv')!.textContent!.split('\n');
    expect(csv[0]).toMatch(
      /^arm,"budget, points",recovered share,"recovered share, low","recovered share, high",steps,/,
    );
    expect(csv[1]).toMatch(/^fixed-single,70400,0\.\d+,0\.\d+,0\.\d+,550,/);
    expect(csv.at(-1)).toBe('all-16,4505600,,,,,,,seed 1');
    expect(texts(draw(figures['limit-ratio'], 'limit').querySelectorAll('details tbody tr:last-child td'))).toEqual([
      '4,505,600',
      '–',
      '–',
      '–',
      '–',
      'seed 1',
    ]);
    expect(texts(draw(figures.limit, 'limit').querySelectorAll('figcaption'))[0]).toContain(
      'Training diverged to numbers that are not finite: fixed-dense at 1,126,400 points (seed 3) and all-16 at ' +
        '4,505,600 points ' +
        '(seed 1).',
    );
  });

  it('shows prediction and curve together, and where it failed', () => {
    const document = draw(figures.predictions, 'limit');
    expect(texts(document.querySelectorAll('.panel-title'))).toEqual([
      'P1: Sixteen α a pair have at most 1.1 times the objective of one. fails at 70,400 points',
      'P2: They take 1.5 times the compute for the same objective.',
    ]);
    expect(texts(document.querySelectorAll('tbody td.words'))).toEqual([
      'fails',
      'stands',
      'stands',
      'not judged yet',
      'stands',
    ]);
  });

  it('shows the learning rates that were tried, rings what is used, and says what was chosen', () => {
    const document = draw(figures.rates, 'limit');
    expect(texts(document.querySelectorAll('p'))[0]).toBe(
      'Chosen for optimiser.learningRate.from at 70,400 points: fixed-single 0.002, fixed-uniform 0.002, ' +
        'fixed-dense 0.001, all-single 0.002 and all-16 0.001, and the same at every larger budget.',
    );
    const [first] = document.querySelectorAll('.panel svg');
    expect(first!.querySelectorAll('circle[r="9"]')).toHaveLength(5);
    expect(texts(first!.querySelectorAll('[aria-label="x-axis tick label"] text'))).toEqual([
      '5e-4',
      '0.001',
      '0.002',
      '0.004',
    ]);
    expect(texts(document.querySelectorAll('details tbody tr:last-child td'))).toEqual([
      '281,600',
      '0.001',
      '1.75',
      '1.59',
      '1.75',
      'diverged',
    ]);
    const whole = experimentOf('limit');
    const lost = whole.selection!.arms.map((arm) => ({
      ...arm,
      tried: arm.tried.map((one) => ({
        ...one,
        values: one.values.map((value) => ({ ...value, objective: null, diverged: false })),
      })),
    }));
    expect(
      figures.rates.draw({ ...whole, selection: { ...whole.selection!, written: true, exponent: 0.25, arms: lost } })!
        .markup,
    ).toMatch(
      /C\^−0\.25, for all arms alike\. The experiment’s file says so\..*results of limit\.select, which are not here/s,
    );
  });

  it('shows each arm at its largest finished budget elsewhere, by its own name, says so, folds the rest', () => {
    const names = ['linear', 'oracle', 'fixed-single', 'fixed-uniform', 'fixed-dense', 'all-single', 'all-16'];
    const strips = draw(figures.films, 'limit');
    expect(texts(strips.querySelectorAll('.film:first-child .arm'))).toEqual(names);
    expect(texts(strips.querySelectorAll('.status'))).toEqual([
      'For arms with several budgets, only the largest is shown here, 4,505,600 points (all-16 with 1,126,400, the ' +
        'largest that has finished): the curves above show the others.',
    ]);
    const whole = experimentOf('limit');
    const begun = whole.arms.map((arm) =>
      arm.curve?.arm === 'all-16' ? { ...arm, trials: arm.trials.map((trial) => ({ ...trial, summary: null })) } : arm,
    );
    expect(figures.films.draw({ ...whole, arms: begun })!.markup).toContain(
      'is shown here, 4,505,600 points: the curves',
    ); // of what has not finished there is no largest
    const table = draw(figures.arms, 'limit');
    expect(texts(table.querySelectorAll('body > .scroll tbody .arm-name')).sort()).toEqual([...names].sort());
    expect(texts(table.querySelectorAll('details .arm-name'))).toHaveLength(22);
    expect(
      texts(
        draw(figures['trade-off'], 'limit').querySelectorAll('.wide .arm-name, .wide [aria-label="text"] text'),
      ).join(),
    ).not.toContain('budget');
  });
});
