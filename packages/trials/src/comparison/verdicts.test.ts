import type { ComparedMetricName, ExperimentRecord } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import type { Condition, ScoredArm } from './compare-arms.js';
import { verdicts } from './verdicts.js';

/** Two pairs, so resampled that every interval runs from the one pair's value to the other's. */
const condition: Condition = {
  kind: 'pairs',
  resamples: Array.from({ length: 41 }, (_, i) => Int32Array.of(i < 20 ? 0 : 1, i > 20 ? 1 : 0)),
};

type Values = Partial<Record<ComparedMetricName, readonly [number, number]>>;
type Settings = ExperimentRecord['arms'][number]['settings'];

interface Arm extends ScoredArm {
  readonly settings: Settings;
}

function arm(
  name: string,
  half: readonly [number, number],
  {
    trained = true,
    settings = {},
    values = {},
  }: { trained?: boolean; settings?: Record<string, Settings[number]['value']>; values?: Values } = {},
): Arm {
  const all: Values = {
    'reprojection-half': half,
    reprojection: half,
    'endpoint-error': [0, 0],
    diversity: [0.95, 0.95],
    'alpha-sensitivity': [1.5, 1.5],
    ...values,
  };
  const columns = Object.fromEntries(Object.entries(all).map(([metric, pairs]) => [metric, Float64Array.from(pairs)]));
  return {
    name,
    trained,
    trials: [{ seed: 1, values: columns }],
    settings: Object.entries(settings).map(([key, value]) => ({ key, value })),
  };
}

const unfinished = (one: Arm): Arm => ({ ...one, trials: [] });
const linear = arm('linear', [10, 14], { trained: false });

function told(
  arms: readonly Arm[],
  baseline = 'linear',
  metric: ExperimentRecord['metric'] = undefined,
  under = condition,
) {
  const record: ExperimentRecord = {
    ...(metric && { metric }),
    version: 1,
    name: 'x',
    file: 'experiments/x.yaml',
    question: 'Which?',
    baseline,
    seeds: [1],
    claims: [],
    arms: arms.map(({ name, trained, settings }) => ({
      name,
      trained,
      settings: [...settings],
      trials: [`${name}-1`],
    })),
  };
  return verdicts(record, arms, under);
}
const texts = (...given: Parameters<typeof told>) => told(...given).map(({ text }) => text);

describe('the headline', () => {
  it('names the best trained arm with its numbers, and its ratio to the baseline pair by pair', () => {
    const [first, ...others] = told([linear, arm('worse', [6, 8]), arm('best', [5, 3.5])]);
    expect(first).toEqual({
      arm: 'best',
      text:
        'best has the lowest reprojection at α = ½ of the trained arms that keep their diversity: 4.25 (95 % ' +
        'interval 3.50 to 5.00), ' +
        "0.354 times (95 % interval 0.250 to 0.500) that of linear, at 0.950 of the straight line's diversity.",
    });
    expect(others.some(({ text }) => text.includes('hrunk'))).toBe(false);
  });

  it('does not compare the baseline with itself', () => {
    expect(texts([arm('only', [5, 5])], 'only')).toEqual([
      'only has the lowest reprojection at α = ½ of the trained arms that keep their diversity: 5.00 (95 % ' +
        "interval 5.00 to 5.00), at 0.950 of the straight line's diversity.",
    ]);
  });

  it('says where the best arm moves the endpoints', () => {
    expect(texts([linear, arm('moved', [5, 5], { values: { 'endpoint-error': [0.4, 0.6] } })])[0]).toContain(
      'that of linear, with endpoint error 0.500, at 0.950',
    );
  });

  it('does not call an arm better that is worse than the baseline', () => {
    expect(texts([linear, arm('only', [20, 28])])[0]).toContain(
      '2.00 times (95 % interval 2.00 to 2.00) that of linear',
    );
  });
});

