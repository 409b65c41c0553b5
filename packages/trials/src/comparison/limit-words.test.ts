import type { EstimateOver, ExperimentRecord, LimitPoint, LimitRecord } from '@latent-paths/core';
import { expect, it } from 'vitest';
import { limitVerdicts } from './limit-words.js';

const over = (value: number, spread = 0.02): EstimateOver => ({
  value,
  low: value - spread,
  high: value + spread,
  over: 'seeds',
  units: 3,
});
const BUDGETS = [70_400, 1_126_400];

function point(curve: string, budget: number, change: Partial<LimitPoint> = {}): LimitPoint {
  const none = { trained: null, visited: null, unvisited: null };
  return {
    arm: `${curve}-${budget}`,
    budget,
    seeds: [1, 2, 3],
    diverged: [],
    steps: 1,
    pairs: 1,
    objective: over(1),
    sets: none,
    gaps: { alpha: null, pair: null, latent: null },
    share: null,
    shareByAlpha: null,
    ratio: null,
    multiple: null,
    ...change,
  };
}

function texts(
  curves: readonly (readonly [string, readonly LimitPoint[]])[],
  { vary = ['vae', 'pool', 'pairs'], limit = {} }: { vary?: string[]; limit?: Partial<LimitRecord> } = {},
): string[] {
  const settings = {
    single: [
      ['alphas.kind', 'single'],
      ['pairs.kind', 'fixed'],
      ['pairs.count', 20_000],
    ],
    dense: [
      ['alphas.kind', 'dense'],
      ['alphas.count', 16],
      ['pairs.kind', 'all'],
    ],
  } as const;
  const experiment: ExperimentRecord = {
    version: 1,
    name: 'x',
    file: 'x.yaml',
    question: '?',
    baseline: 'linear',
    seeds: [1, 2, 3],
    vary,
    claims: [],
    predictions: [
      { id: 'P1', text: 'Dense gains.', arm: 'dense', against: 'single', quantity: 'ratio', least: null, most: 0.9 },
    ],
    arms: curves.flatMap(
      ([arm, points]) =>
        points.map(({ arm: name, budget }) => ({
          name,
          trained: true,
          curve: { arm, budget },
          settings: (settings[arm as keyof typeof settings] ?? []).map(([key, value]) => ({
            key: `sampling.${key}`,
            value,
          })),
          trials: [],
        })), // an arm without settings is found to have none
    ),
  };
  const made = {
    attraction: 0.1,
    budgets: BUDGETS,
    reference: 'single',
    line: null,
    solver: null,
    curves: curves.map(([arm, points]) => ({ arm, points: [...points] })),
    ...limit,
  };
  return limitVerdicts(experiment, made).map(({ text }) => text);
}

const single = ['single', BUDGETS.map((budget) => point('single', budget))] as const;
const dense = (...ratios: (number | null)[]) =>
  [
    'dense',
    BUDGETS.map((budget, i) => point('dense', budget, { ratio: ratios[i] == null ? null : over(ratios[i]) })),
  ] as const;

it('answers at the largest budget, in words of how arms sample, and says what it was at the smallest', () => {
  expect(texts([single, dense(1.27, 1.04)])[0]).toBe(
    'With the largest budget, 1.13 M points, dense (16 α a pair at once, all pairs) has 1.04 times (95 % interval ' +
      '1.02 to 1.06, 3 seeds that draw VAE, pool and test pairs anew) ' +
      'the held-out objective of single (one fixed α a pair, 20,000 fixed pairs); at 70,400 points it was 1.27 ' +
      '(1.25 to 1.29).',
  );
  const early = ['early', [point('early', BUDGETS[0]!, { ratio: over(1.3) })]] as const;
  expect(texts([single, dense(1.27, 1.04), early])[1]).toContain(
    'each at its largest budget: early 1.30 (1.28 to 1.32) at 70,400 points.',
  );
  expect(texts([single, dense(1.27, 1.01)])[0]).toContain('); no difference from 1 was found; at');
  expect(texts([single, dense(1.27, 1.04)], { vary: [] })[0]).toContain(
    '3 seeds that draw only initial weights and sampling anew',
  );
});

