import { describe, expect, it } from 'vitest';
import { trialShape } from '../src/trial/trial-shape.js';
import { resolveExperiment } from '../src/experiment/resolve.js';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';

const { refusals } = resolvingBy(resolveExperiment);

const x = (rest: string) => ({
  x: `question: Which?\nbaseline: linear\narms:\n  linear: { path: { kind: linear } }\n${rest}`,
});

const namesIn = (registry: object) => Object.keys(registry).join(', ');

const KEYS = namesIn(trialShape);

const FILE_KEYS =
  'extends, question, claims, predictions, projection, arms, baseline, metric, seeds, matrix, zip, exclude, select, ' +
  `${KEYS}`;

const MATRIX = 'matrix: { loss.attraction.weight: [0.1, 0.2] }';

describe('files', () => {
  it.each([
    ['', /^experiments\/x\.yaml:1:1: expected a mapping of settings, .* got an empty file$/],
    ['- a\n', /^experiments\/x\.yaml:1:1: expected a mapping of settings, .* got a list$/],
    [
      'baseline: linera\nquestion: Which?\narms: { linear: {} }',
      /^experiments\/x\.yaml:1:11 baseline: expected one of linear, got linera; did you mean linear\?$/,
    ],
  ])('%j', (text, line) => expect(refusals({ x: text })).toEqual([expect.stringMatching(line)]));

  it('needs a question, arms and a baseline', () => {
    expect(refusals({ x: 'batch: 128' })).toEqual([
      'experiments/x.yaml:1:1 question: missing; expected text',
      'experiments/x.yaml:1:1 arms: missing; expected a mapping',
      'experiments/x.yaml:1:1 baseline: missing; expected text',
    ]);
  });

  it('says where a base is missing, and which is near', () => {
    expect(refusals({ x: 'extends: [_base, _bose]', _base: 'batch: 1' })).toEqual([
      'experiments/x.yaml:1:18 extends: expected the file experiments/_bose.yaml, got a folder with _base, x; did ' +
        'you mean _base?',
    ]);
  });

  it('finds a circle of files', () => {
    expect(refusals({ x: 'extends: a', a: 'extends: b', b: 'extends: a' })).toEqual([
      'experiments/b.yaml:1:10 extends: expected files that do not extend each other in a circle, got a.yaml → ' +
        'b.yaml → a.yaml',
    ]);
  });

  it('allows two bases with a base in common', () => {
    expect(refusals({ ...x('extends: [a, b]'), a: 'extends: c', b: 'extends: c', c: 'batch: 32' })).toEqual([]);
  });
});

it('tells of everything at once, in the file where it is written', () => {
  const files = {
    _base: 'loss:\n  reprojection: { wait: 1, weight: 1 }\n',
    ...x('  a: { batch: x }\n  b: { bach: 2 }\nclaims: 3\nextends: _base'),
  };
  expect(refusals(files)).toEqual([
    'experiments/x.yaml:5:15 batch: expected a number, got "x"',
    `experiments/x.yaml:6:8 arms.b.bach: unknown key; expected one of extends, ${KEYS}; did you mean batch?`,
    'experiments/x.yaml:7:9 claims: expected a list, got 3',
    'experiments/_base.yaml:2:19 loss.reprojection.wait: unknown key; expected one of weight, gradient, share',
  ]);
});

it('names the arms of a mistake that is written outside of them', () => {
  const files = x(
    '  a: { loss: { attraction: { weight: 0.3 } } }\n  b: { budget: { points: 2560 } }\nbudget: { points: 10 }',
  );
  expect(refusals(files)).toEqual([
    'experiments/x.yaml:7:9 budget: expected at least one step of 256 points, got a budget of 10 points (arm a)',
  ]);
});

describe('with a file that cannot be read', () => {
  const files = {
    ...x('  a: { batch: x }\nbatsh: 3\nextends: [_base, nowhere]\nzip: 3'),
    _base: 'loss: { attraction: { weight: [ } }',
  };
  const lines = [
    'experiments/x.yaml:5:15 batch: expected a number, got "x"',
    `experiments/x.yaml:6:1 batsh: unknown key; expected one of ${FILE_KEYS}; did you mean batch?`,
    'experiments/x.yaml:7:18 extends: expected the file experiments/nowhere.yaml, got a folder with _base, x',
    'experiments/x.yaml:8:6 zip: expected a mapping or a list, got 3',
  ];

  it('tells of the others, too', () => {
    expect(refusals(files, { set: ['batch'] })).toEqual([
      '--set batch: expected key=value, such as optimiser.learningRate=1e-4',
      expect.stringMatching(/^experiments\/_base\.yaml:1:33: Flow sequence/),
      expect.stringMatching(/^experiments\/_base\.yaml:1:36: Flow map/),
      ...lines,
    ]);
  });

  it('does not take for wrong what that file may hold', () => {
    const base = {
      arms: 'arms: { a: { extends: linear } }\nmatrix: { loss.attraction.weight: [1] }',
      x: 'extends: [arms, lost]\nloss: { attraction: { weight: 1 } }\npath: { hidden: [8, 8, 8] }',
    };
    expect(refusals(base)).toEqual([
      'experiments/x.yaml:1:17 extends: expected the file experiments/lost.yaml, got a folder with arms, x',
    ]);
  });
});

