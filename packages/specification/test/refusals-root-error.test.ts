import { describe, expect, it } from 'vitest';
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
      `experiments/x.yaml:5:22 path.kind: expected one of ${namesIn(pathKinds)}, got "netwerk"; did you mean network?`,
    ],
  ])('is told without its echoes: %s', (rest, line) => expect(refusals(x(rest))).toEqual([line]));

  it('is told beside others', () => {
    const rest = '  a: { batsch: 3 }\nmatrix: { optimiser.beta1: [0.5, 0.5] }\nseeds: 0';
    expect(refusals(x(rest)).map((line) => line.split(':')[3])).toHaveLength(3);
  });
});
