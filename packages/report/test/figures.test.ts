import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@latent-paths/data';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differingKeys, groupKeys } from '../src/figures/settings.js';
import { bestArms } from '../src/figures/arms.js';
import { chooseShown } from '../src/figures/films.js';
import type { FigurePiece } from '../src/figures/figure.js';
import { figures } from '../src/figures/registry.js';
import { loadExperiment, type LoadedExperiment } from '../src/load.js';
import { LIMIT_FIXTURE } from './limit-fixture.js';
import { DENSE_ARMS, matrixArms, projectionOf, writeFixture, type ArmPlan, type FixtureOptions } from './fixture.js';

const base = { question: 'Is it so?', seeds: [1], arms: DENSE_ARMS, compared: true, framed: true, logEvery: 96 };
const MIXED_ARMS = DENSE_ARMS.slice(0, 6).map((arm): ArmPlan => ({
  ...arm,
  ...(
    {
      'fixed-single': { states: ['finished', 'failed', 'finished'] },
      'fixed-dense': { state: 'stopped' },
      'all-single': { state: 'killed' },
      'all-dense': { state: 'missing' },
    } as const
  )[arm.name],
}));
const FIXTURES: readonly FixtureOptions[] = [
  { ...base, name: 'whole' },
  { ...base, name: 'matrix', arms: matrixArms(36), framed: false, logEvery: 160 },
  { ...base, name: 'seeds', seeds: [1, 2, 3], arms: DENSE_ARMS.slice(0, 4), framed: false },
  { ...base, name: 'mixed', seeds: [1, 2, 3], arms: MIXED_ARMS, framed: false },
  {
    ...base,
    name: 'early',
    compared: false,
    framed: false,
    arms: DENSE_ARMS.map((arm) => ({ ...arm, state: 'missing' })),
  },
  {
    ...base,
    name: 'lost',
    compared: false,
    framed: false,
    arms: DENSE_ARMS.map((arm) => ({ ...arm, state: 'failed' })),
  },
  LIMIT_FIXTURE,
  {
    ...LIMIT_FIXTURE,
    name: 'limit-early',
    compared: false,
    framed: false,
    arms: LIMIT_FIXTURE.arms.map((arm) => ({ ...arm, state: 'missing' })),
  },
];
/** Sections that only an experiment has whose budget is an axis. */
const OF_LIMITS = ['limit', 'limit-ratio', 'limit-objective', 'limit-gaps', 'limit-alpha', 'predictions', 'rates'];

let results: string;
const loaded = new Map<string, LoadedExperiment>();

beforeAll(async () => {
  results = await mkdtemp(join(tmpdir(), 'latent-paths-figures-'));
  for (const options of FIXTURES)
    loaded.set(options.name, await loadExperiment(results, await writeFixture(results, options)));
}, 120_000);
afterAll(() => rm(results, { recursive: true, force: true }));

const draw = (piece: FigurePiece, name: string) => {
  const content = piece.draw(loaded.get(name)!);
  if (content === null) throw new Error(`expected a figure of ${name}, got none`);
  return parseHTML(`<html><body>${content.markup}</body></html>`).document;
};
const texts = (nodes: Iterable<{ textContent: string | null }>): string[] =>
  [...nodes].map((node) => (node.textContent ?? '').replace(/\s+/g, ' ').trim());

it('every figure file has its line in the registry', async () => {
  const files = (await readdir(join(__dirname, '../src/figures'))).filter(
    (file) => !['figure.ts', 'registry.ts'].includes(file),
  );
  expect(files.map((file) => file.replace(/\.ts$/, '')).sort()).toEqual(Object.keys(figures).sort());
});

