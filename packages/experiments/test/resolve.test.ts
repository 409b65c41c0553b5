import { describe, expect, it } from 'vitest';
import { armSettings } from '../src/settings.js';
import { resolveIn } from './resolve-helpers.js';

const base = `
pool: { train: 1000, validation: 200, test: 200 }
evaluation: { pairs: 50 }
validation: { pairs: 20 }
budget: { points: 2560 }
`;

const file = `
extends: _base
question: Which?
arms:
  linear: { path: { kind: linear } }
  projected: { path: { kind: projected, times: 2 } }
  one: { sampling: { alphas: { kind: single } } }
  many: { sampling: { alphas: { kind: dense, count: 8 } } }
  growing: { extends: many, curriculum: { kind: alpha-count, to: 8 } }
baseline: linear
`;

const armsOf = (text: string, options = {}) => resolveIn({ _base: base, x: text }, options).arms;

describe('resolveExperiment', () => {
  it('lays defaults, bases, the file and its arms over one another', () => {
    const experiment = resolveIn({ _base: base, x: `${file}batch: 128\n` });
    expect(experiment).toMatchObject({ name: 'x', file: 'experiments/x.yaml', question: 'Which?', baseline: 'linear', seeds: [1], claims: [] });
    const growing = experiment.arms[4]!;
    expect(growing.name).toBe('growing');
    expect(growing.config).toMatchObject({
      pool: { train: 1000 },
      batch: 128,
      sampling: { pairs: { kind: 'all' }, alphas: { kind: 'dense', count: 8 } },
      curriculum: { kind: 'alpha-count', from: 1, to: 8 },
      optimiser: { beta2: 0.99 },
    });
  });

  it('lets later bases win over earlier ones, and the file over both', () => {
    const files = {
      a: 'batch: 16\nvae: { latent: 1, variance: 0.5 }\nquestion: A',
      b: 'batch: 32\nvae: { latent: 2 }',
      x: 'extends: [a, b]\nvae: { channels: [4] }\narms: { one: {} }\nbaseline: one',
    };
    const { question, arms } = resolveIn(files);
    expect(question).toBe('A');
    expect(arms[0]!.config).toMatchObject({ batch: 32, vae: { latent: 2, variance: 0.5, channels: [4] } });
  });

  it('makes one trial a seed of an arm that trains, and one of an arm that does not', () => {
    const counts = (options: object) => armsOf(file, options).map(({ name, trained, trials }) => [name, trained, trials.map(({ seed }) => seed)]);
    expect(counts({ seeds: 3 })).toEqual([
      ['linear', false, [1]],
      ['projected', false, [1]],
      ['one', true, [1, 2, 3]],
      ['many', true, [1, 2, 3]],
      ['growing', true, [1, 2, 3]],
    ]);
    expect(armsOf(`${file}seeds: [7, 4]\n`)[2]!.trials.map(({ seed }) => seed)).toEqual([7, 4]);
  });

  it('names trials by arm and hash, all different', () => {
    const ids = armsOf(file, { seeds: 2 }).flatMap(({ trials }) => trials.map(({ id }) => id));
    expect(new Set(ids).size).toBe(8);
    for (const id of ids) expect(id).toMatch(/^(linear|projected|one|many|growing)-[0-9a-f]{12}$/);
  });

  it('crosses arms that train with the matrix', () => {
    const arms = armsOf(`${file}matrix: { loss.attraction.weight: [0.1, { kind: linear, from: 1, to: 0 }], optimiser.learningRate: [1e-3, 1e-4] }\n`);
    const many = arms.filter(({ name }) => name.startsWith('many'));
    expect(many.map(({ name }) => name)).toEqual([
      'many-attraction-weight-0.1-optimiser-learning-rate-0.001',
      'many-attraction-weight-0.1-optimiser-learning-rate-0.0001',
      'many-attraction-weight-linear-1-0-optimiser-learning-rate-0.001',
      'many-attraction-weight-linear-1-0-optimiser-learning-rate-0.0001',
    ]);
    expect(many[3]!.trials[0]!.point).toEqual({ 'loss.attraction.weight': { kind: 'linear', from: 1, to: 0 }, 'optimiser.learningRate': 1e-4 });
    expect(many[3]!.config.loss.attraction?.weight).toEqual({ kind: 'linear', from: 1, to: 0 });
    expect(arms.filter(({ trained }) => !trained).map(({ name }) => name)).toEqual(['linear', 'projected']);
  });

  it('crosses formulas, too, with what they use', () => {
    const names = armsOf(`${file.replace('baseline: linear', 'baseline: linear-vae-latent-8')}matrix: { vae.latent: [8, 16], path.hidden: [[8, 8, 8]] }\n`).map(({ name }) => name);
    expect(names).toContain('linear-vae-latent-16');
    expect(names).toContain('many-vae-latent-8-path-hidden-8-8-8');
  });

  it('keeps the trials of a grid that grows', () => {
    const ids = (values: string) =>
      armsOf(`${file}matrix: { loss.attraction.weight: ${values} }\n`).flatMap(({ trials }) => trials.map(({ id }) => id));
    expect(ids('[0.1, 0.2, 0.3]')).toEqual(expect.arrayContaining(ids('[0.3, 0.1]')));
  });

  it('takes settings from outside: for all arms, for one, for the file', () => {
    const arms = armsOf(file, { set: ['batch=64', 'arms.many.sampling.alphas.count=4', 'budget={projections: 6400}', 'question=Why?'] });
    expect(arms[2]!.config).toMatchObject({ batch: 64, budget: { projections: 6400 } });
    expect(arms[4]!.config.sampling.alphas).toEqual({ kind: 'dense', count: 4 });
    expect(resolveIn({ _base: base, x: file }, { set: ['question=Why = 3?'] }).question).toBe('Why = 3?');
  });

  it('lets null take a loss or an arm of a base away', () => {
    const x = 'extends: y\narms: { linear: null, many: { loss: { attraction: null } } }\nbaseline: one\nloss: { reprojection: { weight: 1 }, attraction: { weight: 1 } }';
    const { arms } = resolveIn({ _base: base, y: file, x });
    expect(arms.map(({ name }) => name)).toEqual(['projected', 'one', 'many', 'growing']);
    expect(Object.keys(arms[2]!.config.loss)).toEqual(['reprojection']);
  });
});

describe('armSettings', () => {
  const settings = Object.fromEntries(
    [...armSettings(resolveIn({ _base: base, x: file }))].map(([arm, list]) => [arm, Object.fromEntries(list.map(({ key, value }) => [key, value]))]),
  );

  it('gives what an arm uses and others do not have alike', () => {
    expect(settings['linear']).toEqual({ 'path.kind': 'linear' });
    expect(settings['projected']).toEqual({ 'path.kind': 'projected', 'path.times': 2 });
    expect(settings['one']).toEqual({ 'path.kind': 'network', 'sampling.alphas.kind': 'single', 'curriculum.kind': 'constant' });
    expect(settings['growing']).toEqual({
      'path.kind': 'network',
      'sampling.alphas.kind': 'dense',
      'sampling.alphas.count': 8,
      'curriculum.kind': 'alpha-count',
      'curriculum.from': 1,
      'curriculum.to': 8,
    });
  });

  it('shows a constant weight as its number', () => {
    const arms = armsOf(`${file}  \nmatrix: { loss.attraction.weight: [0.1, 0.2] }`);
    const list = armSettings({ arms }).get('one-attraction-weight-0.2')!;
    expect(list).toContainEqual({ key: 'loss.attraction.weight', value: 0.2 });
  });
});
