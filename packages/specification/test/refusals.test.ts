import { COMPARED_METRICS } from '@latent-paths/core';
import { losses, paths } from '@latent-paths/model';
import { describe, expect, it } from 'vitest';
import { schedules } from '../src/schedules/registry.js';
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
      `experiments/x.yaml:5:22 path.kind: expected one of ${namesIn(paths)}, got "netwerk"; did you mean network?`,
    ],
    [
      '  a: { path: { hidden: [8, 8] , kind: network } }',
      'experiments/x.yaml:5:24 path.hidden: expected at least 3 entries, got [8,8]',
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
    ['  a: {}\nmatrix: { batch: [] }', 'experiments/x.yaml:6:18 matrix.batch: expected at least 1 entries, got []'],
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
      'experiments/x.yaml:5:10 extends: expected files that do not extend one another in a circle, got x.yaml → x.yaml',
    ],
    ['extends: 3', 'experiments/x.yaml:5:10 extends: expected text or a list, got 3'],
    [
      'extends: ../x',
      'experiments/x.yaml:5:10 extends: expected a file beside this one, by its name without .yaml, got "../x"',
    ],
    [
      'extends: [/etc/passwd]',
      'experiments/x.yaml:5:11 extends: expected a file beside this one, by its name without .yaml, got "/etc/passwd"',
    ],
    [
      'extends: [..]',
      'experiments/x.yaml:5:11 extends: expected a file beside this one, by its name without .yaml, got ".."',
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
      'experiments/x.yaml:5:9 metric.goal: missing; expected minimise or maximise, because neither is better in ' +
        'itself for attraction',
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
      'experiments/x.yaml:6:72 zip[1].optimiser.beta2: expected at least 1 entries, got []',
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
      '  a: {}\nexclude: [{ arm: linear }]',
      'experiments/x.yaml:2:11 baseline: expected an arm that is there, got linear, which exclude leaves out',
    ],
    [
      '  a: {}\nmatrix: { vae.latent: [8, 16] }',
      'experiments/x.yaml:2:11 baseline: expected an arm at one point of matrix or zip, one of ' +
        'linear-vae-latent-8, linear-vae-latent-16, got linear',
    ],
    [
      '  a: {}\nmatrix: { loss.attraction.weight: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], optimiser.beta1: [0.1, 0.2, ' +
        '0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.91], optimiser.beta2: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, ' +
        '0.91] }',
      'experiments/x.yaml:6:1 matrix: expected at most 1000 combinations of arms, matrix and zip, got 1101; zip ' +
        'what belongs together, or split the experiment',
    ],
    [
      '  a: {}\nseeds: 1000\nmatrix: { loss.attraction.weight: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }',
      'experiments/x.yaml: expected at most 10000 trials, got 11001 (12 arms, 1000 seeds); make fewer, or split ' +
        'the experiment',
    ],
  ])('%s', (rest, line) => expect(refusals(x(rest))).toEqual([line]));
});

