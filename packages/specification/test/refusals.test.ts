import { COMPARED_METRICS } from '@latent-paths/core';
import { losses } from '@latent-paths/model';
import { describe, expect, it } from 'vitest';
import { schedules } from '../src/schedules/registry.js';
import { trialShape } from '../src/trial/trial-shape.js';
import { resolveExperiment } from '../src/experiment/resolve.js';
import { pathKinds } from '../src/paths/registry.js';
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

const EQUAL =
  'give both the same budget, compare them at equal work, budget: { flops: … }, or make the budget an axis of the ' +
  'matrix';

const MATRIX = 'matrix: { loss.attraction.weight: [0.1, 0.2] }';

describe('one mistake, one line', () => {
  it.each([
    [
      '  a: { batsch: 3 }',
      `experiments/x.yaml:5:8 arms.a.batsch: unknown key; expected one of extends, ${KEYS}; did you mean batch?`,
    ],
    ['batsh: 3', `experiments/x.yaml:5:1 batsh: unknown key; expected one of ${FILE_KEYS}; did you mean batch?`],
    [
      '  a:\n    sampling:\n      alphas: { knd: dense, count: 8 }',
      'experiments/x.yaml:7:17 sampling.alphas.knd: unknown key; expected one of kind, count; did you mean kind?',
    ],
    [
      '  a: { path: { kind: netwerk } }',
      `experiments/x.yaml:5:22 path.kind: expected one of ${namesIn(pathKinds)}, got "netwerk"; did you mean network?`,
    ],
    [
      '  a: { path: { hidden: [] , kind: network } }',
      'experiments/x.yaml:5:24 path.hidden: expected at least 1 entry, got []',
    ],
    [
      '  a: { vae: { training: { batch: many } } }',
      'experiments/x.yaml:5:34 vae.training.batch: expected a number, got "many"',
    ],
    [
      '  a: { loss: { reprojecton: { weight: 1 } } }',
      `experiments/x.yaml:5:16 loss.reprojecton: unknown key; expected one of ${namesIn(losses)}; did you mean ` +
        'reprojection?',
    ],
    [
      '  a: { loss: { reprojection: { weight: null } } }',
      'experiments/x.yaml:5:30 loss.reprojection.weight: missing; expected a number or a mapping or text (arm a)',
    ],
    [
      '  a: { loss: { reprojection: { weight: -1 } } }',
      'experiments/x.yaml:5:40 loss.reprojection.weight: expected values of at least 0, got -1',
    ],
    [
      '  a: { optimiser: { learningRate: { kind: cosinus } } }',
      `experiments/x.yaml:5:43 optimiser.learningRate.kind: expected one of ${namesIn(schedules)}, got "cosinus"; ` +
        'did you mean cosine?',
    ],
    [
      '  a: { optimiser: { learningRate: fast } }',
      'experiments/x.yaml:5:35 optimiser.learningRate: expected a number, or a schedule such as 0.5 -> 0.02, ' +
        'exponential 0.5 -> 0.02 or { kind: cosine, from: 0.5 }, got "fast"',
    ],
    [
      '  a: { optimiser: { learningRate: exponential 1 -> 0 } }',
      'experiments/x.yaml:5:35 optimiser.learningRate: to: expected more than 0, got 0',
    ],
    [
      '  a: { optimiser: { learningRate: { kind: step, values: [1, 2], at: [0.2, 0.1] } } }',
      'experiments/x.yaml:5:35 optimiser.learningRate: at: expected 1 entries, one fewer than values, got 2',
    ],
    [
      '  a: { batch: 100 }',
      'default sampling.alphas: expected a number of α per pair that divides the batch (100), got 16 (arm a)',
    ],
    [
      '  a: { curriculum: { kind: alpha-count, to: 12 } }',
      'experiments/x.yaml:5:20 curriculum: expected a number of α per pair that divides the batch (256), got 12',
    ],
    [
      '  a: { curriculum: { kind: alpha-count, from: 4, to: 2 } }',
      'experiments/x.yaml:5:20 curriculum: to: expected at least from (4), got 2',
    ],
    [
      '  a: { sampling: { alphas: { kind: single } }, curriculum: { kind: alpha-count } }',
      'experiments/x.yaml:5:60 curriculum: single α: expected 1 α per pair, got 2; use { kind: dense } or { kind: ' +
        'uniform }',
    ],
    [
      '  a: { sampling: { pairs: { kind: fixed, count: 3e9 } } }',
      'experiments/x.yaml:5:27 sampling.pairs: fixed pairs: expected a count of at most 199990000, the pairs of ' +
        '20000 latents, got 3000000000; use { kind: all }',
    ],
    [
      '  a: { budget: { points: 100 } }',
      'experiments/x.yaml:5:16 budget: expected at least one step of 256 points, got a budget of 100 points',
    ],
    [
      '  a: { budget: { points: 1, projections: 1 } }',
      'experiments/x.yaml:5:18 budget.points: unknown key; expected projections',
    ],
    [
      '  a: { loss: { reprojection: { weight: 0 }, attraction: null } }',
      'experiments/x.yaml:5:14 loss: expected at least one term with a weight above 0',
    ],
    [
      '  a: { loss: { reprojection: null } }',
      'default budget: expected a budget of points, because no loss evaluates P, got projections; write budget: { ' +
        'points: … } (arm a)',
    ],
    [
      '  a: { pool: { train: 300000 } }',
      'experiments/x.yaml:5:23 pool.train: expected at most 200000 (data.train), got 300000',
    ],
    [
      '  a: { path: { kind: graph, nodes: 20001 } }',
      'experiments/x.yaml:5:36 path.nodes: expected at most 20000 (pool.train), got 20001',
    ],
    [
      '  a: { path: { kind: direct, attraction: { wieght: 1 } } }',
      'experiments/x.yaml:5:44 path.attraction.wieght: unknown key; expected weight; did you mean weight?',
    ],
    [
      '  a: { evaluation: { pairs: 1001 } }',
      'experiments/x.yaml:5:29 evaluation.pairs: expected at most 1000 (disjoint pairs of pool.test), got 1001',
    ],
    [
      '  a: {}\n  b: { budget: { points: 40000 } }',
      `experiments/x.yaml:6:3 arms.b: expected as much training as a, 80000 points, got 40000 points; ${EQUAL}`,
    ],
    [
      '  a: {}\n  b: { budget: { flops: 40000 } }',
      `experiments/x.yaml:6:3 arms.b: expected as much training as a, 80000 points, got 40000 FLOPs; ${EQUAL}`,
    ],
    [
      '  a: { sampling: { pairs: { kind: fresh } } }\nevaluation: { gaps: {} }',
      'experiments/x.yaml:6:21 evaluation.gaps: expected sampling.pairs of kind fixed or all, which know the pairs ' +
        'that they never visit, got fresh (arm a)',
    ],
    [
      '  a: { curriculum: { kind: alpha-count } }\nevaluation: { gaps: {} }',
      'experiments/x.yaml:6:21 evaluation.gaps: expected a sampling that never changes, got the curriculum ' +
        'alpha-count; leave evaluation.gaps out (arm a)',
    ],
    [
      '  a: { pool: { validation: 40 } }\nvalidation: { pairs: 20 }\nevaluation: { latents: validation, pairs: 21 }',
      'experiments/x.yaml:7:43 evaluation.pairs: expected at most 20 (disjoint pairs of pool.validation), got 21 ' +
        '(arm a)',
    ],
    [
      'seeds: { list: 2, vary: [pairz] }',
      'experiments/x.yaml:5:26 seeds.vary[0]: expected one of init, sampling, pool, pairs, vae, got "pairz"; did ' +
        'you mean pairs?',
    ],
    ['seeds: { list: 0, vary: [vae] }', 'experiments/x.yaml:5:16 seeds.list: expected at least 1, got 0'],
    [
      '  a: { evaluation: { pairs: 6 } }',
      'experiments/x.yaml:5:3 arms.a: expected the same test pairs as linear, got another evaluation; move it out ' +
        'of the arms',
    ],
    [
      '  a: { pool: { seed: 2, train: 1000 } }',
      'experiments/x.yaml:5:3 arms.a: expected the same test pairs as linear, got another pool; move it out of the ' +
        'arms',
    ],
    ['  a: 3', 'experiments/x.yaml:5:6 arms.a: expected a mapping, got 3'],
    [
      '  a: { path: { kind: linear } }',
      'experiments/x.yaml:5:3 arms.a: expected arms that differ, got the same settings as linear',
    ],
    ['  a: { extends: b }', 'experiments/x.yaml:5:17 arms.a.extends: expected one of linear, a, got b'],
    [
      '  a: { extends: a }',
      'experiments/x.yaml:5:17 arms.a.extends: expected arms that do not extend one another in a circle, got a → a',
    ],
    ['  a: { extends: 3 }', 'experiments/x.yaml:5:17 arms.a.extends: expected text or a list, got 3'],
    [
      '  ../up: {}',
      'experiments/x.yaml:5:3 arms.../up: expected lower-case letters and digits, joined by - or ., got "../up"',
    ],
    [
      '  a/b: {}',
      'experiments/x.yaml:5:3 arms.a/b: expected lower-case letters and digits, joined by - or ., got "a/b"',
    ],
    [
      '  "..": {}',
      'experiments/x.yaml:5:3 arms...: expected lower-case letters and digits, joined by - or ., got ".."',
    ],
    [
      '  a: {}\nmatrix: { loss.atraction.weight: [1] }',
      `experiments/x.yaml:6:11 loss.atraction: unknown key; expected one of ${namesIn(losses)}; did you mean ` +
        'attraction? (arm a)',
    ],
    [
      '  a: {}\nmatrix: { los.attraction.weight: [1] }',
      `experiments/x.yaml:6:11 matrix.los.attraction.weight: unknown key; expected one of ${KEYS}; did you mean loss?`,
    ],
    ['  a: {}\nmatrix: { batch: [] }', 'experiments/x.yaml:6:18 matrix.batch: expected at least 1 entry, got []'],
    [
      'matrix: { batch: [1, 2] }',
      'experiments/x.yaml:5:11 batch: no arm uses it; expected a key that an arm uses, or arms.<name>.<key>',
    ],
    ['seeds: 0', 'experiments/x.yaml:5:8 seeds: expected at least 1, got 0'],
    ['seeds: [1, 1]', 'experiments/x.yaml:5:8 seeds: expected seeds that differ'],
    [
      'extends: nowhere',
      'experiments/x.yaml:5:10 extends: expected the file experiments/nowhere.yaml, got a folder with x',
    ],
    [
      'extends: x',
      'experiments/x.yaml:5:10 extends: expected files that do not extend each other in a circle, got x.yaml → x.yaml',
    ],
    ['extends: 3', 'experiments/x.yaml:5:10 extends: expected text or a list, got 3'],
    [
      'extends: ../x',
      'experiments/x.yaml:5:10 extends: expected the name of a file in the same folder, without .yaml, got "../x"',
    ],
    [
      'extends: [/etc/passwd]',
      'experiments/x.yaml:5:11 extends: expected the name of a file in the same folder, without .yaml, got ' +
        '"/etc/passwd"',
    ],
    [
      'extends: [..]',
      'experiments/x.yaml:5:11 extends: expected the name of a file in the same folder, without .yaml, got ".."',
    ],
    [
      'question: again',
      'experiments/x.yaml:5:1: expected each key once, got question again; it stands at experiments/x.yaml:1:1, too',
    ],
    ['seeds: 1000000000', 'experiments/x.yaml:5:8 seeds: expected at most 1000, got 1000000000'],
    ['  a: {}\nbatch: 1e12', 'experiments/x.yaml:6:8 batch: expected at most 1000000, got 1000000000000'],
    [
      `  ${'a'.repeat(101)}: {}`,
      `experiments/x.yaml:5:3 arms.${'a'.repeat(101)}: expected at most 100 characters, got "${'a'.repeat(56)}…`,
    ],
    ['metric: reprojection', 'experiments/x.yaml:5:9 metric: expected a mapping, got "reprojection"'],
    [
      'metric: { name: divrsity }',
      `experiments/x.yaml:5:17 metric.name: expected one of ${namesIn(COMPARED_METRICS)}, got "divrsity"; did you ` +
        'mean diversity?',
    ],
    [
      'metric: { goal: minimise }',
      `experiments/x.yaml:5:9 metric.name: missing; expected one of ${namesIn(COMPARED_METRICS)}`,
    ],
    [
      'metric: { name: reprojection, goal: minimize }',
      'experiments/x.yaml:5:37 metric.goal: expected one of minimise, maximise, got "minimize"; did you mean minimise?',
    ],
    [
      'metric: { name: attraction }',
      'experiments/x.yaml:5:9 metric.goal: missing; expected minimise or maximise, because for attraction neither ' +
        'direction is better in general',
    ],
    [
      '  a: {}\nmatrix: { batch: [128, 128] }',
      'experiments/x.yaml:6:24 matrix.batch: expected values that differ, got 128 again',
    ],
    [
      '  a: {}\nmatrix: { loss.attraction.weight: [1e-3, 0.001] }',
      'experiments/x.yaml:6:42 matrix.loss.attraction.weight: expected values that differ, got 0.001 again',
    ],
    [
      '  a: {}\nmatrix: { loss.attraction: [{ weight: 1 }], loss.attraction.weight: [1] }',
      'experiments/x.yaml:6:45: expected loss.attraction.weight to be set in one place, got loss.attraction at ' +
        'experiments/x.yaml:6:11, too',
    ],
    [
      '  a: {}\nzip: { batch: [128, 64], optimiser.beta1: [0.5, 0.6, 0.7] }',
      'experiments/x.yaml:6:43 zip.optimiser.beta1: expected 2 values, as many as batch (experiments/x.yaml:6:15), ' +
        'got 3',
    ],
    [
      '  a: {}\nzip: [{ batch: [128, 64] }, { optimiser.beta1: [0.5], optimiser.beta2: [] }]',
      'experiments/x.yaml:6:72 zip[1].optimiser.beta2: expected at least 1 entry, got []',
    ],
    ['  a: {}\nzip: 3', 'experiments/x.yaml:6:6 zip: expected a mapping or a list, got 3'],
    [
      '  a: {}\nzip: { los.attraction.weight: [1] }',
      `experiments/x.yaml:6:8 zip.los.attraction.weight: unknown key; expected one of ${KEYS}; did you mean loss?`,
    ],
    [
      `  a: {}\n${MATRIX}\nzip: { loss.attraction.weight: [1] }`,
      'experiments/x.yaml:7:8: expected loss.attraction.weight to be set in one place, got it at ' +
        'experiments/x.yaml:6:11, too',
    ],
    ['  a: {}\nexclude: { arm: a }', 'experiments/x.yaml:6:10 exclude: expected a list, got {"arm":"a"}'],
    [
      '  a: {}\nexclude: [{}]',
      'experiments/x.yaml:6:11 exclude[0]: expected at least one of arm and the keys of matrix and zip',
    ],
    ['  a: {}\nexclude: [{ arm: b }]', 'experiments/x.yaml:6:18 exclude[0].arm: expected one of linear, a, got "b"'],
    [
      `  a: {}\n${MATRIX}\nexclude: [{ batch: 3 }]`,
      'experiments/x.yaml:7:13 exclude[0].batch: unknown key; expected one of arm, loss.attraction.weight',
    ],
    [
      `  a: {}\n${MATRIX}\nexclude: [{ loss.attraction.weight: 0.3 }]`,
      'experiments/x.yaml:7:37 exclude[0].loss.attraction.weight: expected one of 0.1, 0.2, got 0.3',
    ],
    [
      `  a: {}\n${MATRIX}\nexclude: [{ arm: linear, loss.attraction.weight: 0.1 }]`,
      'experiments/x.yaml:7:11 exclude[0]: expected a combination of arms, matrix and zip that there is, got one ' +
        'that there is not; delete it, or look at its values',
    ],
    [
      '  a: {}\ndata: { kind: idx }\nmetric: { name: path-error }',
      'experiments/x.yaml:7:17 metric.name: expected a metric that needs no factors, one of reprojection-half, ' +
        'reprojection, reprojection-q95, reprojection-max, reprojection-real, attraction, held-out-objective, ' +
        'recovered-share, endpoint-error, identity-error, alpha-sensitivity, diversity, got path-error: those of the ' +
        'images of data idx are not known',
    ],
    [
      '  a: {}\ndata: { kind: idx }\nclaims: [{ id: t, text: t, test: { kind: better, arm: a, against: linear, ' +
        'metric: { name: true-distance } } }]',
      'experiments/x.yaml:7:91 claims[0].test.metric.name: expected a metric that needs no factors, one of ' +
        'reprojection-half, reprojection, reprojection-q95, reprojection-max, reprojection-real, attraction, ' +
        'held-out-objective, recovered-share, endpoint-error, identity-error, alpha-sensitivity, diversity, got ' +
        'true-distance: those of the images of data idx are not known',
    ],
    [
      '  a: {}\n  b: { loss: { reprojection: null, tube: { weight: 1, tau: 2 } } }\n' +
        'metric: { name: held-out-objective }',
      'experiments/x.yaml:7:17 metric.name: expected a metric that needs no objective in common, one of ' +
        'reprojection-half, reprojection, reprojection-q95, reprojection-max, reprojection-real, attraction, ' +
        'endpoint-error, identity-error, alpha-sensitivity, diversity, true-distance-half, true-distance, ' +
        'path-error, path-error-reparameterised, factor-endpoint-error, switch-error, acai-distance, got ' +
        'held-out-objective: not all trained arms end with reprojection and the same weight ' +
        'of attraction beside it',
    ],
  ])('%s', (rest, line) => expect(refusals(x(rest))).toEqual([line]));
});
