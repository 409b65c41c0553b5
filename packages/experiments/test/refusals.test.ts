import { describe, expect, it } from 'vitest';
import { refusals } from './resolve-helpers.js';

const x = (rest: string) => ({ x: `question: Which?\nbaseline: linear\narms:\n  linear: { path: { kind: linear } }\n${rest}` });
const KEYS = 'data, vae, pool, path, loss, sampling, curriculum, optimiser, batch, budget, validation, evaluation, logging, checkpoint';

describe('one mistake, one line', () => {
  it.each([
    ['  a: { batsch: 3 }', `experiments/x.yaml:5:8 arms.a.batsch: unknown key; expected one of extends, ${KEYS}; did you mean batch?`],
    ['batsh: 3', `experiments/x.yaml:5:1 batsh: unknown key; expected one of question, claims, arms, baseline, seeds, matrix, ${KEYS}; did you mean batch?`],
    ['  a:\n    sampling:\n      alphas: { knd: dense, count: 8 }', 'experiments/x.yaml:7:17 sampling.alphas.knd: unknown key; expected one of kind, count; did you mean kind?'],
    ['  a: { path: { kind: netwerk } }', 'experiments/x.yaml:5:22 path.kind: expected one of linear, slerp, projected, network, got "netwerk"; did you mean network?'],
    ['  a: { path: { hidden: [8, 8] , kind: network } }', 'experiments/x.yaml:5:24 path.hidden: expected at least 3 entries, got [8,8]'],
    ['  a: { vae: { training: { batch: many } } }', 'experiments/x.yaml:5:34 vae.training.batch: expected a number, got "many"'],
    ['  a: { loss: { reprojecton: { weight: 1 } } }', 'experiments/x.yaml:5:16 loss.reprojecton: unknown key; expected one of reprojection, attraction; did you mean reprojection?'],
    ['  a: { loss: { reprojection: { weight: null } } }', 'experiments/x.yaml:5:30 loss.reprojection.weight: missing; expected a number or a mapping (arm a)'],
    ['  a: { loss: { reprojection: { weight: -1 } } }', 'experiments/x.yaml:5:40 loss.reprojection.weight: expected values of at least 0, got -1'],
    ['  a: { optimiser: { learningRate: { kind: cosinus } } }', 'experiments/x.yaml:5:43 optimiser.learningRate.kind: expected one of constant, linear, cosine, exponential, step, warm-up-then-decay, got "cosinus"; did you mean cosine?'],
    ['  a: { optimiser: { learningRate: { kind: step, values: [1, 2], at: [0.2, 0.1] } } }', 'experiments/x.yaml:5:35 optimiser.learningRate: at: expected 1 entries, one fewer than values, got 2'],
    ['  a: { batch: 100 }', 'default sampling.alphas: expected a number of α per pair that divides the batch (100), got 16 (arm a)'],
    ['  a: { curriculum: { kind: alpha-count, to: 12 } }', 'experiments/x.yaml:5:20 curriculum: expected a number of α per pair that divides the batch (256), got 12'],
    ['  a: { curriculum: { kind: alpha-count, from: 4, to: 2 } }', 'experiments/x.yaml:5:20 curriculum: to: expected at least from (4), got 2'],
    ['  a: { sampling: { alphas: { kind: single } }, curriculum: { kind: alpha-count } }', 'experiments/x.yaml:5:60 curriculum: single α: expected 1 α per pair, got 2; use { kind: dense } or { kind: uniform }'],
    ['  a: { sampling: { pairs: { kind: fixed, count: 3e9 } } }', 'experiments/x.yaml:5:27 sampling.pairs: fixed pairs: expected a count of at most 199990000, the pairs of 20000 latents, got 3000000000; use { kind: all }'],
    ['  a: { budget: { points: 100 } }', 'experiments/x.yaml:5:16 budget: expected at least one step of 256 points, got a budget of 100 points'],
    ['  a: { budget: { points: 1, projections: 1 } }', 'experiments/x.yaml:5:18 budget.points: unknown key; expected projections'],
    ['  a: { loss: { reprojection: { weight: 0 }, attraction: null } }', 'experiments/x.yaml:5:14 loss: expected at least one term with a weight above 0'],
    ['  a: { loss: { reprojection: null } }', 'default budget: expected a budget of points, because no loss evaluates P, got projections; write budget: { points: … } (arm a)'],
    ['  a: { pool: { train: 300000 } }', 'experiments/x.yaml:5:23 pool.train: expected at most 200000 (data.train), got 300000'],
    ['  a: { evaluation: { pairs: 1001 } }', 'experiments/x.yaml:5:29 evaluation.pairs: expected at most 1000 (disjoint pairs of pool.test), got 1001'],
    ['  a: {}\n  b: { batch: 128 }', 'experiments/x.yaml:6:3 arms.b: expected as much training as a, 312 steps of 256 points, got 625 of 128'],
    ['  a: {}\n  b: { budget: { points: 40000 } }', 'experiments/x.yaml:6:3 arms.b: expected as much training as a, 312 steps of 256 points, got 156 of 256'],
    ['  a: { evaluation: { pairs: 6 } }', 'experiments/x.yaml:5:3 arms.a: expected the same test pairs as linear, got another evaluation; move it out of the arms'],
    ['  a: { pool: { seed: 2, train: 1000 } }', 'experiments/x.yaml:5:3 arms.a: expected the same test pairs as linear, got another pool; move it out of the arms'],
    ['  a: 3', 'experiments/x.yaml:5:6 arms.a: expected a mapping, got 3'],
    ['  a: { path: { kind: linear } }', 'experiments/x.yaml:5:3 arms.a: expected arms that differ, got the same settings as linear'],
    ['  a: { extends: b }', 'experiments/x.yaml:5:17 arms.a.extends: expected one of linear, a, got b'],
    ['  a: { extends: a }', 'experiments/x.yaml:5:17 arms.a.extends: expected arms that do not extend one another in a circle, got a → a'],
    ['  a: { extends: 3 }', 'experiments/x.yaml:5:17 arms.a.extends: expected text or a list, got 3'],
    ['  ../up: {}', 'experiments/x.yaml:5:3 arms.../up: expected lower-case letters and digits, joined by - or ., got "../up"'],
    ['  a/b: {}', 'experiments/x.yaml:5:3 arms.a/b: expected lower-case letters and digits, joined by - or ., got "a/b"'],
    ['  "..": {}', 'experiments/x.yaml:5:3 arms...: expected lower-case letters and digits, joined by - or ., got ".."'],
    ['  a: {}\nmatrix: { loss.atraction.weight: [1] }', 'experiments/x.yaml:6:11 loss.atraction: unknown key; expected one of reprojection, attraction; did you mean attraction? (arm a)'],
    ['  a: {}\nmatrix: { los.attraction.weight: [1] }', `experiments/x.yaml:6:11 matrix.los.attraction.weight: unknown key; expected one of ${KEYS}; did you mean loss?`],
    ['  a: {}\nmatrix: { batch: [] }', 'experiments/x.yaml:6:18 matrix.batch: expected at least 1 entries, got []'],
    ['matrix: { batch: [1, 2] }', 'experiments/x.yaml:5:11 batch: no arm uses it; expected a key that an arm uses, or arms.<name>.<key>'],
    ['seeds: 0', 'experiments/x.yaml:5:8 seeds: expected at least 1, got 0'],
    ['seeds: [1, 1]', 'experiments/x.yaml:5:8 seeds: expected seeds that differ'],
    ['extends: nowhere', 'experiments/x.yaml:5:10 extends: expected the file experiments/nowhere.yaml, got a folder with x'],
    ['extends: x', 'experiments/x.yaml:5:10 extends: expected files that do not extend one another in a circle, got x.yaml → x.yaml'],
    ['extends: 3', 'experiments/x.yaml:5:10 extends: expected text or a list, got 3'],
    ['question: again', 'experiments/x.yaml:5:1: Map keys must be unique'],
  ])('%s', (rest, line) => expect([...new Set(refusals(x(rest)))]).toContain(line));
});