describe('a root error', () => {
  const CLAIM = (arm: string) => `claims: [{ id: t, text: t, test: { kind: better, arm: ${arm}, against: linear } }]`;

  it.each([
    [
      `  a: {}\nmatrix: { batch: 128 }\n${CLAIM('a-batch-128')}`,
      'experiments/x.yaml:6:18 matrix.batch: expected a list, got 128',
    ],
    [
      `  a: {}\nmatrix: { los.attraction.weight: [1, 2] }\n${CLAIM('a-attraction-weight-1')}`,
      `experiments/x.yaml:6:11 matrix.los.attraction.weight: unknown key; expected one of ${KEYS}; did you mean loss?`,
    ],
    [
      '  a: {}\nmatrix: { batch: 128 }\nexclude: [{ batch: 128 }]',
      'experiments/x.yaml:6:18 matrix.batch: expected a list, got 128',
    ],
    [
      '  a: {}\nzip: { batch: [128, 64], optimiser.beta1: [0.5] }\nexclude: [{ batch: 64 }]',
      'experiments/x.yaml:6:43 zip.optimiser.beta1: expected 2 values, as many as batch (experiments/x.yaml:6:15), ' +
        'got 1',
    ],
    [`  a: 3\n${CLAIM('a')}`, 'experiments/x.yaml:5:6 arms.a: expected a mapping, got 3'],
    ['  a: 3\n  b: { extends: a }', 'experiments/x.yaml:5:6 arms.a: expected a mapping, got 3'],
    ['  a: 3\nexclude: [{ arm: a }]', 'experiments/x.yaml:5:6 arms.a: expected a mapping, got 3'],
    [
      '  a: {}\nzip: { loss.attraction.weight: [1, 1], optimiser.beta1: [0.5, 0.5] }',
      'experiments/x.yaml:6:36 zip.loss.attraction.weight: expected values that differ, got 1 with 0.5 again',
    ],
    [
      '  a: { batsch: 3 }\n  b: { extends: a }',
      `experiments/x.yaml:5:8 arms.a.batsch: unknown key; expected one of extends, ${KEYS}; did you mean batch?`,
    ],
    [
      `  a: { batch: many }\n  b: { extends: a }\n${CLAIM('b')}`,
      'experiments/x.yaml:5:15 batch: expected a number, got "many"',
    ],
    [
      '  a: { batch: many }\nmatrix: { optimiser.beta1: [0.5, 0.6] }',
      'experiments/x.yaml:5:15 batch: expected a number, got "many"',
    ],
    [
      '  a: { path: { kind: netwerk } }\nmatrix: { optimiser.beta1: [0.5, 0.6] }\nexclude: [{ optimiser.beta1: 0.5 }]',
      `experiments/x.yaml:5:22 path.kind: expected one of ${namesIn(paths)}, got "netwerk"; did you mean network?`,
    ],
  ])('is told without its echoes: %s', (rest, line) => expect(refusals(x(rest))).toEqual([line]));

  it('is told beside others', () => {
    const rest = '  a: { batsch: 3 }\nmatrix: { optimiser.beta1: [0.5, 0.5] }\nseeds: 0';
    expect(refusals(x(rest)).map((line) => line.split(':')[3])).toHaveLength(3);
  });
});

it('lets batches differ where the points are the same', () => {
  expect(refusals(x('  a: {}\n  b: { batch: 128 }'))).toEqual([]);
});

it('measures gaps of what trains alone', () => {
  expect(refusals(x('  a: {}\nevaluation: { gaps: {} }'))).toEqual([]);
});

describe('few pairs a batch', () => {
  const arm = (rest: string) => x(`  a: { loss: { variance: { weight: 1 } }, ${rest} }`);
  const dense = (count: number, batch: number) =>
    arm(`batch: ${batch}, sampling: { alphas: { kind: dense, count: ${count} } }`);
  const refusal = 'for loss.variance, whose value depends on their number, got';

  it('are refused for a term over pairs', () => {
    expect(refusals(dense(16, 128))).toEqual([
      `experiments/x.yaml:5:3 arms.a: expected at least 96 independent pairs a batch ${refusal} 8 (batch 128, 16 α ` +
        'a pair); ' +
        'raise batch to 1536, take fewer α a pair, leave the term out, or write fewPairs: accept where it is meant',
    ]);
    expect(refusals(dense(2, 190))[0]).toContain(`${refusal} 95 (batch 190, 2 α a pair)`);
    expect(refusals(dense(2, 192))).toEqual([]);
    expect(refusals(dense(16, 1536))).toEqual([]);
  });

  it('are refused at any level of a curriculum, and where there are no more pairs to visit', () => {
    const growing = arm(
      'batch: 128, sampling: { alphas: { kind: dense, count: 16 } }, curriculum: { kind: alpha-count, from: 1, to: 2 }',
    );
    expect(refusals(growing)[0]).toContain(`${refusal} 64 (batch 128, 2 α a pair)`);
    const uniform = 'alphas: { kind: uniform }';
    expect(refusals(arm(`sampling: { ${uniform}, pairs: { kind: fixed, count: 20 } }`))[0]).toContain(
      `${refusal} 20 (of 20 pairs in all); sample more pairs, leave`,
    );
    const small = arm(`sampling: { ${uniform} }, pool: { train: 1000 }, curriculum: { kind: pair-pool, from: 0.01 }`);
    expect(refusals(small)[0]).toContain(`${refusal} 45 (of 45 pairs in all)`);
  });

  it('are taken where they are meant, where the term is off, and by terms that are means over points', () => {
    const few = 'batch: 128, sampling: { alphas: { kind: dense, count: 16 } }';
    expect(refusals(arm(`${few}, fewPairs: accept`))).toEqual([]);
    expect(refusals(x(`  a: { loss: { variance: { weight: 0 } }, ${few} }`))).toEqual([]);
    expect(refusals(x(`  a: { loss: { reprojection: { share: 0.125 } }, ${few} }`))).toEqual([]);
    expect(refusals(arm(`${few}, fewPairs: maybe`))).toEqual([
      'experiments/x.yaml:5:115 fewPairs: expected accept, got "maybe"',
    ]);
  });
});

