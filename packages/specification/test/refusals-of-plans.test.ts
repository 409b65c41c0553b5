import { describe, expect, it } from 'vitest';
import { resolveExperiment } from '../src/experiment/resolve.js';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';

const { refusals } = resolvingBy(resolveExperiment);

const x = (rest: string) => ({
  x: `question: Which?\nbaseline: linear\narms:\n  linear: { path: { kind: linear } }\n${rest}`,
});

const MATRIX = 'matrix: { loss.attraction.weight: [0.1, 0.2] }';

describe('one mistake of a plan, one line', () => {
  it.each([
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
    [
      '  a: {}\n  arc: { path: { kind: slerp } }\nseeds: { list: 1000, vary: [pairs] }\n' +
        'matrix: { loss.attraction.weight: [1, 2, 3, 4, 5, 6, 7, 8, 9] }',
      'experiments/x.yaml: expected at most 10000 trials, got 11000 (11 arms, 1000 seeds); make fewer, or split ' +
        'the experiment',
    ],
  ])('%s', (rest, line) => expect(refusals(x(rest))).toEqual([line]));
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
      `${AT}55 claims[0].test.metric.goal: missing; expected minimise or maximise, because for attraction ` +
        'neither direction is better in general',
    ],
  ])('with the test %s is refused', (test, line) => {
    expect(refusals(claims(test))).toContain(line);
  });

  it('says what its verdicts mean for the question only with a test, one text each, with no braces but {ratio}', () => {
    const TEST = '{ kind: better, arm: a, against: b }';
    const answer = (text: string) =>
      `\n    answer: { supported: ${text}, refuted: 'no, {ratio} times', unsettled: open }`;
    expect(refusals(claims(`${TEST}${answer('yes')}`))).toEqual([]);
    expect(refusals(claims(`${TEST}${answer("'yes, {ratoi} times'")}`))).toEqual([
      'experiments/x.yaml:11:26 claims[0].answer.supported: expected no braces but those of {ratio}',
    ]);
    expect(refusals(claims(`${TEST}\n    answer: { supported: yes! }`))).toEqual([
      'experiments/x.yaml:11:13 claims[0].answer.refuted: missing; expected text',
      'experiments/x.yaml:11:13 claims[0].answer.unsettled: missing; expected text',
    ]);
    expect(refusals(x(`  a: {}\nclaims:\n  - id: C\n    text: t${answer('yes')}`))).toEqual([
      expect.stringContaining('claims[0].answer: expected a test beside it; without one there is no verdict'),
    ]);
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