describe('files', () => {
  it.each([
    ['', /^experiments\/x\.yaml:1:1: expected a mapping of settings, .* got an empty file$/],
    ['- a\n', /^experiments\/x\.yaml:1:1: expected a mapping of settings, .* got a list$/],
    ['baseline: linera\nquestion: Which?\narms: { linear: {} }', /^experiments\/x\.yaml:1:11 baseline: expected one of linear, got linera; did you mean linear\?$/],
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
      'experiments/x.yaml:1:18 extends: expected the file experiments/_bose.yaml, got a folder with _base, x; did you mean _base?',
    ]);
  });

  it('finds a circle of files', () => {
    expect(refusals({ x: 'extends: a', a: 'extends: b', b: 'extends: a' })).toEqual([
      'experiments/b.yaml:1:10 extends: expected files that do not extend one another in a circle, got a.yaml → b.yaml → a.yaml',
    ]);
  });

  it('allows two bases with a base in common', () => {
    expect(refusals({ ...x('extends: [a, b]'), a: 'extends: c', b: 'extends: c', c: 'batch: 32' })).toEqual([]);
  });
});

it('tells of everything at once, in the file where it is written', () => {
  const files = { _base: 'loss:\n  reprojection: { wait: 1, weight: 1 }\n', ...x('  a: { batch: x }\n  b: { bach: 2 }\nclaims: 3\nextends: _base') };
  expect(refusals(files)).toEqual([
    'experiments/x.yaml:5:15 batch: expected a number, got "x"',
    `experiments/x.yaml:6:8 arms.b.bach: unknown key; expected one of extends, ${KEYS}; did you mean batch?`,
    'experiments/x.yaml:7:9 claims: expected a list, got 3',
    'experiments/_base.yaml:2:19 loss.reprojection.wait: unknown key; expected one of weight, gradient',
  ]);
});

it('names the arms of a mistake that is written outside of them', () => {
  const files = x('  a: { loss: { attraction: { weight: 0.3 } } }\n  b: { budget: { points: 2560 } }\nbudget: { points: 10 }');
  expect(refusals(files)).toEqual(['experiments/x.yaml:7:9 budget: expected at least one step of 256 points, got a budget of 10 points (arm a)']);
});

describe('settings from outside', () => {
  it.each([
    ['batch', '--set batch: expected key=value, such as optimiser.learningRate=1e-4'],
    ['=3', '--set =3: expected key=value, such as optimiser.learningRate=1e-4'],
    ['batch=x', '--set batch=x batch: expected a number, got "x" (arm a)'],
    ['batch=[', '--set batch=[: Flow sequence must end with a ]'],
    ['optimizer.beta1=0.5', `--set optimizer.beta1=0.5 optimizer: unknown key; expected one of question, claims, arms, baseline, seeds, matrix, ${KEYS}; did you mean optimiser?`],
    ['arms.b.batch=32', '--set arms.b.batch=32 arms.b.batch: unknown arm; expected one of linear, a'],
    ['baseline=b', '--set baseline=b baseline: expected one of linear, a, got b'],
  ])('%s', (text, line) => expect(refusals(x('  a: {}'), { set: [text] })).toContain(line));

  it('counts seeds from 1', () => expect(refusals(x('  a: {}'), { seeds: 0 })).toEqual(['--seeds=0 seeds: expected at least 1, got 0']));
});