describe('a budget that varies', () => {
  const grid = 'matrix: { budget.points: [25600, 51200] }';

  it('makes of each of its values a comparison of its own', () => {
    expect(refusals(x(`  a: {}\n  b: { batch: 128 }\n${grid}`))).toEqual([]);
    expect(
      refusals(x('  a: {}\nzip: { budget.points: [25600, 51200], optimiser.learningRate: [1e-3, 5e-4] }')),
    ).toEqual([]);
  });

  it('is none where only something else varies', () => {
    const [line, ...others] = refusals(
      x('  a: {}\n  b: { budget: { points: 25600 } }\nmatrix: { loss.attraction.weight: [0.1, 0.2] }'),
    );
    expect(line).toMatch(
      /arms\.b-attraction-weight-0\.1: expected as much training as a-attraction-weight-0\.1, 80000 points, got 25600 points/,
    );
    expect(others.length).toBe(1);
  });

  it('does not hide arms of unequal training within one of its values', () => {
    const path = 'path: { kind: network, inputs: ends }';
    const budgets = 'matrix: { budget.projections: [25600, 51200] }';
    // An arm whose path projects its input makes fewer points of as many projections.
    const lines = refusals(x(`  a: {}\n  b: { loss: { alpha-critic: { weight: 1 } } }\n${path}\n${budgets}`));
    expect(lines).toEqual(
      [25600, 51200].map((points) =>
        expect.stringContaining(
          `expected as much training as a-budget-projections-${points}, ${points} points, got ${points / 2} points`,
        ),
      ),
    );
  });
});