it('does not take a budget for the largest that has not finished', () => {
  expect(texts([single, dense(1.27, null)])[0]).toMatch(
    /^With the largest budget that is finished, 70,400 points, dense \(.*\) has 1\.27 times .*20,000 fixed pairs\)\.$/,
  );
});

it('of several arms names the lowest, or that none is lower than the reference, and then the others', () => {
  const other = (ratio: number) => ['other', [point('other', BUDGETS[1]!, { ratio: over(ratio) })]] as const;
  expect(texts([single, dense(1.27, 0.95), other(1.2)])[0]).toMatch(
    /points, of 3 arms dense \(.*\) has the lowest held-out objective, 0\.950 times \(.*\) that of single/,
  );
  const [first, second] = texts([single, dense(1.27, 1.1), other(1.2)]);
  expect(first).toMatch(
    /points, no arm has a lower held-out objective than single \(.*\), and the nearest, dense \(.*\), has 1\.10 times \(.*\) it; at 70,400/,
  );
  expect(second).toBe(
    'Held-out objective of the others relative to single, each at its largest budget: other 1.20 (1.18 to 1.22) ' +
      'at 1.13 M points.',
  );
});

it('tells the way to the oracle, the gaps and the largest, the compute, and where training diverged', () => {
  const said = texts([
    [
      'single',
      [
        point('single', BUDGETS[1]!, {
          share: over(0.7),
          gaps: { alpha: over(0.05), pair: over(0.03, 0.04), latent: over(0.1, 0.2) },
        }),
      ],
    ],
    [
      'dense',
      [
        point('dense', BUDGETS[1]!, {
          share: over(0.8),
          multiple: { ...over(1.4, 0), units: 1 },
          gaps: { alpha: over(0), pair: null, latent: null },
          diverged: [2],
        }),
      ],
    ],
  ]);
  expect(said).toEqual([
    expect.stringMatching(
      /^Recovered share of the way .*, with 95 % intervals: dense 0\.800 \(0\.780 to 0\.820\) at 1\.13 M points; and single 0\.700 .* The best arm leaves 20\.0 %\.$/,
    ),
    'Gaps of single at 1.13 M points, with 95 % intervals: α 0.0500 (0.0300 to 0.0700), pair 0.0300 (−0.0100 to ' +
      '0.0700) and latent 0.100 (−0.100 to 0.300); the largest is that of α.',
    'Largest gap of the others: dense none that was found above 0 at 1.13 M points.',
    'Times the compute of single for the same held-out objective, if its curve reaches it: dense 1.40 (one ' +
      'seed) at 1.13 M points.',
    'Training diverged to numbers that are not finite: dense at 1.13 M points (seed 2).',
    'What follows describes each arm at the largest budget that it has finished.',
  ]);
});

it('tells in full the gaps of the arm that has the largest, whichever is the reference', () => {
  const of = (alpha: number) => ({ gaps: { alpha: over(alpha), pair: null, latent: null } });
  const said = texts([
    ['single', [point('single', BUDGETS[1]!, of(0.1))]],
    ['dense', [point('dense', BUDGETS[1]!, of(0.5))]],
  ]);
  expect(said[0]).toMatch(/^Gaps of dense at 1\.13 M points, .*: α 0\.500 .* the largest is that of α\.$/);
  expect(said[1]).toBe('Largest gap of the others: single α 0.100 (0.0800 to 0.120) at 1.13 M points.');
});

it('says which predictions failed, and where', () => {
  const points = [
    { budget: 70_400, found: over(1.27), verdict: 'fails' as const },
    { budget: 1_126_400, found: null, verdict: 'open' as const },
  ];
  expect(texts([single, dense(1.27, 1.04)], { limit: { predictions: [{ id: 'P1', points }] } })).toContain(
    'Of 1 prediction made before the run: 1 has failed: P1 (Dense gains) at 70,400 points.',
  );
  expect(
    texts([single, dense(1.27, 1.04)], { limit: { predictions: [{ id: 'P1', points: points.slice(1) }] } }),
  ).toContain('Of 1 prediction made before the run: none has failed; 1 cannot be judged yet.');
});

it('has nothing to say where nothing is finished', () => {
  expect(texts([['single', []]])).toEqual([]);
});
