import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import {
  factorSpace,
  imageSet,
  pathMetrics,
  pointMetrics,
  setMetrics,
  truthMetrics,
  truthSample,
  measureInterpolation,
  type PathMetric,
  type PointMetric,
  type SetMetric,
  type TruthMetric,
} from '../../src/index.js';
import { numbers } from '../support.js';

const entries = <M>(registry: Readonly<Record<string, M>>) =>
  Object.entries(registry).map(([name, metric]) => ({ name, metric }));
const floats = (values: readonly number[]) => Float32Array.from(values);

it.each(entries<PointMetric>(pointMetrics))('of points: $name has the value of its worked example', ({ metric }) => {
  const { z, linear = z.map(() => 0), projected = z.map(() => 0), value } = metric.worked;
  const point = (x: readonly number[]) => tf.tensor3d([[[...x]]]);
  const got = metric.value({ z: point(z), linear: point(linear), projected: point(projected) });
  expect(numbers(got)[0]).toBeCloseTo(value, 5);
});

it.each(entries<PathMetric>(pathMetrics))('of paths: $name has the value of its worked example', ({ metric }) => {
  const { frames = [[0], [1]], nearest = [0], latents, value } = metric.worked;
  const { decodedA = frames[0]!, decodedB = frames.at(-1)! } = metric.worked;
  const { z = frames.map(() => 0), zA = [0], zB = [0], back, strayed, reprojection, tau = 1 } = latents ?? {};
  const interpolation = measureInterpolation({
    frames: floats(frames.flat()),
    decodedA: floats(decodedA),
    decodedB: floats(decodedB),
    nearest: Float64Array.from(nearest),
    latents:
      latents === undefined
        ? null
        : {
            z: floats(z),
            zA: floats(zA),
            zB: floats(zB),
            back: back === undefined ? null : floats(back),
            strayed: strayed === undefined ? null : floats(strayed),
            reprojection: floats(reprojection ?? frames.map(() => 0)),
            tau,
          },
  });
  expect(metric.value(interpolation)).toBeCloseTo(value, 6);
});

it.each(entries<SetMetric>(setMetrics))('of sets: $name has the value of its worked example', ({ metric }) => {
  const { middles, nearest, features, realFeatures = [0, 1], value } = metric.worked;
  const count = (middles?.path ?? nearest ?? features)!.length;
  const none = Array.from({ length: count }, () => 0);
  const set = imageSet({
    middles:
      middles === undefined
        ? null
        : {
            path: floats(middles.path.flat()),
            linear: floats(middles.linear.flat()),
            size: middles.path[0]!.length,
          },
    nearest: Int32Array.from(nearest ?? none),
    features: floats(features ?? none),
    realFeatures: floats(realFeatures),
    featureSize: 1,
  });
  expect(metric.value(set)).toBeCloseTo(value, 6);
});

const space = factorSpace([
  { name: 'shape', kind: 'categorical', range: [0, 1], categories: ['disc', 'square'] },
  { name: 'hue', kind: 'circular', range: [0, 1] },
  { name: 'x', kind: 'linear', range: [0, 1] },
  { name: 'rotation', kind: 'circular', range: [0, 4], folds: [Infinity, 4] },
]);

it.each(entries<TruthMetric>(truthMetrics))('of truth: $name has the value of its worked example', ({ metric }) => {
  const { path, a = path[0]!, b = path.at(-1)!, value } = metric.worked;
  const factors = ({ shape = 0, hue = 0, x = 0, rotation = 0 }: typeof a) => [shape, hue, x, rotation];
  const alphas = path.map((_, i) => i / (path.length - 1));
  const sample = truthSample(space, { path: path.map(factors), a: factors(a), b: factors(b), alphas });
  expect(metric.value(sample)).toBeCloseTo(value, 12);
});