describe.each(Object.entries<FigurePiece>(figures))('%s', (id, piece) => {
  it.each(FIXTURES.map(({ name }) => name))('says something for %s, and names every picture', (name) => {
    // no fixture has an imported VAE: it has a test of its own
    if (id === 'imported-vae' || (OF_LIMITS.includes(id) && !name.startsWith('limit'))) {
      expect(piece.draw(loaded.get(name)!)).toBeNull();
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

  it('is the same each time', () => {
    for (const name of ['whole', 'limit']) expect(piece.draw(loaded.get(name)!)).toEqual(piece.draw(loaded.get(name)!));
    expect(id).toMatch(/^[a-z-]+$/);
  });
});

it('costs are told in evaluations of P where an arm applies it', () => {
  const document = draw(figures.costs, 'whole');
  const rows = Object.fromEntries(
    [...document.querySelectorAll('tbody tr')].map((row) => [
      texts(row.querySelectorAll('.arm'))[0],
      texts(row.querySelectorAll('td')),
    ]),
  );
  expect(rows['projected']).toEqual(['1.00', '1.00', '20.5', '1.00', '200']);
  expect(rows['all-single']).toEqual(['0', '0', '4.20', '0.205', '40.0']);
  expect(texts(document.querySelectorAll('thead th'))).toContain('in evaluations of P');
});

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
  const experiment = loaded.get('whole')!;
  const arms = experiment.arms.filter(({ trained, collapseStatus }) => !trained || collapseStatus !== 'sound');
  const { document } = parseHTML(
    `<html><body>${figures.standings.draw({ ...experiment, arms })!.markup}</body></html>`,
  );
  expect(texts(document.querySelectorAll('tbody.sound td.words'))).toEqual(['No trained arm does.']);
  expect(document.querySelector('small.best')).toBeNull();
});

it('at a glance: by the metric of the experiment, in its direction', () => {
  const experiment = loaded.get('whole')!;
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

it(
  'the table flags the collapse and the failure in words, and marks the best of the trained arms that kept their ' +
    'diversity alone',
  () => {
    const document = draw(figures.arms, 'whole');
    const rows = new Map(
      [...document.querySelectorAll('tbody tr:not(.group)')].map((row) => [
        texts(row.querySelectorAll('.arm-name'))[0]!,
        row,
      ]),
    );
    expect(texts(document.querySelectorAll('thead th'))).toHaveLength(10);
    expect([...rows.keys()]).toEqual([
      'projected',
      'all-single',
      'fixed-single',
      'fixed-dense',
      'linear',
      'all-dense',
      'no-attraction',
      'all-dense-growing',
    ]);
    expect(texts(rows.get('no-attraction')!.querySelectorAll('.alarm'))).toEqual([
      'collapsed: ignores α; one middle for all pairs',
    ]);
    expect(texts(rows.get('all-dense-growing')!.querySelectorAll('td'))).toEqual([
      'failed at step 240: loss: expected a finite number, got NaN <lower the rate>',
    ]);
    expect([...rows].filter(([, row]) => row.querySelector('td.best') !== null).map(([name]) => name)).toEqual([
      'all-single',
    ]);
    expect(texts(rows.get('fixed-single')!.querySelectorAll('td'))[0]).toBe('7.60 7.30 – 7.98 × 0.580 0.557 – 0.609');
    expect(texts(rows.get('no-attraction')!.querySelectorAll('.ratio'))).toEqual([]);
    expect(
      texts(
        [...draw(figures.arms, 'matrix').querySelectorAll('tbody tr')]
          .find((row) => texts([row])[0]!.startsWith('pixels'))!
          .querySelectorAll('td.none'),
      ),
    ).toHaveLength(8);
  },
);

it('the best is none where all are equal, and never one that trains nothing', () => {
  const members = (...values: number[]) =>
    values.map((value, i) => ({
      arm: { name: 'abc'[i]!, trained: i < 2 },
      row: { arm: 'abc'[i]!, metrics: { m: { value, low: 0, high: 9 } }, ratios: {} },
    }));
  expect(bestArms('m', 'lower', members(1, 2, 0))).toEqual(['a']);
  expect(bestArms('m', 'higher', members(1, 2))).toEqual(['b']);
  expect(bestArms('m', 'lower', members(0, 0))).toEqual([]);
  expect(bestArms('m', null, members(1, 2))).toEqual([]);
});

describe('what is not finished', () => {
  const said = (name: string) => texts(draw(figures.verdict, name).querySelectorAll('.status, .failures li'));

  it('is named, with why and with what to run', () => {
    expect(said('mixed')).toEqual([
      expect.stringContaining(
        '2 of 6 arms finished; 1 stopped before the end (fixed-dense); 1 killed before the end (all-single); 1 ' +
          'failed (fixed-single, with 2 of 3 seeds finished); 1 not started (all-dense).',
      ),
      'fixed-single, seed 2, failed at step 240: loss: expected a finite number, got NaN <lower the rate>',
      'To go on, run npx nx run experiments:mixed --seeds=3: it repeats nothing that has finished; it tries failed ' +
        'trials again from their last checkpoint, ' +
        'goes on with stopped and killed ones where they were and starts the rest. Where settings are the cause of ' +
        'a failure, change them in experiments/mixed.yaml: that makes a new trial.',
    ]);
    expect(
      texts(draw(figures.standings, 'mixed').querySelectorAll('tbody.sound tr:has(small.best) small.alarm')),
    ).toEqual(['2 of 3 seeds finished; the others: failed']);
    expect(said('early')[0]).toBe('0 of 8 arms finished; all not started.');
    expect(said('early')[1]).toMatch(
      /^To go on, run npx nx run experiments:early: it repeats nothing that has finished; it starts the rest\.$/,
    );
  });

  it('asks for nothing where all is finished and compared, and for the comparison where it is missing', () => {
    expect(said('seeds')).toHaveLength(1);
    const experiment = { ...loaded.get('seeds')!, comparison: null };
    expect(figures.verdict.draw(experiment)!.markup).toContain(
      'nothing is compared yet: run <code>npx nx run experiments:seeds --seeds=3</code>',
    );
  });

  it('is running where a process is at work on it, and the page then only waits', async () => {
    const store = openStore(results).experiment('mixed');
    const killed = store.trial(loaded.get('mixed')!.arms.find(({ name }) => name === 'all-single')!.trials[0]!.id);
    const release = await killed.lock();
    try {
      const experiment = await loadExperiment(results, 'mixed');
      expect(experiment.arms.find(({ name }) => name === 'all-single')!.status).toBe('running');
      expect(figures.verdict.draw(experiment)!.markup).toContain('still running when this page was made');
    } finally {
      await release();
    }
  });
});

it('intervals say what they come from: the seeds, or the pairs and what is still missing', () => {
  const caption = (name: string) => texts(draw(figures.standings, name).querySelectorAll('.caption'))[0]!;
  expect(caption('seeds')).toMatch(
    /^95 % intervals: Student’s t over 3 seeds \(1, 2 and 3\), each scored on 512 test pairs\. Each seed draws initial weights and sampling alone\. Of arms that train nothing, a bootstrap over the pairs\./,
  );
  expect(caption('mixed')).toMatch(
    /conditional on seed 1: another seed, which draws initial weights and sampling alone, may give other numbers\. Intervals come from the seeds \(1, 2 and 3\) once every trained arm has finished two\./,
  );
  expect(caption('whole')).not.toContain('Intervals come from the seeds');
  expect(caption('limit')).toContain(
    'another seed, which draws VAE, pool and test pairs, beside initial weights and sampling, may give',
  );
});

it('reprojection: one line an arm, real data as a rule, the key in the order of the lines', () => {
  const document = draw(figures.reprojection, 'whole');
  const chart = document.querySelector('.wide svg')!;
  expect(chart.querySelectorAll('[aria-label="line"] path')).toHaveLength(7);
  expect(chart.querySelectorAll('[aria-label="rule"] line')).toHaveLength(1);
  expect(texts(document.querySelectorAll('.key .arm-name'))).toEqual([
    'linear',
    'fixed-dense',
    'fixed-single',
    'all-single',
    'all-dense',
    'projected',
    'no-attraction',
  ]);
  expect(document.querySelectorAll('.panels.small .panel')).toHaveLength(7);
});

it('reprojection of many arms: a colour for few, a panel for each, highest first', () => {
  const document = draw(figures.reprojection, 'matrix');
  expect(document.querySelectorAll('.wide [aria-label="line"] path')).toHaveLength(37);
  expect(texts(document.querySelectorAll('.key .arm-name'))).toEqual([
    'linear',
    'all-dense-attraction-weight-0.95',
    'all-dense-attraction-weight-0.014',
    'all-dense-attraction-weight-0.01',
  ]);
  const heights = texts(document.querySelectorAll('.panels.small .note')).map((note) => Number(note.split(' ')[0]));
  expect(heights).toHaveLength(37);
  expect(heights).toEqual([...heights].sort((a, b) => b - a));
});

it(
  'learning: a panel a term, norm and validation metric; a line a seed; a row an arm with its last values where arms ' +
    'are many',
  () => {
    const titles = [
      'loss: reprojection',
      'loss: attraction',
      'gradient norm: reprojection',
      'gradient norm: attraction',
      'validation: reprojection',
      'validation: attraction',
    ];
    for (const name of ['seeds', 'whole']) {
      const document = draw(figures.learning, name);
      expect(texts(document.querySelectorAll('.panel-title'))).toEqual(titles);
      expect(document.querySelector('.panel svg')!.querySelectorAll('[aria-label="line"] path')).toHaveLength(6);
    }
    const many = draw(figures.learning, 'matrix');
    expect(
      texts(many.querySelectorAll('thead th'))
        .slice(1)
        .map((head) => head.replace(/[\d.]+ to .*/, '')),
    ).toEqual(titles);
    expect(many.querySelectorAll('tbody tr')).toHaveLength(36);
    expect(many.querySelectorAll('tbody tr:first-child [aria-label="line"] path')).toHaveLength(6);
    const last = loaded.get('matrix')!.arms[2]!.trials[0]!.metrics.at(-1)!.losses['reprojection']!;
    expect(texts(many.querySelectorAll('tbody tr:first-child td'))[0]).toBe(last.toPrecision(3));
  },
);

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

it('settings: only keys that differ, a piece and its parameters as one, the longer side down the page', () => {
  const { arms } = loaded.get('whole')!;
  expect(differingKeys(arms)).toEqual([
    'path.kind',
    'sampling.pairs.kind',
    'sampling.alphas.kind',
    'sampling.alphas.count',
    'curriculum',
    'loss.attraction.weight',
  ]);
  expect(differingKeys([{ settings: [{ key: 'a', value: 1 }] }, { settings: [{ key: 'a', value: 1 }] }])).toEqual([]);
  expect(
    groupKeys(['batch', 'weight', 'weight.kind', 'weight.to', 'weights']).map(({ key, members }) => [
      key,
      members.length,
    ]),
  ).toEqual([
    ['batch', 1],
    ['weight', 3],
    ['weights', 1],
  ]);
  const whole = draw(figures.settings, 'whole');
  expect(texts(whole.querySelectorAll('thead th'))).toEqual([
    'arm',
    'path',
    'sampling.pairs',
    'sampling.alphas',
    'curriculum',
    'loss.attraction.weight',
  ]);
  expect(texts(whole.querySelectorAll('tbody tr:nth-child(4) td'))).toEqual([
    'network',
    'fixed',
    'dense, count 16',
    '–',
    '–',
  ]);
  expect(texts(draw(figures.settings, 'matrix').querySelectorAll('tbody th'))).toHaveLength(38);
});

it('a chart is small, rounded, and as reviewed', async () => {
  const svg = draw(figures.coverage, 'seeds').querySelector('.narrow svg')!.outerHTML.replaceAll('><', '>\n<');
  await expect(`${svg}\n`).toMatchFileSnapshot('snapshots/coverage.svg');
});

describe('an experiment whose budget is an axis', () => {
  const snapshot = (id: string, svg: Element) =>
    expect(`${svg.outerHTML.replaceAll('><', '>\n<')}\n`).toMatchFileSnapshot(`snapshots/${id}.svg`);

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
      'each point solved by itself (oracle)',
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
    expect(texts(draw(figures['limit-ratio'], 'limit').querySelectorAll('details tbody tr:last-child td'))).toEqual([
      '4,505,600',
      '–',
      '–',
      '–',
      '–',
      'seed 1',
    ]);
    expect(texts(draw(figures.limit, 'limit').querySelectorAll('figcaption'))[0]).toContain(
      'Training left the finite numbers: fixed-dense at 1,126,400 points (seed 3) and all-16 at 4,505,600 points ' +
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
    const whole = loaded.get('limit')!;
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
      'Of arms with several budgets only the largest is shown here, 4,505,600 points (all-16 with 1,126,400, the ' +
        'largest that has finished): the curves above tell of the others.',
    ]);
    const whole = loaded.get('limit')!;
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

describe('projection', () => {
  it('says how far P is none, draws each VAE from three kinds of start, and a row for each', () => {
    const document = draw(figures.projection, 'whole');
    const [said] = texts(document.querySelectorAll('p'));
    expect(said).toMatch(
      /^A real latent that P has moved, P moves 0\.600 as far again; of a projection it would be 0\. One application takes the middles of straight lines nearer to true images in 0 of 2 VAEs \(latent 64: 1\.13 times the distance; latent 16: 1\.13 times the distance\)\.$/,
    );
    const charts = [...document.querySelectorAll('.panel svg')];
    expect(charts.map((svg) => svg.getAttribute('aria-label'))).toEqual(
      ['Movement ‖Pᵏ⁺¹(z) − Pᵏ(z)‖', 'Squared distance of D(Pᵏ(z)) to the nearest true image'].flatMap((title) =>
        ['latent 64', 'latent 16'].map((label) => `${title} by k, ${label}`),
      ),
    );
    for (const svg of charts) expect(svg.querySelectorAll('[aria-label="line"] path')).toHaveLength(3);
    const rows = [...document.querySelectorAll('tbody tr')];
    expect(rows).toHaveLength(6);
    expect(texts(rows[0]!.children)).toEqual([
      'latent 64, real latents',
      '0.600',
      '0.900',
      '1.60',
      '1.20',
      '1.30',
      '0.900',
      '0.440',
      '80 %',
      '5',
      '25 %',
      '50 %',
    ]);
    expect(texts(rows[2]!.children)).toEqual([
      'latent 64, the prior',
      '0.600',
      '0.900',
      '1.60',
      '–',
      '1.30',
      '–',
      '0.440',
      '0 %',
      '0',
      '–',
      '50 %',
    ]);
  });

  it('has no part for truth where factors are not known, and none at all where nobody asked', () => {
    const whole = loaded.get('whole')!;
    const sizes = { points: 8, jacobians: 2, steps: 50 };
    const unknown = figures.projection.draw({
      ...whole,
      projection: { version: 1, experiment: 'whole', sizes, vaes: [projectionOf(64, false)] },
    })!.markup;
    expect(unknown).not.toMatch(/true image|category/);
    const { projection: _, ...record } = whole.record;
    expect(figures.projection.draw({ ...whole, record })).toBeNull();
    expect(figures.projection.draw({ ...whole, projection: null })!.markup).toContain('Not measured yet');
  });
});