describe('an experiment that is judged by another metric', () => {
  const straight = arm('linear', [10, 14], { trained: false, values: { attraction: [2, 2] } });
  const near = arm('near', [8, 8], {
    settings: { 'loss.attraction.weight': 1 },
    values: { attraction: [1, 1], diversity: [0.95, 0.95] },
  });
  const far = arm('far', [4, 4], {
    settings: { 'loss.attraction.weight': 0 },
    values: { attraction: [4, 4], diversity: [1.9, 1.9] },
  });

  it('has its best arm by that, in the direction that it asks for', () => {
    const first = (goal: 'minimise' | 'maximise') =>
      texts([straight, far, near], 'linear', { name: 'attraction', goal })[0];
    expect(first('minimise')).toMatch(
      /^near has the lowest attraction of the trained arms that keep their diversity: 1\.00 .*, 0\.500 times .* that of linear/,
    );
    expect(first('maximise')).toMatch(
      /^far has the highest attraction of the trained arms that keep their diversity: 4\.00 .*, 2\.00 times .* that of linear/,
    );
  });

  it('has its contrasts told by that', () => {
    const contrast = (goal: 'minimise' | 'maximise') =>
      texts([straight, far, near], 'linear', { name: 'attraction', goal }).find((text) => text.startsWith('Changing'));
    expect(contrast('minimise')).toMatch(
      /^Changing only loss\.attraction\.weight: far has 4\.00 times \(.*?\) the attraction of near, and 2\.00 times \(.*?\) its diversity: near is lower but also more shrunk\.$/,
    );
    expect(contrast('maximise')).toMatch(
      /^Changing only loss\.attraction\.weight: near has 0\.250 times \(.*?\) the attraction of far, and 0\.500 times \(.*?\) its diversity: far is higher and less shrunk\.$/,
    );
  });

  it('is told of diversity once where it is judged by it', () => {
    const said = texts([straight, far, near], 'linear', { name: 'diversity', goal: 'maximise' });
    expect(said.find((text) => text.startsWith('Changing'))).toMatch(
      /^Changing only loss\.attraction\.weight: near has 0\.500 times \([^)]*\) the diversity of far\.$/,
    );
  });
});

