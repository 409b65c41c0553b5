import * as tf from '@tensorflow/tfjs-core';
import { buildChoice, exampleChoices, hashArrays, rootKey } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { lossContext, losses, project, type Loss, type LossContext } from '../../src/index.js';
import { column, expectClose, expectGradient, expectNoLeak, normal, numbers, tinyVae, toTensors, uniform } from '../support.js';

const D = 4;
const cases = exampleChoices(losses).map((choice) => {
  const loss = buildChoice<Loss>(losses, choice);
  return { name: JSON.stringify(choice), loss, own: toTensors(loss.network?.initial(D, rootKey(3)) ?? {}) };
});

const vae = tinyVae();
const batch = {
  zA: normal('a', [3, D]),
  zB: normal('b', [3, D]),
  alpha: column([0.1, 0.5, 0.8]),
  pool: normal('pool', [3, D]),
  noise: normal('noise', [3, D]),
  level: uniform('level', [3, 1]),
  project: (z: tf.Tensor2D) => project(vae, z),
};
const z = normal('z', [3, D]);
const context = (overrides: Partial<LossContext> = {}): LossContext => lossContext({ z, ...batch, ...overrides });

describe.each(cases)('$name', ({ loss, own }) => {
  const signed = loss.network !== undefined;
  it(`is a finite number${signed ? '' : ' that is not negative'}`, () => {
    const value = loss.value(context({ own }));
    expect(value.shape).toEqual([]);
    expect(numbers(value)[0]).toBeGreaterThan(signed ? -Infinity : 0);
    expect(numbers(value)[0]).toBeLessThan(Infinity);
  });

  if (loss.ofBatch !== true) {
    it('is the mean over the batch', () => {
      const rows = [0, 1, 2].map((i) => {
        const row = (x: tf.Tensor2D): tf.Tensor2D => tf.slice(x, [i, 0], [1, -1]);
        return loss.value(context({ own, z: row(z), zA: row(batch.zA), zB: row(batch.zB), alpha: row(batch.alpha), noise: row(batch.noise), level: row(batch.level) }));
      });
      expectClose(loss.value(context({ own })), tf.mean(tf.stack(rows)), 1e-6);
    });
  }

  it('projects as often as it says', () => {
    let calls = 0;
    const project = (z: tf.Tensor2D) => {
      calls++;
      return batch.project(z);
    };
    loss.value(context({ own, project }));
    expect(calls).toBe(loss.projections);
  });

  it('leaves no tensor behind', () => {
    expectNoLeak(() => tf.grad((z) => loss.value(context({ own, z: z as tf.Tensor2D })))(z));
  });

  if (loss.stopsGradient !== true) {
    it('has the gradient of central differences', () => {
      expectGradient((z) => loss.value(context({ own, z: z as tf.Tensor2D })), [z]);
    });
  }

  const { network } = loss;
  if (network !== undefined) {
    const names = Object.keys(own);

    it('its own network learns: its objective falls along its gradient, by as much as the gradient says', () => {
      const objective = (...weights: tf.Tensor[]) => network.objective(context({ own: Object.fromEntries(names.map((name, i) => [name, weights[i]!])) }));
      const start = names.map((name) => own[name]!);
      const gradients = tf.grads(objective)(start);
      const steepest = gradients.reduce((sum, gradient) => sum + numbers(tf.sum(tf.square(gradient)))[0]!, 0);
      const along = (t: number) => numbers(objective(...start.map((weight, i) => tf.sub(weight, tf.mul(t, gradients[i]!)))))[0]!;
      const step = 1e-2 / Math.sqrt(steepest);
      expect((along(-step) - along(step)) / (2 * step * steepest)).toBeCloseTo(1, 1);
      expect(along(step)).toBeLessThan(along(0));
    });

    it('starts from the same weights for the same key, and from others for another', () => {
      const hash = (seed: number) => hashArrays(network.initial(D, rootKey(seed)));
      expect(hash(3)).toBe(hash(3));
      expect(hash(3)).not.toBe(hash(4));
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
  cases.forEach(({ loss, own }) => loss.value({ ...shared, own }));
  expect(calls).toBe(1);
  shared.project(batch.zA);
  expect(calls).toBe(2);
});

it('reprojection is zero at fixed points of P, attraction on the straight line', () => {
  const fixed = context({ project: (z) => tf.clone(z) });
  expect(numbers(losses.reprojection.build({ gradient: 'full' }).value(fixed))).toEqual([0]);
  expect(numbers(losses.attraction.build({}).value(context({ z: context().linear })))).toEqual([0]);
});

it('variance is zero where the middles vary as much as the straight lines, and the lost spread where they do not', () => {
  const halves = column([0.5, 0.5, 0.5]);
  const loss = losses.variance.build({});
  const { linear } = context({ alpha: halves });
  const of = (factor: number) => numbers(loss.value(context({ alpha: halves, z: tf.mul(factor, linear) })))[0]!;
  expect(of(1)).toBe(0);
  expect(of(1.5)).toBe(0);
  const variances = numbers(tf.moments(linear, 0).variance);
  expect(of(0.5)).toBeCloseTo(variances.reduce((sum, v) => sum + (Math.sqrt(v + 1e-6) - Math.sqrt(v / 4 + 1e-6)) ** 2, 0), 5);
});

it('what a context has not is an error that names it', () => {
  expect(() => losses.critic.build({ hidden: [3], drift: 0 }).value(context())).toThrow('expected a context with own');
});
