import { describe, expect, it } from 'vitest';
import { armSettings } from '../src/experiment/settings.js';
import { resolveExperiment } from '../src/experiment/resolve.js';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';

const { resolveIn } = resolvingBy(resolveExperiment);

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

  describe('seeds that vary more than weights and sampling', () => {
    const idsOf = (arms: ReturnType<typeof armsOf>) => arms.flatMap(({ trials }) => trials.map(({ id }) => id));
    const varied = (vary: string, options = {}) => armsOf(`${file}seeds: { list: 2, vary: [${vary}] }\n`, options);
    const seedsOf = ({ config }: ReturnType<typeof armsOf>[number]['trials'][number]) => ({
      pool: config.pool.seed,
      pairs: config.evaluation.seed,
      vae: config.vae.training.seed,
    });

    it('lay the seed wherever it is to draw anew, and nowhere else', () => {
      expect(varied('pool, vae')[2]!.trials.map(seedsOf)).toEqual([
        { pool: 1, pairs: 1, vae: 1 },
        { pool: 2, pairs: 1, vae: 2 },
      ]);
      expect(varied('init, sampling, pairs')[2]!.trials.map(seedsOf)).toEqual([
        { pool: 1, pairs: 1, vae: 1 },
        { pool: 1, pairs: 2, vae: 1 },
      ]);
      expect(resolveIn({ _base: base, x: `${file}seeds: { list: [3, 5], vary: [vae, init] }\n` })).toMatchObject({
        seeds: [3, 5],
        vary: ['vae'],
      });
    });

    it('give a formula a trial a seed where what it stands on varies, and each trial an id of its own', () => {
      expect(varied('pairs')[0]!.trials.map(({ seed }) => seed)).toEqual([1, 2]);
      expect(varied('init, sampling')[0]!.trials.map(({ seed }) => seed)).toEqual([1]);
      const ids = idsOf(varied('pool, pairs, vae'));
      expect(new Set(ids).size).toBe(10);
    });

    it('change no id where nothing is varied, nor that of the first seed, the one that is held unasked', () => {
      const plainIds = idsOf(armsOf(file, { seeds: 2 }));
      expect(idsOf(varied('init, sampling'))).toEqual(plainIds);
      expect(idsOf(varied('pool, pairs, vae'))).toEqual(expect.arrayContaining(idsOf(armsOf(file))));
      expect(
        armsOf(file)
          .flatMap(({ trials }) => trials.map(({ config }) => JSON.stringify(config)))
          .join(''),
      ).not.toContain('vary');
    });

    it('keep what is varied where --seeds says how many', () => {
      const more = resolveIn({ _base: base, x: `${file}seeds: { list: 2, vary: [pool] }\n` }, { seeds: 3 });
      expect(more).toMatchObject({ seeds: [1, 2, 3], vary: ['pool'] });
      const bases = { _base: `${base}seeds: { vary: [pool] }\n`, x: file };
      expect(resolveIn(bases, { seeds: 2 })).toMatchObject({ seeds: [1, 2], vary: ['pool'] });
      expect(resolveIn({ ...bases, x: `${file}seeds: 4\n` }, { seeds: 2 })).toMatchObject({ seeds: [1, 2], vary: [] });
    });
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

  describe('a zip', () => {
    const zip = 'zip: { loss.attraction.weight: [0.1, 0.2, 0.3], optimiser.learningRate: [1e-3, 1e-4, 1e-5] }\n';
    const points = (text: string) =>
      armsOf(`${file}${text}`)
        .filter(({ name }) => name.startsWith('many'))
        .map(({ trials }) => trials[0]!.point);

    it('walks its keys together', () => {
      expect(points(zip)).toEqual([
        { 'loss.attraction.weight': 0.1, 'optimiser.learningRate': 1e-3 },
        { 'loss.attraction.weight': 0.2, 'optimiser.learningRate': 1e-4 },
        { 'loss.attraction.weight': 0.3, 'optimiser.learningRate': 1e-5 },
      ]);
    });

    it('combines with the matrix and with other zips', () => {
      const second =
        'zip: [{ loss.attraction.weight: [0.1, 0.2], optimiser.learningRate: [1e-3, 1e-4] }, { optimiser.beta1: ' +
        '[0.5, 0.6], optimiser.beta2: [0.7, 0.8] }]\n';
      const all = points(`${second}matrix: { path.form: [direct, residual] }\n`);
      expect(all.length).toBe(8);
      expect(all[1]).toEqual({
        'path.form': 'direct',
        'loss.attraction.weight': 0.1,
        'optimiser.learningRate': 1e-3,
        'optimiser.beta1': 0.6,
        'optimiser.beta2': 0.8,
      });
    });

    it('makes of an arm that trains nothing one for each of the values that it uses', () => {
      const x =
        `${file.replace('baseline: linear', 'baseline: linear-vae-latent-8')}zip: { vae.latent: [8, 8, 16], ` +
        `optimiser.beta1: [0.5, 0.6, 0.7] }\n`;
      expect(
        armsOf(x)
          .map(({ name }) => name)
          .filter((name) => name.startsWith('linear')),
      ).toEqual(['linear-vae-latent-8', 'linear-vae-latent-16']);
    });
  });

  describe('exclude', () => {
    const grid =
      `${file}matrix: { loss.attraction.weight: [0.1, { kind: linear, from: 1, to: 0 }], optimiser.learningRate: ` +
      `[1e-3, 1e-4] }\n`;
    const left = (entries: string) =>
      armsOf(`${grid}exclude: ${entries}\n`)
        .map(({ name }) => name)
        .filter((name) => /^(one|many)/.test(name));

    it('leaves out what agrees with every value of an entry', () => {
      expect(
        left(
          '[{ arm: many, loss.attraction.weight: { to: 0, kind: linear, from: 1 } }, { loss.attraction.weight: ' +
            '0.1, optimiser.learningRate: 1e-4 }]',
        ),
      ).toEqual([
        'one-attraction-weight-0.1-optimiser-learning-rate-0.001',
        'one-attraction-weight-linear-1-0-optimiser-learning-rate-0.001',
        'one-attraction-weight-linear-1-0-optimiser-learning-rate-0.0001',
        'many-attraction-weight-0.1-optimiser-learning-rate-0.001',
      ]);
    });

    it('leaves out a whole arm', () =>
      expect(left('[{ arm: many }]').some((name) => name.startsWith('many'))).toBe(false));

    it('changes no trial that stays', () => {
      const ids = (text: string) => armsOf(text).flatMap(({ trials }) => trials.map(({ id }) => id));
      expect(ids(grid)).toEqual(expect.arrayContaining(ids(`${grid}exclude: [{ optimiser.learningRate: 1e-4 }]\n`)));
    });

    it('leaves out combinations that could not run', () => {
      const x = `${file}matrix: { batch: [128, 100] }\nexclude: [{ batch: 100 }]\n`;
      expect(
        armsOf(x)
          .filter(({ trained }) => trained)
          .map(({ config }) => config.batch),
      ).toEqual([128, 128, 128]);
    });
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

describe('the name of an experiment that is changed from outside', () => {
  const named = (set: string[], seeds?: number) =>
    resolveIn({ _base: base, x: file }, { set, ...(seeds !== undefined && { seeds }) }).name;

  it.each([
    [[], 'x'],
    [['budget.projections=6400'], 'x.budget-projections-6400'],
    [['budget={ projections: 6400 }'], 'x.budget-projections-6400'],
    [['optimiser.learningRate=1e-4', 'batch=64'], 'x.batch-64-optimiser-learning-rate-0.0001'],
    [['batch=64', 'optimiser.learningRate=1e-4'], 'x.batch-64-optimiser-learning-rate-0.0001'],
    [['arms.many.sampling.alphas.count=4'], 'x.arms-many-sampling-alphas-count-4'],
    [['loss.attraction=null'], 'x.loss-attraction-null'],
    [['path.hidden=[8, 16, 8]'], 'x.path-hidden-8-16-8'],
    [['seeds=[1, 2]'], 'x'],
    [['logging.everySteps=1', 'checkpoint.everySeconds=5'], 'x'],
  ])('%j', (set, name) => expect(named(set)).toBe(name));

  it('is that of the file for more seeds: they extend the same experiment', () => expect(named([], 3)).toBe('x'));

  it('is its own where a value cannot stand in a name', () => {
    expect(named(['question=Why?'])).toMatch(/^x\.question-why-[0-9a-f]{12}$/);
    expect(named(['question=Why?'])).not.toBe(named(['question=Why!']));
  });

  it('fits a folder, however much is changed', () => {
    const many = (weight: number) =>
      named([
        'path.hidden=[1024, 1024, 1024, 1024, 1024]',
        'vae.training.learningRate=0.123456789',
        'evaluation.frames.pairs=3',
        `loss.attraction.weight=${weight}`,
      ]);
    expect(many(0.1)).toMatch(
      /^x\.evaluation-frames-pairs-3-loss-attraction-weight-0\.1-path-hidden-1024-.*-[0-9a-f]{12}$/,
    );
    expect(many(0.1).length).toBeLessThanOrEqual(100);
    expect(many(0.1)).not.toBe(many(0.2));
  });

  it('tells what was changed', () => {
    expect(resolveIn({ _base: base, x: file }, { set: ['batch=64', 'seeds=2'] })).toMatchObject({
      file: 'experiments/x.yaml',
      changes: ['batch=64'],
      seeds: [1, 2],
    });
  });
});

describe('armSettings', () => {
  const settings = Object.fromEntries(
    [...armSettings(resolveIn({ _base: base, x: file }))].map(([arm, list]) => [
      arm,
      Object.fromEntries(list.map(({ key, value }) => [key, value])),
    ]),
  );

  it('gives what an arm uses and others do not have alike', () => {
    expect(settings['linear']).toEqual({ 'path.kind': 'linear' });
    expect(settings['projected']).toEqual({ 'path.kind': 'projected', 'path.times': 2 });
    expect(settings['one']).toEqual({
      'path.kind': 'network',
      'sampling.alphas.kind': 'single',
      'curriculum.kind': 'constant',
    });
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