it('tells at once of base files, arms, matrix, zip, exclude and flags', () => {
  const files = {
    _a: 'optimizer: { beta1: 0.5 }\n',
    _b: 'budget: { point: 3 }\n',
    ...x(
      '  a: { bach: 3 }\nextends: [_a, _b]\nmatrix: { los.attraction: [1] }\nzip: { batch: [1], pool.seed: [1, 2] ' +
        '}\nexclude: [{ amr: a }]',
    ),
  };
  expect(refusals(files, { set: ['optimiser.beta3=1', 'arms.b.batch=3'] }).map((line) => line.split(': ')[0])).toEqual([
    'experiments/x.yaml:5:8 arms.a.bach',
    'experiments/x.yaml:7:11 matrix.los.attraction',
    'experiments/x.yaml:8:31 zip.pool.seed',
    'experiments/x.yaml:9:13 exclude[0].amr',
    'experiments/_a.yaml:1:1 optimizer',
    '--set arms.b.batch=3 arms.b.batch',
    'experiments/_b.yaml:1:11 budget.point',
    '--set optimiser.beta3=1 optimiser.beta3',
  ]);
});

describe('settings from outside', () => {
  it.each([
    ['batch', '--set batch: expected key=value, such as optimiser.learningRate=1e-4'],
    ['=3', '--set =3: expected key=value, such as optimiser.learningRate=1e-4'],
    ['batch=x', '--set batch=x batch: expected a number, got "x" (arm a)'],
    ['batch=[', '--set batch=[: Flow sequence must end with a ]'],
    [
      'optimizer.beta1=0.5',
      `--set optimizer.beta1=0.5 optimizer: unknown key; expected one of ${FILE_KEYS}; did you mean optimiser?`,
    ],
    ['arms.b.batch=32', '--set arms.b.batch=32 arms.b.batch: unknown arm; expected one of linear, a'],
    ['baseline=b', '--set baseline=b baseline: expected one of linear, a, got b'],
    ['extends=b', '--set extends=b: expected a setting, got extends, which only a file can say'],
    [
      '__proto__.batch=1',
      '--set __proto__.batch=1: expected a dotted key, such as optimiser.learningRate, got __proto__.batch',
    ],
    [
      'optimiser..beta1=1',
      '--set optimiser..beta1=1: expected a dotted key, such as optimiser.learningRate, got optimiser..beta1',
    ],
    [
      'question=!!js/function x',
      '--set question=!!js/function x: expected a plain value, got one with a tag (Unresolved tag: ' +
        'tag:yaml.org,2002:js/function); delete the tag',
    ],
  ])('%s', (text, line) => expect(refusals(x('  a: {}'), { set: [text] })).toContain(line));

  it('are given once each, and not beside a grid of theirs', () => {
    expect(refusals(x('  a: {}'), { set: ['batch=64', 'batch=128'] })).toContain(
      '--set batch=128: expected batch to be set in one place, got it at --set batch=64, too',
    );
    expect(refusals(x('  a: {}'), { set: ['arms.a.loss={}', 'arms.a.loss.attraction.weight=1'] })).toContain(
      '--set arms.a.loss.attraction.weight=1: expected arms.a.loss.attraction.weight to be set in one place, got ' +
        'arms.a.loss at --set arms.a.loss={}, too',
    );
    expect(refusals(x(`  a: {}\n${MATRIX}`), { set: ['loss.attraction.weight=1'] })).toContain(
      'experiments/x.yaml:6:11: expected loss.attraction.weight to be set in one place, got it at --set ' +
        'loss.attraction.weight=1, too',
    );
  });

  it('counts seeds from 1', () =>
    expect(refusals(x('  a: {}'), { seeds: 0 })).toEqual(['--seeds=0 seeds: expected at least 1, got 0']));
});
