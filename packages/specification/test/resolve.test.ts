import { describe, expect, it } from 'vitest';
import { armsOf, base, file, resolveIn } from './five-arms.js';

describe('resolveExperiment', () => {
  it('lays defaults, bases, the file and its arms over one another', () => {
    const experiment = resolveIn({ _base: base, x: `${file}batch: 128\n` });
    expect(experiment).toMatchObject({
      name: 'x',
      file: 'experiments/x.yaml',
      question: 'Which?',
      baseline: 'linear',
      seeds: [1],
      claims: [],
    });
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

  it('gives each claim’s test its metric and the better direction: the experiment’s where it names none', () => {
    const tests = [
      '{ kind: better, arm: growing, against: linear }',
      '{ kind: non-inferior, arm: growing, against: linear, margin: 0.05, metric: { name: path-error } }',
    ];
    const { claims } = resolveIn({
      _base: base,
      x:
        `${file}metric: { name: diversity, goal: maximise }\nclaims: [{ id: A, text: a, test: ${tests[0]} }, { id: ` +
        `B, text: b, test: ${tests[1]} }, { id: C, text: c }]\n`,
    });
    expect(claims).toEqual([
      {
        id: 'A',
        text: 'a',
        test: { kind: 'better', arm: 'growing', against: 'linear', metric: { name: 'diversity', goal: 'maximise' } },
      },
      {
        id: 'B',
        text: 'b',
        test: {
          kind: 'non-inferior',
          arm: 'growing',
          against: 'linear',
          margin: 0.05,
          metric: { name: 'path-error', goal: 'minimise' },
        },
      },
      { id: 'C', text: 'c' },
    ]);
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
    const counts = (options: object) =>
      armsOf(file, options).map(({ name, trained, trials }) => [name, trained, trials.map(({ seed }) => seed)]);
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
    const arms = armsOf(
      `${file}matrix: { loss.attraction.weight: [0.1, { kind: linear, from: 1, to: 0 }], optimiser.learningRate: ` +
        `[1e-3, 1e-4] }\n`,
    );
    const many = arms.filter(({ name }) => name.startsWith('many'));
    expect(many.map(({ name }) => name)).toEqual([
      'many-attraction-weight-0.1-optimiser-learning-rate-0.001',
      'many-attraction-weight-0.1-optimiser-learning-rate-0.0001',
      'many-attraction-weight-linear-1-0-optimiser-learning-rate-0.001',
      'many-attraction-weight-linear-1-0-optimiser-learning-rate-0.0001',
    ]);
    expect(many[3]!.trials[0]!.point).toEqual({
      'loss.attraction.weight': { kind: 'linear', from: 1, to: 0 },
      'optimiser.learningRate': 1e-4,
    });
    expect(many[3]!.config.loss.attraction?.weight).toEqual({ kind: 'linear', from: 1, to: 0 });
    expect(arms.filter(({ trained }) => !trained).map(({ name }) => name)).toEqual(['linear', 'projected']);
  });

  it('takes a schedule in its short form for the same trial', () => {
    const ids = (weight: string) =>
      armsOf(`${file}loss: { attraction: { weight: ${weight} } }`).flatMap(({ trials }) => trials.map(({ id }) => id));
    expect(ids('0.5 -> 0.02')).toEqual(ids('{ kind: linear, from: 0.5, to: 0.02 }'));
    const names = armsOf(`${file}matrix: { loss.attraction.weight: [0.1, exponential 0.5 -> 0.02] }`).map(
      ({ name }) => name,
    );
    expect(names).toContain('one-attraction-weight-exponential-0.5-0.02');
    expect(armsOf(file, { set: ['loss.attraction.weight=0.5 -> 0.02'] })[2]!.config.loss.attraction?.weight).toEqual({
      kind: 'linear',
      from: 0.5,
      to: 0.02,
    });
  });

  it('crosses formulas, too, with what they use', () => {
    const names = armsOf(
      `${file.replace('baseline: linear', 'baseline: linear-vae-latent-8')}matrix: { vae.latent: [8, 16], ` +
        `path.hidden: [[8, 8, 8]] }\n`,
    ).map(({ name }) => name);
    expect(names).toContain('linear-vae-latent-16');
    expect(names).toContain('many-vae-latent-8-path-hidden-8-8-8');
  });

  it('shortens long names of points, each to its own', () => {
    const x =
      `${file}matrix: { path.hidden: [[1024, 1024, 1024, 1024, 1024]], optimiser.learningRate: [{ kind: ` +
      `warm-up-then-decay, peak: 1, warmUp: 0.5 }], optimiser.beta1: [0.5, 0.6] }\n`;
    const names = armsOf(x)
      .filter(({ trained }) => trained)
      .map(({ name }) => name);
    expect(names[0]).toMatch(
      /^one-path-hidden-1024-1024-1024-1024-1024-optimiser-learning-rate-warm-up-then-decay.*-[0-9a-f]{12}$/,
    );
    for (const name of names) expect(name.length).toBeLessThanOrEqual(100);
    expect(new Set(names).size).toBe(names.length);
  });

  it('judges by reprojection at the middle, or as the file says', () => {
    const metricOf = (text: string) => resolveIn({ _base: base, x: `${file}${text}` }).metric;
    expect(metricOf('')).toEqual({ name: 'reprojection-half', goal: 'minimise' });
    expect(metricOf('metric: { name: endpoint-error }')).toEqual({ name: 'endpoint-error', goal: 'minimise' });
    expect(metricOf('metric: { name: diversity, goal: maximise }')).toEqual({ name: 'diversity', goal: 'maximise' });
  });

  it('keeps the trials of a grid that grows', () => {
    const ids = (values: string) =>
      armsOf(`${file}matrix: { loss.attraction.weight: ${values} }\n`).flatMap(({ trials }) =>
        trials.map(({ id }) => id),
      );
    expect(ids('[0.1, 0.2, 0.3]')).toEqual(expect.arrayContaining(ids('[0.3, 0.1]')));
  });

  it('takes settings from outside: for all arms, for one, for the file', () => {
    const arms = armsOf(file, {
      set: ['batch=64', 'arms.many.sampling.alphas.count=4', 'budget={projections: 6400}', 'question=Why?'],
    });
    expect(arms[2]!.config).toMatchObject({ batch: 64, budget: { projections: 6400 } });
    expect(arms[4]!.config.sampling.alphas).toEqual({ kind: 'dense', count: 4 });
    expect(resolveIn({ _base: base, x: file }, { set: ['question=Why = 3?'] }).question).toBe('Why = 3?');
  });

  it('lets null in a file take away what its bases and the defaults give', () => {
    const lossesOf = (files: Readonly<Record<string, string>>) => Object.keys(resolveIn(files).arms[0]!.config.loss);
    const x = 'question: Which?\narms: { one: {} }\nbaseline: one\n';
    expect(lossesOf({ x: `${x}loss: { attraction: null }` })).toEqual(['reprojection']);
    expect(
      lossesOf({ y: 'loss: { attraction: { weight: 3 } }', x: `extends: y\n${x}loss: { attraction: null }` }),
    ).toEqual(['reprojection']);
    expect(lossesOf({ z: 'loss: { attraction: null }', y: 'extends: z', x: `extends: y\n${x}` })).toEqual([
      'reprojection',
    ]);
    expect(
      lossesOf({ y: 'loss: { attraction: null }', x: `extends: y\n${x}loss: { attraction: { weight: 2 } }` }),
    ).toEqual(['reprojection', 'attraction']);
  });

  it('lets null in a file take away what its base gives an arm', () => {
    const y =
      'question: Which?\nbaseline: one\nloss: { attraction: { weight: 2 } }\narms: { one: { loss: { attraction: { ' +
      'weight: 3 } } } }';
    expect(
      resolveIn({ y, x: 'extends: y\narms: { one: { loss: { attraction: null } } }' }).arms[0]!.config.loss,
    ).toEqual({ reprojection: expect.anything() });
  });

  it('follows a chain of bases, each over the one that it extends', () => {
    const files = {
      a: 'batch: 16\nvae: { latent: 1 }',
      b: 'extends: a\nbatch: 32',
      c: 'extends: b\nvae: { latent: 3 }',
      x: 'extends: c\nquestion: Which?\narms: { one: {} }\nbaseline: one',
    };
    expect(resolveIn(files).arms[0]!.config).toMatchObject({ batch: 32, vae: { latent: 3 } });
  });

  it('lets null take a loss or an arm of a base away', () => {
    const x =
      'extends: y\narms: { linear: null, many: { loss: { attraction: null } } }\nbaseline: one\nloss: { ' +
      'reprojection: { weight: 1 }, attraction: { weight: 1 } }';
    const { arms } = resolveIn({ _base: base, y: file, x });
    expect(arms.map(({ name }) => name)).toEqual(['projected', 'one', 'many', 'growing']);
    expect(Object.keys(arms[2]!.config.loss)).toEqual(['reprojection']);
  });
});
