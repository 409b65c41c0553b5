import * as tf from '@tensorflow/tfjs-core';
import { buildChoice, exampleChoices } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { lossContext, losses, project, type Loss, type LossContext } from '../../src/index.js';
import { column, expectClose, expectGradient, expectNoLeak, normal, numbers, tinyVae } from '../support.js';

const D = 4;
const cases = exampleChoices(losses).map((choice) => ({ name: JSON.stringify(choice), loss: buildChoice<Loss>(losses, choice) }));

const vae = tinyVae();
const batch = {
  zA: normal('a', [3, D]),
  zB: normal('b', [3, D]),
  alpha: column([0.1, 0.5, 0.8]),
  project: (z: tf.Tensor2D) => project(vae, z),
};
const z = normal('z', [3, D]);
const context = (overrides: Partial<LossContext> = {}): LossContext => lossContext({ z, ...batch, ...overrides });

describe.each(cases)('$name', ({ loss }) => {
  it('is a finite number that is not negative', () => {
    const value = loss.value(context());
    expect(value.shape).toEqual([]);
    expect(numbers(value)[0]).toBeGreaterThan(0);
    expect(numbers(value)[0]).toBeLessThan(Infinity);
  });

  it('is the mean over the batch', () => {
    const rows = [0, 1, 2].map((i) => {
      const row = (x: tf.Tensor2D): tf.Tensor2D => tf.slice(x, [i, 0], [1, -1]);
      return loss.value(context({ z: row(z), zA: row(batch.zA), zB: row(batch.zB), alpha: row(batch.alpha) }));
    });
    expectClose(loss.value(context()), tf.mean(tf.stack(rows)), 1e-6);
  });

  it('projects as often as it says', () => {
    let calls = 0;
    const project = (z: tf.Tensor2D) => {
      calls++;
      return batch.project(z);
    };
    loss.value(context({ project }));
    expect(calls).toBe(loss.projections);
  });

  it('leaves no tensor behind', () => {
    expectNoLeak(() => tf.grad((z) => loss.value(context({ z: z as tf.Tensor2D })))(z));
  });

  if (loss.stopsGradient !== true) {
    it('has the gradient of central differences', () => {
      expectGradient((z) => loss.value(context({ z: z as tf.Tensor2D })), [z]);
    });
  }
});

it('losses of one context share P(z)', () => {
  let calls = 0;
  const project = (z: tf.Tensor2D) => {
    calls++;
    return batch.project(z);
  };
  const shared = context({ project });
  cases.forEach(({ loss }) => loss.value(shared));
  expect(calls).toBe(1);
  shared.project(batch.zA);
  expect(calls).toBe(2);
});

it('reprojection is zero at fixed points of P, attraction on the straight line', () => {
  const fixed = context({ project: (z) => tf.clone(z) });
  expect(numbers(losses.reprojection.build({ gradient: 'full' }).value(fixed))).toEqual([0]);
  expect(numbers(losses.attraction.build({}).value(context({ z: context().linear })))).toEqual([0]);
});
