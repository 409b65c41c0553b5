import * as tf from '@tensorflow/tfjs-core';
import { buildChoice, hashArrays, rootKey } from '@latent-paths/core';
import { describe, expect, it } from 'vitest';
import { exampleChoices } from '../../../../tools/testing/src/laws/example-choices.js';
import { losses, type Loss } from '../../src/index.js';
import { column, expectClose, expectGradient, expectNoLeak, normal, numbers, toTensors } from '../support.js';
import { along, batch, context, D } from './loss-batch.js';
import { holdGradient } from '../../../../tools/testing/src/laws/hold-gradient.js';

const spaces = { latentSize: D, imageShape: [8, 8, 1] } as const;

const cases = exampleChoices(losses).map((choice) => {
  const loss = buildChoice<Loss>(losses, choice);
  return { name: JSON.stringify(choice), loss, own: toTensors(loss.network?.initial(spaces, rootKey(3)) ?? {}) };
});

describe.each(cases)('$name', ({ name, loss, own }) => {
  const { laws = {} } = loss;
  const signed = loss.network !== undefined;
  it(`is a finite number${signed ? '' : ' that is not negative'}`, () => {
    const value = loss.value(context({ own }));
    expect(value.shape).toEqual([]);
    expect(numbers(value)[0]).toBeGreaterThan(signed ? -Infinity : 0);
    expect(numbers(value)[0]).toBeLessThan(Infinity);
  });

  if (loss.of === undefined) {
    it('is the mean over the batch', () => {
      const rows = [0, 1, 2].map((i) => {
        const row = (x: tf.Tensor2D): tf.Tensor2D => tf.slice(x, [i, 0], [1, -1]);
        return loss.value(
          context({
            own,
            z: row(context().z),
            zA: row(batch.zA),
            zB: row(batch.zB),
            alpha: row(batch.alpha),
            noise: row(batch.noise),
            level: row(batch.level),
          }),
        );
      });
      expectClose(loss.value(context({ own })), tf.mean(tf.stack(rows)), 1e-6);
    });
  }

  it('projects and decodes as often a point as it says', () => {
    // An even number of points, so that half of them are whole.
    const twice = <X extends tf.Tensor>(x: X): X => tf.concat([x, x]);
    const { zA, zB, alpha, pool, noise, level } = batch;
    const points = {
      zA: twice(zA),
      zB: twice(zB),
      alpha: twice(alpha),
      pool: twice(pool),
      noise: twice(noise),
      level: twice(level),
    };
    const rows = { project: 0, decode: 0 };
    const counted = <Name extends keyof typeof rows>(name: Name) => ({
      [name]: (z: tf.Tensor2D) => ((rows[name] += z.shape[0]), batch[name](z)),
    });
    loss.value(
      context({
        own,
        ...points,
        z: along(tf.scalar(0)).interpolate(points),
        ...counted('project'),
        ...counted('decode'),
      }),
    );
    expect(rows).toEqual({ project: 6 * loss.projections, decode: 6 * (laws.decodes ?? 0) });
  });

  const bend = normal('bend', [3, D]);
  const value = (bend: tf.Tensor): tf.Scalar => loss.value(context({ own, ...along(bend) }));

  it('leaves no tensor behind', () => {
    expectNoLeak(() => tf.grad(value)(bend));
  });

  if (laws.stopsGradient !== true) {
    it('has the gradient of central differences', () => {
      // Through D and a critic of pictures lie more kinks: an error of 3e-2 at steps of 3e-3, of 1e-3 at those of 1e-3.
      expectGradient(name, value, { bend }, laws.networkDecodes === undefined ? 3e-3 : 1e-3);
    });
  }

  const { network } = loss;
  if (network !== undefined) {
    const names = Object.keys(own);

    it('its own network learns: its objective falls along its gradient, by as much as the gradient says', () => {
      const objective = (...weights: tf.Tensor[]) =>
        network.objective(context({ own: Object.fromEntries(names.map((name, i) => [name, weights[i]!])) }));
      const start = names.map((name) => own[name]!);
      const gradients = tf.grads(objective)(start);
      const steepest = gradients.reduce((sum, gradient) => sum + numbers(tf.sum(tf.square(gradient)))[0]!, 0);
      const along = (t: number) =>
        numbers(objective(...start.map((weight, i) => tf.sub(weight, tf.mul(t, gradients[i]!)))))[0]!;
      const step = 1e-2 / Math.sqrt(steepest);
      const slope = (along(-step) - along(step)) / (2 * step);
      holdGradient({
        piece: `the objective of the network of ${name}`,
        gradients: { 'the weights, along it': { shape: [], data: [steepest] } },
        differences: { 'the weights, along it': { shape: [], data: [slope] } },
        tolerance: 0.05,
      });
      expect(along(step)).toBeLessThan(along(0));
    });

    it('its objective projects and decodes as often as it says', () => {
      const calls = { project: 0, decode: 0 };
      const counted = <Name extends keyof typeof calls>(name: Name) => ({
        [name]: (z: tf.Tensor2D) => (calls[name]++, batch[name](z)),
      });
      network.objective(context({ own, ...counted('project'), ...counted('decode') }));
      expect(calls).toEqual({ project: network.projections ?? 0, decode: laws.networkDecodes ?? 0 });
    });

    it('starts from the same weights for the same key, and from others for another', () => {
      const hash = (seed: number) => hashArrays(network.initial(spaces, rootKey(seed)));
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
  // a share of the points is projected by itself
  const whole = cases.filter(({ loss }) => Number.isInteger(loss.projections));
  whole.forEach(({ loss, own }) => loss.value({ ...shared, own }));
  expect(calls).toBe(1);
  shared.project(batch.zA);
  expect(calls).toBe(2);
});

it('losses of one context share D(z)', () => {
  let calls = 0;
  const decode = (z: tf.Tensor2D) => {
    calls++;
    return batch.decode(z);
  };
  const shared = context({ decode });
  cases
    .filter(({ loss: { laws = {} } }) => laws.decodes === 1 && laws.cancels !== true)
    .forEach(({ loss, own }) => loss.value({ ...shared, own }));
  expect(calls).toBe(1);
});

it('alpha-critic learns 0 from reconstructions and min(α, 1−α) from the path', () => {
  const channels = [2];
  const { network } = losses['alpha-critic'].build({ channels, gamma: 0.3 });
  const nothing = Object.fromEntries(
    Object.entries(network!.initial(spaces, rootKey(1))).map(([name, { shape }]) => [name, tf.zeros([...shape])]),
  );
  // C = 0: the mean of α′² for α = 0.1, 0.5, 0.8; C = 1: (0.9² + 0.5² + 0.8²)/3 + 1
  expect(numbers(network!.objective(context({ own: nothing })))[0]).toBeCloseTo((0.01 + 0.25 + 0.04) / 3, 6);
  const one = { ...nothing, 'output/bias': tf.ones([1]) };
  expect(numbers(network!.objective(context({ own: one })))[0]).toBeCloseTo((0.81 + 0.25 + 0.64) / 3 + 1, 5);
});

it('reprojection is zero at fixed points of P, attraction on the straight line', () => {
  const fixed = context({ project: (z) => tf.clone(z) });
  expect(numbers(losses.reprojection.build({ gradient: 'full', share: 1 }).value(fixed))).toEqual([0]);
  expect(numbers(losses.attraction.build({}).value(context({ z: context().linear })))).toEqual([0]);
});

it('variance is zero where the middles vary as much as the straight lines’, else the lost spread', () => {
  const halves = column([0.5, 0.5, 0.5]);
  const loss = losses.variance.build({});
  const { linear } = context({ alpha: halves });
  const of = (factor: number) => numbers(loss.value(context({ alpha: halves, z: tf.mul(factor, linear) })))[0]!;
  expect(of(1)).toBe(0);
  expect(of(1.5)).toBe(0);
  const variances = numbers(tf.moments(linear, 0).variance);
  expect(of(0.5)).toBeCloseTo(
    variances.reduce((sum, v) => sum + (Math.sqrt(v + 1e-6) - Math.sqrt(v / 4 + 1e-6)) ** 2, 0),
    5,
  );
});

it('what a context has not is an error that names it', () => {
  expect(() => losses.critic.build({ hidden: [3], drift: 0, penalty: 0 }).value(context())).toThrow(
    'expected a context with own',
  );
});