describe('contrasts', () => {
  const contrastsOf = (...arms: Arm[]) => texts([linear, ...arms]).filter((text) => text.startsWith('Changing'));
  const settings = (alphas: string, others: Record<string, string | number> = {}) => ({
    settings: { 'sampling.alphas.kind': alphas, ...others },
  });

  it('are drawn where one setting differs, with the ratio', () => {
    expect(
      contrastsOf(
        arm('dense', [2, 2], settings('dense', { 'sampling.alphas.count': 16 })),
        arm('single', [3, 5], settings('single')),
      ),
    ).toEqual([
      'Changing only sampling.alphas: single has 2.00 times (1.50 to 2.50) the reprojection at α = ½ of dense; ' +
        'no difference in diversity was found.',
    ]);
  });

  it('say where the lower arm is the more shrunk one, or the higher', () => {
    const of = (name: string, alphas: string, diversity: number, half: readonly [number, number]) =>
      arm(name, half, { ...settings(alphas), values: { diversity: [diversity, diversity] } });
    expect(contrastsOf(of('low', 'single', 0.4, [2, 2]), of('high', 'dense', 0.5, [3, 3]))[0]).toMatch(
      /high has 1\.50 times \(.*?\) the reprojection at α = ½ of low, and 1\.25 times \(.*?\) its diversity: low is lower but also more shrunk\.$/,
    );
    expect(contrastsOf(of('low', 'single', 0.5, [2, 2]), of('high', 'dense', 0.4, [3, 3]))[0]).toMatch(
      /of low, and 0\.800 times \([^)]*\) its diversity: low is lower and less shrunk\.$/,
    );
    expect(contrastsOf(of('a', 'single', 0.5, [2, 4]), of('b', 'dense', 0.4, [3, 3]))[0]).toMatch(
      /no difference was found between a and b \(.*\), though b has 0\.800 times \([^)]*\) the other's diversity\.$/,
    );
  });

  it('say that no difference was found if the interval covers 1', () => {
    expect(contrastsOf(arm('dense', [4, 2], settings('dense')), arm('single', [3, 5], settings('single')))).toEqual([
      'Changing only sampling.alphas: no difference was found between dense and single (ratio 1.33 (0.750 to 2.50)).',
    ]);
  });

  it('come first where an arm is lower without being the more shrunk', () => {
    const of = (name: string, change: string, diversity: number, half: number) =>
      arm(name, [half, half], { ...settings(change), values: { diversity: [diversity, diversity] } });
    const said = contrastsOf(of('a', 'x', 0.5, 2), of('b', 'y', 0.6, 3), of('c', 'z', 0.4, 4));
    expect(said.map((text) => /: (\S+) has .* of (\S+), .*: (\S+) is lower (and|but)/.exec(text)!.slice(1))).toEqual([
      ['c', 'a', 'a', 'and'],
      ['c', 'b', 'b', 'and'],
      ['b', 'a', 'a', 'but'],
    ]);
  });

  it('are not drawn where two settings differ, or one that is written in both', () => {
    expect(
      contrastsOf(
        arm('a', [2, 2], settings('dense', { batch: 32 })),
        arm('b', [3, 3], settings('single', { batch: 64 })),
      ),
    ).toEqual([]);
    expect(
      contrastsOf(
        arm('a', [2, 2], settings('dense', { 'sampling.pairs.count': 1 })),
        arm('b', [3, 3], settings('single', { 'sampling.pairs.count': 2 })),
      ),
    ).toEqual([]);
  });

  it('take another piece with its parameters for one change', () => {
    const growing = { settings: { 'curriculum.kind': 'alpha-count', 'curriculum.from': 1, 'curriculum.to': 16 } };
    expect(
      contrastsOf(
        arm('steady', [2, 2], { settings: { 'curriculum.kind': 'constant' } }),
        arm('growing', [3, 3], growing),
      )[0],
    ).toMatch(/^Changing only curriculum: growing has 1.50 times/);
    const falling = { settings: { 'loss.attraction.weight.kind': 'linear', 'loss.attraction.weight.from': 0.5 } };
    expect(
      contrastsOf(
        arm('constant', [2, 2], { settings: { 'loss.attraction.weight': 0.1 } }),
        arm('falling', [3, 3], falling),
      )[0],
    ).toMatch(/^Changing only loss.attraction.weight/);
  });
});

describe('an arm that lost diversity', () => {
  const shrunk = arm('shrunk', [2, 2], { values: { diversity: [0.4, 0.4] } });
  const lesser = arm('lesser', [3, 3], { values: { diversity: [0.5, 0.6] } });

  it('is not the best, however low, and is told of with what it lost', () => {
    const said = told([linear, shrunk, arm('kept', [5, 5]), lesser]);
    expect(said[0]).toMatchObject({ arm: 'kept', text: expect.stringMatching(/^kept has the lowest/) });
    expect(said[1]).toEqual({
      arm: null,
      text:
        "Shrunk towards the mean, with less than 0.9 of the straight line's diversity: shrunk (0.400) and lesser " +
        '(0.550). A low reprojection with a lost diversity is not a better path.',
    });
  });

  it('heads the verdict where none kept its diversity, and then by its price', () => {
    const [first, second] = told([linear, lesser, shrunk]);
    expect(first).toEqual({
      arm: 'shrunk',
      text:
        'No trained arm keeps its diversity: shrunk has the lowest reprojection at α = ½, 2.00 (95 % interval 2.00 ' +
        'to 2.00), ' +
        '0.167 times (95 % interval 0.143 to 0.200) that of linear, but only by shrinking towards the mean, with ' +
        "0.400 of the straight line's diversity.",
    });
    expect(second!.text).toMatch(/^Shrunk towards the mean/);
  });

  it('is counted past the sixth', () => {
    const many = Array.from({ length: 9 }, (_, i) =>
      arm(`a${i}`, [3 + i, 3 + i], { values: { diversity: [0.5, 0.5] } }),
    );
    expect(texts([linear, ...many])[1]).toContain('a4 (0.500), a5 (0.500) and 3 more.');
  });

  it('may be a formula', () => {
    expect(
      told([linear, arm('repeated', [1, 1], { trained: false, values: { diversity: [0.7, 0.7] } })])[0],
    ).toMatchObject({ arm: 'repeated', text: expect.stringMatching(/^Shrunk/) });
  });
});

