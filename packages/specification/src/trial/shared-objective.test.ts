import { expect, it } from 'vitest';
import { sharedObjective } from './shared-objective.js';
import { trialSchema } from './trial-schema.js';

const withLoss = (loss: object, path: object = {}) =>
  trialSchema.parse({ loss, path: { kind: 'network', ...path }, budget: { points: 70400 } });

it('is the last weight of attraction over that of reprojection, whatever came before', () => {
  const constant = withLoss({ reprojection: { weight: 1 }, attraction: { weight: 0.02 } });
  const falling = withLoss({
    reprojection: { weight: 1 },
    attraction: { weight: { kind: 'exponential', from: 0.5, to: 0.02 } },
  });
  const [objective] = [sharedObjective([constant, falling])];
  expect(objective!.attraction).toBeCloseTo(0.02, 12);
  expect(sharedObjective([withLoss({ reprojection: { weight: 2 }, attraction: { weight: 0.1 } })])).toEqual({
    attraction: 0.05,
  });
});

it('asks trained arms alone', () => {
  const linear = trialSchema.parse({ path: { kind: 'linear' } });
  expect(sharedObjective([linear, withLoss({ reprojection: { weight: 1 }, attraction: { weight: 0.3 } })])).toEqual({
    attraction: 0.3,
  });
  expect(sharedObjective([linear])).toBeUndefined();
});

it('is not known where arms end with unlike weights, train for no reprojection, or follow what training shows', () => {
  const one = withLoss({ reprojection: { weight: 1 }, attraction: { weight: 0.1 } });
  expect(
    sharedObjective([one, withLoss({ reprojection: { weight: 1 }, attraction: { weight: 0.3 } })]),
  ).toBeUndefined();
  expect(sharedObjective([withLoss({ attraction: { weight: 0.1 } })])).toBeUndefined();
});