describe('predictions', () => {
  const curves = (rest: string) =>
    refusals(
      x(
        `  a: {}\n  b: { batch: 128 }\nmatrix: { budget.points: [25600, 51200] }\npredictions:\n  - { id: P, text: ` +
          `So it is., ${rest} }`,
      ),
    );

  it.each([
    ['arm: a, against: b, ratio: 1.04', null],
    ['arm: a, against: b, budget: 51200, multiple: { most: 4.7 }', null],
    [
      'arm: a, against: bb, ratio: 1',
      'experiments/x.yaml:9:48 predictions[0].against: expected an arm whose budget varies, one of a, b, got bb',
    ],
    [
      'arm: a, against: a, ratio: 1',
      'experiments/x.yaml:9:48 predictions[0].against: expected another arm than the prediction is about, got a twice',
    ],
    [
      'arm: a, against: b, budget: 3, ratio: 1',
      'experiments/x.yaml:9:59 predictions[0].budget: expected one of the arm’s budgets in points, 25600, 51200, got 3',
    ],
    [
      'arm: a, against: b',
      'experiments/x.yaml:9:5 predictions[0]: expected one of ratio and multiple; name what is predicted',
    ],
    [
      'arm: a, against: b, ratio: { least: 2, most: 1 }',
      'experiments/x.yaml:9:58 predictions[0].ratio: expected least to be at most 1 (most), got 2',
    ],
    [
      'arm: a, against: b, ratio: {}',
      'experiments/x.yaml:9:58 predictions[0].ratio: expected a number, or at least one of least and most',
    ],
  ])('%s', (rest, line) => expect(curves(rest)).toEqual(line === null ? [] : [line]));

  it('are of curves over the budget', () => {
    const lines = refusals(
      x('  a: {}\n  b: { batch: 128 }\npredictions:\n  - { id: P, text: So., arm: a, against: b, ratio: 1 }'),
    );
    expect(lines).toContainEqual(
      expect.stringContaining(
        'predictions: expected a grid that varies the budget in points, because predictions are of curves over it',
      ),
    );
  });
});

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
      'experiments/b.yaml:1:10 extends: expected files that do not extend one another in a circle, got a.yaml → ' +
        'b.yaml → a.yaml',
    ]);
  });

  it('allows two bases with a base in common', () => {
    expect(refusals({ ...x('extends: [a, b]'), a: 'extends: c', b: 'extends: c', c: 'batch: 32' })).toEqual([]);
  });
});

describe('a claim', () => {
  const claims = (test: string, rest = '') =>
    x(
      `  a: {}\n  b: { loss: { attraction: { weight: 0.3 } } }\n${rest}claims:\n  - id: C\n    text: a is better\n ` +
        `   test: ${test}`,
    );
  const AT = 'experiments/x.yaml:10:';

  it.each([
    ['{ kind: better, arm: aa, against: linear }', `${AT}32 claims[0].test.arm: expected one of linear, a, b, got aa`],
    [
      '{ kind: better, arm: a, against: linera }',
      `${AT}44 claims[0].test.against: expected one of linear, a, b, got linera; did you mean linear?`,
    ],
    [
      '{ kind: better, arm: a, against: a }',
      `${AT}44 claims[0].test.against: expected another arm than the claim is about, got "a" twice`,
    ],
    [
      '{ kind: beter, arm: a, against: b }',
      `${AT}19 claims[0].test.kind: expected one of better, non-inferior, got "beter"; did you mean better?`,
    ],
    [
      '{ kind: better, arm: a, against: b, margin: 0.1 }',
      `${AT}47 claims[0].test.margin: unknown key; expected one of kind, arm, against, metric`,
    ],
    ['{ kind: non-inferior, arm: a, against: b }', `${AT}11 claims[0].test.margin: missing; expected a number`],
    [
      '{ kind: non-inferior, arm: a, against: b, margin: 5 }',
      `${AT}61 claims[0].test.margin: expected at most 0.5, got 5`,
    ],
    [
      '{ kind: better, arm: a, against: b, metric: { name: attraction } }',
      `${AT}55 claims[0].test.metric.goal: missing; expected minimise or maximise, because neither is better in ` +
        'itself for attraction',
    ],
  ])('with the test %s is refused', (test, line) => {
    expect(refusals(claims(test))).toContain(line);
  });

  it('names its arms at one point, where there is a matrix', () => {
    expect(
      refusals(x(`  a: {}\n${MATRIX}\nclaims: [{ id: C, text: t, test: { kind: better, arm: a, against: linear } }]`)),
    ).toEqual([
      'experiments/x.yaml:7:55 claims[0].test.arm: expected an arm at one point of matrix or zip, one of ' +
        'a-attraction-weight-0.1, a-attraction-weight-0.2, got a',
    ]);
  });

  it('has an id of its own', () => {
    expect(refusals(x('  a: {}\nclaims: [{ id: C, text: t }, { id: C, text: u }]'))).toEqual([
      'experiments/x.yaml:6:9 claims: expected claims of different ids',
    ]);
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