describe('a collapsed arm', () => {
  const constant = arm('constant', [0.01, 0.01], { values: { diversity: [0.001, 0.001] } });
  const deaf = arm('deaf', [0.02, 0.02], { values: { 'alpha-sensitivity': [0.1, 0.2] } });

  it('is flagged with its numbers, and never ranked or contrasted, however low its reprojection', () => {
    const said = told([linear, constant, deaf, arm('sound', [5, 5])]);
    expect(said[0]!.text).toMatch(/^sound has the lowest/);
    expect(said.slice(1)).toEqual([
      {
        arm: null,
        text:
          'Collapsed: constant (reprojection 0.0100, diversity 0.00100, α-sensitivity 1.50) and deaf (reprojection ' +
          '0.0200, diversity 0.950, α-sensitivity 0.150). ' +
          'Where a collapsed arm has a low reprojection, it is because its outputs hardly depend on α or on the ' +
          'pair, not because its paths are good.',
      },
    ]);
    expect(told([linear, constant])).toEqual([
      { arm: 'constant', text: expect.stringMatching(/^Collapsed: constant \(/) },
    ]);
  });

  it('is one that collapsed with one of its seeds, whose numbers are told; it is not ranked by its mean', () => {
    const [one] = arm('steady', [5, 5]).trials;
    const [gone] = arm('gone', [0.1, 0.1], { values: { diversity: [0.001, 0.001] } }).trials;
    const twice = (first: typeof one, second: typeof one) => [first!, { ...second!, seed: 2 }];
    const halfGone = { ...arm('half', [0, 0]), trials: twice(one, gone) };
    const steady = { ...arm('steady', [5, 5]), trials: twice(one, one) };
    const [first, second] = told([linear, halfGone, steady], 'linear', undefined, { ...condition, kind: 'seeds' });
    expect(first!.arm).toBe('steady');
    expect(second).toEqual({
      arm: 'half',
      text:
        'Collapsed: half with seed 2 of 1 and 2 (reprojection 0.100, diversity 0.00100, α-sensitivity 1.50). Where a ' +
        'collapsed arm has a low reprojection, it is because its outputs hardly depend on α or on the pair, not ' +
        'because its paths are good. Where it collapsed with some seeds alone, its means over seeds mix the two.',
    });
  });
});

it('tells of every other formula how it stands to the baseline', () => {
  const projected = arm('projected', [5, 7], { trained: false, values: { 'endpoint-error': [0.4, 0.6] } });
  expect(told([linear, projected])).toEqual([
    {
      arm: 'projected',
      text:
        "projected, which trains nothing, has 0.500 times (95 % interval 0.500 to 0.500) the baseline's reprojection " +
        'at α = ½; its endpoint error is 0.500, its diversity 0.950.',
    },
  ]);
});

it('says that nothing can be compared while the baseline has not finished', () => {
  const text = 'The baseline linear has no finished trial: nothing can be compared yet.';
  expect(told([unfinished(linear), arm('only', [5, 5])])).toEqual([{ arm: null, text }]);
  expect(told([arm('only', [5, 5])])).toEqual([{ arm: null, text }]);
});

it('passes over trained arms that have not finished', () => {
  expect(texts([linear, unfinished(arm('other', [1, 1])), arm('only', [5, 5])])).toHaveLength(1);
});
