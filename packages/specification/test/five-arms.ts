import { resolveExperiment } from '../src/experiment/resolve.js';
import { resolvingBy } from '../../../tools/testing/src/resolve-in.js';

export const { resolveIn } = resolvingBy(resolveExperiment);

/** A base of small sizes, and five arms upon it. */
export const base = `
pool: { train: 1000, validation: 200, test: 200 }
evaluation: { pairs: 50 }
validation: { pairs: 20 }
budget: { points: 2560 }
`;

export const file = `
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

export const armsOf = (text: string, options = {}) => resolveIn({ _base: base, x: text }, options).arms;
